/* Faces, made up and smoothed: the mesh carries masks of each part along with every pose. */
import { GRADE } from "./filters.js";
import { Programs, SEEN, UNITS, attribute, texture } from "./gl.js";
import { MAKEUP, PARTS, makeupUniforms } from "./makeup.js";
import { drawMasks, SIDE } from "./makeup_masks.js";
import { EvenSkin, SMOOTHING, smoothingUniforms } from "./smoothing.js";

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

export class Face {
  constructor(gl, geometry, makeup) {
    Object.assign(this, { gl, geometry, makeup });
    this.programs = new Programs(gl, MESH, FACE);
    this.evenSkin = new EvenSkin(gl);
  }

  /** Draws the masks with the first look that needs them, and has its program made. */
  load(choices, { parts }) {
    this.mesh ??= this.makeMesh(drawMasks(this.geometry, this.makeup));
    this.programs.with([...parts, ...ownParts(choices)]);
  }

  makeMesh({ corners, masks, lines }) {
    const { gl, geometry } = this;
    const mesh = gl.createVertexArray();
    gl.bindVertexArray(mesh);
    this.points = attribute(gl, 0, 3, new Float32Array(corners.length * 1.5));
    attribute(gl, 1, 2, corners);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, geometry.corners, gl.STATIC_DRAW);
    gl.bindVertexArray(null);
    for (const [name, drawn] of Object.entries({ masks, lines })) {
      texture(gl, UNITS[name]);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, SIDE, SIDE, 0, gl.RGBA, gl.UNSIGNED_BYTE, drawn);
    }
    return mesh;
  }

  draw(face, choices, { parts, uniforms }) {
    const { gl } = this;
    const smoothing = smoothingUniforms(choices.smoothing, face);
    if (choices.smoothing > 0) this.evenSkin.draw({ ...uniforms, ...smoothing });
    this.programs.with([...parts, ...ownParts(choices)]).set({
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
    gl.drawElements(gl.TRIANGLES, this.geometry.corners.length, gl.UNSIGNED_SHORT, 0);
  }
}

function ownParts({ smoothing, makeup }) {
  const isMadeUp = PARTS.some((part) => makeup.amounts[part] > 0);
  return [smoothing > 0 && "SMOOTHING", isMadeUp && "MAKEUP"].filter(Boolean);
}
