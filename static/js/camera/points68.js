/* Looks name places by the 68 points of a face; the camera has 468. Which of them is which was
   measured on sixty photographs, as the mesh's point that lies nearest to the other on average. */

const JAW = [127, 234, 93, 215, 138, 136, 149, 148, 152, 377, 378, 365, 367, 435, 323, 454, 356];
const BROWS = [70, 63, 105, 66, 55, 285, 296, 334, 293, 300];
const NOSE = [168, 197, 5, 4, 240, 97, 2, 326, 460];
const EYES = [33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380];
const OUTER_LIPS = [61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181];
const INNER_LIPS = [78, 82, 13, 312, 308, 317, 14, 87];
const SAME = [...JAW, ...BROWS, ...NOSE, ...EYES, ...OUTER_LIPS, ...INNER_LIPS];

// Eye line to mouth line over eye distance on a face seen from the front; as in the engine.
const EYES_TO_MOUTH = 1.1;

/** The 68 points [[x, y, depth], ...] out of 468 in one long array. */
export function points68(points) {
  return SAME.map((index) => Array.from(points.subarray(index * 3, index * 3 + 3)));
}

/** The corners {low: [x, y], high: [x, y]} of what the long array of points covers. */
export function boundsOf(points) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let index = 0; index < points.length; index += 3) {
    for (const axis of [0, 1]) {
      low[axis] = Math.min(low[axis], points[index + axis]);
      high[axis] = Math.max(high[axis], points[index + axis]);
    }
  }
  return { low, high };
}

export function meanOf(points) {
  const sum = points.reduce((before, point) => before.map((value, axis) => value + point[axis]));
  return sum.map((value) => value / points.length);
}

/** The face's own coordinates: `origin` between the eyes, `across` and `down` one unit each. */
export function frameOf(landmarks) {
  const left = meanOf(landmarks.slice(36, 42));
  const right = meanOf(landmarks.slice(42, 48));
  const origin = meanOf([left, right]);
  const across = [right[0] - left[0], right[1] - left[1]];
  const distance = Math.hypot(...across) || 1;
  const upright = [-across[1] / distance, across[0] / distance];
  const mouth = meanOf(landmarks.slice(48, 68));
  const seen = (mouth[0] - origin[0]) * upright[0] + (mouth[1] - origin[1]) * upright[1];
  const length = Math.min(Math.max(seen / EYES_TO_MOUTH, 0.95 * distance), 1.3 * distance);
  const down = [upright[0] * length, upright[1] * length];
  return { origin, across, down, unit: Math.max(distance, length), mouth, eyes: [left, right] };
}

/** Pixels of points written as [landmark] or [landmark, other landmark, share]. */
export function place(points, landmarks) {
  return points.map(([from, to, share]) => {
    const start = landmarks[from];
    if (to === undefined) return start.slice(0, 2);
    return [0, 1].map((axis) => start[axis] + (landmarks[to][axis] - start[axis]) * share);
  });
}
