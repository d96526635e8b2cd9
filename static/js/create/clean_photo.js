/* What a photo's file would tell, and the same photo without it. Both happen here, in the browser;
   the server strips every format once more. */
import { Problem } from "../api/problem.js";
import { readExif } from "./exif.js";
import { NotAJpeg, payloadOf, piecesOf, startsWith, withoutNotes } from "./jpeg.js";

const APP1 = 0xe1;
const APP13 = 0xed;
const COM = 0xfe;
const EXIF = "Exif\0\0";
const XMP = "http://ns.adobe.com/xap/1.0/\0";

/** {photo: Blob, told: {...} | null}; `told` is null where this browser cannot look. Raises Problem
    "unreadable". */
export async function cleanPhoto(file) {
  const bytes = await bytesOf(file);
  try {
    return cleanJpeg(bytes);
  } catch (problem) {
    if (!(problem instanceof NotAJpeg)) throw problem;
    return { photo: new Blob([bytes], { type: file.type }), told: null };
  }
}

/** A file can be gone since it was chosen, or lie where the network is needed for it. */
async function bytesOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Problem({ code: "unreadable" });
  }
}

function cleanJpeg(bytes) {
  const pieces = piecesOf(bytes);
  const notes = pieces.filter(({ marker }) => [APP1, APP13, COM].includes(marker));
  const exif = notes.find((piece) => piece.marker === APP1 && starts(bytes, piece, EXIF));
  const camera = exif ? readExif(payloadOf(bytes, exif).subarray(EXIF.length)) : { orientation: 1 };
  const photo = new Blob(withoutNotes(bytes, pieces, camera.orientation), { type: "image/jpeg" });
  return { photo, told: toldBy(bytes, pieces, notes, camera) };
}

function starts(bytes, piece, name) {
  return startsWith(payloadOf(bytes, piece), name);
}

function toldBy(bytes, pieces, notes, camera) {
  const packets = notes.filter((piece) => piece.marker === APP1 && starts(bytes, piece, XMP));
  const words = packets.map((piece) => new TextDecoder().decode(payloadOf(bytes, piece)));
  return {
    place: Boolean(camera.hasPlace) || words.some((text) => text.includes("GPSLatitude")),
    device: camera.device ?? "",
    time: camera.takenAt ?? "",
    serial: Boolean(camera.hasSerial),
    copy: Boolean(camera.hasCopy),
    notes: packets.length > 0 || notes.some(({ marker }) => marker !== APP1),
    attached: pieces.at(-1).end < bytes.length,
  };
}
