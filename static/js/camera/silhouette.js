/* Where the person is: a mask of the whole frame, 256 a side, steadied over time. */

// A pixel that changes little follows slowly, one that changes much at once: edges do not crawl.
const SLOW = 0.35;

export class Silhouette {
  constructor() {
    this.mask = null;
  }

  /** Bytes, 255 where the person is. */
  async find(model, sampler, frame) {
    const [seen] = await model.run(sampler.readWhole(frame, model.side).between(0, 1));
    this.mask ??= new Float32Array(seen.length).fill(0.5);
    const bytes = new Uint8Array(seen.length);
    for (let index = 0; index < seen.length; index += 1) {
      const change = seen[index] - this.mask[index];
      this.mask[index] += change * Math.min(1, SLOW + 1.6 * Math.abs(change));
      bytes[index] = this.mask[index] * 255;
    }
    return bytes;
  }
}
