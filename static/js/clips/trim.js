/* The part of the video that is kept: two handles that move by a picture, and a strip to see it on. */
import { Film } from "./film.js";

const MOST_SECONDS = 60;
const PAGES = { PageUp: 1, PageDown: -1 };
const PICTURES = 8;

export class Trim {
  /** `onMove(seconds)` hears where a handle was moved to. */
  constructor(box, onMove) {
    this.box = box;
    this.part = (name) => box.querySelector(`[data-${name}]`);
    this.handles = [this.part("from"), this.part("to")];
    this.onMove = onMove;
    for (const handle of this.handles) {
      handle.addEventListener("input", () => this.moved(handle));
      handle.addEventListener("keydown", (event) => this.paged(event, handle));
    }
  }

  /** `rate` is how many pictures a second there are for a handle to stand on. */
  open(duration, rate) {
    this.rate = rate;
    this.count = Math.max(1, Math.round(duration * rate));
    const most = Math.min(this.count, this.mostPictures);
    for (const handle of this.handles) handle.max = this.count;
    this.handles[0].value = 0;
    this.handles[1].value = most;
    this.part("minute").hidden = most === this.count;
    this.show();
  }

  get mostPictures() {
    return Math.floor(MOST_SECONDS * this.rate);
  }

  get seconds() {
    return this.handles.map((handle) => Number(handle.value) / this.rate);
  }

  /** What the API wants: whole milliseconds, an end of 0 where nothing is cut off. */
  get options() {
    const [from, to] = this.handles.map((handle) => Number(handle.value));
    const end = to === this.count ? 0 : Math.round((to * 1000) / this.rate);
    return { start_ms: Math.round((from * 1000) / this.rate), end_ms: end };
  }

  /** Large steps are a second, whatever the browser's own would be. */
  paged(event, handle) {
    if (!(event.key in PAGES)) return;
    event.preventDefault();
    handle.value = Number(handle.value) + PAGES[event.key] * Math.round(this.rate);
    this.moved(handle);
  }

  /** The other handle gives way, so that the part is neither empty nor longer than a minute. */
  moved(handle) {
    const [from, to] = this.handles;
    if (handle === from) {
      from.value = Math.min(Number(from.value), this.count - 1);
      to.value = between(Number(to.value), Number(from.value) + 1, Number(from.value) + this.mostPictures);
    } else {
      to.value = Math.max(Number(to.value), 1);
      from.value = between(Number(from.value), Number(to.value) - this.mostPictures, Number(to.value) - 1);
    }
    this.show();
    // Its middle: at its very beginning a browser may still show the one before.
    this.onMove((Number(handle.value) + (handle === to ? -0.5 : 0.5)) / this.rate);
  }

  show() {
    const [from, to] = this.seconds;
    const words = [from, to].map(clock);
    this.handles.forEach((handle, index) => handle.setAttribute("aria-valuetext", words[index]));
    [this.part("from-words").value, this.part("to-words").value] = words;
    this.part("length").value = clock(to - from);
    const whole = this.count / this.rate;
    this.part("before").style.width = `${(from / whole) * 100}%`;
    this.part("after").style.width = `${(1 - to / whole) * 100}%`;
  }

  /** Draws the strip from a second copy of the video, so that the shown one stands still. Without
      it the handles work all the same. */
  async draw(file, duration) {
    const canvas = this.part("strip-pictures");
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.copy?.close();
    const copy = new Film(document.createElement("video"));
    this.copy = copy;
    copy.video.muted = true;
    const width = canvas.width / PICTURES;
    try {
      if (!(await copy.open(file))) return;
      for (let index = 0; index < PICTURES; index += 1) {
        await copy.seek(((index + 0.5) / PICTURES) * duration);
        // Another file was chosen meanwhile, and its strip begun.
        if (this.copy !== copy) return;
        drawCovering(context, copy.video, index * width, width, canvas.height);
      }
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem;
    } finally {
      copy.close();
    }
  }
}

function drawCovering(context, video, left, width, height) {
  const scale = Math.max(width / video.videoWidth, height / video.videoHeight);
  const [wide, high] = [width / scale, height / scale];
  const [x, y] = [(video.videoWidth - wide) / 2, (video.videoHeight - high) / 3];
  context.drawImage(video, x, y, wide, high, left, 0, width, height);
}

function between(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/** 0:07.50 */
function clock(seconds) {
  const rest = (seconds % 60).toFixed(2).padStart(5, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}
