/* What an MP4 or MOV file tells beside picture and sound: place, time, device, program.
   ISO/IEC 14496-12 (boxes), Apple's QuickTime File Format (user data, metadata keys), Adobe's XMP. */
import { text } from "../bytes.js";
import { exifTime } from "../exif_time.js";
import { boxes, xmpIn } from "./movie.js";

// Seconds between 1904, where these files count from, and 1970.
const SINCE_1904 = 2_082_844_800;
const PLACES = ["\u00a9xyz", "com.apple.quicktime.location.ISO6709", "loci"];
const DEVICES = ["\u00a9mak", "\u00a9mod", "com.apple.quicktime.make", "com.apple.quicktime.model"];
const PROGRAMS = ["\u00a9swr", "\u00a9too", "com.apple.quicktime.software"];
const PLACE_IN_PACKET = /exif:GPS/;

/** {place, time, device, notes}, of which what is not told is missing; `movie` is what `readMovie` gave. */
export function toldBy(movie) {
  const told = {};
  const keys = keysOf(movie.moov);
  for (const { name, start, end } of boxes(movie.moov)) note(told, keyed(name, keys), movie.moov, start, end);
  for (const packet of movie.packets) notePacket(told, packet);
  return told;
}

/** QuickTime's metadata names its entries by their place in a list. */
function keysOf(view) {
  for (const { name, start, end } of boxes(view)) {
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
  if (name === "XMP_") notePacket(told, text(view, start, end));
  if (name === "uuid") notePacket(told, xmpIn(view, start, end));
  if (DEVICES.includes(name)) told.device = [told.device, readable(text(view, start, end))].filter(Boolean).join(" ");
}

function notePacket(told, packet) {
  if (packet) told.notes = "yes";
  if (PLACE_IN_PACKET.test(packet)) told.place = "yes";
}

/** A value behind its lengths, types and language. */
function readable(value) {
  return value.match(/[\p{L}\p{N} .,_()-]{2,}/gu)?.filter((run) => run !== "data").pop()?.trim() ?? "";
}
