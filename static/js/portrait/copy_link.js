/* Copies the new link; where the browser does not let us, it is selected for the person's own copy. */

const input = document.querySelector("[data-link]");
const button = document.querySelector("[data-copy]");

async function copy() {
  input.select();
  try {
    await navigator.clipboard.writeText(input.value);
    button.querySelector("[data-copy-words]").textContent = button.dataset.copied;
  } catch {
    input.focus();
  }
}

if (input) button.addEventListener("click", copy);
