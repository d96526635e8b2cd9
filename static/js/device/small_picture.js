/* The small pictures by which saved effects are known. */

export const WIDTH = 192;
export const HEIGHT = 240;

/** A canvas's context of that size. */
export function smallCanvas() {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  return canvas.getContext("2d", { willReadFrequently: true });
}

/** Lays a picture of `width` x `height` over the whole, cut to its middle. */
export function cover(context, image, { width, height }) {
  const scale = Math.max(WIDTH / width, HEIGHT / height);
  const [wide, high] = [width * scale, height * scale];
  context.drawImage(image, (WIDTH - wide) / 2, (HEIGHT - high) / 2, wide, high);
}

export function asJpeg({ canvas }) {
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
}
