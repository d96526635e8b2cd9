/* The menu of narrow windows: opens, closes with Escape, a click elsewhere, or a step out of it. */

export function bindMenu(button) {
  if (!button) return;
  const menu = document.getElementById(button.getAttribute("aria-controls"));

  const set = (isOpen) => {
    button.setAttribute("aria-expanded", String(isOpen));
    menu.toggleAttribute("data-open", isOpen);
  };

  button.addEventListener("click", () => set(!menu.hasAttribute("data-open")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.hasAttribute("data-open")) return;
    set(false);
    button.focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) set(false);
  });
  menu.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (next && !menu.contains(next) && next !== button) set(false);
  });
}
