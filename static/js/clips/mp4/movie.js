/* The boxes of an MP4 or MOV file. ISO/IEC 14496-12 (boxes), Adobe's XMP specification, part 3
   (where an MP4 keeps its XMP packet). */
import { text, viewOf } from "../bytes.js";

const MOST_BYTES = 8_000_000;
const MOST_PACKET_BYTES = 1_000_000;
// A film in fragments has a few a second; whoever made more did not film.
const MOST_BOXES = 10_000;
const FIRST_BOXES = /^(ftyp|moov|mdat|wide|free|skip)$/;
const PARENTS = ["moov", "udta", "meta", "trak", "ilst", "mdia", "minf", "stbl"];
const XMP = "be7acfcb97a942e89c71999491e3afac";

/** {moov, place, extras, packets}: the movie box in memory and where it lies, where boxes of others'
    notes lie beside it, and the XMP packets among them; null for other formats and for a movie box
    that is not whole: read in part it would tell half of it. */
export async function readMovie(file) {
  let [moov, place] = [null, null];
  const [extras, packets] = [[], []];
  for await (const box of topBoxes(file)) {
    if (box.name === "moov" && box.end - box.at <= MOST_BYTES) {
      moov = await viewOf(file, box.at, box.end);
      place = box;
    }
    if (box.name !== "uuid") continue;
    extras.push(box);
    packets.push(xmpIn(await viewOf(file, box.start, Math.min(box.end, box.start + MOST_PACKET_BYTES)), 0));
  }
  return moov && { moov, place, extras, packets: packets.filter(Boolean) };
}

/** {name, at, start, end}: from where to where, and where the content begins. */
async function* topBoxes(file) {
  let at = 0;
  for (let count = 0; count < MOST_BOXES && at + 16 <= file.size; count += 1) {
    const head = await viewOf(file, at, at + 16);
    const large = head.getUint32(0) === 1;
    const size = large ? Number(head.getBigUint64(8)) : head.getUint32(0) || file.size - at;
    const name = nameAt(head, 4);
    if ((at === 0 && !FIRST_BOXES.test(name)) || size < 8 || at + size > file.size) return;
    yield { name, at, start: at + (large ? 16 : 8), end: at + size };
    at += size;
  }
}

/** Every box between two places and what is in it, in order. */
export function* boxes(view, from = 0, to = view.byteLength) {
  for (let at = from; at + 8 <= to; ) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > to) return;
    const name = nameAt(view, at + 4);
    yield { name, start: at + 8, end: at + size };
    if (PARENTS.includes(name)) yield* boxes(view, at + 8 + (name === "meta" ? fullBox(view, at + 8) : 0), at + size);
    at += size;
  }
}

/** MP4's metadata box begins with a version, QuickTime's does not. */
function fullBox(view, at) {
  return nameAt(view, at + 4) === "hdlr" ? 0 : 4;
}

/** The packet in a `uuid` box whose identifier stands at `start`; nothing where it is another's. */
export function xmpIn(view, start, end = view.byteLength) {
  const id = [...new Uint8Array(view.buffer, view.byteOffset + start, Math.min(16, end - start))];
  const digits = id.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits === XMP ? text(view, start + 16, end) : "";
}

export function nameAt(view, at) {
  return String.fromCharCode(...[0, 1, 2, 3].map((step) => view.getUint8(at + step)));
}
