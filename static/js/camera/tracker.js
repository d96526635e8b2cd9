/* Follows up to four faces from frame to frame, and the person before a backdrop. */
import { findFaces, overlap } from "./detector.js";
import { placePoints, squareOfDetection, squareOfPoints } from "./face_mesh.js";
import { loadModels } from "./models.js";
import { Sampler } from "./sampler.js";
import { Silhouette } from "./silhouette.js";
import { Steady } from "./steady.js";
import { readTone } from "./tone.js";

const MOST_FACES = 4;
// While somebody is seen, newcomers are looked for this often: whoever was hidden for a moment is back
// soon, also where few frames are seen in a second.
const LOOK_AROUND_MS = 400;
const SAME_FACE = 0.3;
// Of a square's side: less is what a face moves in one frame of thirty a second.
const FAR = 0.1;

export class Tracker {
  static async load(folder) {
    return new Tracker(await loadModels(folder));
  }

  constructor(models) {
    this.models = models;
    this.sampler = new Sampler();
    this.silhouette = new Silhouette();
    this.faces = [];
    this.looked = -Infinity;
  }

  /** {faces: [{points, skin, lips, white}], mask}; `wants` {faces, mask} says what is needed. */
  async follow(frame, wants) {
    if (wants.faces) await this.followFaces(frame);
    const mask = wants.mask ? await this.findPerson(frame) : null;
    return { faces: wants.faces ? this.faces.map(({ points, tone }) => ({ points, ...tone })) : [], mask };
  }

  async followFaces(frame) {
    if (!this.faces.length || frame.time - this.looked >= LOOK_AROUND_MS) await this.lookAround(frame);
    const still = [];
    for (const face of this.faces) if (await this.update(face, frame)) still.push(face);
    this.faces = withoutDoubles(still);
  }

  async lookAround(frame) {
    this.looked = frame.time;
    for (const found of await findFaces(this.models.detector, this.sampler, frame)) {
      const square = squareOfDetection(found);
      const isKnown = this.faces.some((face) => overlap(face.square, square) > SAME_FACE);
      if (!isKnown && this.faces.length < MOST_FACES) this.faces.push({ square, steady: new Steady() });
    }
  }

  async update(face, frame) {
    const placed = await this.place(face.square, frame);
    if (!placed) return false;
    face.tone = readTone(face.tone, placed.raw, placed.pixels);
    face.square = squareOfPoints(placed.points);
    face.points = face.steady.follow(placed.points, face.square.size, frame.time);
    return true;
  }

  /** Points found far from the middle of where they were looked for come out too near to it, so that
      whoever goes fast would be followed ever farther behind: such a face is looked at once more. */
  async place(square, frame) {
    const { mesh } = this.models;
    const placed = await placePoints(mesh, this.sampler, frame, square);
    if (!placed) return null;
    const found = squareOfPoints(placed.points);
    const way = Math.hypot(found.x - square.x, found.y - square.y);
    return way > FAR * square.size ? placePoints(mesh, this.sampler, frame, found) : placed;
  }

  async findPerson(frame) {
    return this.silhouette.find(await this.models.segmenter(), this.sampler, frame);
  }
}

function withoutDoubles(faces) {
  return faces.filter(
    (face, index) => !faces.slice(0, index).some((other) => overlap(other.square, face.square) > SAME_FACE),
  );
}
