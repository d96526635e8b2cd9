/* From frame to frame: the picture of a camera or a clip is taken, looked at, drawn; one frame at a time, so that
   what is drawn on a face is never behind the face. */
import { loadGeometry } from "./face_geometry.js";
import { loadTables } from "./filters.js";
import { startLandmarks } from "./landmarks.js";
import { PlainStage } from "./plain_stage.js";
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
    live.stage = await live.openStage();
    live.choose(parts.chosen);
    live.watchGraphics();
    return live;
  }

  /** Phones take the graphics away when memory is short, and give them back empty. */
  watchGraphics() {
    this.canvas.addEventListener("webglcontextlost", (event) => {
      // Only whoever says so is told when they are back.
      event.preventDefault();
      this.isLost = true;
    });
    this.canvas.addEventListener("webglcontextrestored", async () => {
      this.stage = await this.openStage();
      this.isLost = false;
      this.choose(this.chosen);
    });
  }

  constructor({ camera, canvas, looks, folder, onFrame, onSight, onPlain }) {
    Object.assign(this, { camera, canvas, looks, folder, onFrame, onSight, onPlain });
    this.isRunning = false;
  }

  async openStage() {
    this.isPlain = !canDrawEffects();
    if (!this.isPlain) {
      return new Stage(this.canvas, this.looks, this.tables, await loadGeometry(this.folder));
    }
    this.onPlain();
    return new PlainStage(this.canvas, this.tables);
  }

  choose(chosen) {
    this.chosen = chosen;
    this.stage.prepare(chosen);
    if (this.wantsSight && !this.sight) this.openSight();
  }

  get wantsSight() {
    return !this.isPlain && (this.chosen.wants.faces || this.chosen.wants.mask);
  }

  /** The models come with the first effect that needs them. */
  async openSight() {
    this.sight = UNSEEING;
    this.onSight("loading");
    try {
      this.sight = await startLandmarks(this.folder);
      this.onSight("");
    } catch {
      this.onSight("failed");
    }
  }

  async run() {
    if (this.isRunning) return;
    this.isRunning = true;
    while (this.camera.isOn) {
      await this.camera.next();
      if (this.camera.isOn && !this.isLost) await this.show(await this.camera.frame());
    }
    this.isRunning = false;
  }

  async show(frame) {
    this.stage.take(frame);
    this.onFrame(frame);
    const found = this.wantsSight ? await this.sight.follow(frame, this.chosen.wants) : NOBODY;
    if (!this.wantsSight) frame.image.close();
    this.stage.draw(found, this.chosen);
    this.tellPicture?.();
  }

  /** The next frame that is drawn, as a JPEG: as the camera saw it, not as the mirror shows it. */
  picture() {
    return new Promise((resolve) => {
      this.tellPicture = () => {
        this.tellPicture = null;
        this.canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY);
      };
    });
  }
}

function canDrawEffects() {
  return Boolean(globalThis.WebAssembly && document.createElement("canvas").getContext("webgl2"));
}
