/* What the browser lets the site use, read from the browser itself and kept up to date. */

const list = document.querySelector("[data-permissions]");
const TONES = { granted: "badge--good", denied: "badge--bad" };

function show(row, state, words) {
  const badge = row.querySelector("[data-state]");
  badge.classList.remove(...Object.values(TONES));
  if (TONES[state]) badge.classList.add(TONES[state]);
  badge.textContent = words;
}

async function watch(row) {
  const name = row.dataset.permission;
  try {
    const status = await navigator.permissions.query({ name });
    const update = () => show(row, status.state, list.dataset[status.state]);
    status.addEventListener("change", update);
    update();
  } catch {
    show(row, "unknown", list.dataset.unknown);
  }
}

async function showStorage(row) {
  if (!navigator.storage?.persisted) {
    show(row, "unknown", list.dataset.unknown);
    return;
  }
  const isKept = await navigator.storage.persisted();
  show(row, isKept ? "granted" : "prompt", isKept ? list.dataset.kept : list.dataset.bestEffort);
  const { usage = 0 } = await navigator.storage.estimate();
  const used = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit: "megabyte",
    maximumFractionDigits: 1,
  }).format(usage / 1e6);
  const words = document.querySelector("[data-storage-words]").dataset.words;
  row.querySelector("[data-storage-use]").textContent = words.replace("%(used)s", used);
}

/** Opens the advice for the browser at hand. */
function openAdvice() {
  const agent = navigator.userAgent;
  const isChrome = /Chrome|CriOS|Edg/.test(agent);
  const own = /Firefox|FxiOS/.test(agent) ? "firefox" : isChrome ? "chrome" : "safari";
  document.querySelector(`[data-browser="${own}"]`).open = true;
}

for (const row of list.querySelectorAll("[data-permission]")) {
  if (row.dataset.permission === "storage") showStorage(row);
  else if (row.querySelector("[data-state]")) watch(row);
}
openAdvice();
