/* Without WebGL: the picture and the colour filters, by plain arithmetic at a small size. */

// Arithmetic on this many pixels across keeps up with a camera on a slow phone.
const WIDTH = 480;

export class PlainStage {
  constructor(canvas, tables) {
    this.canvas = canvas;
    this.tables = tables;
    this.context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  }

  async prepare() {}

  take(frame) {
    const scale = Math.min(1, WIDTH / frame.width);
    const [width, height] = [frame.width, frame.height].map((side) => Math.round(side * scale));
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.context.drawImage(frame.image, 0, 0, width, height);
  }

  draw(_found, { filter: { slug, strength } }) {
    if (!slug) return;
    if (this.slug !== slug) this.cube = this.tables.of(slug);
    this.slug = slug;
    const image = this.context.getImageData(0, 0, this.canvas.width, this.canvas.height);
    grade(image.data, this.cube, this.tables.side, strength);
    this.context.putImageData(image, 0, 0);
  }
}

/** The nearest entry of the table, moved by what the colour differs from that entry's place. */
export function grade(pixels, cube, side, strength) {
  const step = 255 / (side - 1);
  const nearest = Uint8Array.from({ length: 256 }, (_, level) => Math.round(level / step));
  for (let at = 0; at < pixels.length; at += 4) {
    const [red, green, blue] = [nearest[pixels[at]], nearest[pixels[at + 1]], nearest[pixels[at + 2]]];
    const entry = ((blue * side + green) * side + red) * 4;
    const places = [red, green, blue];
    for (let channel = 0; channel < 3; channel += 1) {
      const level = pixels[at + channel];
      const graded = cube[entry + channel] + level - places[channel] * step;
      pixels[at + channel] = level + (graded - level) * strength;
    }
  }
}
