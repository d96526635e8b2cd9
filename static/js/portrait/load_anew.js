/* A page that has something new to show is loaded anew, and closes no question under one's hands. */

export async function loadAnew() {
  const dialog = document.querySelector("dialog[open]");
  if (dialog) await new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  location.reload();
}
