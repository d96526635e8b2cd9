/* Cuts squares out of a frame, turned upright, in the size a model wants. */

export class Sampler {
  constructor() {
    this.contexts = new Map();
  }

  /** The pixels of `square` {x, y, size, angle}, `side` a side; black outside the frame. */
  read(image, square, side) {
    const context = this.contextOf(side);
    const scale = side / square.size;
    const cosine = Math.cos(square.angle) * scale;
    const sine = Math.sin(square.angle) * scale;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, side, side);
    const right = side / 2 - cosine * square.x - sine * square.y;
    const down = side / 2 + sine * square.x - cosine * square.y;
    context.setTransform(cosine, -sine, sine, cosine, right, down);
    context.drawImage(image, 0, 0);
    return new Square(context.getImageData(0, 0, side, side).data, side);
  }

  /** The whole frame, stretched into a square. */
  readWhole(frame, side) {
    const context = this.contextOf(side);
    context.setTransform(side / frame.width, 0, 0, side / frame.height, 0, 0);
    context.drawImage(frame.image, 0, 0);
    return new Square(context.getImageData(0, 0, side, side).data, side);
  }

  contextOf(side) {
    if (!this.contexts.has(side)) {
      const context = canvasOf(side).getContext("2d", { willReadFrequently: true, alpha: false });
      this.contexts.set(side, context);
    }
    return this.contexts.get(side);
  }
}

function canvasOf(side) {
  if (globalThis.OffscreenCanvas) return new OffscreenCanvas(side, side);
  return Object.assign(document.createElement("canvas"), { width: side, height: side });
}

class Square {
  constructor(pixels, side) {
    this.pixels = pixels;
    this.side = side;
  }

  /** Red, green, blue as a model wants them, `low` for none and `high` for all. */
  between(low, high) {
    const { pixels } = this;
    const values = new Float32Array((pixels.length / 4) * 3);
    const scale = (high - low) / 255;
    for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
      values[to] = pixels[from] * scale + low;
      values[to + 1] = pixels[from + 1] * scale + low;
      values[to + 2] = pixels[from + 2] * scale + low;
    }
    return values;
  }
}
