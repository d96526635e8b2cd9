/* Backdrop, shadow and person in one picture. Everything here happens on this device. */

// Coarser each time: what lies behind the person is filled from further and further around.
const BLUR_STEPS = [48, 24, 12, 6, 3];
const SHADOW = "rgb(0 0 0 / 42%)";

export function blank(width, height) {
  const canvas = document.createElement("canvas");
  return Object.assign(canvas, { width: Math.round(width), height: Math.round(height) });
}

/** `scale` is the picture's size over the frame's own output size. */
export function compose({ person, frame, backdrop, hasShadow }, scale = 1) {
  const canvas = blank(frame.outWidth * scale, frame.outHeight * scale);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  paintBackdrop(context, backdrop, person, frame);
  if (hasShadow) {
    context.shadowColor = SHADOW;
    context.shadowBlur = canvas.height * 0.04;
    context.shadowOffsetY = canvas.height * 0.015;
  }
  placed(context, person.canvas, person, frame);
  return canvas;
}

/** Draws a picture of the whole photo so that the frame fills the canvas. */
function placed(context, picture, { width, height }, frame) {
  const wide = context.canvas.width / frame.width;
  const high = context.canvas.height / frame.height;
  context.drawImage(picture, -frame.x * wide, -frame.y * high, width * wide, height * high);
}

function paintBackdrop(context, { kind, colour, picture, blurred }, person, frame) {
  const { width, height } = context.canvas;
  if (kind === "colour") {
    context.fillStyle = colour;
    context.fillRect(0, 0, width, height);
  } else if (kind === "picture" && picture) {
    cover(context, picture, width, height);
  } else if (kind === "blur" && blurred) {
    cover(context, blurred, width, height);
    placed(context, blurred, person, frame);
  }
}

function cover(context, picture, width, height) {
  const scale = Math.max(width / picture.width, height / picture.height);
  const wide = picture.width * scale;
  const high = picture.height * scale;
  context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
}

/** The photo out of focus, the person taken out first so that their colours do not bleed. */
export function blurOf(person) {
  const scale = Math.min(1, 480 / Math.max(person.width, person.height));
  const without = blank(person.width * scale, person.height * scale);
  const { width, height } = without;
  const context = without.getContext("2d");
  context.drawImage(person.photo, 0, 0, width, height);
  context.globalCompositeOperation = "destination-out";
  for (let pass = 0; pass < 3; pass += 1) context.drawImage(person.canvas, 0, 0, width, height);
  const blurred = blank(width, height);
  const soft = blurred.getContext("2d");
  soft.imageSmoothingQuality = "high";
  soft.globalCompositeOperation = "destination-over";
  BLUR_STEPS.map((side) => shrunk(without, side)).forEach((small) => {
    for (let pass = 0; pass < 4; pass += 1) soft.drawImage(small, 0, 0, width, height);
  });
  return blurred;
}

function shrunk(picture, side) {
  const scale = side / Math.max(picture.width, picture.height);
  const small = blank(
    Math.max(1, picture.width * scale),
    Math.max(1, picture.height * scale),
  );
  const context = small.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, small.width, small.height);
  return small;
}
