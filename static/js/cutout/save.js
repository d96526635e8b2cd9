/* The finished picture as a file, under a name that says nothing about anybody. */
import { compose } from "./compose.js";

const TYPES = { png: "image/png", webp: "image/webp", jpeg: "image/jpeg" };
const ENDINGS = { png: "png", webp: "webp", jpeg: "jpg" };
const WHITE = { kind: "colour", colour: "#ffffff" };
const QUALITY = 0.92;
// The browser has read the file by then.
const KEPT_MS = 60_000;

export async function saveAs(type, settings) {
  // A JPEG has no transparency: what would be black in it is white.
  const isBare = type === "jpeg" && settings.backdrop.kind === "none";
  const canvas = compose(isBare ? { ...settings, backdrop: WHITE } : settings);
  const file = await new Promise((done) => canvas.toBlob(done, TYPES[type], QUALITY));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `cutout.${ENDINGS[type]}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
