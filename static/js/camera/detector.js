/* Finds faces in a whole frame (V. Bazarevsky et al., BlazeFace, 2019): boxes and two eyes each. */

// Grids of the short-range model: cells a side, anchors a cell.
const GRIDS = [
  [16, 2],
  [8, 6],
];
const VALUES = 16;
const LEAST_SCORE = 0.5;
const MOST_OVERLAP = 0.3;
const ANCHORS = GRIDS.flatMap(([side, count]) => anchorsOf(side, count));

function anchorsOf(side, count) {
  const cells = Array.from({ length: side * side }, (_, cell) => [
    ((cell % side) + 0.5) / side,
    (Math.floor(cell / side) + 0.5) / side,
  ]);
  return cells.flatMap((anchor) => Array(count).fill(anchor));
}

/** Faces as {x, y, size, angle} in the frame's pixels, the surest first. */
export async function findFaces(model, sampler, frame) {
  const long = Math.max(frame.width, frame.height);
  const whole = { x: frame.width / 2, y: frame.height / 2, size: long, angle: 0 };
  const input = sampler.read(frame.image, whole, model.side).between(-1, 1);
  const [boxes, scores] = await model.run(input);
  const found = ANCHORS.map((anchor, index) => [sigmoid(scores[index]), anchor, index])
    .filter(([score]) => score > LEAST_SCORE)
    .sort(([one], [other]) => other - one)
    .map(([, anchor, index]) => faceAt(boxes, index, anchor, model.side));
  return withoutDoubles(found).map((face) => inFrame(face, whole));
}

function faceAt(boxes, index, [x, y], side) {
  const at = (place) => boxes[index * VALUES + place] / side;
  const right = [x + at(4), y + at(5)];
  const left = [x + at(6), y + at(7)];
  return {
    x: x + at(0),
    y: y + at(1),
    size: Math.max(at(2), at(3)),
    angle: Math.atan2(left[1] - right[1], left[0] - right[0]),
  };
}

function withoutDoubles(faces) {
  const kept = [];
  for (const face of faces) if (!kept.some((one) => overlap(one, face) > MOST_OVERLAP)) kept.push(face);
  return kept;
}

/** Shared area of two squares over the area they cover together. */
export function overlap(one, other) {
  const shared = ["x", "y"].map((axis) => {
    const high = Math.min(one[axis] + one.size / 2, other[axis] + other.size / 2);
    const low = Math.max(one[axis] - one.size / 2, other[axis] - other.size / 2);
    return Math.max(0, high - low);
  });
  const both = shared[0] * shared[1];
  return both / (one.size ** 2 + other.size ** 2 - both);
}

function inFrame(face, whole) {
  return {
    x: whole.x + (face.x - 0.5) * whole.size,
    y: whole.y + (face.y - 0.5) * whole.size,
    size: face.size * whole.size,
    angle: face.angle,
  };
}

export function sigmoid(value) {
  return 1 / (1 + Math.exp(-value));
}
