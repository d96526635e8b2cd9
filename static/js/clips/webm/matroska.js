/* What a WebM or Matroska file holds beside its pictures and sound, and when its pictures come.
   RFC 9559; it may be a recording that a browser has just ended, which knows no sizes. */
import { Bytes, elementsOf, lengthAt, number, sizeIn } from "./ebml.js";
import { ID } from "./ids.js";

const PARENTS = [ID.SEGMENT, ID.SEEK_HEAD, ID.SEEK, ID.INFO, ID.TRACKS, ID.TRACK_ENTRY, ID.TAGS, ID.TAG, ID.SIMPLE_TAG];
const IN_CLUSTER = [
  ...[ID.TIMESTAMP, ID.SILENT_TRACKS, ID.POSITION, ID.PREVIOUS_SIZE, ID.SIMPLE_BLOCK, ID.BLOCK_GROUP],
  ...[ID.ENCRYPTED_BLOCK, ID.VOID, ID.CRC],
];
const ENDLESS = {
  [ID.SEGMENT]: (id) => ![ID.EBML, ID.SEGMENT].includes(id),
  [ID.CLUSTER]: (id) => IN_CLUSTER.includes(id),
};
// Of pictures and sound together: the first seconds.
const MOST_BLOCKS = 500;
// A name, a date, a number; of a longer text its begin says what it is.
const MOST_CONTENT_BYTES = 256;

/** {parts, blocks}: the elements outside of clusters, each with the begin of its content, and {track,
    time} of the first blocks; null for what is not whole, and for what is more than one film. */
export async function readMatroska(file) {
  const seen = { parts: [], blocks: [], clusterTime: 0 };
  const bytes = new Bytes(file);
  try {
    const opens = (element) => isOpened(element, seen.blocks);
    for await (const element of elementsOf(bytes, { opens, endless: ENDLESS })) {
      const end = Math.min(element.end, element.start + MOST_CONTENT_BYTES);
      take(seen, element, await bytes.view(element.start, end));
    }
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return null;
  }
  return isOneFilm(seen.parts) ? seen : null;
}

/** A cluster that knows its size is passed over, once there are blocks enough. */
function isOpened({ id, isEndless }, blocks) {
  if (PARENTS.includes(id) || isEndless) return true;
  return blocks.length < MOST_BLOCKS && (id === ID.CLUSTER || id === ID.BLOCK_GROUP);
}

function take(seen, element, content) {
  const { id, parent } = element;
  if (![ID.CLUSTER, ID.BLOCK_GROUP].includes(parent?.id)) {
    seen.parts.push(Object.assign(element, { content }));
  } else if (id === ID.TIMESTAMP) {
    seen.clusterTime = number(content);
  } else if ((id === ID.SIMPLE_BLOCK || id === ID.BLOCK) && seen.blocks.length < MOST_BLOCKS) {
    seen.blocks.push(blockOf(content, seen.clusterTime));
  }
}

/** Its track and how long after its cluster it comes stand before what is encoded. */
function blockOf(content, clusterTime) {
  const length = lengthAt(content, 0);
  return { track: sizeIn(content, 0, length), time: clusterTime + content.getInt16(length) };
}

/** What stands after it is another's: a second film, or what nobody knows how to read. */
function isOneFilm(parts) {
  const outermost = parts.filter(({ id, parent }) => !parent && id !== ID.VOID).map(({ id }) => id);
  return outermost.join() === [ID.EBML, ID.SEGMENT].join();
}
