/* How many pictures a second a WebM or Matroska file has: as it says itself, or as its pictures come.
   RFC 9559: track types, DefaultDuration, timestamps. */
import { number } from "./ebml.js";
import { ID } from "./ids.js";

const VIDEO = 1;
const NANOSECONDS = 1_000_000_000;
const USUAL_SCALE = 1_000_000;
// What cameras and screens have, to which uneven and rounded times fall.
const RATES = [15, 24 / 1.001, 24, 25, 30 / 1.001, 30, 48, 50, 60 / 1.001, 60, 90, 100, 120, 240];
const NEAR = 0.02;

/** Of the first track of pictures, 0 where nothing says it; of what `readMatroska` gave. */
export function rateOf({ parts, blocks }) {
  const entry = parts.find(({ id, content }) => id === ID.TRACK_TYPE && number(content) === VIDEO)?.parent;
  const track = parts.filter(({ parent }) => parent === entry);
  const duration = valueOf(track, ID.DEFAULT_DURATION);
  if (duration) return NANOSECONDS / duration;
  const trackNumber = valueOf(track, ID.TRACK_NUMBER);
  const times = blocks.filter((block) => block.track === trackNumber).map(({ time }) => time);
  const scale = valueOf(parts, ID.TIMESTAMP_SCALE) || USUAL_SCALE;
  return nearest(NANOSECONDS / (scale * usualDistance(times)));
}

function valueOf(parts, id) {
  const part = parts.find((one) => one.id === id);
  return part ? number(part.content) : 0;
}

/** From picture to picture. Times are rounded: around the middle one, what many of them have on
    average is nearer to the truth. One long wait makes no slow film. */
function usualDistance(times) {
  const inOrder = [...times].sort((one, other) => one - other);
  const distances = inOrder.slice(1).map((time, index) => time - inOrder[index]);
  const usual = distances.filter(Boolean).sort((one, other) => one - other);
  const middle = usual[Math.floor(usual.length / 2)];
  const like = usual.filter((distance) => Math.abs(distance - middle) <= middle / 4);
  return like.reduce((sum, distance) => sum + distance, 0) / like.length;
}

function nearest(rate) {
  const [known] = [...RATES].sort((one, other) => Math.abs(one - rate) - Math.abs(other - rate));
  return Math.abs(known - rate) <= rate * NEAR ? known : rate;
}
