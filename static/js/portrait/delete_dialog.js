/* Asks before deleting, without leaving the page; the link's own page asks where scripts do not. */

export function bindDeleteDialog() {
  const dialog = document.querySelector("[data-delete-dialog]");
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  document.querySelectorAll("[data-delete]").forEach((link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.querySelector("form").action = link.href;
      dialog.showModal();
    });
  });
}
