/* The 468 points of one face, from a square around it (Y. Kartynnik et al., 2019). */
import { sigmoid } from "./detector.js";
import { boundsOf } from "./points68.js";

export const POINTS = 468;
const LEAST_PRESENCE = 0.5;
// A square this much wider than the face is what the model was trained on.
const ROOM = 1.5;
// Outer corners of the eyes: what lies between them is level in an upright face.
const EYES = [33, 263];

/** The square a detected face is looked at in. */
export function squareOfDetection(face) {
  return { ...face, size: face.size * ROOM };
}

/** The square of the next frame, from the points of this one. */
export function squareOfPoints(points) {
  const { low, high } = boundsOf(points);
  const [right, left] = EYES.map((index) => [points[index * 3], points[index * 3 + 1]]);
  return {
    x: (low[0] + high[0]) / 2,
    y: (low[1] + high[1]) / 2,
    size: Math.max(high[0] - low[0], high[1] - low[1]) * ROOM,
    angle: Math.atan2(left[1] - right[1], left[0] - right[0]),
  };
}

/** {points, pixels}: x, y, depth of each point in the frame's pixels; null where no face is. */
export async function placePoints(model, sampler, frame, square) {
  const pixels = sampler.read(frame.image, square, model.side);
  const [raw, presence] = await model.run(pixels.between(0, 1));
  if (sigmoid(presence[0]) < LEAST_PRESENCE) return null;
  return { points: inFrame(raw, square, model.side), raw, pixels };
}

function inFrame(raw, square, side) {
  const scale = square.size / side;
  const cosine = Math.cos(square.angle) * scale;
  const sine = Math.sin(square.angle) * scale;
  const points = new Float32Array(POINTS * 3);
  for (let index = 0; index < points.length; index += 3) {
    const right = raw[index] - side / 2;
    const down = raw[index + 1] - side / 2;
    points[index] = square.x + cosine * right - sine * down;
    points[index + 1] = square.y + sine * right + cosine * down;
    points[index + 2] = raw[index + 2] * scale;
  }
  return points;
}
