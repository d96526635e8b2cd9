/* Makeup as light meets it: pigment multiplies skin in linear light and its shine stays on top; the
   figures are the engine's. Six parts, each 0 to 100. */

export const PARTS = ["lips", "blush", "shadow", "brows", "liner", "lashes"];

/** GLSL: `madeUp(colour, masks, lines)`; masks are lips, blush, shadow, brows; lines the others. */
export const MAKEUP = `
#ifdef MAKEUP
uniform vec3 factors[6];
uniform float amounts[6];
uniform float gloss;
uniform float lipLight;
uniform float skinLight;

const vec3 LUMA = vec3(0.2126, 0.7152, 0.0722);

float shine(float light, float reference) {
  return clamp((light / max(reference, 0.01) - 1.5) / 2.0, 0.0, 1.0);
}

vec3 madeUp(vec3 colour, vec4 masks, vec4 lines) {
  float bright = dot(pow(colour, vec3(2.2)), LUMA);
  float lips = masks.r * amounts[0] * (1.0 - 0.75 * shine(bright, lipLight));
  float blush = masks.g * amounts[1] * likeness(colour);
  float shadow = masks.b * amounts[2] * (1.0 - 0.6 * shine(bright, skinLight));
  float hair = clamp(1.15 - bright / max(skinLight, 0.01), 0.0, 1.0);
  float brows = masks.a * amounts[3] * clamp(0.3 + 1.3 * hair, 0.0, 1.0);
  vec3 light = mix(vec3(1.0), factors[0], lips) * mix(vec3(1.0), factors[1], blush);
  light *= mix(vec3(1.0), factors[2], shadow) * mix(vec3(1.0), factors[3], brows);
  light *= mix(vec3(1.0), factors[4], min(lines.r, 0.85) * amounts[4]);
  light *= mix(vec3(1.0), factors[5], min(lines.g, 0.92) * amounts[5]);
  float glint = clamp(bright / max(lipLight, 0.01) - 1.15, 0.0, 1.0);
  light = light * pow(colour, vec3(2.2)) + 0.3 * gloss * amounts[0] * masks.r * glint * glint;
  return pow(clamp(light, 0.0, 1.0), vec3(1.0 / 2.2));
}
#else
#define madeUp(colour, masks, lines) (colour)
#endif
`;

const LUMA = [0.2126, 0.7152, 0.0722];

/** The uniforms of MAKEUP: `amounts` by part 0..100, `colours` by part, `face` with its own. */
export function makeupUniforms({ amounts, colours, gloss }, face) {
  const skin = face.skin.map(linear);
  const lips = face.lips.map(linear);
  const pigment = (part) => (colours[part] ?? colours.lashes).map((level) => linear(level / 255));
  const over = (part, own, low, high, power) =>
    pigment(part).map((value, channel) => clamp(value / Math.max(own[channel], 0.004), low, high) ** power);
  return {
    factors: [
      over("lips", lips, 0.12, 1.9, 0.85),
      warmth(pigment("blush")),
      over("shadow", skin, 0.1, 1.35, 0.8),
      over("brows", skin, 0.05, 0.9, 0.55),
      pigment("liner"),
      pigment("lashes"),
    ],
    amounts: PARTS.map((part) => amounts[part] / 100),
    gloss: gloss / 100,
    lipLight: brightness(lips),
    skinLight: brightness(skin),
  };
}

/** The hue of blush at nearly the skin's own light: warmed, not painted over. */
function warmth(pigment) {
  const hue = pigment.map((value) => (value / brightness(pigment)) ** 0.34);
  return hue.map((value) => (value * 0.96) / brightness(hue));
}

function brightness(light) {
  return light.reduce((sum, value, channel) => sum + value * LUMA[channel], 0);
}

function linear(value) {
  return Math.max(value, 0.01) ** 2.2;
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
