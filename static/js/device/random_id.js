/* A random name. `crypto.randomUUID` exists on secure pages only; a phone may test over http. */

export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
