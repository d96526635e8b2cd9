/* The strip of photos that this browser has kept, to use again or to forget. */
import {
  forgetAllPhotos,
  forgetPhoto,
  isKeeping,
  recentPhotos,
  setKeeping,
} from "../device/photo_history.js";

export async function bindDeviceHistory(box, onUse) {
  const part = (name) => box.querySelector(`[data-history-${name}]`);
  const { useWords } = box.querySelector("[data-use-words]").dataset;
  const keeping = part("switch");
  keeping.checked = isKeeping();
  keeping.addEventListener("change", async () => {
    await setKeeping(keeping.checked);
    await show();
  });
  part("clear").addEventListener("click", async () => {
    await forgetAllPhotos();
    await show();
  });

  async function show() {
    const rows = await recentPhotos();
    part("head").hidden = rows.length === 0;
    part("list").replaceChildren(...rows.map(draw));
  }

  function draw(row) {
    const item = part("item").content.cloneNode(true);
    const date = new Date(row.at).toLocaleString(document.documentElement.lang);
    const [use, forget] = item.querySelectorAll("button");
    const picture = item.querySelector("img");
    picture.src = URL.createObjectURL(row.photo);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    use.setAttribute("aria-label", useWords.replace("{date}", date));
    use.addEventListener("click", () => onUse(row));
    forget.setAttribute("aria-label", forget.getAttribute("aria-label").replace("{date}", date));
    forget.addEventListener("click", async () => {
      await forgetPhoto(row.id);
      await show();
    });
    return item;
  }

  await show();
}
