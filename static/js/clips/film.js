/* A chosen video as a source of pictures for the stage: playing, standing, sought. */
import { frameOf, nextFrame } from "../camera/capture.js";

// A recording of a browser may not know its own length until it is asked for its end.
const FAR_AWAY_S = 1e7;
// HTMLMediaElement.HAVE_CURRENT_DATA
const HAVE_PICTURE = 2;

export class Film {
  constructor(video) {
    this.video = video;
    this.isOn = false;
    this.wake = () => {};
    video.addEventListener("seeked", () => this.wake());
  }

  /** Resolves when the first picture is there; raises when this browser cannot show it. */
  async open(file) {
    this.close();
    this.address = URL.createObjectURL(file);
    this.video.src = this.address;
    await once(this.video, "loadeddata");
    if (!Number.isFinite(this.video.duration)) await this.findEnd();
    this.duration = this.video.duration;
    this.isOn = true;
  }

  async findEnd() {
    this.video.currentTime = FAR_AWAY_S;
    await once(this.video, "durationchange");
    await this.seek(0);
  }

  async seek(seconds) {
    this.video.currentTime = seconds;
    await once(this.video, "seeked");
  }

  /** Nobody looks: nothing is drawn until it goes on. */
  rest() {
    this.isOn = false;
    this.wake();
    this.video.pause();
  }

  goOn() {
    this.isOn = Boolean(this.address);
  }

  close() {
    this.rest();
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = null;
  }

  /** The next picture: of the playing video, or of the standing one when something has changed.
      While a place is sought there is none. */
  async next() {
    do {
      const changed = new Promise((resolve) => {
        this.wake = resolve;
      });
      await Promise.race([changed, nextFrame(this.video)]);
    } while (this.isOn && (this.video.seeking || this.video.readyState < HAVE_PICTURE));
  }

  /** Between two places the picture can be gone for a moment. */
  async frame() {
    try {
      return await frameOf(this.video);
    } catch (problem) {
      if (problem.name !== "InvalidStateError") throw problem;
      await this.next();
      return frameOf(this.video);
    }
  }
}

export function once(target, name) {
  return new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    target.addEventListener("error", () => reject(new TypeError("cannot be shown")), { once: true });
  });
}
