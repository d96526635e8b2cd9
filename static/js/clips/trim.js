/* The part of the video that is kept: two handles that move by a picture, and a strip to see it on. */
import { Film, once } from "./film.js";

// Pictures a second that a handle can stand on; a phone's 30 and 60 both fall on them.
const RATE = 30;
const MOST_SECONDS = 60;
const PAGES = { PageUp: RATE, PageDown: -RATE };
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

  open(duration) {
    this.count = Math.max(1, Math.round(duration * RATE));
    const most = Math.min(this.count, MOST_SECONDS * RATE);
    for (const handle of this.handles) handle.max = this.count;
    this.handles[0].value = 0;
    this.handles[1].value = most;
    this.part("minute").hidden = most === this.count;
    this.show();
  }

  get seconds() {
    return this.handles.map((handle) => Number(handle.value) / RATE);
  }

  /** What the API wants: whole milliseconds, an end of 0 where nothing is cut off. */
  get options() {
    const [from, to] = this.handles.map((handle) => Number(handle.value));
    const end = to === this.count ? 0 : Math.round((to * 1000) / RATE);
    return { start_ms: Math.round((from * 1000) / RATE), end_ms: end };
  }

  /** Large steps are a second, whatever the browser's own would be. */
  paged(event, handle) {
    if (!(event.key in PAGES)) return;
    event.preventDefault();
    handle.value = Number(handle.value) + PAGES[event.key];
    this.moved(handle);
  }

  /** The other handle gives way, so that the part is neither empty nor longer than a minute. */
  moved(handle) {
    const [from, to] = this.handles;
    if (handle === from) {
      from.value = Math.min(Number(from.value), this.count - 1);
      to.value = between(Number(to.value), Number(from.value) + 1, Number(from.value) + MOST_SECONDS * RATE);
    } else {
      to.value = Math.max(Number(to.value), 1);
      from.value = between(Number(from.value), Number(to.value) - MOST_SECONDS * RATE, Number(to.value) - 1);
    }
    this.show();
    this.onMove(Math.max(0, Number(handle.value) - (handle === to ? 1 : 0)) / RATE);
  }

  show() {
    const [from, to] = this.seconds;
    const words = [from, to].map(clock);
    this.handles.forEach((handle, index) => handle.setAttribute("aria-valuetext", words[index]));
    [this.part("from-words").value, this.part("to-words").value] = words;
    this.part("length").value = clock(to - from);
    const whole = this.count / RATE;
    this.part("before").style.width = `${(from / whole) * 100}%`;
    this.part("after").style.width = `${(1 - to / whole) * 100}%`;
  }

  /** Draws the strip from a second copy of the video, so that the shown one stands still. */
  async draw(file, duration) {
    const canvas = this.part("strip-pictures");
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.copy?.close();
    const copy = new Film(document.createElement("video"));
    this.copy = copy;
    copy.video.muted = true;
    await copy.open(file);
    const width = canvas.width / PICTURES;
    for (let index = 0; index < PICTURES && copy.isOn; index += 1) {
      copy.video.currentTime = ((index + 0.5) / PICTURES) * duration;
      await once(copy.video, "seeked");
      if (this.copy !== copy) break;
      drawCovering(context, copy.video, index * width, width, canvas.height);
    }
    copy.close();
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
