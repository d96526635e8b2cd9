/* Lines over the preview of an ID photo: the crown, and the least and the most for the chin. */
import { headOn } from "./frame.js";

// Dashes in turn, so that they are seen on light and on dark.
const COLOURS = ["#ffffff", "#1d4a78"];

export function drawGuides(canvas, size) {
  const context = canvas.getContext("2d");
  const { width, height } = canvas;
  const dash = width / 60;
  context.setLineDash([dash, dash]);
  context.lineWidth = Math.max(1, width / 300);
  COLOURS.forEach((colour, turn) => {
    context.strokeStyle = colour;
    context.lineDashOffset = turn * dash;
    linesOf(size).forEach((share) => {
      context.beginPath();
      context.moveTo(0, share * height);
      context.lineTo(width, share * height);
      context.stroke();
    });
  });
}

function linesOf(size) {
  const { crown } = headOn(size);
  return [crown, crown + size.headMin / size.height, crown + size.headMax / size.height];
}
