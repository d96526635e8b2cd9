/* Props: pictures that the engine drew, laid on grids whose depth is known, so that they turn with
   the head; they stand in the picture's light and cast a shadow. */
import { Programs, UNITS, attribute, picture, texture } from "./gl.js";
import { GRADE } from "./filters.js";
import { standOf } from "./prop_stand.js";

const VERTEX = `
layout(location = 0) in vec3 place;
layout(location = 1) in vec2 part;
uniform vec2 origin, across, down, toward, shift, frame;
uniform float scale, sides;
out vec2 on;
out vec2 at;
out float seen;

void main() {
  vec2 where = origin + shift + scale * (place.x * across + place.y * down + place.z * toward);
  on = part;
  at = where / frame;
  // The far arm of a pair of glasses is behind the head.
  float turn = dot(toward, across) / dot(across, across) * sign(place.x);
  seen = 1.0 - sides * smoothstep(0.02, 0.12, turn);
  gl_Position = vec4(at.x * 2.0 - 1.0, 1.0 - at.y * 2.0, 0.0, 1.0);
}`;
const FRAGMENT = `
uniform vec2 size;
${GRADE}
uniform sampler2D sheet;
uniform vec3 white;
uniform float shadow, softness;
in vec2 on;
in vec2 at;
in float seen;
out vec4 colour;

void main() {
#ifdef SHADOW
  colour = vec4(0.0, 0.0, 0.0, textureLod(sheet, on, softness).a * shadow);
#else
  vec4 ink = texture(sheet, on);
  if (ink.a < 0.004) discard;
  vec3 lit = graded(ink.rgb / ink.a * white, at);
  colour = vec4(lit * ink.a, ink.a) * seen;
#endif
}`;
// Light reaches a prop as it reaches the brightest things around; it is never quite dark.
const DARKEST = 0.3;

export class Props {
  constructor(gl, looks) {
    this.gl = gl;
    this.recipes = looks.props;
    this.grid = looks.grid;
    this.programs = new Programs(gl, VERTEX, FRAGMENT);
    this.worn = new Map();
  }

  /** Fetches and keeps what a prop is drawn from. */
  async load(slug) {
    if (this.worn.has(slug)) return;
    const { sheets } = this.recipes[slug];
    const pictures = await Promise.all(sheets.map((sheet) => picture(sheet.picture, "premultiply")));
    this.worn.set(
      slug,
      sheets.map((sheet, index) => this.sheetOf(sheet, pictures[index])),
    );
  }

  sheetOf(sheet, image) {
    const { gl } = this;
    const vertices = gl.createVertexArray();
    gl.bindVertexArray(vertices);
    attribute(gl, 0, 3, this.placesOf(sheet));
    attribute(gl, 1, 2, this.partsOf());
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    const corners = this.cornersOf();
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, corners, gl.STATIC_DRAW);
    gl.bindVertexArray(null);
    return { where: sheet.where, vertices, count: corners.length, image: this.imageOf(image), width: image.width / (sheet.box[2] - sheet.box[0]) };
  }

  imageOf(image) {
    const { gl } = this;
    const made = texture(gl, UNITS.sheet);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    return made;
  }

  placesOf({ box: [left, top, right, bottom], depths }) {
    return Float32Array.from(
      this.steps().flatMap(([x, y], index) => [left + x * (right - left), top + y * (bottom - top), depths[index]]),
    );
  }

  partsOf() {
    return Float32Array.from(this.steps().flat());
  }

  steps() {
    const along = Array.from({ length: this.grid }, (_, step) => step / (this.grid - 1));
    return along.flatMap((y) => along.map((x) => [x, y]));
  }

  cornersOf() {
    const corners = [];
    for (let row = 0; row + 1 < this.grid; row += 1) {
      for (let column = 0; column + 1 < this.grid; column += 1) {
        const at = row * this.grid + column;
        corners.push(at, at + 1, at + this.grid, at + 1, at + this.grid + 1, at + this.grid);
      }
    }
    return Uint16Array.from(corners);
  }

  /** Puts the prop on one face; `places` says which of its sheets are drawn now, `parts` how they
      are coloured. */
  draw(slug, face, { parts, uniforms }, places) {
    const recipe = this.recipes[slug];
    const stand = { ...standOf(recipe, face.landmarks, face.frame), frame: uniforms.size, sheet: UNITS.sheet };
    const chosen = (this.worn.get(slug) ?? []).filter(({ where }) => places.includes(where));
    const { gl } = this;
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    if (recipe.shadow) this.shade(chosen, recipe.shadow, face.frame, stand);
    const white = face.white.map((level) => DARKEST + (1 - DARKEST) * level);
    const program = this.programs.with(parts);
    program.set({ ...uniforms, ...stand, white, shift: [0, 0] });
    for (const sheet of chosen) {
      program.set({ sides: sheet.where === "skin" ? 1 : 0 });
      this.render(sheet);
    }
    gl.disable(gl.BLEND);
  }

  shade(sheets, { amount, reach = 0.06, blur = 0.04 }, { down }, stand) {
    const program = this.programs.with(["SHADOW"]);
    const shift = down.map((value) => value * reach * 0.81);
    program.set({ ...stand, shadow: (amount / 100) * 0.8, shift, sides: 0 });
    for (const sheet of sheets.filter(({ where }) => where === "front")) {
      program.set({ softness: Math.log2(Math.max(1, blur * sheet.width * 1.6)) });
      this.render(sheet);
    }
  }

  render({ vertices, image, count }) {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + UNITS.sheet);
    gl.bindTexture(gl.TEXTURE_2D, image);
    gl.bindVertexArray(vertices);
    gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_SHORT, 0);
    gl.bindVertexArray(null);
  }
}
