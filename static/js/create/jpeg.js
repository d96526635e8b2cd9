/* The pieces a JPEG file is made of (ITU T.81, annex B), and the same picture without its notes.
   Nothing is decoded or encoded again: the scans are copied byte for byte. */

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP15 = 0xef;
// What decides how the picture looks: density, colour profile, Adobe's colour transform.
const KEPT = { 0xe0: "JFIF\0", 0xe2: "ICC_PROFILE\0", 0xee: "Adobe" };

export class NotAJpeg extends Error {}

/** [{marker, start, end}] up to the end of the picture. Raises NotAJpeg when it is damaged. */
export function piecesOf(bytes) {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) throw new NotAJpeg("no start");
  const pieces = [];
  let at = 2;
  while (at + 1 < bytes.length) {
    const piece = pieceAt(bytes, at);
    pieces.push(piece);
    if (piece.marker === EOI) return pieces;
    at = piece.end;
  }
  throw new NotAJpeg("no end");
}

function pieceAt(bytes, start) {
  let at = start;
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
  const marker = bytes[at + 1];
  if (bytes[at] !== 0xff || !marker) throw new NotAJpeg("no marker");
  if (marker === EOI) return { marker, start: at, end: at + 2 };
  const length = (bytes[at + 2] << 8) | bytes[at + 3];
  let end = at + 2 + length;
  if (marker === SOS) end = endOfScan(bytes, end);
  if (length < 2 || !(end <= bytes.length)) throw new NotAJpeg("cut off");
  return { marker, start: at, end };
}

function endOfScan(bytes, start) {
  let at = bytes.indexOf(0xff, start);
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1];
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (!isData && next !== 0xff) return at;
    at = bytes.indexOf(0xff, at + (isData ? 2 : 1));
  }
  throw new NotAJpeg("endless scan");
}

export function payloadOf(bytes, piece) {
  return bytes.subarray(piece.start + 4, piece.end);
}

export function startsWith(payload, text) {
  return [...text].every((letter, index) => payload[index] === letter.charCodeAt(0));
}

function isKept(bytes, piece) {
  if (piece.marker === COM) return false;
  if (piece.marker < APP0 || piece.marker > APP15) return true;
  const name = KEPT[piece.marker];
  return name !== undefined && startsWith(payloadOf(bytes, piece), name);
}

/** The file's parts without notes; the orientation is written anew where the picture needs it. */
export function withoutNotes(bytes, pieces, orientation) {
  const kept = pieces.filter((piece) => isKept(bytes, piece));
  const parts = kept.map(({ start, end }) => bytes.subarray(start, end));
  const upright = orientation > 1 ? [orientationPiece(orientation)] : [];
  return [Uint8Array.of(0xff, SOI), ...upright, ...parts];
}

/** An Exif piece that holds the orientation and nothing else (Exif 2.3, one short in IFD 0). */
function orientationPiece(orientation) {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  const payload = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff, ...entry, 0, 0, 0, 0];
  return Uint8Array.of(0xff, APP1, 0, payload.length + 2, ...payload);
}
