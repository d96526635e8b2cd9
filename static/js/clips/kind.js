/* Which kind of video a file is, by its first bytes: names and types say what they like. The server
   looks at the same ones. */
import { viewOf } from "./bytes.js";

const FIRST_BYTES = 12;
const FIRST_BOXES = ["ftyp", "moov", "mdat", "wide", "free", "skip"];
// Photos of phones come in the same boxes.
const PICTURE_BRANDS = ["heic", "heix", "mif1", "msf1", "avif", "avis", "hevc"];
const EBML = "\x1a\x45\xdf\xa3";

/** "webm", "mp4" (MOV is the same) or "": not a video that is taken, or one that cannot be read. */
export async function kindOf(file) {
  try {
    const bytes = new Uint8Array((await viewOf(file, 0, FIRST_BYTES)).buffer);
    const begin = String.fromCharCode(...bytes);
    const [box, brand] = [begin.slice(4, 8), begin.slice(8, 12)];
    if (begin.startsWith(EBML)) return "webm";
    return FIRST_BOXES.includes(box) && !(box === "ftyp" && PICTURE_BRANDS.includes(brand)) ? "mp4" : "";
  } catch {
    return "";
  }
}
