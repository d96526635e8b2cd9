/* The studio: photos come in, each gets a card, and one button makes portraits of them. */
import { Problem } from "../api/problem.js";
import { heldPhoto, letGo } from "../device/hand.js";
import { bindPhotoStrip } from "../device/photo_strip.js";
import { photoOf } from "../device/photo_history.js";
import { cleanPhoto } from "./clean_photo.js";
import { bindIntake } from "./intake.js";
import { bindOptions, chosenOptions } from "./options.js";
import { bindSavedOptions } from "./saved_options.js";
import { Take } from "./take.js";
import { announce, portraitPage } from "./take_card.js";

const studio = document.querySelector("[data-studio]");
const list = studio.querySelector("[data-takes]");
const make = studio.querySelector("[data-make]");
const words = document.querySelector("[data-words]").dataset;
const takes = [];

function waiting() {
  return takes.filter(({ state }) => state === "chosen");
}

function refresh() {
  list.hidden = takes.length === 0;
  list.dataset.count = takes.length;
  studio.toggleAttribute("data-has-photo", takes.length > 0);
  const count = waiting().length;
  make.disabled = count === 0;
  const label = make.querySelector("[data-make-words]");
  const { one, many } = label.dataset;
  label.textContent = count > 1 ? many.replace("{count}", count) : one;
}

function add({ photo, told, photoId, problem }) {
  const item = studio.querySelector("[data-take]").content.cloneNode(true);
  const element = item.querySelector("li");
  list.append(item);
  const take = new Take({ card: element, photo, told, photoId, onFace: () => run(take) });
  takes.push(take);
  element.querySelector("[data-cancel]").addEventListener("click", () => take.cancel());
  element.querySelector("[data-again]").addEventListener("click", () => run(take));
  element.querySelector("[data-remove]").addEventListener("click", () => {
    remove(take);
    (make.disabled ? studio.querySelector("[data-photo-input]") : make).focus();
  });
  const isTooLarge = photo.size > Number(studio.dataset.photoBytes);
  if (isTooLarge) take.fail({ code: "too_large", detail: words.tooLarge });
  else if (problem) take.fail(problem);
  refresh();
}

function remove(take) {
  takes.splice(takes.indexOf(take), 1);
  take.card.element.remove();
  refresh();
}

async function addFiles(files) {
  const pictures = files.filter(({ type, size }) => size && (!type || type.startsWith("image/")));
  if (files.length && !pictures.length) announce(words.notAPhoto);
  // What did not work makes room for what was chosen instead.
  if (pictures.length) takes.filter(({ state }) => state === "failed").forEach(remove);
  for (const file of pictures) add(await opened(file));
  if (pictures.length) make.focus();
}

/** What cannot be read has a card too, which says so. */
async function opened(file) {
  try {
    return await cleanPhoto(file);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return { photo: file, told: null, problem: { ...problem, detail: words.unreadable } };
  }
}

/** One after the other: a person's portraits need not race one another. What is taken out, or sent by
    another press, while it waits for its turn, is not sent. */
async function runWaiting() {
  for (const take of waiting()) if (waiting().includes(take)) await run(take);
}

async function run(take) {
  const request = {
    address: studio.dataset.api,
    template: studio.dataset.template,
    options: chosenOptions(studio),
  };
  const running = take.run(request);
  refresh();
  await running;
  refresh();
  const [only, ...others] = takes;
  if (only?.state === "ready" && !others.length) location.assign(`${portraitPage(only.job.id)}#new`);
}

async function useRow({ id, photo }) {
  add({ ...(await cleanPhoto(photo)), photoId: id });
  make.focus();
}

/** A photo may be there already: that of another portrait, or one chosen on the first page. */
async function useWaitingPhoto() {
  const portraitId = new URLSearchParams(location.hash.slice(1)).get("again");
  const row = portraitId && (await photoOf(portraitId));
  if (row) await useRow(row);
  const held = await heldPhoto();
  if (held) await addFiles([held]);
  await letGo();
}

studio.addEventListener("submit", (event) => {
  event.preventDefault();
  runWaiting();
});
bindIntake(studio, addFiles);
bindOptions(studio);
bindPhotoStrip(studio, useRow);
bindSavedOptions(studio);
useWaitingPhoto();
refresh();
