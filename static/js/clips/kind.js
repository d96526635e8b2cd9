/* Whether a file is a video that is taken, by its first bytes: names and types say what they like.
   The server looks at the same ones. */

const FIRST_BYTES = 12;
const FIRST_BOXES = ["ftyp", "moov", "mdat", "wide", "free", "skip"];
// Photos of phones come in the same boxes.
const PICTURE_BRANDS = ["heic", "heix", "mif1", "msf1", "avif", "avis", "hevc"];
const EBML = "\x1a\x45\xdf\xa3";

/** A file that cannot be read is none. */
export async function isVideo(file) {
  try {
    const bytes = new Uint8Array(await file.slice(0, FIRST_BYTES).arrayBuffer());
    const begin = String.fromCharCode(...bytes);
    const [box, brand] = [begin.slice(4, 8), begin.slice(8, 12)];
    if (begin.startsWith(EBML)) return true;
    return FIRST_BOXES.includes(box) && !(box === "ftyp" && PICTURE_BRANDS.includes(brand));
  } catch {
    return false;
  }
}
