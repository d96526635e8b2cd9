/* Paint on a scene's face mask and foreground, try it with a painted face, save. */

import { Strokes, drawVeil } from "./strokes.js";

const COLOURS = { face: [30, 140, 255], foreground: [255, 140, 0] };
const STEP = 8;

const form = document.getElementById("scene-editor");
const canvas = form.querySelector("canvas");
const status = form.querySelector("[role=status]");
const result = form.querySelector("img");
const scene = JSON.parse(document.getElementById("scene-data").textContent);
const pen = canvas.getContext("2d");
const layers = {};
const brush = { x: scene.width / 2, y: scene.height / 2, isDown: false, isShown: false };
let picture = null;

function load(address) {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = address;
  });
}

const chosen = (name) => form.elements[name].value;
const size = () => Number(chosen("size"));

function redraw() {
  pen.drawImage(picture, 0, 0);
  for (const layer of Object.values(layers)) pen.drawImage(layer.veil, 0, 0);
  if (form.elements.points.checked) drawPoints();
  if (brush.isShown) drawBrush();
}

function drawPoints() {
  pen.fillStyle = "#fff";
  pen.strokeStyle = "#000";
  for (const [x, y] of scene.points || []) {
    pen.beginPath();
    pen.arc(x, y, 4, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}

function drawBrush() {
  pen.lineWidth = 2;
  for (const [colour, grow] of [["#000", 1], ["#fff", 0]]) {
    pen.strokeStyle = colour;
    pen.beginPath();
    pen.arc(brush.x, brush.y, size() + grow, 0, 2 * Math.PI);
    pen.stroke();
  }
}

function refresh(name) {
  const layer = layers[name];
  layer.veil = drawVeil(layer.base, layer.strokes, COLOURS[name]);
  redraw();
}

function dab() {
  const { strokes } = layers[chosen("layer")];
  strokes.dab(brush.x, brush.y, size(), Number(chosen("softness")) / 100, chosen("tool") === "add");
}

function follow(event) {
  const box = canvas.getBoundingClientRect();
  brush.x = ((event.clientX - box.left) / box.width) * scene.width;
  brush.y = ((event.clientY - box.top) / box.height) * scene.height;
}

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  follow(event);
  brush.isDown = brush.isShown = true;
  layers[chosen("layer")].strokes.begin();
  dab();
  refresh(chosen("layer"));
});

canvas.addEventListener("pointermove", (event) => {
  follow(event);
  brush.isShown = true;
  if (!brush.isDown) return redraw();
  dab();
  pen.fillStyle = `rgba(${COLOURS[chosen("layer")].join()}, 0.15)`;
  pen.beginPath();
  pen.arc(brush.x, brush.y, size(), 0, 2 * Math.PI);
  return pen.fill();
});

for (const name of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(name, () => {
    if (!brush.isDown) return;
    brush.isDown = false;
    refresh(chosen("layer"));
  });
}

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function move([across, down], isFine) {
  const step = isFine ? 1 : STEP;
  brush.x = Math.min(scene.width, Math.max(0, brush.x + across * step));
  brush.y = Math.min(scene.height, Math.max(0, brush.y + down * step));
  brush.isShown = true;
  redraw();
}

function paintHere() {
  layers[chosen("layer")].strokes.begin();
  dab();
  refresh(chosen("layer"));
}

function undo() {
  layers[chosen("layer")].strokes.undo();
  refresh(chosen("layer"));
}

const KEYS = {
  " ": paintHere,
  x: () => { form.elements.tool.value = chosen("tool") === "add" ? "remove" : "add"; },
  "[": () => { form.elements.size.value = size() - 4; redraw(); },
  "]": () => { form.elements.size.value = size() + 4; redraw(); },
  z: undo,
};

canvas.addEventListener("keydown", (event) => {
  const act = MOVES[event.key] ? () => move(MOVES[event.key], event.shiftKey) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

async function send(address) {
  const body = { sitter: Number(chosen("sitter")) };
  for (const [name, layer] of Object.entries(layers)) body[name] = await layer.strokes.export();
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": chosen("csrfmiddlewaretoken") },
    body: JSON.stringify(body),
  });
  if (answer.ok) return answer;
  const refusal = await answer.json().catch(() => ({}));
  throw new Error(refusal.detail || form.dataset.failed);
}

async function run(work) {
  form.setAttribute("aria-busy", "true");
  status.textContent = "…";
  try {
    status.textContent = await work();
  } catch (error) {
    status.textContent = error instanceof TypeError ? form.dataset.failed : error.message;
  } finally {
    form.removeAttribute("aria-busy");
  }
}

async function tryStrokes() {
  const answer = await send(form.dataset.try);
  URL.revokeObjectURL(result.src);
  result.src = URL.createObjectURL(await answer.blob());
  result.hidden = false;
  return form.dataset.tried;
}

async function saveStrokes() {
  await send(form.dataset.save);
  for (const layer of Object.values(layers)) layer.strokes.clear();
  await start();
  return form.dataset.saved;
}

form.elements.try.addEventListener("click", () => run(tryStrokes));
form.elements.undo.addEventListener("click", undo);
form.elements.points.addEventListener("change", redraw);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run(saveStrokes);
});

window.addEventListener("beforeunload", (event) => {
  if (Object.values(layers).some((layer) => !layer.strokes.isEmpty)) event.preventDefault();
});

async function start() {
  picture = await load(canvas.dataset.picture);
  for (const name of Object.keys(COLOURS)) {
    const base = await load(canvas.dataset[name]);
    layers[name] = { base, strokes: new Strokes(scene.width, scene.height), veil: null };
    layers[name].veil = drawVeil(base, layers[name].strokes, COLOURS[name]);
  }
  redraw();
}

start();
