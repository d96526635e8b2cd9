/* The colours of a face and of its light, read off the pixels its points were found in. */

// Points in the middle of both cheeks, and on the lips.
const CHEEKS = [50, 101, 118, 205, 280, 330, 347, 425];
const LIPS = [72, 11, 302, 85, 16, 315, 15];
// Of every pixel that many are looked at for the brightest.
const STRIDE = 4 * 23;
const BRIGHTEST = 0.985;
// How much of a new reading is believed: colours do not flicker with the camera.
const TRUST = 0.15;

/** {skin, lips, white}, each [r, g, b] in 0..1, mixed into what was seen before. */
export function readTone(before, raw, square) {
  const seen = {
    skin: meanAt(CHEEKS, raw, square),
    lips: meanAt(LIPS, raw, square),
    white: brightest(square.pixels),
  };
  if (!before) return seen;
  const mixed = (name) =>
    seen[name].map((value, channel) => before[name][channel] + TRUST * (value - before[name][channel]));
  return { skin: mixed("skin"), lips: mixed("lips"), white: mixed("white") };
}

function meanAt(indices, raw, { pixels, side }) {
  const sum = [0, 0, 0];
  for (const index of indices) {
    const [x, y] = [raw[index * 3], raw[index * 3 + 1]].map((at) => clamp(Math.round(at), 0, side - 1));
    for (const channel of [0, 1, 2]) sum[channel] += pixels[(y * side + x) * 4 + channel];
  }
  return sum.map((value) => Math.max(value / indices.length / 255, 0.02));
}

function brightest(pixels) {
  return [0, 1, 2].map((channel) => {
    const values = [];
    for (let at = channel; at < pixels.length; at += STRIDE) values.push(pixels[at]);
    values.sort((one, other) => one - other);
    return values[Math.floor(values.length * BRIGHTEST)] / 255;
  });
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
