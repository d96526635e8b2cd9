/* The strip of photos that this browser has kept, to use again or to forget. */
import { photos } from "./photo_history.js";
import { bindStrip } from "./strip.js";

export function bindPhotoStrip(page, onUse) {
  const box = page.querySelector('[data-strip="photos"]');
  return bindStrip(box, { list: photos, describe: describePhoto, onUse });
}

function describePhoto({ photo, at }) {
  return { picture: photo, name: new Date(at).toLocaleString(document.documentElement.lang) };
}
