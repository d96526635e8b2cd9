/* Colours of the whole picture: the engine's own tables, its vignette and its grain. */
import { UNITS, picture, texture } from "./gl.js";

/** GLSL: `graded(colour, at)`, at in 0..1 of the picture. */
export const GRADE = `
#ifdef FILTER
uniform sampler3D table;
uniform float share;
uniform float tableSide;
uniform vec2 vignette;
uniform float grain;
uniform float moment;

// Two even chances added, from whole numbers alone (a step of PCG: M. O'Neill, 2014).
float noiseAt(vec2 at) {
  uint state = (uint(at.x) + uint(at.y) * 4099u + uint(moment)) * 747796405u + 2891336453u;
  state = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  return float(state & 65535u) / 65535.0 + float(state >> 16u) / 65535.0 - 1.0;
}

vec3 graded(vec3 colour, vec2 at) {
  vec3 inside = (colour * (tableSide - 1.0) + 0.5) / tableSide;
  vec3 done = texture(table, inside).rgb;
#ifdef VIGNETTE
  float away = length((at - 0.5) * size) / (0.5 * length(size));
  done *= 1.0 - smoothstep(vignette.y, 1.25, away) * vignette.x;
#endif
#ifdef GRAIN
  float light = dot(done, vec3(0.2126, 0.7152, 0.0722));
  done += noiseAt(at * size) * grain * (0.35 + 2.6 * light * (1.0 - light));
#endif
  return mix(colour, clamp(done, 0.0, 1.0), share);
}
#else
#define graded(colour, at) (colour)
#endif
`;

// Grain at amount 100 deviates by 18 of 255; the sum of two even chances by 0.41.
const MOST_GRAIN = 18 / 255 / 0.41;

/** The tables as bytes: {side, rows, of(slug)} with red, green, blue, 255 for each colour. */
export async function loadTables({ table, side, rows }) {
  const image = await picture(table);
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const all = context.getImageData(0, 0, image.width, image.height).data;
  const of = (slug) => cubeOf(all, rows.findIndex((row) => row.slug === slug), side);
  return { side, rows, of };
}

/** Red runs fastest, then green, then blue, as a 3D texture wants it. */
function cubeOf(all, row, side) {
  const cube = new Uint8Array(side ** 3 * 4);
  const line = side * 4;
  for (let blue = 0; blue < side; blue += 1) {
    for (let green = 0; green < side; green += 1) {
      const from = ((row * side + green) * side + blue) * line;
      cube.set(all.subarray(from, from + line), (blue * side + green) * line);
    }
  }
  return cube;
}

export class Filters {
  constructor(gl, tables) {
    this.gl = gl;
    this.tables = tables;
    texture(gl, UNITS.table, gl.TEXTURE_3D);
    this.load(tables.rows[0].slug);
  }

  load(slug) {
    const { gl, tables } = this;
    this.slug = slug;
    gl.activeTexture(gl.TEXTURE0 + UNITS.table);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    const { side } = tables;
    gl.texImage3D(gl.TEXTURE_3D, 0, gl.RGBA8, side, side, side, 0, gl.RGBA, gl.UNSIGNED_BYTE, tables.of(slug));
  }

  /** The parts of GRADE that a filter needs. */
  parts({ slug, strength }) {
    if (!slug || !strength) return [];
    const { vignette, grain } = this.rowOf(slug);
    return ["FILTER", vignette && "VIGNETTE", grain && "GRAIN"].filter(Boolean);
  }

  /** The uniforms of GRADE for a filter chosen at a strength of 0..1. */
  uniforms({ slug, strength }) {
    if (!slug || !strength) return {};
    if (slug !== this.slug) this.load(slug);
    const { vignette, grain } = this.rowOf(slug);
    return {
      table: UNITS.table,
      tableSide: this.tables.side,
      moment: Math.floor(performance.now()) % 65536,
      share: strength,
      vignette: vignette ? [vignette.amount / 100, vignette.reach] : [0, 0],
      grain: grain ? (grain.amount / 100) * MOST_GRAIN : 0,
    };
  }

  rowOf(slug) {
    return this.tables.rows.find((row) => row.slug === slug);
  }
}
