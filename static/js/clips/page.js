/* The clips page: chosen, cut and seen here; sent when the person says so; back as a clip. */
import { endJob } from "../api/jobs.js";
import { Problem } from "../api/problem.js";
import { Choices } from "../camera/choices.js";
import { Live } from "../camera/live.js";
import { bindSavedLooks } from "../camera/saved_looks.js";
import { bindIntake } from "../create/intake.js";
import { showMirror } from "../create/mirror.js";
import { bindResult } from "./result.js";
import { Film } from "./film.js";
import { Making, wordsForLeft } from "./make.js";
import { readTold } from "./told.js";
import { Trim } from "./trim.js";
import { watchWall } from "./wall.js";

const root = document.querySelector("[data-clip-studio]");
const part = (name) => root.querySelector(`[data-${name}]`);
const words = part("words").dataset;
const [canvas, frame, said, play, hear] = ["canvas", "frame", "said", "play", "hear"].map(part);
const film = new Film(part("video"));
const trim = new Trim(part("trim"), (seconds) => {
  stopPlaying();
  film.video.currentTime = seconds;
});
let file = null;
let live = null;
let choices = null;
let making = null;

function show(state) {
  root.dataset.state = state;
  part("intake").hidden = state === "working";
  part("editor").hidden = state !== "editing";
  part("work").hidden = state !== "working";
  part("result").hidden = state !== "ready";
}

function say(name) {
  said.textContent = name ? said.dataset[name] : "";
}

async function onFiles([chosen]) {
  if (!chosen || root.dataset.state === "working") return;
  part("problem").hidden = true;
  if (chosen.size > Number(root.dataset.clipBytes)) {
    showProblem({ code: "too_large", detail: words.tooLarge });
    return;
  }
  file = chosen;
  // Sent before it was opened, it would be cut to nothing.
  part("send").disabled = true;
  part("mirror").hidden = true;
  show("editing");
  choices ??= await openChoices();
  await openFilm();
  part("send").disabled = false;
  part("send").focus({ preventScroll: true });
  showMirror(part("mirror"), await readTold(file));
}

/** A video that this browser cannot show can be sent all the same. */
async function openFilm() {
  try {
    await film.open(file);
  } catch {
    frame.hidden = part("trim").hidden = true;
    say("unseen");
    return;
  }
  frame.hidden = part("trim").hidden = false;
  trim.open(film.duration);
  await openStage();
  trim.draw(file, film.duration);
}

let looks = null;

async function openChoices() {
  looks = await (await fetch(root.dataset.looks)).json();
  const form = new Choices(part("choices"), looks, (chosen) => {
    live?.choose(chosen);
    film.wake();
  });
  await bindSavedLooks(root, form, looks);
  return form;
}

async function openStage() {
  say("loading");
  live ??= await Live.open({
    camera: film,
    canvas,
    looks,
    folder: new URL(root.dataset.runtime, location.href).href,
    chosen: choices.read(),
    onFrame: ({ width, height }) => {
      frame.style.aspectRatio = `${width} / ${height}`;
    },
    onSight: (name) => {
      say(name);
      film.wake();
    },
    onPlain: say,
  });
  if (!root.hasAttribute("data-plain") && said.textContent === said.dataset.loading) say("");
  live.run();
  film.wake();
}

// --- playing the part

function stopPlaying() {
  film.video.pause();
  play.setAttribute("aria-pressed", "false");
}

play.addEventListener("click", () => {
  if (!film.video.paused) {
    stopPlaying();
    return;
  }
  const [from, to] = trim.seconds;
  if (film.video.currentTime < from || film.video.currentTime >= to - 0.05) film.video.currentTime = from;
  film.video.play();
  play.setAttribute("aria-pressed", "true");
});
film.video.addEventListener("timeupdate", () => {
  const [from, to] = trim.count ? trim.seconds : [0, Infinity];
  if (!film.video.paused && film.video.currentTime >= to) film.video.currentTime = from;
});
hear.addEventListener("click", () => {
  film.video.muted = !film.video.muted;
  hear.setAttribute("aria-pressed", String(!film.video.muted));
});

// --- sending

function optionsOf() {
  const { filter, strength, makeup, prop, backdrop, kind, ...amounts } = Object.fromEntries(
    new FormData(part("choices")),
  );
  const numbers = Object.entries({ strength, ...amounts }).map(([name, value]) => [name, Number(value)]);
  const cut = part("trim").hidden ? { end_ms: 60_000 } : trim.options;
  return {
    ...cut,
    ...Object.fromEntries(numbers),
    filter,
    makeup,
    prop,
    backdrop,
    sound: part("with-sound").checked,
    mark: part("with-mark").checked,
  };
}

/** What is to be made; after a lost connection, unless it was changed, the same request again. */
function wanted() {
  const options = optionsOf();
  const isSame = making?.file === file && JSON.stringify(making.options) === JSON.stringify(options);
  return isSame ? making : new Making({ address: root.dataset.api, file, options, onStep });
}

async function send() {
  making = wanted();
  part("problem").hidden = true;
  stopPlaying();
  film.rest();
  show("working");
  onStep("sending", 0, null);
  part("cancel").focus();
  try {
    const job = await making.run();
    making = null;
    part("live").textContent = words.ready;
    showResult(job);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.code !== "network") making = null;
    edit();
    showProblem(problem);
  }
}

function edit() {
  show("editing");
  film.goOn();
  live?.run();
  film.wake();
}

function onStep(name, share, secondsLeft) {
  part("stage-words").textContent = words[name] ?? words.paint;
  part("bar").value = share;
  part("left").textContent = wordsForLeft(secondsLeft, words);
}

function showProblem({ code, detail }) {
  const own = { network: words.network, cancelled: words.cancelled };
  part("problem-words").textContent = own[code] ?? detail;
  part("problem").hidden = false;
}

const showJob = bindResult(part("result"));

function showResult(job) {
  show("ready");
  showJob(job);
  part("ready-title").focus();
}

part("send").addEventListener("click", send);
part("cancel").addEventListener("click", () => making?.cancel());
part("change").addEventListener("click", () => {
  edit();
  part("send").focus({ preventScroll: true });
});
part("delete-now").addEventListener("click", async () => {
  if (!(await endJob(part("result").dataset.url))) {
    showProblem({ code: "kept", detail: words.kept });
    return;
  }
  part("problem").hidden = true;
  part("live").textContent = words.deleted;
  edit();
});
part("choices").addEventListener("submit", (event) => event.preventDefault());
bindIntake(root, onFiles);
part("photo-input").multiple = false;
watchWall(() => root.dataset.state === "empty");
show("empty");
