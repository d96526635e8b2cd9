/* The cutout page: a photo goes, a person without background comes back, the rest happens here. */
import { Problem } from "../api/problem.js";
import { cleanPhoto } from "../create/clean_photo.js";
import { bindIntake } from "../create/intake.js";
import { showMirror } from "../create/mirror.js";
import { rememberPhoto } from "../device/photo_history.js";
import { bindPhotoStrip } from "../device/photo_strip.js";
import { randomId } from "../device/random_id.js";
import { bindReceipts } from "../portrait/receipt.js";
import { watchPhotoEnd } from "../portrait/photo_end.js";
import { Editor } from "./editor.js";
import { fetchCutout, submissionOf } from "./fetch_cutout.js";
import { Person } from "./person.js";

const form = document.querySelector("[data-cutout]");
const part = (name) => form.querySelector(`[data-${name}]`);
const words = part("words").dataset;
const editor = new Editor(form);
let submission = null;

function show(state) {
  form.dataset.state = state;
  part("work").hidden = state !== "working";
  part("editor").hidden = state !== "ready";
  part("intake").hidden = state === "working";
  part("problem").hidden = state !== "failed";
}

function say(sentence) {
  part("problem-words").textContent = sentence;
  part("problem").hidden = false;
}

function onStep(name, share) {
  part("stage-words").textContent = words[name];
  part("bar").value = share;
}

async function opened(photo) {
  try {
    return await createImageBitmap(photo);
  } catch {
    return null;
  }
}

async function cutOut(file, photoId) {
  form.dataset.state = "opening";
  const { photo, told } = await cleanPhoto(file);
  // In one step, so that nothing is seen to jump.
  showMirror(part("mirror"), told);
  show("working");
  onStep("sending", 0);
  const address = form.dataset.api;
  submission = submissionOf({ address, photo, onStep, onKept: () => say(words.goesOn) });
  const { job, picture } = await fetchCutout(submission, onStep);
  const person = new Person(await createImageBitmap(picture), await opened(photo));
  show("ready");
  part("live").textContent = words.ready;
  editor.open(person);
  part("stage").focus({ preventScroll: true });
  const keepAndShow = await strip;
  await keepAndShow(() => rememberPhoto(photoId, photo, null));
  await showEnd(job);
}

async function showEnd(job) {
  const receipt = job.receipt_url ?? `${job.url}receipt/`;
  const [ofPhoto, ofCutout] = form.querySelectorAll("[data-receipt]");
  ofPhoto.dataset.receipt = receipt;
  ofCutout.dataset.receipt = `${receipt}?of=effect`;
  [ofPhoto, ofCutout].forEach((line) => {
    line.querySelector("a").href = line.dataset.receipt;
  });
  part("end").dataset.state = (await watchPhotoEnd(part("end"), job.url)) ? "gone" : "waiting";
}

async function onFiles([file], photoId = randomId()) {
  if (!file || ["opening", "working"].includes(form.dataset.state)) return;
  try {
    if (file.size > Number(form.dataset.photoBytes)) {
      throw new Problem({ code: "too_large", detail: words.tooLarge });
    }
    await cutOut(file, photoId);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    showProblem(problem);
  }
}

function showProblem({ code, detail }) {
  const own = { network: words.network, cancelled: words.cancelled, unreadable: words.unreadable };
  show("failed");
  say(own[code] ?? detail);
}

part("cancel").addEventListener("click", () => {
  part("problem").hidden = true;
  submission.cancel();
});
form.addEventListener("submit", (event) => event.preventDefault());
bindIntake(form, onFiles);
form.querySelectorAll("[data-photo-input]").forEach((input) => {
  input.multiple = false;
});
bindReceipts();
const strip = bindPhotoStrip(form, ({ id, photo }) => onFiles([photo], id));
