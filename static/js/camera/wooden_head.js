/* A wooden head that wears makeup, drawn in units of the distance between its eyes; the origin lies
   between them. It is nobody's. */

const WOOD = "#cdb79c";
const LIT = "#dfccb4";
const SHADE = "#8d765b";
const MOUTH = "#b0906f";
const WHOLE = 2 * Math.PI;
const SIDES = [-1, 1];

export function drawHead(context) {
  fill(context, WOOD, (path) => path.roundRect(-0.5, 1.3, 1, 1.4, 0.2));
  fill(context, WOOD, (path) => path.ellipse(0, 3.1, 1.95, 0.95, 0, 0, WHOLE));
  const light = context.createRadialGradient(-0.3, -0.2, 0.2, 0, 0.3, 1.7);
  light.addColorStop(0, LIT);
  light.addColorStop(1, WOOD);
  fill(context, light, (path) => path.ellipse(0, 0.3, 1.15, 1.5, 0, 0, WHOLE));
  for (const side of SIDES) {
    line(context, SHADE, 0.05, (path) => path.ellipse(side * 0.5, 0, 0.2, 0.09, 0, 0, Math.PI));
    line(context, SHADE, 0.06, brow(side));
  }
  line(context, SHADE, 0.05, (path) => path.ellipse(0, 0.62, 0.13, 0.07, 0, 0.2, Math.PI - 0.2));
  fill(context, MOUTH, lips);
}

/** `amounts` by part 0..100, `colours` by part, as the camera's makeup has them. */
export function drawMakeup(context, { amounts, colours }) {
  const paint = (part, draw, ...rest) => {
    context.globalAlpha = amounts[part] / 100;
    draw(context, `rgb(${colours[part].join()})`, ...rest);
    context.globalAlpha = 1;
  };
  paint("lips", fill, lips);
  for (const side of SIDES) {
    paint("blush", soften, side * 0.72, 0.55, 0.42);
    paint("shadow", fill, (path) => path.ellipse(side * 0.5, -0.02, 0.28, 0.15, 0, Math.PI, 0));
    paint("brows", line, 0.1, brow(side));
    paint("liner", line, 0.05, (path) => path.ellipse(side * 0.5, 0.02, 0.24, 0.1, 0, Math.PI, 0));
    paint("lashes", line, 0.06, (path) => path.ellipse(side * 0.5, 0, 0.22, 0.1, 0, 0, Math.PI));
  }
}

function lips(path) {
  path.ellipse(0, 1.1, 0.38, 0.15, 0, 0, WHOLE);
}

function brow(side) {
  return (path) => path.ellipse(side * 0.5, -0.2, 0.3, 0.12, 0, Math.PI * 1.1, Math.PI * 1.9);
}

function fill(context, style, draw) {
  context.fillStyle = style;
  context.beginPath();
  draw(context);
  context.fill();
}

function line(context, style, width, draw) {
  Object.assign(context, { strokeStyle: style, lineWidth: width, lineCap: "round" });
  context.beginPath();
  draw(context);
  context.stroke();
}

/** A round spot that fades out; its colour comes as "rgb(r,g,b)". */
function soften(context, colour, x, y, radius) {
  const spot = context.createRadialGradient(x, y, 0, x, y, radius);
  spot.addColorStop(0, colour);
  spot.addColorStop(1, colour.replace(")", ",0)"));
  fill(context, spot, (path) => path.ellipse(x, y, radius, radius, 0, 0, WHOLE));
}
