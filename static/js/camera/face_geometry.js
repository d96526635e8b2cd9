/* The mesh's triangles and the face it was made on, read from the model's own file: a message of
   tag-length-value fields (Protocol Buffers) in which field 3 are vertices, field 4 corners. */

const MESH = 1;
const VERTICES = 3;
const CORNERS = 4;
// x, y, z, and two of a picture that is not used here.
const VALUES = 5;
// Rings around the eyes and the mouth's opening: what lies within them is not skin.
const RINGS = [
  [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246],
  [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466],
  [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191],
];

export async function loadGeometry(folder) {
  const answer = await fetch(new URL("face_geometry.binarypb", folder));
  return readGeometry(new Uint8Array(await answer.arrayBuffer()));
}

/** {places: 468 x [x, y, z] of an average face, y downwards; corners: three a triangle}. */
export function readGeometry(bytes) {
  const mesh = fields(bytes).find(({ field }) => field === MESH).content;
  const parts = fields(mesh);
  const values = parts.filter(({ field }) => field === VERTICES).map(({ content }) => content);
  const corners = parts.filter(({ field }) => field === CORNERS).map(({ content }) => content);
  const places = [];
  for (let at = 0; at < values.length; at += VALUES) places.push([values[at], -values[at + 1], -values[at + 2]]);
  return { places, corners: Uint16Array.from(withoutOpenings(corners)) };
}

function withoutOpenings(corners) {
  const rings = RINGS.map((ring) => new Set(ring));
  const kept = [];
  for (let at = 0; at < corners.length; at += 3) {
    const triangle = corners.slice(at, at + 3);
    if (!rings.some((ring) => triangle.every((corner) => ring.has(corner)))) kept.push(...triangle);
  }
  return kept;
}

function fields(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [];
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = number();
    const content = [number, null, part, null, null, float][tag & 7]();
    found.push({ field: tag >> 3, content });
  }
  return found;

  function part() {
    const length = number();
    at += length;
    return bytes.subarray(at - length, at);
  }

  function float() {
    at += 4;
    return view.getFloat32(at - 4, true);
  }
}
