/* Where a prop stands on a head: its recipe's anchor, fit and depth, and the head's turn. */
import { meanOf } from "./points68.js";

// Jaw end to jaw end over eye distance on an average head seen from the front; as in the engine.
const HEAD_WIDTH = 2.3;
const HAIR_OVER_HEAD = 1.12;
// Past this turn (sine of 40 degrees) the far side of a face shows too little to be followed.
const MOST_TURN = 0.64;

/** {origin, across, down, toward, scale} in the frame's pixels. */
export function standOf(prop, landmarks, frame) {
  const { across, down } = frame;
  const toward = towardCamera(frame);
  const scale = scaleOf(prop.fit, landmarks, across);
  const depth = prop.fit ? 0 : (prop.depth ?? 0);
  const anchor = prop.anchor ? anchorOf(prop.anchor, landmarks, frame) : frame.origin;
  const origin = [0, 1].map((axis) => anchor[axis] + toward[axis] * depth);
  return { origin, across, down, toward, scale };
}

function anchorOf({ points, offset = [0, 0] }, landmarks, { across, down }) {
  const base = meanOf(points.map((index) => landmarks[index]));
  return [0, 1].map((axis) => base[axis] + offset[0] * across[axis] + offset[1] * down[axis]);
}

function scaleOf(fit, landmarks, across) {
  if (!fit) return 1;
  const wide = Math.hypot(landmarks[16][0] - landmarks[0][0], landmarks[16][1] - landmarks[0][1]);
  const head = clamp(wide / Math.hypot(...across) / HEAD_WIDTH, 0.88, 1.15);
  return fit === "hair" ? head * HAIR_OVER_HEAD : head;
}

/** One unit towards the camera, as it is seen: nothing when the head looks straight ahead. */
function towardCamera({ eyes, mouth, unit }) {
  const middle = meanOf(eyes);
  const right = [0, 1, 2].map((axis) => eyes[1][axis] - eyes[0][axis]);
  const below = [0, 1, 2].map((axis) => mouth[axis] - middle[axis]);
  const away = [
    right[1] * below[2] - right[2] * below[1],
    right[2] * below[0] - right[0] * below[2],
    right[0] * below[1] - right[1] * below[0],
  ];
  const length = Math.hypot(...away) || 1;
  return [0, 1].map((axis) => -clamp(away[axis] / length, -MOST_TURN, MOST_TURN) * unit);
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
