/* Where makeup and skin are, drawn once on the mesh's own average face: the mesh then carries the
   masks along with every pose and expression. Outlines are the engine's. */
import { frameOf, place, points68 } from "./points68.js";

export const SIDE = 512;
// What lies around the average face in its square.
const MARGIN = 0.04;
const LASHES = 24;

/** {corners: 468 x [x, y] in 0..1, masks, lines}: RGBA bytes of lips, blush, shadow, brows; and of
    liner, lashes, skin, nothing. */
export function drawMasks(geometry, { shapes, mirror }) {
  const flat = flatten(geometry.places);
  const landmarks = points68(Float32Array.from(flat.flat()));
  const painter = new Painter(landmarks, shapes, mirror);
  return {
    corners: Float32Array.from(flat.flatMap(([x, y]) => [x / SIDE, y / SIDE])),
    masks: woven([painter.lips(), painter.blush(), painter.shadow(), painter.brows()]),
    lines: woven([painter.liner(), painter.lashes(), painter.skin(flat), null]),
  };
}

function flatten(places) {
  const [low, high] = [Math.min, Math.max].map((pick) =>
    [0, 1].map((axis) => pick(...places.map((at) => at[axis]))),
  );
  const scale = ((1 - 2 * MARGIN) * SIDE) / Math.max(high[0] - low[0], high[1] - low[1]);
  return places.map(([x, y, z]) => [
    SIDE / 2 + (x - (low[0] + high[0]) / 2) * scale,
    SIDE / 2 + (y - (low[1] + high[1]) / 2) * scale,
    z * scale,
  ]);
}

class Painter {
  constructor(landmarks, shapes, mirror) {
    this.shapes = shapes;
    this.sides = [landmarks, mirror.map((index) => landmarks[index])];
    this.unit = frameOf(landmarks).unit;
    const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
    this.context = canvas.getContext("2d", { willReadFrequently: true });
  }

  lips() {
    const outer = this.painted(() => this.fill(smooth(this.outline("lips", this.sides[0]))), "lips");
    const inner = this.painted(() => this.fill(smooth(this.sides[0].slice(60, 68))));
    return outer.map((value, at) => value * (1 - inner[at]));
  }

  blush() {
    return this.painted(() => this.both((side) => this.fill(smooth(this.outline("blush", side)))), "blush");
  }

  shadow() {
    const lid = this.painted(() => this.both((side) => this.fill(smooth(this.outline("shadow", side)))), "shadow");
    const eye = this.painted(() => this.both((side) => this.fill(smooth(side.slice(36, 42)))), 0.008);
    const near = this.painted(() => this.both((side) => this.stroke(side.slice(36, 40), 0.06)), 0.07);
    const most = near.reduce((high, value) => Math.max(high, value), 0);
    return lid.map((value, at) => value * (1 - eye[at]) * Math.min(1, 0.4 + (0.6 * near[at]) / most));
  }

  /** A tapering band under the brow's points, which lie along its upper half. */
  brows() {
    const band = (side) => {
      const line = smooth(side.slice(17, 22), false);
      const thick = (along) => (0.03 + 0.085 * Math.sqrt(along) * (1 - 0.25 * along)) * this.unit;
      const moved = (share) => line.map(([x, y], index) => [x, y + share * thick(index / (line.length - 1))]);
      this.fill([...moved(-0.3), ...moved(0.7).reverse()]);
    };
    return this.painted(() => this.both(band), "brows");
  }

  /** A line along the upper lid that swells outwards into a small wing. */
  liner() {
    const wing = (side) => {
      const lid = smooth([39, 38, 37, 36].map((index) => side[index]), false);
      const outward = [0, 1].map((axis) => side[36][axis] - side[39][axis]);
      const end = lid.at(-1);
      const tip = [end[0] + outward[0] * 0.09, end[1] + outward[1] * 0.09 - 0.035 * this.unit];
      const above = lid.map(([x, y], index) => [x, y - (0.008 + 0.03 * (index / (lid.length - 1)) ** 1.4) * this.unit]);
      this.fill([...lid, tip, ...above.reverse()]);
    };
    return this.painted(() => this.both(wing), 0.007);
  }

  lashes() {
    return this.painted(() => this.both((side) => this.lashesOf(side)), 0.006);
  }

  lashesOf(side) {
    const lid = smooth([39, 38, 37, 36].map((index) => side[index]), false);
    const outward = side[36][0] - side[39][0];
    for (let lash = 0; lash < LASHES; lash += 1) {
      // Uneven, and always the same.
      const uneven = [1, 2, 3].map((turn) => Math.sin(lash * 12.9898 * turn + turn) % 1);
      const along = Math.min(Math.max(0.25 + (0.74 * (lash + 0.5 * uneven[0])) / (LASHES - 1), 0), 1);
      const length = (0.02 + 0.062 * Math.sin(Math.PI * along * 0.58) ** 3) * (1 + 0.25 * uneven[1]);
      const lean = (along - 0.3) * 1.5 + 0.15 * uneven[2];
      const root = lid[Math.round(along * (lid.length - 1))];
      const tip = [root[0] + outward * lean * 2.2 * length, root[1] - length * this.unit];
      const bend = [root[0] + outward * lean * 1.6 * length, root[1] - 0.25 * length * this.unit];
      this.curve(root, bend, tip, 0.009);
    }
  }

