/* What a WebM or Matroska file tells beside picture and sound: place, time, device, program.
   RFC 9559; the names of tags: Matroska's registry, and what programs make of a phone's own. */
import { text } from "../bytes.js";
import { exifTime } from "../exif_time.js";
import { ID } from "./ids.js";

// Dates count nanoseconds from the first day of 2001.
const FIRST_DAY_MS = Date.UTC(2001, 0, 1);
const WORDS = [ID.TITLE, ID.SEGMENT_FILENAME, ID.MUXING_APP, ID.WRITING_APP, ID.NAME, ID.CODEC_NAME, ID.CODEC_SETTINGS];
const BUNDLES = [ID.ATTACHMENTS, ID.CHAPTERS];
const PLACE = /location|gps|latitude|longitude/i;
const TIME = /^date|_date|creation/i;
const DEVICE = /(^|[._-])(make|model)$/i;
const TO_THE_MINUTE = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)\S*?(Z|[+-]\d\d:\d\d)?$/;

/** {place, time, device, notes}, of which what is not told is missing; of what `readMatroska` gave. */
export function toldBy({ parts }) {
  const told = {};
  for (const { id, content } of parts) {
    if (id === ID.DATE) noteDate(told, content);
    if (BUNDLES.includes(id) || (WORDS.includes(id) && words(content))) told.notes = "yes";
  }
  for (const { name = "", value = "" } of tagsIn(parts)) noteTag(told, name, value);
  return told;
}

function noteDate(told, content) {
  if (content.byteLength !== 8) return;
  const nanoseconds = Number(content.getBigInt64(0));
  if (nanoseconds) told.time = exifTime(new Date(FIRST_DAY_MS + nanoseconds / 1_000_000));
}

/** {name, value} of each, whatever it lies in. */
function tagsIn(parts) {
  const tags = new Map();
  for (const { id, parent, content } of parts) {
    if (id === ID.TAG_NAME) tags.set(parent, { ...tags.get(parent), name: words(content) });
    if (id === ID.TAG_STRING) tags.set(parent, { ...tags.get(parent), value: words(content) });
  }
  return tags.values();
}

function noteTag(told, name, value) {
  if (PLACE.test(name)) told.place = "yes";
  else if (TIME.test(name)) told.time ??= timeIn(value);
  else if (DEVICE.test(name)) told.device = [told.device, value].filter(Boolean).join(" ");
  else told.notes = "yes";
}

/** A tag's time is UTC unless it says another zone; a day or a year alone stays what it is. */
function timeIn(value) {
  const [, day, minute, zone = "Z"] = TO_THE_MINUTE.exec(value) ?? [];
  return day ? exifTime(new Date(`${day}T${minute}${zone}`)) : value;
}

/** Zeros fill what a shorter text has left of a longer one (RFC 8794, 13). */
function words(content) {
  return text(content).split("\0")[0].trim();
}
