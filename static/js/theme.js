/* Day or night. The choice stays on this device; without one the system decides. */
import { readText, writeText } from "./device/kept_text.js";

const KEY = "site:theme";
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : systemIsDark.matches;
}

function choose(theme) {
  document.documentElement.dataset.theme = theme;
  writeText(KEY, theme);
}

export function bindThemeToggle(button) {
  if (!button) return;
  const show = () => {
    button.setAttribute("aria-pressed", String(isDark()));
    const use = button.querySelector("use");
    const [sheet] = use.getAttribute("href").split("#");
    use.setAttribute("href", `${sheet}#${isDark() ? "sun" : "moon"}`);
  };
  button.addEventListener("click", () => {
    choose(isDark() ? "light" : "dark");
    show();
  });
  systemIsDark.addEventListener("change", show);
  if (readText(KEY) === null) delete document.documentElement.dataset.theme;
  show();
}
