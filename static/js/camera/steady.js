/* Keeps points still while a face is still and lets them go when it moves: the 1-euro filter
   (G. Casiez, N. Roussel, D. Vogel, CHI 2012), over all coordinates of a face at once.
   Speeds are in face sizes a second, so that a far face is held as firmly as a near one. */

// Below this a point is held (Hz); how much a face size a second opens the filter (Hz).
const LEAST_CUTOFF = 0.3;
const OPENING = 30;
// Speed itself is smoothed at this rate (Hz).
const SPEED_CUTOFF = 0.5;

export class Steady {
  constructor() {
    this.values = null;
  }

  /** The steadied points; `size` of the face in pixels, `now` in milliseconds. */
  follow(points, size, now) {
    if (!this.values) {
      this.values = Float32Array.from(points);
      this.speeds = new Float32Array(points.length);
    } else {
      this.approach(points, size, Math.max((now - this.then) / 1000, 1e-3));
    }
    this.then = now;
    return this.values.slice();
  }

  approach(points, size, seconds) {
    const { values, speeds } = this;
    const trust = share(SPEED_CUTOFF, seconds);
    for (let index = 0; index < points.length; index += 1) {
      const speed = (points[index] - values[index]) / (size * seconds);
      speeds[index] += trust * (speed - speeds[index]);
      const cutoff = LEAST_CUTOFF + OPENING * Math.abs(speeds[index]);
      values[index] += share(cutoff, seconds) * (points[index] - values[index]);
    }
  }
}

function share(cutoff, seconds) {
  const turn = 2 * Math.PI * cutoff * seconds;
  return turn / (turn + 1);
}
