/* A clip of what the canvas shows, with sound from a microphone that is asked for only now. */
import { stopTracks } from "./capture.js";

export const MOST_SECONDS = 60;
const FRAMES_A_SECOND = 30;
const BITS_A_SECOND = 5_000_000;
// MP4 plays everywhere; a browser that cannot write it can write WebM.
const KINDS = ["video/mp4;codecs=avc1.42E01F,mp4a.40.2", "video/mp4", "video/webm;codecs=vp8,opus", "video/webm"];

export function canRecord(canvas) {
  return Boolean(globalThis.MediaRecorder && canvas.captureStream && kindToWrite());
}

function kindToWrite() {
  return KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
}

export class Recording {
  /** Starts at once; `sound` is what askForSound gave. */
  constructor(canvas, sound, onSecond) {
    this.sound = sound;
    this.pictures = canvas.captureStream(FRAMES_A_SECOND);
    const tracks = [...this.pictures.getVideoTracks(), ...(sound?.getAudioTracks() ?? [])];
    this.recorder = new MediaRecorder(new MediaStream(tracks), {
      mimeType: kindToWrite(),
      videoBitsPerSecond: BITS_A_SECOND,
    });
    this.parts = [];
    this.recorder.ondataavailable = ({ data }) => this.parts.push(data);
    this.done = new Promise((resolve) => {
      // A recorder that fails stops by itself.
      this.recorder.onstop = () => {
        this.letGo();
        resolve(this.file());
      };
    });
    this.recorder.start();
    this.clock = this.countSeconds(onSecond);
  }

  countSeconds(onSecond) {
    const started = performance.now();
    return setInterval(() => {
      const seconds = Math.floor((performance.now() - started) / 1000);
      onSecond(seconds);
      if (seconds >= MOST_SECONDS) this.stop();
    }, 250);
  }

  /** Ends the clip and lets the microphone go; `done` resolves with the file. */
  stop() {
    if (this.recorder.state === "inactive") return;
    this.recorder.stop();
    this.letGo();
  }

  letGo() {
    clearInterval(this.clock);
    stopTracks(this.sound);
    stopTracks(this.pictures);
  }

  file() {
    const [type] = this.recorder.mimeType.split(";");
    return new File(this.parts, `portrait-clip.${type.endsWith("mp4") ? "mp4" : "webm"}`, { type });
  }
}

/** The microphone, or null when the person does not let it in. */
export async function askForSound() {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return null;
  }
}
