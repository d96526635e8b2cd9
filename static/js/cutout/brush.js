/* The brush on the picture: by finger, pen or mouse, or by the keyboard. */

const STEP = 0.02;
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Brush {
  /** `settings()` gives {size (share of the picture's width), isErasing}; `stage` the picture. */
  constructor({ stage, cursor, person, frame, settings, onChange }) {
    Object.assign(this, { stage, cursor, person, frame, settings, onChange });
    this.at = { x: 0.5, y: 0.5 };
    stage.addEventListener("pointerdown", (event) => this.begin(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    stage.addEventListener("pointerup", () => this.end());
    stage.addEventListener("pointercancel", () => this.end());
    stage.addEventListener("pointerleave", () => this.show(false));
    stage.addEventListener("focus", () => this.show(true));
    stage.addEventListener("blur", () => this.show(false));
    stage.addEventListener("keydown", (event) => this.onKey(event));
  }

  begin(event) {
    if (event.button !== 0 || !this.person()) return;
    this.stage.setPointerCapture(event.pointerId);
    this.last = this.placeOf(event);
    this.person().beginStroke();
    this.touch(this.last);
  }

  move(event) {
    this.at = this.placeOf(event);
    this.show(true);
    if (!this.last) return;
    event.preventDefault();
    const { x, y } = this.last;
    const { size } = this.settings();
    const length = Math.hypot(this.at.x - x, this.at.y - y);
    // A dab every quarter of the brush leaves no gaps.
    const count = Math.ceil(length / (size / 4));
    for (let step = 1; step <= count; step += 1) {
      const share = step / count;
      this.touch({ x: x + (this.at.x - x) * share, y: y + (this.at.y - y) * share });
    }
    this.last = this.at;
  }

  end() {
    this.last = null;
  }

  /** A place on the stage, both in 0..1. */
  placeOf({ clientX, clientY }) {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  }

  touch({ x, y }) {
    const frame = this.frame();
    const { size, isErasing } = this.settings();
    this.person().dab({
      x: frame.x + x * frame.width,
      y: frame.y + y * frame.height,
      size: size * frame.width,
      isErasing,
    });
    this.onChange();
  }

  onKey(event) {
    const arrow = ARROWS[event.key];
    const isTouch = event.key === " " || event.key === "Enter";
    if (!this.person() || !(arrow || isTouch)) return;
    event.preventDefault();
    if (arrow) {
      const step = event.shiftKey ? STEP / 4 : STEP;
      this.at.x = Math.min(1, Math.max(0, this.at.x + arrow[0] * step));
      this.at.y = Math.min(1, Math.max(0, this.at.y + arrow[1] * step));
    } else {
      this.person().beginStroke();
      this.touch(this.at);
    }
    this.show(true);
  }

  show(isShown) {
    const { width, height } = this.stage.getBoundingClientRect();
    const side = this.settings().size * width;
    this.cursor.hidden = !isShown || !this.person();
    Object.assign(this.cursor.style, {
      width: `${side}px`,
      height: `${side}px`,
      left: `${this.at.x * width - side / 2}px`,
      top: `${this.at.y * height - side / 2}px`,
    });
  }
}
