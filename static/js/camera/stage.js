/* Draws one frame of the camera with everything that was chosen, in one pass over the picture and
   one over each face. The canvas holds the picture as the camera saw it; only the page mirrors it. */
import { BACKDROP, Backdrops } from "./backdrops.js";
import { Filters, GRADE } from "./filters.js";
import { Programs, UNITS, attribute, texture } from "./gl.js";
import { MAKEUP, PARTS, makeupUniforms } from "./makeup.js";
import { drawMasks, SIDE } from "./makeup_masks.js";
import { frameOf, points68 } from "./points68.js";
import { Props } from "./props.js";
import { EVEN, EvenSkin, SMOOTHING, smoothingUniforms } from "./smoothing.js";

const WHOLE = `
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  at = vec2(corner.x, 1.0 - corner.y);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;
// The canvas has the frame's own pixels: each is read once, and nothing between them.
const SEEN = `
uniform sampler2D video;
uniform vec2 size;
vec3 seenAt(vec2 at) {
  return texelFetch(video, clamp(ivec2(at * size), ivec2(0), ivec2(size) - 1), 0).rgb;
}
`;
const ROOM = `
${SEEN}
${GRADE}
${BACKDROP}
in vec2 at;
out vec4 colour;
void main() {
  vec3 seen = seenAt(at);
#ifdef ONLY_PERSON
  float share = personAt(at);
  colour = vec4(graded(seen, at) * share, share);
#else
  colour = vec4(graded(before(seen, at), at), 1.0);
#endif
}`;
const MESH = `
layout(location = 0) in vec3 place;
layout(location = 1) in vec2 corner;
uniform vec2 frame;
out vec2 at;
out vec2 on;
void main() {
  at = place.xy / frame;
  on = corner;
  gl_Position = vec4(at.x * 2.0 - 1.0, 1.0 - at.y * 2.0, 0.0, 1.0);
}`;
const SQUARE = `
uniform vec2 size;
uniform vec3 square;
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  at = (square.xy + corner * square.z) / size;
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;
const SKIN = `
${SEEN}
${EVEN}
in vec2 at;
out vec4 colour;
void main() {
  colour = vec4(evened(at), 1.0);
}`;
const FACE = `
${SEEN}
${GRADE}
${SMOOTHING}
${MAKEUP}
uniform sampler2D masks;
uniform sampler2D lines;
in vec2 at;
in vec2 on;
out vec4 colour;
void main() {
  vec4 where = texture(lines, on);
  vec3 seen = smoothed(seenAt(at), at, where.b);
  colour = vec4(graded(madeUp(seen, texture(masks, on), where), at), 1.0);
}`;

