/* The few WebGL calls that every drawing module shares. */

/** A program with `set({name: value})` for its uniforms; raises what the compiler says. */
export class Program {
  constructor(gl, vertex, fragment) {
    this.gl = gl;
    this.handle = gl.createProgram();
    for (const [kind, source] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, `#version 300 es\nprecision highp float;\nprecision highp sampler3D;\n${source}`);
      gl.compileShader(shader);
      gl.attachShader(this.handle, shader);
    }
    gl.linkProgram(this.handle);
    if (!gl.getProgramParameter(this.handle, gl.LINK_STATUS)) {
      const words = gl.getAttachedShaders(this.handle).map((shader) => gl.getShaderInfoLog(shader));
      throw new Error(`${gl.getProgramInfoLog(this.handle)} ${words.join(" ")}`);
    }
    this.uniforms = this.readUniforms();
  }

  readUniforms() {
    const { gl, handle } = this;
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

/** Which unit each texture has, in every program. */
export const UNITS = { video: 0, table: 1, masks: 2, lines: 3, person: 4, backdrop: 5, sheet: 6 };

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
