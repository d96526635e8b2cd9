/* The row of recent searches: use one, forget one, forget all, or keep none. */
import {
  forgetAllSearches,
  forgetSearch,
  isKeeping,
  recentSearches,
  setKeeping,
} from "../device/search_history.js";

export function bindRecent(box, use) {
  const part = (name) => box.querySelector(`[data-recent${name}]`);
  const row = part("");
  const item = box.querySelector("template[data-recent-item]");

  const draw = (words) => {
    const drawn = item.content.cloneNode(true);
    const [useButton, forgetButton] = drawn.querySelectorAll("button");
    useButton.textContent = words;
    useButton.addEventListener("click", () => use(words));
    const label = forgetButton.getAttribute("aria-label");
    forgetButton.setAttribute("aria-label", label.replace("{words}", words));
    forgetButton.addEventListener("click", () => {
      forgetSearch(words);
      refresh();
      box.querySelector("input[type=search]").focus();
    });
    return drawn;
  };

  const refresh = () => {
    const words = recentSearches();
    row.hidden = !words.length && isKeeping();
    part("-on").hidden = !words.length;
    part("-list").replaceChildren(...words.map(draw));
    part("-switch").checked = isKeeping();
  };

  part("-clear").addEventListener("click", () => {
    forgetAllSearches();
    refresh();
    box.querySelector("input[type=search]").focus();
  });
  part("-switch").addEventListener("change", (event) => {
    setKeeping(event.target.checked);
    refresh();
  });
  refresh();
  return { refresh };
}
