/* Advice while a password is chosen. It refuses nothing: the server's rules do that. Nothing that
   is typed leaves the page for it. */
import { advise } from "./password_strength.js";

const PAUSE_MS = 300;

const hint = document.querySelector("[data-password-hint]");
const field = document.querySelector('[autocomplete="new-password"]');
const address = document.querySelector('[autocomplete="email"]');
let timer = 0;

function show() {
  if (!field.value) {
    hint.textContent = "";
    return;
  }
  const { code, missing } = advise(field.value, address?.value ?? "");
  hint.textContent = hint.dataset[code].replace("{count}", missing);
  hint.dataset.advice = code;
}

/* Not at every letter, or a screen reader would never come to an end. */
function showSoon() {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE_MS);
}

if (hint && field) field.addEventListener("input", showSoon);
