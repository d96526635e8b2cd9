/* Skin made even, and only skin: what is under the mesh, is neither eye, brow nor lip, and has the
   person's own colour. Edges and half of the pores stay. What is even is coarse, so it is worked out
   on a small square of each face and read from there. */
import { UNITS, texture } from "./gl.js";

/** GLSL of the small square: `evened(colour, at)`, the skin around without what differs much. */
export const EVEN = `
uniform float radius;

const int TAPS = 12;
const vec2 RING[TAPS] = vec2[TAPS](
  vec2(1.0, 0.0), vec2(0.5, 0.87), vec2(-0.5, 0.87), vec2(-1.0, 0.0), vec2(-0.5, -0.87), vec2(0.5, -0.87),
  vec2(0.43, 0.25), vec2(0.0, 0.5), vec2(-0.43, 0.25), vec2(-0.43, -0.25), vec2(0.0, -0.5), vec2(0.43, -0.25)
);

vec3 evened(vec2 at) {
  vec3 colour = seenAt(at);
  vec3 sum = colour;
  float weights = 1.0;
  for (int tap = 0; tap < TAPS; tap++) {
    vec3 near = seenAt(at + RING[tap] * radius / size);
    vec3 change = near - colour;
    float weight = exp(-dot(change, change) * 90.0);
    sum += near * weight;
    weights += weight;
  }
  return sum / weights;
}
`;

/** GLSL: `likeness(colour)` to the person's skin, `smoothed(colour, at, where)`. */
export const SMOOTHING = `
uniform vec3 skin;

// Brightness and the two differences of colour (ITU-R BT.601).
vec3 split(vec3 colour) {
  float light = dot(colour, vec3(0.299, 0.587, 0.114));
  return vec3(light, (colour.b - light) * 0.564, (colour.r - light) * 0.713);
}

float likeness(vec3 colour) {
  vec3 away = (split(colour) - split(skin)) / vec3(0.3, 0.055, 0.06);
  return clamp(1.6 - dot(away, away) / 1.6, 0.0, 1.0);
}

#ifdef SMOOTHING
uniform sampler2D even;
uniform vec3 square;
uniform float smoothing;

vec3 smoothed(vec3 colour, vec2 at, float where) {
  vec3 skinAround = texture(even, (at * size - square.xy) / square.z).rgb;
  vec3 fine = colour - skinAround;
  // An edge is finer than the small square: where they differ much, the picture is right.
  float share = where * smoothing * likeness(colour) * exp(-dot(fine, fine) * 30.0);
  return mix(colour, skinAround + clamp(fine, -0.05, 0.05) * 0.4, share);
}
#else
#define smoothed(colour, at, where) (colour)
#endif
`;

// A ring this wide (in eye distances) is wider than pores and narrower than a face's folds.
const RADIUS = 0.055;
// Pixels a side of the small square: a third of them lies within a ring of that width.
const SIDE = 128;

/** Where the small square is drawn, one face at a time. */
export class EvenSkin {
  constructor(gl) {
    this.gl = gl;
    const made = texture(gl, UNITS.even);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, SIDE, SIDE, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    this.buffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.buffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, made, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  /** What `draw` draws goes into the square. */
  fill(draw) {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.buffer);
    gl.viewport(0, 0, SIDE, SIDE);
    draw();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
  }
}

export function smoothingUniforms(amount, face) {
  const { low, side } = face.box;
  return { smoothing: amount / 100, skin: face.skin, radius: RADIUS * face.frame.unit, even: UNITS.even, square: [...low, side] };
}
