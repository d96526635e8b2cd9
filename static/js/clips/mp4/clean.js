/* The same MP4 or MOV file without what it tells. Every box of notes becomes free space of its own
   size, so that nothing moves and nothing is encoded anew; times become "not known".
   ISO/IEC 14496-12: free space (8.1.2), times of movie, track and media (8.2.2, 8.3.2, 8.4.2). */
import { replaced } from "../bytes.js";
import { boxes } from "./movie.js";

const NOTES = ["udta", "meta", "uuid", "XMP_"];
const DATED = ["mvhd", "tkhd", "mdhd"];
const FREE = new TextEncoder().encode("free");

/** `movie` is what `readMovie` gave for the file. */
export function withoutNotes(file, { moov, place, extras }) {
  const changes = [{ ...place, start: place.at, content: cleaned(moov) }];
  for (const box of extras) {
    changes.push({ start: box.at + 4, end: box.at + 8, content: FREE });
    changes.push({ start: box.start, end: box.end, content: new Uint8Array(box.end - box.start) });
  }
  return replaced(file, changes);
}

function cleaned(moov) {
  const bytes = new Uint8Array(moov.buffer.slice());
  for (const { name, start, end } of boxes(moov)) {
    if (NOTES.includes(name)) {
      bytes.set(FREE, start - 4);
      bytes.fill(0, start, end);
    }
    // Two times after version and flags, of four bytes each or of eight.
    if (DATED.includes(name)) bytes.fill(0, start + 4, start + (moov.getUint8(start) === 1 ? 20 : 12));
  }
  return bytes;
}