  /** The face without eyes, brows, lips and nostrils. */
  skin(flat) {
    const face = this.painted(() => this.fill(hull(flat)), 0.02);
    const kept = this.painted(() => {
      this.both((side) => {
        this.fill(smooth(side.slice(36, 42)), 0.07);
        this.stroke(smooth(side.slice(17, 22), false), 0.2);
      });
      this.fill(smooth(this.sides[0].slice(48, 60)), 0.06);
      this.stroke(this.sides[0].slice(31, 36), 0.1);
    }, 0.03);
    const rim = this.painted(() => this.stroke([...hull(flat), hull(flat)[0]], 0.12), 0.04);
    return face.map((value, at) => value * (1 - kept[at]) * (1 - rim[at]));
  }

  outline(name, side) {
    return place(this.shapes[name].outline, side);
  }

  both(paint) {
    this.sides.forEach(paint);
  }

  /** What `paint` covers, 0..1, feathered as the shape says or by that many eye distances. */
  painted(paint, feather = 0) {
    this.context.fillStyle = "#000";
    this.context.fillRect(0, 0, SIDE, SIDE);
    this.context.fillStyle = this.context.strokeStyle = "#fff";
    this.context.lineJoin = this.context.lineCap = "round";
    paint();
    const { data } = this.context.getImageData(0, 0, SIDE, SIDE);
    const cover = new Float32Array(SIDE * SIDE);
    for (let at = 0; at < cover.length; at += 1) cover[at] = data[at * 4] / 255;
    const width = typeof feather === "string" ? this.shapes[feather].feather : feather;
    return blurred(cover, width * this.unit);
  }

  fill(points, grown = 0) {
    this.path(points);
    this.context.fill();
    if (grown) {
      this.context.closePath();
      this.context.lineWidth = 2 * grown * this.unit;
      this.context.stroke();
    }
  }

  stroke(points, width) {
    this.path(points);
    this.context.lineWidth = width * this.unit;
    this.context.stroke();
  }

  path(points) {
    this.context.beginPath();
    for (const [x, y] of points) this.context.lineTo(x, y);
  }

  curve(from, bend, to, width) {
    this.context.lineWidth = width * this.unit;
    this.context.beginPath();
    this.context.moveTo(from[0], from[1]);
    this.context.quadraticCurveTo(bend[0], bend[1], to[0], to[1]);
    this.context.stroke();
  }
}

/** A Catmull-Rom curve through the points. */
function smooth(points, isClosed = true, steps = 8) {
  const at = (index) =>
    isClosed ? points.at(index % points.length) : points[Math.min(Math.max(index, 0), points.length - 1)];
  const curve = [];
  const last = isClosed ? points.length : points.length - 1;
  for (let index = 0; index < last; index += 1) {
    const [before, from, to, after] = [-1, 0, 1, 2].map((step) => at(index + step));
    for (let step = 0; step < steps; step += 1) {
      const t = step / steps;
      curve.push(
        [0, 1].map((axis) => {
          const [a, b, c, d] = [before, from, to, after].map((point) => point[axis]);
          return b + (t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))) / 2;
        }),
      );
    }
  }
  return isClosed ? curve : [...curve, points.at(-1).slice(0, 2)];
}

/** The corners of the convex hull (A. Andrew's monotone chain). */
function hull(points) {
  const sorted = [...points].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const half = (list) => {
    const chain = [];
    for (const point of list) {
      while (chain.length > 1 && !turnsLeft(chain.at(-2), chain.at(-1), point)) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turnsLeft([ax, ay], [bx, by], [cx, cy]) {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0;
}

/** Three box blurs, which together come close to a Gaussian one; where nothing is, nothing is done. */
function blurred(cover, sigma) {
  const radius = Math.round(sigma);
  if (!radius) return cover;
  const { left, right, top, bottom } = around(cover, 3 * radius);
  const across = { from: left, to: right, step: 1, firstLine: top, lastLine: bottom, line: SIDE };
  const down = { from: top, to: bottom, step: SIDE, firstLine: left, lastLine: right, line: 1 };
  let done = cover;
  for (let pass = 0; pass < 3; pass += 1) done = boxed(boxed(done, radius, across), radius, down);
  return done;
}

/** What is covered at all and so many pixels around it; the ends are included. */
function around(cover, room) {
  const box = { left: SIDE, right: -1, top: SIDE, bottom: -1 };
  for (let at = 0; at < cover.length; at += 1) {
    if (!cover[at]) continue;
    const [x, y] = [at % SIDE, (at - (at % SIDE)) / SIDE];
    if (x < box.left) box.left = x;
    if (x > box.right) box.right = x;
    if (y < box.top) box.top = y;
    if (y > box.bottom) box.bottom = y;
  }
  const inside = (place) => Math.min(Math.max(place, 0), SIDE - 1);
  return {
    left: inside(box.left - room),
    right: inside(box.right + room),
    top: inside(box.top - room),
    bottom: inside(box.bottom + room),
  };
}

function boxed(cover, radius, { from, to, step, firstLine, lastLine, line }) {
  const done = new Float32Array(cover.length);
  const share = 1 / (2 * radius + 1);
  for (let row = firstLine; row <= lastLine; row += 1) {
    const start = row * line;
    let sum = 0;
    for (let at = from - radius; at <= to; at += 1) {
      if (at + radius <= to) sum += cover[start + (at + radius) * step];
      if (at - radius > from) sum -= cover[start + (at - radius - 1) * step];
      if (at >= from) done[start + at * step] = sum * share;
    }
  }
  return done;
}

function woven(channels) {
  const bytes = new Uint8Array(SIDE * SIDE * 4);
  channels.forEach((channel, place) => {
    if (channel) for (let at = 0; at < channel.length; at += 1) bytes[at * 4 + place] = channel[at] * 255;
  });
  return bytes;
}
