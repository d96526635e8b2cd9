/* The device's own way of handing a file on, which on a phone leads to the photo library too. */

const phone = matchMedia("(pointer: coarse)");

export function isPhone() {
  return phone.matches;
}

export function canShareFiles(sample) {
  return Boolean(navigator.canShare?.({ files: [sample] }));
}

/** Resolves with whether the person went through with it; raises what is no change of mind. */
export async function share(file) {
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (problem) {
    if (problem.name === "AbortError") return false;
    throw problem;
  }
}
