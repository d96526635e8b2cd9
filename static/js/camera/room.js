/* The whole picture in its colours, and what stands behind the person. */
import { BACKDROP, Backdrops } from "./backdrops.js";
import { GRADE } from "./filters.js";
import { Programs, SEEN } from "./gl.js";

const WHOLE = `
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  at = vec2(corner.x, 1.0 - corner.y);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;
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
// Once more before what a prop has behind the head.
const ONLY_PERSON = ["PERSON", "ONLY_PERSON"];

export class Room {
  constructor(gl, addresses) {
    this.gl = gl;
    this.backdrops = new Backdrops(gl, addresses);
    this.programs = new Programs(gl, WHOLE, ROOM);
    this.empty = gl.createVertexArray();
  }

  /** Fetches a backdrop, and has its program made. */
  async load(backdrop, { parts }) {
    if (backdrop) await this.backdrops.load(backdrop);
    this.programs.with([...parts, ...this.backdrops.parts(backdrop)]);
  }

  setPerson(mask) {
    this.backdrops.setPerson(mask);
  }

  draw(backdrop, shared) {
    this.drawWith(this.backdrops.parts(backdrop), shared);
  }

  drawPerson(shared) {
    const { gl } = this;
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.drawWith(ONLY_PERSON, shared);
    gl.disable(gl.BLEND);
  }

  drawWith(own, { parts, uniforms }) {
    const { gl } = this;
    this.programs.with([...parts, ...own]).set({ ...uniforms, ...this.backdrops.uniforms(uniforms.size) });
    gl.bindVertexArray(this.empty);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }
}
