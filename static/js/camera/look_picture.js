/* A look, drawn on nobody: the small picture of a saved look shows a wooden head, so that whoever
   sees the list sees no person. */
import { asJpeg, cover, HEIGHT, smallCanvas, WIDTH } from "../device/small_picture.js";
import { loadTables } from "./filters.js";
import { picture } from "./gl.js";
import { grade } from "./plain_stage.js";
import { drawHead, drawMakeup } from "./wooden_head.js";

// The distance between the eyes in pixels, and where their middle lies.
const UNIT = 46;
const LEFT = WIDTH / 2;
const TOP = 106;
// Where the points that props hang on lie on this head; every other one lies at the origin.
const POINTS = { 27: [0, 0.02], 28: [0, 0.22], 33: [0, 0.72], 51: [0, 0.93] };
const ROOM = ["#8f9498", "#c3c6c4", "#6d7276"];

/** A small JPEG of what `Choices.read()` gave. */
export async function drawLook(chosen, looks) {
  const context = smallCanvas();
  await drawRoom(context, looks.backdrops[chosen.backdrop]);
  const sheets = await sheetsOf(looks.props[chosen.prop]);
  context.setTransform(UNIT, 0, 0, UNIT, LEFT, TOP);
  drawSheets(context, sheets, "behind");
  drawHead(context);
  drawMakeup(context, chosen.makeup);
  drawSheets(context, sheets, "front");
  context.resetTransform();
  await colour(context, chosen.filter, looks.filters);
  return asJpeg(context);
}

async function drawRoom(context, backdrop) {
  if (backdrop) {
    const image = await picture(backdrop);
    cover(context, image, image);
    return;
  }
  const light = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
  ROOM.forEach((tone, index) => light.addColorStop(index / (ROOM.length - 1), tone));
  context.fillStyle = light;
  context.fillRect(0, 0, WIDTH, HEIGHT);
}

async function sheetsOf(prop) {
  if (!prop) return [];
  const [x, y] = anchorOf(prop.anchor);
  return Promise.all(
    prop.sheets.map(async ({ where, box: [left, top, right, bottom], picture: address }) => ({
      where,
      image: await picture(address, "default"),
      place: [x + left, y + top, right - left, bottom - top],
    })),
  );
}

function anchorOf(anchor) {
  if (!anchor) return [0, 0];
  const { points, offset = [0, 0] } = anchor;
  const places = points.map((index) => POINTS[index] ?? [0, 0]);
  return [0, 1].map((axis) => offset[axis] + places.reduce((sum, place) => sum + place[axis], 0) / places.length);
}

function drawSheets(context, sheets, wanted) {
  for (const { where, image, place } of sheets) if (where === wanted) context.drawImage(image, ...place);
}

async function colour(context, { slug, strength }, filters) {
  if (!slug) return;
  const tables = await loadTables(filters);
  const image = context.getImageData(0, 0, WIDTH, HEIGHT);
  grade(image.data, tables.of(slug), tables.side, strength);
  context.putImageData(image, 0, 0);
}
