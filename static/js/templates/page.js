/* Search over the catalogue, in this browser: the words go nowhere. */
import { rememberSearch } from "../device/search_history.js";
import { search } from "./matching.js";
import { bindRecent } from "./recent.js";

const PAUSE_MS = 1200;

const box = document.querySelector("[data-template-search]");
const input = box.querySelector("input[type=search]");
const list = document.querySelector("[data-template-list]");
const line = document.querySelector("[data-result-line]");
const empty = document.querySelector("[data-no-match]");
const cards = new Map([...list.children].map((card) => [card.dataset.slug, card]));
const wholeLine = line.textContent;

let catalog = null;
let pause = 0;

/** Nothing where it cannot be fetched; the next letter asks once more. */
async function loadCatalog() {
  catalog ??= fetch(box.dataset.catalog).then((answer) => answer.json());
  try {
    return (await catalog).templates;
  } catch {
    catalog = null;
    return null;
  }
}

function show(slugs) {
  const shown = slugs.map((slug) => cards.get(slug)).filter(Boolean);
  list.replaceChildren(...shown);
  empty.hidden = shown.length > 0;
  return shown.length;
}

function say({ isNear, count }) {
  const { one, many, near } = line.dataset;
  if (!count) line.textContent = "";
  else if (isNear) line.textContent = near;
  else line.textContent = count === 1 ? one : many.replace("{count}", count);
}

function showAll(words) {
  show([...cards.keys()]);
  line.textContent = words;
}

async function run() {
  const query = input.value;
  if (!query.trim()) {
    showAll(wholeLine);
    return;
  }
  const templates = await loadCatalog();
  if (query !== input.value) return;
  if (!templates) {
    showAll(line.dataset.unsearched);
    return;
  }
  const here = templates.filter(({ slug }) => cards.has(slug));
  const { isNear, slugs } = search(here, query);
  say({ isNear, count: show(slugs) });
}

const recent = bindRecent(box, (words) => {
  input.value = words;
  run();
  input.focus();
});

function keepWords() {
  rememberSearch(input.value);
  recent.refresh();
}

input.addEventListener("focus", loadCatalog, { once: true });
input.addEventListener("input", () => {
  run();
  clearTimeout(pause);
  // A search is what somebody stopped typing, not each letter on the way.
  pause = setTimeout(keepWords, PAUSE_MS);
});
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter") keepWords();
});
/** A search from the page "On this device"; after the sign `#` nothing is sent. */
function takeAskedWords() {
  const words = new URLSearchParams(location.hash.slice(1)).get("words");
  if (!words) return;
  history.replaceState(null, "", location.pathname + location.search);
  input.value = words;
}

takeAskedWords();
if (input.value) run();
