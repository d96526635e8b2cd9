/* The token that lets this page change something. */

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]').content;
}
