/* From frame to frame: the picture of a camera or a clip is taken, looked at, drawn; one frame at a time, so that
   what is drawn on a face is never behind the face. */
import { loadGeometry } from "./face_geometry.js";
import { loadTables } from "./filters.js";
import { canDrawEffects, isLost, renewCanvas, watchGraphics } from "./graphics.js";
import { startLandmarks } from "./landmarks.js";
import { PlainStage } from "./plain_stage.js";
import { Sharpness } from "./sharpness.js";
import { Stage } from "./stage.js";

const NOBODY = { faces: [], mask: null };
// While the models are on their way, and when they cannot come.
const UNSEEING = {
  async follow(frame) {
    frame.image.close();
    return NOBODY;
  },
};
const JPEG_QUALITY = 0.92;

export class Live {
  static async open(parts) {
    const live = new Live(parts);
    live.tables = await loadTables(parts.looks.filters);
    if (canDrawEffects()) await live.openEffects();
    else live.drawPlainly("plain");
    live.choose(parts.chosen);
    return live;
  }

  constructor({ camera, canvas, looks, folder, onFrame, onSight, onPlain }) {
    Object.assign(this, { camera, canvas, looks, folder, onFrame, onSight, onPlain });
    this.isRunning = false;
    this.isPlain = false;
    this.sharpness = new Sharpness();
    // After a loss there is none, while the next one is on its way.
    this.stage = this.coming = null;
  }

  async openEffects() {
    this.geometry = await loadGeometry(this.folder);
    this.unwatch = watchGraphics(this.canvas, {
      onLost: () => {
        this.stage = this.coming = null;
      },
      onBack: () => this.comeBack(),
      onGone: () => this.giveUpEffects(),
    });
    this.attempt(() => {
      this.stage = this.makeStage();
    });
  }

  makeStage() {
    const { tables, geometry, sharpness } = this;
    return new Stage(this.canvas, this.looks, { tables, geometry, sharpness });
  }

  /** Nothing is shown before the look is whole: not for a moment the room behind a backdrop. */
  async comeBack() {
    // Chromium shows what is drawn after its graphics process ended, but every picture and clip of it
    // is black until the canvas has had another size; the next frame gives it its own again.
    this.canvas.width = 1;
    this.attempt(() => {
      this.coming = this.makeStage();
    });
    const { coming } = this;
    // Without the network a piece may be missing; the others are shown.
    await coming?.prepare(this.chosen).catch(() => {});
    // Lost once more meanwhile: the last one that comes is the one.
    if (!coming || coming !== this.coming) return;
    this.stage = coming;
    this.coming = null;
    this.choose(this.chosen);
  }

  /** Graphics that fail are gone; of those just lost again the browser is about to tell. */
  attempt(draw) {
    try {
      draw();
    } catch (problem) {
      if (this.isPlain) throw problem;
      if (!isLost(this.canvas)) this.giveUpEffects();
    }
  }

  giveUpEffects() {
    this.unwatch();
    this.coming = null;
    this.canvas = renewCanvas(this.canvas);
    this.drawPlainly("lost");
  }

  /** The colour filters alone; the page has words for why. */
  drawPlainly(why) {
    this.isPlain = true;
    this.stage = new PlainStage(this.canvas, this.tables);
    this.onPlain(why);
  }

  choose(chosen) {
    this.chosen = chosen;
    // A piece that cannot be fetched is not drawn; what the graphics fail at shows when they draw.
    this.stage?.prepare(chosen).catch(() => {});
    if (this.wantsSight && !this.sight) this.openSight();
  }

  get wantsSight() {
    return !this.isPlain && (this.chosen.wants.faces || this.chosen.wants.mask);
  }

  /** The models come with the first effect that needs them. */
  async openSight() {
    this.sight = UNSEEING;
    this.onSight("loading");
    let outcome = "";
    try {
      this.sight = await startLandmarks(this.folder);
    } catch {
      outcome = "failed";
    }
    if (!this.isPlain) this.onSight(outcome);
  }

  async run() {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      while (this.camera.isOn) {
        await this.camera.next();
        if (this.camera.isOn && this.stage) await this.show(await this.camera.frame());
      }
    } finally {
      this.isRunning = false;
    }
  }

  async show(frame) {
    const { stage } = this;
    if (!stage) {
      frame.image.close();
      return;
    }
    stage.take(frame);
    this.onFrame(frame);
    const found = await this.lookAt(frame);
    // Another stage came meanwhile, which has not taken this frame.
    if (stage !== this.stage) return;
    this.attempt(() => stage.draw(found, this.chosen, Boolean(this.tellPicture)));
    if (stage === this.stage && !isLost(this.canvas)) this.tellPicture?.();
  }

  /** Eyes that fail in the middle see nobody from then on, and the picture goes on. */
  async lookAt(frame) {
    if (!this.wantsSight) return UNSEEING.follow(frame);
    try {
      return await this.sight.follow(frame, this.chosen.wants);
    } catch {
      this.sight = UNSEEING;
      this.onSight("failed");
      return NOBODY;
    }
  }

  /** The next frame that is drawn, as a JPEG: as the camera saw it, not as the mirror shows it; none
      once it is no longer wanted. */
  picture() {
    return new Promise((resolve) => {
      const tell = () => {
        const { canvas } = this;
        this.tellPicture = null;
        // Graphics that go in this moment leave a black picture or none.
        const keep = (blob) => (blob && !isLost(canvas) ? resolve(blob) : (this.tellPicture = tell));
        canvas.toBlob(keep, "image/jpeg", JPEG_QUALITY);
      };
      this.tellPicture = tell;
    });
  }

  forgetPicture() {
    this.tellPicture = null;
  }
}
