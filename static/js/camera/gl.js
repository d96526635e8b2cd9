/* The few WebGL calls that every drawing module shares. */

const PRECISION = "precision highp float;\nprecision highp sampler3D;";

/** One program for each set of parts it is asked for. A branch that is not taken costs nearly as
    much as one that is, most of all where no graphics card draws: what nobody chose is not in it. */
export class Programs {
  constructor(gl, vertex, fragment) {
    Object.assign(this, { gl, vertex, fragment });
    this.made = new Map();
  }

  /** The program with these parts, each a name that the sources ask for with #ifdef. */
  with(parts) {
    const name = [...parts].sort().join(" ");
    if (!this.made.has(name)) this.made.set(name, new Program(this.gl, parts, this.vertex, this.fragment));
    return this.made.get(name);
  }
}

/** A program with `set({name: value})` for its uniforms. It is compiled while others go on; only
    the first `set` waits for it, and raises what the compiler says. */
class Program {
  constructor(gl, parts, vertex, fragment) {
    this.gl = gl;
    this.handle = gl.createProgram();
    const head = ["#version 300 es", ...[...parts].map((part) => `#define ${part}`), PRECISION].join("\n");
    for (const [kind, source] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, `${head}\n${source}`);
      gl.compileShader(shader);
      gl.attachShader(this.handle, shader);
    }
    gl.linkProgram(this.handle);
  }

  readUniforms() {
    const { gl, handle } = this;
    if (!gl.getProgramParameter(handle, gl.LINK_STATUS) && !gl.isContextLost()) {
      const words = gl.getAttachedShaders(handle).map((shader) => gl.getShaderInfoLog(shader));
      throw new Error(`${gl.getProgramInfoLog(handle)} ${words.join(" ")}`);
    }
    const count = gl.getProgramParameter(handle, gl.ACTIVE_UNIFORMS);
    const found = {};
    for (let index = 0; index < count; index += 1) {
      const { name, type } = gl.getActiveUniform(handle, index);
      found[name.replace("[0]", "")] = { place: gl.getUniformLocation(handle, name), type };
    }
    return found;
  }

  /** Values of uniforms; one that the program does not use is passed over. */
  set(values) {
    const { gl } = this;
    this.uniforms ??= this.readUniforms();
    gl.useProgram(this.handle);
    for (const [name, value] of Object.entries(values)) {
      const { place, type } = this.uniforms[name] ?? {};
      if (!place) continue;
      if ([gl.SAMPLER_2D, gl.SAMPLER_3D, gl.INT, gl.BOOL].includes(type)) gl.uniform1i(place, value);
      else if (type === gl.FLOAT) gl.uniform1fv(place, [value].flat());
      else if (type === gl.FLOAT_VEC2) gl.uniform2fv(place, value);
      else gl.uniform3fv(place, value.flat());
    }
  }
}

/** GLSL: `seenAt(at)`, the frame's colour at 0..1 of the picture. */
export const SEEN = `
uniform sampler2D video;
uniform vec2 size;

vec3 seenAt(vec2 at) {
  return texture(video, at).rgb;
}
`;

/** Which unit each texture has, in every program. */
export const UNITS = { video: 0, table: 1, masks: 2, lines: 3, person: 4, backdrop: 5, sheet: 6, even: 7 };

/** A texture bound to its unit for good, smooth and clamped. */
export function texture(gl, unit, kind = gl.TEXTURE_2D) {
  gl.activeTexture(gl.TEXTURE0 + unit);
  const made = gl.createTexture();
  gl.bindTexture(kind, made);
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T, gl.TEXTURE_WRAP_R]) {
    gl.texParameteri(kind, side, gl.CLAMP_TO_EDGE);
  }
  gl.texParameteri(kind, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(kind, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  return made;
}

/** A picture decoded without any change of its colours; `premultiplyAlpha` "premultiply" for what is
    laid over something. */
export async function picture(address, premultiplyAlpha = "none") {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`a picture is missing: ${address}`);
  return createImageBitmap(await answer.blob(), { premultiplyAlpha, colorSpaceConversion: "none" });
}

/** Numbers for a vertex attribute, `size` a vertex; returns the buffer, for numbers that change. */
export function attribute(gl, index, size, numbers) {
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, numbers, gl.DYNAMIC_DRAW);
  gl.enableVertexAttribArray(index);
  gl.vertexAttribPointer(index, size, gl.FLOAT, false, 0, 0);
  return buffer;
}
