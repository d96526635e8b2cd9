/* Filters of the promises page: by state and by word, without a round trip. */

const chips = [...document.querySelectorAll("[data-promise-filters] [data-status]")];
const words = document.querySelector("[data-promise-words]");
const line = document.querySelector("[data-result-line]");
const clauses = [...document.querySelectorAll("[data-clause]")];
const rows = [...document.querySelectorAll("[data-promise]")];

// A page that came filtered has no rows for the other chips: there they stay links.
const hasAllRows = chips.length > 0 && !new URLSearchParams(location.search).has("status");
let chosen = "";

function fits(row) {
  const isStatus = !chosen || row.dataset.status === chosen;
  return isStatus && row.textContent.toLowerCase().includes(words.value.trim().toLowerCase());
}

function show() {
  rows.forEach((row) => {
    row.hidden = !fits(row);
  });
  clauses.forEach((clause) => {
    clause.hidden = !clause.querySelector("[data-promise]:not([hidden])");
  });
  const count = rows.filter((row) => !row.hidden).length;
  line.textContent = count === rows.length ? "" : line.dataset.shown.replace("{count}", count);
}

function choose(event) {
  event.preventDefault();
  chosen = event.currentTarget.dataset.status;
  chips.forEach((chip) => {
    if (chip.dataset.status === chosen) chip.setAttribute("aria-current", "true");
    else chip.removeAttribute("aria-current");
  });
  show();
}

if (hasAllRows) chips.forEach((chip) => chip.addEventListener("click", choose));
words.addEventListener("input", show);
