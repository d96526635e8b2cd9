/* Says in words what a file would have told us. */

const FACTS = ["place", "time", "device", "serial", "copy", "notes", "attached"];

export function showMirror(box, told) {
  const title = box.querySelector("[data-mirror-title]");
  const list = box.querySelector("[data-mirror-list]");
  const facts = told ? FACTS.filter((name) => told[name]) : [];
  title.textContent = wordsFor(title.dataset, told, facts);
  list.replaceChildren(...facts.map((name) => line(list.dataset[name], told[name])));
  box.querySelector("[data-mirror-end]").hidden = facts.length === 0;
  box.hidden = false;
}

function wordsFor({ clean, found, unread }, told, facts) {
  if (!told) return unread;
  return facts.length ? found : clean;
}

function line(words, value) {
  const item = document.createElement("li");
  item.textContent = words.replace("{value}", readable(value));
  return item;
}

/** Exif writes times as 2024:05:03 14:02:11, without a zone. */
function readable(value) {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d)/.exec(value);
  if (!parts) return value;
  const [year, month, day, hour, minute] = parts.slice(1).map(Number);
  const words = { dateStyle: "long", timeStyle: "short" };
  const time = new Date(year, month - 1, day, hour, minute);
  return time.toLocaleString(document.documentElement.lang, words);
}
