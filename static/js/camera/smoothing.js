/* Skin made even, and only skin: what is under the mesh, is neither eye, brow nor lip, and has the
   person's own colour. Edges and half of the pores stay. */

/** GLSL: `likeness(colour)` to the person's skin, `smoothed(colour, at, where)`. */
export const SMOOTHING = `
uniform sampler2D video;
uniform vec3 skin;
uniform float radius;
uniform float smoothing;

const int TAPS = 12;
const vec2 RING[TAPS] = vec2[TAPS](
  vec2(1.0, 0.0), vec2(0.5, 0.87), vec2(-0.5, 0.87), vec2(-1.0, 0.0), vec2(-0.5, -0.87), vec2(0.5, -0.87),
  vec2(0.43, 0.25), vec2(0.0, 0.5), vec2(-0.43, 0.25), vec2(-0.43, -0.25), vec2(0.0, -0.5), vec2(0.43, -0.25)
);

// Brightness and the two differences of colour (ITU-R BT.601).
vec3 split(vec3 colour) {
  float light = dot(colour, vec3(0.299, 0.587, 0.114));
  return vec3(light, (colour.b - light) * 0.564, (colour.r - light) * 0.713);
}

float likeness(vec3 colour) {
  vec3 away = (split(colour) - split(skin)) / vec3(0.3, 0.055, 0.06);
  return clamp(1.6 - dot(away, away) / 1.6, 0.0, 1.0);
}

vec3 smoothed(vec3 colour, vec2 at, float where) {
  float share = where * smoothing;
  if (share < 0.01) return colour;
  share *= likeness(colour);
  vec3 sum = colour;
  float weights = 1.0;
  for (int tap = 0; tap < TAPS; tap++) {
    vec3 near = texture(video, at + RING[tap] * radius / size).rgb;
    vec3 change = near - colour;
    float weight = exp(-dot(change, change) * 90.0);
    sum += near * weight;
    weights += weight;
  }
  vec3 even = sum / weights;
  vec3 pores = clamp(colour - even, -0.05, 0.05) * 0.4;
  return mix(colour, even + pores, share);
}
`;

// A ring this wide (in eye distances) is wider than pores and narrower than a face's folds.
const RADIUS = 0.055;

export function smoothingUniforms(amount, face, unit) {
  return { smoothing: amount / 100, skin: face.skin, radius: RADIUS * unit };
}
