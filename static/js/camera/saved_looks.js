/* Looks that a person saved, under the camera: saved with one press, worn with one. */
import { askedEffect, describeEffect, effects, saveEffect } from "../device/saved_effects.js";
import { bindStrip } from "../device/strip.js";
import { PARTS } from "./makeup.js";
import { drawLook } from "./look_picture.js";

// The pieces that have names, in the order in which a look is called by them.
const PIECES = ["filter", "makeup", "prop", "backdrop"];
const WHOLE_STRENGTH = 100;
const AMOUNTS = ["strength", "smoothing", ...PARTS];

export async function bindSavedLooks(page, choices, looks) {
  const box = page.querySelector('[data-strip="effects"]');
  const save = box.querySelector("[data-strip-offer]");
  box.hidden = false;
  const wear = ({ settings }) => setForm(choices.form, settings);
  const run = await bindStrip(box, {
    list: effects,
    describe: describeEffect,
    onUse: wear,
    belongs: ({ template }) => template === null,
  });
  save.addEventListener("click", async () => {
    // As it is at the press; a picture that cannot be fetched is not shown.
    const look = lookOf(choices, save.dataset.unnamed);
    const picture = await drawLook(choices.read(), looks).catch(() => null);
    await run(() => saveEffect({ ...look, picture }));
  });
  const asked = await askedEffect();
  if (asked) wear(asked);
}

function lookOf(choices, unnamed) {
  const { form } = choices;
  const settings = settingsOf(form);
  const pieces = PIECES.filter((name) => settings[name]).map((name) => pieceWords(form, name));
  const moved = AMOUNTS.filter((name) => Number(settings[name]) !== startOf(choices, name, settings));
  const details = moved.map((name) => `${amountWords(form, name)} ${settings[name]}`);
  return { template: null, title: pieces.join(" · ") || unnamed, details, settings };
}

function settingsOf(form) {
  const values = Object.fromEntries(new FormData(form));
  return Object.fromEntries([...PIECES, ...AMOUNTS].map((name) => [name, values[name]]));
}

/** Where a slider stands before somebody moves it; without a filter its strength does nothing. */
function startOf(choices, name, { filter, makeup, strength }) {
  if (name === "strength") return filter ? WHOLE_STRENGTH : Number(strength);
  return name === "smoothing" ? 0 : choices.startOf(makeup, name);
}

function pieceWords(form, name) {
  return form.querySelector(`[name="${name}"]:checked`).labels[0].textContent.trim();
}

function amountWords(form, name) {
  return form.elements[name].labels[0].textContent.trim();
}

/** A piece that is offered no more is taken off; the form then says once what is chosen. */
function setForm(form, settings) {
  for (const name of PIECES) {
    const [none, ...others] = form.querySelectorAll(`[name="${name}"]`);
    (others.find(({ value }) => value === settings[name]) ?? none).checked = true;
  }
  for (const name of AMOUNTS) form.elements[name].value = settings[name];
  form.elements.strength.dispatchEvent(new Event("input", { bubbles: true }));
}
