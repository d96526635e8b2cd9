/* How large the picture is drawn. Without a graphics card, or with a weak one, drawing takes the time
   that finding faces needs: it is then drawn smaller, so that it goes on moving with the face. */

// A quarter of a frame's time at 30 a second.
const MOST_MS = 8;
// Shares of the frame's sides.
const STEPS = [1, 0.75, 0.5];
// Whoever waits for a drawing delays it: often while it is found out, seldom afterwards.
const OFTEN = 8;
const SELDOM = 240;
// A larger size is tried only where it would leave as much room as this.
const ROOM = 0.6;

export class Sharpness {
  constructor() {
    this.step = 0;
    this.count = 0;
    this.every = OFTEN;
    this.isHeld = false;
    this.pixel = new Uint8Array(4);
  }

  get share() {
    return STEPS[this.step];
  }

  /** The size stays as it is: a recording is of one size. */
  hold(isHeld) {
    this.isHeld = isHeld;
  }

  /** Another look takes another time. */
  askAgain() {
    this.every = OFTEN;
  }

  /** Lets `paint` paint, and now and then waits to see how long it takes. */
  watch(gl, paint) {
    this.count += 1;
    if (this.count % this.every || this.isHeld) {
      paint();
      return;
    }
    this.finish(gl);
    const started = performance.now();
    paint();
    this.finish(gl);
    this.judge(performance.now() - started);
  }

  /** Reading a pixel back waits for all that was asked for before. */
  finish(gl) {
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, this.pixel);
  }

  /** One slow drawing may be the machine's; two in a row are the look's. */
  judge(spent) {
    const wish = this.wishFor(spent);
    const isSure = wish !== 0 && wish === this.wish;
    if (isSure) this.step += wish;
    this.wish = isSure ? 0 : wish;
    this.every = wish ? OFTEN : SELDOM;
  }

  /** 1 for a smaller picture, -1 for a larger one, 0 for this one. */
  wishFor(spent) {
    if (spent > MOST_MS) return this.step + 1 < STEPS.length ? 1 : 0;
    if (this.step === 0) return 0;
    const larger = spent * (STEPS[this.step - 1] / STEPS[this.step]) ** 2;
    return larger < MOST_MS * ROOM ? -1 : 0;
  }
}
