/* The same WebM or Matroska file without what it tells. Every element of notes becomes a Void of its
   own size, so that nothing moves and nothing is encoded anew.
   RFC 8794: Void (11.3.2), checksums of a changed element (11.3.1), texts that end early (13). */
import { replaced } from "../bytes.js";
import { number } from "./ebml.js";
import { ID } from "./ids.js";

// In these nothing else stays: neither notes nor checksums, nor what an older Void still holds.
const KEPT = {
  [ID.SEGMENT]: [ID.SEEK_HEAD, ID.INFO, ID.TRACKS, ID.CLUSTER, ID.CUES],
  [ID.SEEK_HEAD]: [ID.SEEK],
  [ID.INFO]: [ID.TIMESTAMP_SCALE, ID.DURATION, ID.MUXING_APP, ID.WRITING_APP],
  [ID.TRACKS]: [ID.TRACK_ENTRY],
};
const NOTES_OF_TRACK = [
  ...[ID.NAME, ID.CODEC_NAME, ID.CODEC_SETTINGS, ID.CODEC_INFO_URL, ID.CODEC_DOWNLOAD_URL],
  ...[ID.ATTACHMENT_LINK, ID.CRC, ID.VOID],
];
// Have to be there, and may be empty.
const EMPTIED = [ID.MUXING_APP, ID.WRITING_APP];

/** `parts` is what `readMatroska` gave for the file. */
export function withoutNotes(file, { parts }) {
  const changes = parts.filter(isNote).map(voided);
  for (const { id, parent, content, start, end } of parts) {
    if (EMPTIED.includes(id)) changes.push({ start, end, content: new Uint8Array(end - start) });
    if (id === ID.SEEK_ID && !KEPT[ID.SEGMENT].includes(number(content))) changes.push(voided(parent));
  }
  return replaced(file, changes);
}

function isNote({ id, parent }) {
  if (!parent) return id === ID.VOID;
  if (parent.id === ID.TRACK_ENTRY) return NOTES_OF_TRACK.includes(id);
  return parent.id in KEPT && !KEPT[parent.id].includes(id);
}

/** A size written in more bytes leaves fewer to be counted, so every size can be met. */
function voided({ at, end }) {
  const content = new Uint8Array(end - at);
  let sizeBytes = 1;
  while (end - at - 1 - sizeBytes > 2 ** (7 * sizeBytes) - 2) sizeBytes += 1;
  let rest = end - at - 1 - sizeBytes;
  for (let place = sizeBytes; place > 0; place -= 1) {
    content[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  content[0] = ID.VOID;
  content[1] |= 2 ** (8 - sizeBytes);
  return { start: at, end, content };
}
