/* A list of what this browser keeps: use one, forget one, forget all, or keep none. */
import { tellTrouble } from "./trouble.js";

/** `list` is what is kept, `describe(row)` says {picture, name, title, details} of one, `onUse(row)`
    is what a press does, `belongs(row)` whether it is shown here. Returns `run(change)`, which shows
    the list anew after a change and says when there was trouble. */
export async function bindStrip(box, { list, describe, onUse, belongs = () => true }) {
  const part = (name) => box.querySelector(`[data-strip-${name}]`);
  const items = part("list");
  const keeping = part("switch");
  keeping.addEventListener("change", () => run(() => list.setKeeping(keeping.checked)));
  part("clear").addEventListener("click", async () => {
    await run(async () => list.forget(...(await shown()).map(({ id }) => id)));
    keeping.focus();
  });

  /** Whoever keeps none is not told that this browser could not. */
  async function shown() {
    return list.isKeeping() ? (await list.recent()).filter(belongs) : [];
  }

  async function run(change) {
    try {
      await change();
    } catch {
      tellTrouble();
    }
    await show();
  }

  async function show() {
    const rows = await shown().catch(() => {
      tellTrouble();
      return [];
    });
    keeping.checked = list.isKeeping();
    part("clear").hidden = rows.length === 0;
    part("none").hidden = rows.length > 0;
    for (const offer of box.querySelectorAll("[data-strip-offer]")) offer.hidden = !keeping.checked;
    items.replaceChildren(...rows.map(draw));
  }

  function draw(row) {
    const item = part("item").content.cloneNode(true);
    const { picture, name, title, details } = describe(row);
    const [use, forget] = item.querySelectorAll("button");
    showPicture(item.querySelector("img"), picture);
    item.querySelector("[data-title]").textContent = title ?? "";
    item.querySelector("[data-details]").textContent = details ?? "";
    for (const button of [use, forget]) nameButton(button, name);
    use.addEventListener("click", () => onUse(row));
    forget.addEventListener("click", () => forgetOne(row));
    return item;
  }

  async function forgetOne(row) {
    const at = [...items.children].indexOf(document.activeElement.closest("li"));
    await run(() => list.forget(row.id));
    const next = items.children[Math.min(at, items.children.length - 1)];
    (next?.querySelector("[data-forget]") ?? keeping).focus();
  }

  await show();
  return run;
}

function nameButton(button, name) {
  const label = button.getAttribute("aria-label");
  if (label) button.setAttribute("aria-label", label.replace(/\{\w+\}/, () => name));
}

function showPicture(image, picture) {
  if (!picture) {
    image.remove();
    return;
  }
  image.src = URL.createObjectURL(picture);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
}