export class Stage {
  constructor(canvas, looks, tables, geometry) {
    this.canvas = canvas;
    const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false });
    this.gl = gl;
    this.video = texture(gl, UNITS.video);
    this.room = new Programs(gl, WHOLE, ROOM);
    this.face = new Programs(gl, MESH, FACE);
    this.skin = new Programs(gl, SQUARE, SKIN);
    this.evenSkin = new EvenSkin(gl);
    this.filters = new Filters(gl, tables);
    this.props = new Props(gl, looks);
    this.backdrops = new Backdrops(gl, looks.backdrops);
    this.empty = gl.createVertexArray();
    this.makeMesh(geometry, drawMasks(geometry, looks.makeup));
  }

  makeMesh(geometry, drawn) {
    const { gl } = this;
    this.mesh = gl.createVertexArray();
    gl.bindVertexArray(this.mesh);
    this.points = attribute(gl, 0, 3, new Float32Array(drawn.corners.length * 1.5));
    attribute(gl, 1, 2, drawn.corners);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, geometry.corners, gl.STATIC_DRAW);
    gl.bindVertexArray(null);
    this.cornerCount = geometry.corners.length;
    for (const name of ["masks", "lines"]) {
      texture(gl, UNITS[name]);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, SIDE, SIDE, 0, gl.RGBA, gl.UNSIGNED_BYTE, drawn[name]);
    }
  }

  /** Fetches what the choices need; what is not there yet is simply not drawn. */
  async prepare({ prop, backdrop }) {
    await Promise.all([prop && this.props.load(prop), backdrop && this.backdrops.load(backdrop)]);
  }

  /** Takes a frame's pixels; the frame may be given away afterwards. */
  take(frame) {
    const { gl, canvas } = this;
    if (canvas.width !== frame.width || canvas.height !== frame.height) {
      canvas.width = frame.width;
      canvas.height = frame.height;
      gl.viewport(0, 0, frame.width, frame.height);
    }
    gl.activeTexture(gl.TEXTURE0 + UNITS.video);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, frame.image);
  }

  /** Draws the frame taken last with what was found in it. */
  draw({ faces, mask }, choices) {
    const shared = this.sharedBy(choices);
    if (mask) this.backdrops.setPerson(mask);
    const behind = mask ? choices.backdrop : "";
    this.soften(behind === "blur");
    this.drawRoom(shared, this.backdrops.parts(behind));
    const seen = faces.map(withFrame);
    if (choices.prop && behind) this.drawBehind(seen, choices.prop, shared);
    for (const face of seen) if (choices.touches) this.drawFace(face, choices, shared);
    if (choices.prop) for (const face of seen) this.props.draw(choices.prop, face, shared, ["skin", "front"]);
  }

  /** What every program is cut and told alike: the colours of the whole picture. */
  sharedBy({ filter }) {
    const size = [this.canvas.width, this.canvas.height];
    const uniforms = { ...this.filters.uniforms(filter), size, video: UNITS.video };
    return { parts: this.filters.parts(filter), uniforms };
  }

  /** A blurred room is read from smaller copies of the picture. */
  soften(isBlurred) {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + UNITS.video);
    if (isBlurred) gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, isBlurred ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR);
  }

  drawRoom({ parts, uniforms }, own) {
    const { gl } = this;
    this.room.with([...parts, ...own]).set({ ...uniforms, ...this.backdrops.uniforms(uniforms.size) });
    gl.bindVertexArray(this.empty);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** What a prop has behind the head, and the person before it once more. */
  drawBehind(faces, prop, shared) {
    const { gl } = this;
    for (const face of faces) this.props.draw(prop, face, shared, ["behind"]);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.drawRoom(shared, ["PERSON", "ONLY_PERSON"]);
    gl.disable(gl.BLEND);
  }

  drawFace(face, choices, { parts, uniforms }) {
    const { gl } = this;
    const smoothing = smoothingUniforms(choices.smoothing, face);
    if (choices.smoothing > 0) {
      this.evenSkin.fill(() => {
        this.skin.with([]).set({ ...uniforms, ...smoothing });
        gl.bindVertexArray(this.empty);
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      });
    }
    this.face.with([...parts, ...facePartsOf(choices)]).set({
      ...uniforms,
      ...smoothing,
      ...makeupUniforms(choices.makeup, face),
      frame: uniforms.size,
      masks: UNITS.masks,
      lines: UNITS.lines,
    });
    gl.bindVertexArray(this.mesh);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.points);
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, face.points);
    gl.drawElements(gl.TRIANGLES, this.cornerCount, gl.UNSIGNED_SHORT, 0);
  }
}

function facePartsOf({ smoothing, makeup }) {
  const isMadeUp = PARTS.some((part) => makeup.amounts[part] > 0);
  return [smoothing > 0 && "SMOOTHING", isMadeUp && "MAKEUP"].filter(Boolean);
}

function withFrame(face) {
  const landmarks = points68(face.points);
  return { ...face, landmarks, frame: frameOf(landmarks), box: boxOf(face.points) };
}

/** The square around the points, {low: [x, y], side} in pixels. */
function boxOf(points) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 3) {
    for (const axis of [0, 1]) {
      low[axis] = Math.min(low[axis], points[at + axis]);
      high[axis] = Math.max(high[axis], points[at + axis]);
    }
  }
  return { low, side: Math.max(high[0] - low[0], high[1] - low[1]) };
}
