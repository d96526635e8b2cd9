/* Strokes on one layer of a scene: red adds, green removes; and the coverage they lead to. */

export class Strokes {
  constructor(width, height) {
    this.canvas = new OffscreenCanvas(width, height);
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true });
    this.history = [];
  }

  get isEmpty() {
    return this.history.length === 0;
  }

  begin() {
    this.history.push(this.pen.getImageData(0, 0, this.canvas.width, this.canvas.height));
    if (this.history.length > 12) this.history.splice(1, 1);
  }

  dab(x, y, size, softness, isAdding) {
    const colour = isAdding ? "255, 0, 0" : "0, 255, 0";
    const disc = this.pen.createRadialGradient(x, y, size * (1 - softness), x, y, size);
    disc.addColorStop(0, `rgba(${colour}, 1)`);
    disc.addColorStop(1, `rgba(${colour}, 0)`);
    this.pen.fillStyle = disc;
    this.pen.beginPath();
    this.pen.arc(x, y, size, 0, 2 * Math.PI);
    this.pen.fill();
  }

  undo() {
    const before = this.history.pop();
    if (before) this.pen.putImageData(before, 0, 0);
  }

  clear() {
    this.history = [];
    this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /* A PNG in base64, on black, or null when nothing was touched. */
  async export() {
    if (this.isEmpty) return null;
    const flat = new OffscreenCanvas(this.canvas.width, this.canvas.height);
    const pen = flat.getContext("2d");
    pen.fillRect(0, 0, flat.width, flat.height);
    pen.drawImage(this.canvas, 0, 0);
    const bytes = new Uint8Array(await (await flat.convertToBlob({ type: "image/png" })).arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return btoa(text);
  }
}

/* A tinted veil over what the layer covers: what it was, plus what was added, less what was removed. */
export function drawVeil(base, strokes, colour) {
  const veil = new OffscreenCanvas(strokes.canvas.width, strokes.canvas.height);
  const pen = veil.getContext("2d");
  if (base) pen.drawImage(base, 0, 0);
  const shown = pen.getImageData(0, 0, veil.width, veil.height);
  const drawn = strokes.pen.getImageData(0, 0, veil.width, veil.height).data;
  const pixels = shown.data;
  for (let at = 0; at < pixels.length; at += 4) {
    const weight = drawn[at + 3] / 255;
    const added = (drawn[at] / 255) * weight;
    const covered = base ? pixels[at] / 255 : 0;
    const alpha = covered * (1 - weight) + added;
    pixels[at] = colour[0];
    pixels[at + 1] = colour[1];
    pixels[at + 2] = colour[2];
    pixels[at + 3] = alpha * 110;
  }
  pen.putImageData(shown, 0, 0);
  return veil;
}
