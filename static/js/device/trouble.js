/* What the page says once when this browser keeps nothing: storage full, switched off, or held. */

export function tellTrouble() {
  document.querySelector("[data-device-trouble]").hidden = false;
}
