/* Skin made even, and only skin: what is under the mesh, is neither eye, brow nor lip, and has the
   person's own colour. Edges and half of the pores stay. What is even is coarse, so it is worked out
   on a small square of each face and read from there. */
import { Programs, UNITS, texture } from "./gl.js";

const SQUARE = `
uniform vec2 size;
uniform vec3 square;
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  at = square.xy + corner * square.z;
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;
// The skin around each place without what differs much from it.
const EVEN = `
uniform sampler2D video;
uniform vec2 size;
uniform float radius;
in vec2 at;
out vec4 colour;

const int TAPS = 12;
const vec2 RING[TAPS] = vec2[TAPS](
  vec2(1.0, 0.0), vec2(0.5, 0.87), vec2(-0.5, 0.87), vec2(-1.0, 0.0), vec2(-0.5, -0.87), vec2(0.5, -0.87),
  vec2(0.43, 0.25), vec2(0.0, 0.5), vec2(-0.43, 0.25), vec2(-0.43, -0.25), vec2(0.0, -0.5), vec2(0.43, -0.25)
);

vec3 pixelAt(vec2 place) {
  return texelFetch(video, ivec2(clamp(place, vec2(0.0), size - 1.0)), 0).rgb;
}

void main() {
  vec3 seen = pixelAt(at);
  vec3 sum = seen;
  float weights = 1.0;
  for (int tap = 0; tap < TAPS; tap++) {
    vec3 near = pixelAt(at + RING[tap] * radius);
    vec3 change = near - seen;
    float weight = exp(-dot(change, change) * 90.0);
    sum += near * weight;
    weights += weight;
  }
  colour = vec4(sum / weights, 1.0);
}`;

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
// Pixels a side of the small square: the ring is then a pixel and a half wide on it.
const SIDE = 96;

/** Where the small square is drawn, one face at a time. */
export class EvenSkin {
  constructor(gl) {
    this.gl = gl;
    this.programs = new Programs(gl, SQUARE, EVEN);
    this.empty = gl.createVertexArray();
    const made = texture(gl, UNITS.even);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, SIDE, SIDE, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    this.buffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.buffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, made, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  draw(uniforms) {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.buffer);
    gl.viewport(0, 0, SIDE, SIDE);
    this.programs.with([]).set(uniforms);
    gl.bindVertexArray(this.empty);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
  }
}

export function smoothingUniforms(amount, { skin, frame, bounds: { low, high } }) {
  const side = Math.max(high[0] - low[0], high[1] - low[1]);
  return { smoothing: amount / 100, skin, radius: RADIUS * frame.unit, even: UNITS.even, square: [...low, side] };
}
