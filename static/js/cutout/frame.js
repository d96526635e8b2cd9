/* Which part of the picture is shown, and how large it comes out. */

const MM_PER_INCH = 25.4;
const DOTS_PER_INCH = 300;
const MARGIN = 0.06;
// Share of the free height above the crown where no authority sets it; the rest shows shoulders.
const ABOVE = 0.35;

function pixels(mm) {
  return Math.round((mm / MM_PER_INCH) * DOTS_PER_INCH);
}

/** {x, y, width, height} in the photo, which it may leave, and {outWidth, outHeight}.
    `size` is the chosen format: "whole", "person", or {width, height, headMin, headMax, above} in
    mm; `above` is the space over the crown, 0 where it is left open. */
export function frameOf(size, person, { enlarge, right, down }) {
  if (size === "whole") return whole(person);
  const bounds = person.measure();
  return size === "person" ? around(bounds) : forPaper(size, bounds, { enlarge, right, down });
}

function whole({ width, height }) {
  return { x: 0, y: 0, width, height, outWidth: width, outHeight: height };
}

function around({ left, top, width, height }) {
  const margin = Math.round(MARGIN * Math.max(width, height));
  const wide = Math.round(width + 2 * margin);
  const high = Math.round(height + 2 * margin);
  const place = { x: Math.round(left - margin), y: Math.round(top - margin) };
  return { ...place, width: wide, height: high, outWidth: wide, outHeight: high };
}

/** The head's wanted height, the middle of what the format allows, and the crown, as shares. */
export function headOn({ height, headMin, headMax, above }) {
  const wanted = (headMin + headMax) / 2 / height;
  return { wanted, crown: above ? above / height : (1 - wanted) * ABOVE };
}

function forPaper(size, { top, chin, middle }, { enlarge, right, down }) {
  const { wanted, crown } = headOn(size);
  const height = (chin - top) / wanted / (enlarge / 100);
  const width = (height * size.width) / size.height;
  const x = middle - width / 2 - (right / 100) * width;
  const y = top - height * crown - (down / 100) * height;
  return { x, y, width, height, outWidth: pixels(size.width), outHeight: pixels(size.height) };
}
