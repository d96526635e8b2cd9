/* Draws one frame of the camera with everything that was chosen, in one pass over the picture and
   one over each face. The canvas holds the picture as the camera saw it; only the page mirrors it. */
import { Face } from "./face.js";
import { Filters } from "./filters.js";
import { UNITS, texture } from "./gl.js";
import { boundsOf, frameOf, points68 } from "./points68.js";
import { Props } from "./props.js";
import { Room } from "./room.js";

export class Stage {
  constructor(canvas, looks, { tables, geometry, sharpness }) {
    Object.assign(this, { canvas, sharpness });
    const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false });
    this.gl = gl;
    this.video = texture(gl, UNITS.video);
    this.room = new Room(gl, looks.backdrops);
    this.face = new Face(gl, geometry, looks.makeup);
    this.filters = new Filters(gl, tables);
    this.props = new Props(gl, looks);
  }

  /** Fetches what the choices need; what is not there yet is simply not drawn. */
  async prepare(choices) {
    this.sharpness.askAgain();
    const shared = this.sharedBy(choices);
    if (choices.touches) this.face.load(choices, shared);
    await Promise.all([choices.prop && this.props.load(choices.prop), this.room.load(choices.backdrop, shared)]);
  }

  /** Takes a frame's pixels; the frame may be given away afterwards. */
  take(frame) {
    const { gl } = this;
    this.size = [frame.width, frame.height];
    this.fit(this.sharpness.share);
    gl.activeTexture(gl.TEXTURE0 + UNITS.video);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, frame.image);
  }

  /** The canvas at a share of the frame's sides; it is emptied only by another size. */
  fit(share) {
    const { gl, canvas } = this;
    const [width, height] = this.size.map((side) => Math.round(side * share));
    if (canvas.width === width && canvas.height === height) return;
    Object.assign(canvas, { width, height });
    gl.viewport(0, 0, width, height);
  }

  /** Draws the frame taken last with what was found in it; one that is kept at the frame's own size,
      however slow. */
  draw(found, choices, isKept = false) {
    if (isKept && !this.sharpness.isHeld) this.fit(1);
    if (isKept) this.paint(found, choices);
    else this.sharpness.watch(this.gl, () => this.paint(found, choices));
  }

  paint({ faces, mask }, choices) {
    const shared = this.sharedBy(choices);
    if (mask) this.room.setPerson(mask);
    const behind = mask ? choices.backdrop : "";
    this.soften(behind === "blur");
    this.room.draw(behind, shared);
    const seen = faces.map(withFrame);
    if (choices.prop && behind) this.paintBehind(seen, choices.prop, shared);
    for (const face of seen) if (choices.touches) this.face.draw(face, choices, shared);
    if (choices.prop) for (const face of seen) this.props.draw(choices.prop, face, shared, ["skin", "front"]);
  }

  /** What every program is made of and told alike: the colours of the whole picture. */
  sharedBy({ filter }) {
    const uniforms = { ...this.filters.uniforms(filter), size: this.size, video: UNITS.video };
    return { parts: this.filters.parts(filter), uniforms };
  }

  /** A blurred room is read from smaller copies of the picture. */
  soften(isBlurred) {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + UNITS.video);
    if (isBlurred) gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, isBlurred ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR);
  }

  /** What a prop has behind the head, and the person before it once more. */
  paintBehind(faces, prop, shared) {
    for (const face of faces) this.props.draw(prop, face, shared, ["behind"]);
    this.room.drawPerson(shared);
  }
}

function withFrame(face) {
  const landmarks = points68(face.points);
  return { ...face, landmarks, frame: frameOf(landmarks), bounds: boundsOf(face.points) };
}
