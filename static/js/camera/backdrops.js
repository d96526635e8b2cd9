/* What stands behind the person: a drawn backdrop, or the room out of focus. */
import { UNITS, picture, texture } from "./gl.js";

/** GLSL: `personAt(at)`, and `before(colour, at)`: the pixel, or what stands behind where nobody
    is. */
export const BACKDROP = `
#ifdef PERSON
uniform sampler2D person;

float personAt(vec2 at) {
  return smoothstep(0.45, 0.85, texture(person, at).r);
}
#endif

#ifdef BLURRED
uniform float blurring;

vec3 behind(vec2 at) {
  vec3 sum = vec3(0.0);
  float weights = 0.0;
  for (int tap = 0; tap < 16; tap++) {
    float turn = float(tap) * 2.39996;
    vec2 step = vec2(cos(turn), sin(turn)) * sqrt(float(tap) + 0.5) * 0.25 * blurring / size;
    float weight = 1.02 - personAt(at + step);
    sum += textureLod(video, at + step, log2(max(blurring * 0.28, 1.0))).rgb * weight;
    weights += weight;
  }
  return sum / weights;
}
#endif

#ifdef DRAWN
uniform sampler2D backdrop;
uniform vec2 cut;

vec3 behind(vec2 at) {
  return texture(backdrop, (at - 0.5) * cut + 0.5).rgb;
}
#endif

#if defined(BLURRED) || defined(DRAWN)
vec3 before(vec3 colour, vec2 at) {
  return mix(behind(at), colour, personAt(at));
}
#else
#define before(colour, at) (colour)
#endif
`;

// Grounds of one colour, which clips can have; the figures are the engine's.
const PLAIN = { white: [250, 250, 250], green: [0, 177, 64] };
// The disc of a lens that makes a room soft, as a share of the picture's height.
const BLUR = 0.05;

export class Backdrops {
  constructor(gl, addresses) {
    this.gl = gl;
    this.addresses = addresses;
    this.person = texture(gl, UNITS.person);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, 1, 1, 0, gl.RED, gl.UNSIGNED_BYTE, new Uint8Array([255]));
    this.drawn = texture(gl, UNITS.backdrop);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    this.slug = "";
  }

  async load(slug) {
    if (slug === "blur" || slug === this.slug) return;
    const image = PLAIN[slug] ? onePixel(PLAIN[slug]) : await picture(this.addresses[slug]);
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + UNITS.backdrop);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image);
    this.slug = slug;
    this.shape = [image.width, image.height];
  }

  setPerson(mask) {
    const { gl } = this;
    const side = Math.sqrt(mask.length);
    gl.activeTexture(gl.TEXTURE0 + UNITS.person);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, side, side, 0, gl.RED, gl.UNSIGNED_BYTE, mask);
  }

  /** The parts of BACKDROP for "", "blur" or a backdrop's name; one on its way is not there yet. */
  parts(slug) {
    if (slug === "blur") return ["PERSON", "BLURRED"];
    return slug && slug === this.slug ? ["PERSON", "DRAWN"] : [];
  }

  /** The uniforms of BACKDROP for a picture of this size. */
  uniforms([width, height]) {
    const shared = { person: UNITS.person, backdrop: UNITS.backdrop, blurring: BLUR * height };
    if (!this.shape) return shared;
    const fill = Math.max(width / this.shape[0], height / this.shape[1]);
    return { ...shared, cut: [width / fill / this.shape[0], height / fill / this.shape[1]] };
  }
}

function onePixel(colour) {
  return new ImageData(Uint8ClampedArray.from([...colour, 255]), 1, 1);
}
