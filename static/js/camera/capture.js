/* The camera itself: asked for in a tap, off while paused and when the page is left. */

// Enough for a picture, little enough for a phone to draw thirty times a second.
const WISHED = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
// HTMLMediaElement.HAVE_CURRENT_DATA
export const HAVE_PICTURE = 2;

export class Camera {
  constructor(video) {
    this.video = video;
    this.facing = "user";
    this.stream = null;
    this.isAsking = false;
    this.onEnd = () => {};
  }

  get isOn() {
    return Boolean(this.stream);
  }

  /** Raises what the browser says: NotAllowedError, NotFoundError, NotReadableError. Of two quick
      taps the second opens nothing: a camera nobody knows of could not be turned off. */
  async start() {
    if (this.isOn || this.isAsking) return;
    this.isAsking = true;
    const wanted = { video: { ...WISHED, facingMode: this.facing }, audio: false };
    try {
      this.stream = await navigator.mediaDevices.getUserMedia(wanted);
    } finally {
      this.isAsking = false;
    }
    await this.play(this.stream);
  }

  /** What cannot be shown is turned off again. */
  async play(stream) {
    this.video.srcObject = stream;
    for (const track of stream.getTracks()) track.addEventListener("ended", () => this.onEnd());
    try {
      await this.video.play();
    } catch (problem) {
      // Turned off meanwhile, or even on again: nothing is wrong.
      if (this.stream !== stream) return;
      this.stop();
      throw problem;
    }
  }

  /** Every track ends, so the light goes out. */
  stop() {
    stopTracks(this.stream);
    this.stream = null;
    this.video.srcObject = null;
  }

  /** The other way from the next start on. */
  turn() {
    this.facing = this.isMirrored ? "environment" : "user";
  }

  /** People know themselves from the mirror; what the rear camera sees is no mirror image. */
  get isMirrored() {
    return this.facing === "user";
  }

  /** Whether there is another camera to turn to; browsers say so once one was allowed. */
  async hasAnother() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind }) => kind === "videoinput").length > 1;
  }

  /** Resolves with its next frame, or, once it is off, a second later: then it gives no more. */
  async next() {
    do {
      await nextFrame(this.video);
    } while (this.isOn && this.video.readyState < HAVE_PICTURE);
  }

  /** The frame shown now: {image, width, height, time}; the image can be moved to a worker. */
  frame() {
    return frameOf(this.video);
  }
}

export function nextFrame(video) {
  return new Promise((resolve) => {
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(resolve);
    else requestAnimationFrame(resolve);
    setTimeout(resolve, 1000);
  });
}

export async function frameOf(video) {
  const { videoWidth: width, videoHeight: height } = video;
  const time = performance.now();
  const image = globalThis.VideoFrame
    ? new VideoFrame(video, { timestamp: Math.round(time * 1000) })
    : await createImageBitmap(video);
  return { image, width, height, time };
}

export function stopTracks(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
