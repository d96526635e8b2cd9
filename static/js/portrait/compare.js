/* The photo over the portrait, with an edge to pull. The photo comes from this device. */

const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
const ENDS = { Home: 0, End: 100 };
const BEGIN = 50;

export function bindCompare(box, photo) {
  const handle = box.querySelector("[data-handle]");
  const before = box.querySelector("[data-before]");

  const set = (percent) => {
    const share = Math.min(100, Math.max(0, Math.round(percent)));
    box.style.setProperty("--split", `${share}%`);
    box.style.setProperty("--share", share / 100);
    handle.setAttribute("aria-valuenow", share);
    handle.setAttribute("aria-valuetext", handle.dataset.words.replace("{percent}", share));
  };

  const follow = ({ clientX }) => {
    const { left, width } = box.getBoundingClientRect();
    set(((clientX - left) / width) * 100);
  };

  box.addEventListener("pointerdown", (event) => {
    box.setPointerCapture(event.pointerId);
    follow(event);
  });
  box.addEventListener("pointermove", (event) => {
    if (box.hasPointerCapture(event.pointerId)) follow(event);
  });
  handle.addEventListener("keydown", (event) => {
    const now = Number(handle.getAttribute("aria-valuenow"));
    const step = (KEYS[event.key] ?? 0) * (event.shiftKey ? 10 : 1);
    if (!step && !(event.key in ENDS)) return;
    event.preventDefault();
    set(ENDS[event.key] ?? now + step);
  });

  before.src = URL.createObjectURL(photo);
  before.addEventListener("load", () => show(box, before, handle), { once: true });
  set(BEGIN);
}

function show(box, before, handle) {
  URL.revokeObjectURL(before.src);
  before.hidden = handle.hidden = false;
  box.toggleAttribute("data-comparing", true);
  box.querySelectorAll("[data-label]").forEach((label) => {
    label.hidden = false;
  });
}
