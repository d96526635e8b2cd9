/* The person as the brush has left them: the server's cutout, and strokes that can be undone. */

const MAP_SIDE = 256;
// Softer than that an edge looks smeared, harder it looks cut with scissors.
const CORE = 0.6;

function canvasOf(width, height) {
  return Object.assign(document.createElement("canvas"), { width, height });
}

export class Person {
  /** `photo` is the whole picture, or null where this browser cannot show its format. */
  constructor(cutout, photo) {
    this.cutout = cutout;
    this.photo = photo;
    this.width = cutout.width;
    this.height = cutout.height;
    this.canvas = canvasOf(this.width, this.height);
    this.strokes = [];
    this.redraw();
  }

  get context() {
    return this.canvas.getContext("2d");
  }

  redraw() {
    this.context.clearRect(0, 0, this.width, this.height);
    this.context.drawImage(this.cutout, 0, 0);
    this.strokes.flat().forEach((dab) => this.paint(dab));
  }

  beginStroke() {
    this.strokes.push([]);
  }

  /** One touch of the brush at (x, y) of the photo; `size` is its diameter. */
  dab({ x, y, size, isErasing }) {
    const dab = { x, y, size, isErasing };
    this.strokes.at(-1).push(dab);
    this.paint(dab);
  }

  undo() {
    this.strokes.pop();
    this.redraw();
  }

  paint({ x, y, size, isErasing }) {
    const side = Math.max(2, Math.ceil(size));
    const left = Math.round(x - side / 2);
    const top = Math.round(y - side / 2);
    const tip = softTip(side);
    const { context } = this;
    context.save();
    if (isErasing) {
      context.globalCompositeOperation = "destination-out";
    } else {
      const brush = tip.getContext("2d");
      brush.globalCompositeOperation = "source-in";
      const wide = this.photo.width / this.width;
      const high = this.photo.height / this.height;
      const part = [left * wide, top * high, side * wide, side * high];
      brush.drawImage(this.photo, ...part, 0, 0, side, side);
    }
    context.drawImage(tip, left, top);
    context.restore();
  }

  /** Where anybody is seen, and how high the head is, in pixels of the photo. */
  measure() {
    const scale = Math.min(1, MAP_SIDE / Math.max(this.width, this.height));
    const width = Math.max(1, Math.round(this.width * scale));
    const height = Math.max(1, Math.round(this.height * scale));
    const map = canvasOf(width, height).getContext("2d", { willReadFrequently: true });
    map.drawImage(this.canvas, 0, 0, width, height);
    const rows = rowsOf(map.getImageData(0, 0, width, height));
    return scaled(boundsOf(rows, width, height), 1 / scale);
  }
}

function softTip(side) {
  const tip = canvasOf(side, side);
  const context = tip.getContext("2d");
  const middle = side / 2;
  const fade = context.createRadialGradient(middle, middle, middle * CORE, middle, middle, middle);
  fade.addColorStop(0, "rgb(0 0 0 / 100%)");
  fade.addColorStop(1, "rgb(0 0 0 / 0%)");
  context.fillStyle = fade;
  context.fillRect(0, 0, side, side);
  return tip;
}

/** [{first, last}] of each row's solid pixels; last < first where there are none. */
function rowsOf({ data, width, height }) {
  return Array.from({ length: height }, (_, y) => {
    const row = { first: width, last: -1 };
    for (let x = 0; x < width; x += 1) {
      if (data[4 * (y * width + x) + 3] < 128) continue;
      row.first = Math.min(row.first, x);
      row.last = x;
    }
    return row;
  });
}

function boundsOf(rows, width, height) {
  const seen = rows.flatMap(({ first, last }, y) => (last < first ? [] : [{ first, last, y }]));
  if (!seen.length) return { left: 0, top: 0, width, height, chin: height / 2, middle: width / 2 };
  const left = Math.min(...seen.map(({ first }) => first));
  const right = Math.max(...seen.map(({ last }) => last)) + 1;
  const top = seen[0].y;
  const bottom = seen.at(-1).y + 1;
  const chin = top + 0.8 * (shoulderRow(seen) - top);
  const head = seen.filter(({ y }) => y <= chin);
  const middle = median(head.map(({ first, last }) => (first + last + 1) / 2));
  return { left, top, width: right - left, height: bottom - top, chin, middle };
}

/** The first row that is far wider than the head above it; a guess, which people can mend. */
function shoulderRow(seen) {
  const top = seen[0].y;
  const widths = [];
  for (const { first, last, y } of seen) {
    const width = last - first + 1;
    const usual = median(widths);
    // A lock of hair that stands up is no head yet.
    const isPastCrown = y - top > Math.max(0.6 * usual, 0.12 * seen.length);
    if (isPastCrown && width > 1.6 * usual) return y;
    widths.push(width);
  }
  return Math.min(seen.at(-1).y, top + 1.3 * median(widths));
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length ? sorted[sorted.length >> 1] : 0;
}

function scaled(bounds, factor) {
  return Object.fromEntries(Object.entries(bounds).map(([name, value]) => [name, value * factor]));
}
