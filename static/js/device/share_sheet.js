/* The device's own way of handing a file on, which on a phone leads to the photo library too. */

const phone = matchMedia("(pointer: coarse)");

export function isPhone() {
  return phone.matches;
}

export function canShareFiles(sample) {
  return Boolean(navigator.canShare?.({ files: [sample] }));
}

// Closed again, or open already after a first press.
const NO_TROUBLE = ["AbortError", "InvalidStateError"];

/** Resolves with whether the person went through with it; raises what is no change of mind. */
export async function share(file) {
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (problem) {
    if (NO_TROUBLE.includes(problem.name)) return false;
    throw problem;
  }
}
