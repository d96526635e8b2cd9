/* What an MP4 or MOV file tells beside picture and sound: place, time, device, program.
   ISO/IEC 14496-12 (boxes), Apple's QuickTime File Format (user data, metadata keys). */

const MOST_BYTES = 8_000_000;
// Seconds between 1904, where these files count from, and 1970.
const SINCE_1904 = 2_082_844_800;
const PARENTS = ["moov", "udta", "meta", "trak", "ilst"];
const PLACES = ["\u00a9xyz", "com.apple.quicktime.location.ISO6709", "loci"];
const DEVICES = ["\u00a9mak", "\u00a9mod", "com.apple.quicktime.make", "com.apple.quicktime.model"];
const PROGRAMS = ["\u00a9swr", "\u00a9too", "com.apple.quicktime.software"];

/** {place, time, device, notes}, of which what is not told is missing; null for other formats. */
export async function readTold(file) {
  const content = await movieBox(file);
  if (!content) return null;
  const told = {};
  const keys = keysOf(content);
  for (const { name, start, end } of boxes(content, 0, content.byteLength)) {
    note(told, keyed(name, keys), content, start, end);
  }
  return told;
}

async function movieBox(file) {
  for (let at = 0; at + 16 <= file.size; ) {
    const head = new DataView(await file.slice(at, at + 16).arrayBuffer());
    const large = head.getUint32(0) === 1;
    const size = large ? Number(head.getBigUint64(8)) : head.getUint32(0) || file.size - at;
    const name = nameAt(head, 4);
    if (at === 0 && !/^(ftyp|moov|mdat|wide|free|skip)$/.test(name)) return null;
    if (name === "moov") {
      // Read in part it would tell half of it.
      if (size > MOST_BYTES || at + size > file.size) return null;
      return new DataView(await file.slice(at, at + size).arrayBuffer());
    }
    if (size < 8) return null;
    at += size;
  }
  return null;
}

function* boxes(view, from, to) {
  for (let at = from; at + 8 <= to; ) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > to) return;
    const name = nameAt(view, at + 4);
    yield { name, start: at + 8, end: at + size, index: view.getUint32(at + 4) };
    if (PARENTS.includes(name)) yield* boxes(view, at + 8 + (name === "meta" ? fullBox(view, at + 8) : 0), at + size);
    at += size;
  }
}

/** MP4's metadata box begins with a version, QuickTime's does not. */
function fullBox(view, at) {
  return nameAt(view, at + 4) === "hdlr" ? 0 : 4;
}

/** QuickTime's metadata names its entries by their place in a list. */
function keysOf(view) {
  for (const { name, start, end } of boxes(view, 0, view.byteLength)) {
    if (name !== "keys") continue;
    const keys = [];
    for (let at = start + 8; at + 8 <= end; at += Math.max(8, view.getUint32(at))) {
      keys.push(text(view, at + 8, at + view.getUint32(at)));
    }
    return keys;
  }
  return [];
}

function keyed(name, keys) {
  const bytes = [...name].map((letter) => letter.charCodeAt(0));
  const index = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return keys[index - 1] ?? name;
}

function note(told, name, view, start, end) {
  if (name === "mvhd") {
    const seconds = view.getUint8(start) === 1 ? Number(view.getBigUint64(start + 4)) : view.getUint32(start + 4);
    if (seconds > SINCE_1904) told.time = exifTime(new Date((seconds - SINCE_1904) * 1000));
  }
  if (PLACES.includes(name)) told.place = "yes";
  if (PROGRAMS.includes(name)) told.notes = "yes";
  if (DEVICES.includes(name)) told.device = [told.device, readable(text(view, start, end))].filter(Boolean).join(" ");
}

/** The mirror's words take times as Exif writes them, in the clock of whoever reads them. */
function exifTime(date) {
  const two = (number) => String(number).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join(":");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:00`;
}

function nameAt(view, at) {
  return String.fromCharCode(...[0, 1, 2, 3].map((step) => view.getUint8(at + step)));
}

function text(view, start, end) {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + start, Math.max(0, end - start)));
}

/** A value behind its lengths, types and language. */
function readable(value) {
  return value.match(/[\p{L}\p{N} .,_()-]{2,}/gu)?.filter((run) => run !== "data").pop()?.trim() ?? "";
}
