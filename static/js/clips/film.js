/* A chosen video as a source of pictures for the stage: playing, standing, sought. */
import { HAVE_PICTURE, frameOf, nextFrame } from "../camera/capture.js";

// A recording of a browser may not know its own length until it is asked for its end.
const FAR_AWAY_S = 1e7;
// A browser that says nothing for so long will say nothing.
const PATIENCE_MS = 10_000;

export class Film {
  constructor(video) {
    this.video = video;
    this.isOn = false;
    this.wake = () => {};
    video.addEventListener("seeked", () => this.wake());
  }

  /** Resolves, once the first picture is there, with whether this browser can show the file.
      The last file asked for is the one that is open. */
  async open(file) {
    this.close();
    const address = URL.createObjectURL(file);
    this.address = this.video.src = address;
    try {
      await once(this.video, "loadeddata");
      if (this.address === address && !Number.isFinite(this.video.duration)) await this.findEnd();
    } catch {
      if (this.address === address) this.close();
    }
    if (this.address !== address) return false;
    this.duration = this.video.duration;
    this.isOn = true;
    return true;
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

/** Raises where the browser cannot show the video, or says nothing. */
export function once(video, name) {
  const heard = new AbortController();
  const { signal } = heard;
  const answer = new Promise((resolve, reject) => {
    const fail = () => reject(new TypeError("cannot be shown"));
    video.addEventListener(name, resolve, { signal });
    video.addEventListener("error", fail, { signal });
    setTimeout(fail, PATIENCE_MS);
  });
  return answer.finally(() => heard.abort());
}
