/* The clips page: chosen, cut and seen here; sent when the person says so; back as a clip. */
import { endJob } from "../api/jobs.js";
import { bindIntake } from "../create/intake.js";
import { showMirror } from "../create/mirror.js";
import { lookInto } from "./container.js";
import { Film } from "./film.js";
import { kindOf } from "./kind.js";
import { Playing } from "./playing.js";
import { Preview } from "./preview.js";
import { Result } from "./result.js";
import { Sending, optionsOf } from "./sending.js";
import { Trim } from "./trim.js";
import { watchWall } from "./wall.js";

const root = document.querySelector("[data-clip-studio]");
const part = (name) => root.querySelector(`[data-${name}]`);
const words = part("words").dataset;
const hint = part("hint");
const formats = hint.textContent;
const film = new Film(part("video"));
const trim = new Trim(part("trim"), (seconds) => {
  playing.stop();
  film.video.currentTime = seconds;
});
const playing = new Playing({ video: film.video, trim, play: part("play"), hear: part("hear") });
const preview = new Preview(root, film);
const result = new Result(part("result"));
const sending = new Sending(root, {
  onReady: showResult,
  onEnd(problem) {
    edit();
    showProblem(problem);
  },
  onKept() {
    if (root.dataset.state === "working") showProblem({ code: "goes_on", detail: words.goesOn });
  },
});
let file = null;
// Choosing is quicker than opening: the last file chosen is the one that is opened.
let turns = 0;
let current = 0;

function show(state) {
  root.dataset.state = state;
  part("photo-input").setAttribute("aria-labelledby", state === "empty" ? "choose-clip" : "choose-another");
  part("intake").hidden = state === "working";
  part("editor").hidden = state !== "editing";
  part("work").hidden = state !== "working";
  part("result").hidden = state !== "ready";
}

// --- choosing

async function onFiles([chosen]) {
  if (!chosen || root.dataset.state === "working") return;
  turns += 1;
  const turn = turns;
  const refusal = await refusalOf(chosen);
  if (turn < current) return;
  if (refusal) {
    showProblem({ code: "refused", detail: refusal });
    return;
  }
  current = turn;
  part("problem").hidden = true;
  playing.stop();
  setOpening(true);
  const [isSeen, inside] = await Promise.all([film.open(chosen), lookInto(chosen), preview.fetchLooks()]);
  if (turn === current) showEditor(isSeen, inside);
}

async function refusalOf(chosen) {
  if (chosen.size > Number(root.dataset.clipBytes)) return words.tooLarge;
  return (await kindOf(chosen)) ? "" : words.noVideo;
}

/** Sent before it was opened, it would be cut to nothing. */
function setOpening(isOpening) {
  part("send").disabled = isOpening;
  hint.textContent = isOpening ? words.open : formats;
}

/** In one step, when everything is known that decides how high it is. */
function showEditor(isSeen, { told, clean, rate }) {
  file = clean;
  setOpening(false);
  for (const name of ["frame", "controls", "trim"]) part(name).hidden = !isSeen;
  showMirror(part("mirror"), told);
  if (isSeen) openFilm(rate);
  else preview.say("unseen");
  show("editing");
  part("send").focus({ preventScroll: true });
}

function openFilm(rate) {
  trim.open(film.duration, rate);
  trim.draw(file, film.duration);
  preview.makeRoom();
  preview.open();
}

// --- sending

function send() {
  const options = optionsOf({
    form: part("choices"),
    trim,
    sound: part("with-sound"),
    mark: part("with-mark"),
  });
  part("problem").hidden = true;
  playing.stop();
  film.rest();
  show("working");
  part("cancel").focus();
  sending.send(file, options);
}

/** What was pressed to come back here is hidden. */
function edit() {
  show("editing");
  preview.goOn();
  part("send").focus({ preventScroll: true });
}

function showProblem({ code, detail }) {
  const own = { network: words.network, cancelled: words.cancelled };
  part("problem-words").textContent = own[code] ?? detail;
  part("problem").hidden = false;
}

function showResult(job) {
  part("problem").hidden = true;
  part("live").textContent = words.ready;
  show("ready");
  result.show(job);
  part("ready-title").focus();
}

async function deleteNow() {
  if (!(await endJob(result.url))) {
    showProblem({ code: "kept", detail: words.kept });
    return;
  }
  result.forget();
  part("problem").hidden = true;
  part("live").textContent = words.deleted;
  edit();
}

part("send").addEventListener("click", send);
part("cancel").addEventListener("click", () => {
  part("problem").hidden = true;
  sending.cancel();
});
part("change").addEventListener("click", edit);
part("delete-now").addEventListener("click", deleteNow);
part("choices").addEventListener("submit", (event) => event.preventDefault());
bindIntake(root, onFiles);
part("photo-input").multiple = false;
watchWall(() => root.dataset.state === "empty");
show("empty");
