/* The camera's page: nothing happens before the tap, and everything happens on this device. */
import { Camera, stopTracks } from "./capture.js";
import { Choices } from "./choices.js";
import { Keeping } from "./keeping.js";
import { Live } from "./live.js";
import { keepOffline } from "./offline_copy.js";
import { MOST_SECONDS, Recording, askForSound, canRecord } from "./record.js";
import { bindSavedLooks } from "./saved_looks.js";
import { watchSentBytes } from "./sent_bytes.js";

const root = document.querySelector("[data-camera]");
const part = (name) => root.querySelector(`[data-${name}]`);
const [said, time, frame] = ["said", "time", "frame"].map(part);
// Another one takes its place when its graphics are lost for good.
const canvas = () => part("canvas");
const buttons = ["pause", "flip", "shoot", "record"].map(part);
const [pause, flip, shoot, record] = buttons;
// What getUserMedia says, in words of the page.
const REFUSALS = { NotFoundError: "missing", OverconstrainedError: "missing", NotReadableError: "busy" };

const camera = new Camera(part("video"));
// Unplugged, or taken away by the system: it ends by itself.
camera.onEnd = () => stop("ended");
const keeping = new Keeping(part("keeping"), () => shoot.focus());
let live;
let opened = null;
// Bound once, however often the picture has to be opened.
let choices = null;
let saved = null;
let recording;
// What is to be said of the effects while there is a picture.
let word = "";

watchSentBytes((count) => {
  part("sent").value = count.toLocaleString(document.documentElement.lang);
});
keepOffline(root.dataset.offline);

function say(name) {
  said.textContent = name ? said.dataset[name] : "";
}

function tell(name) {
  word = name;
  if (root.dataset.state === "live") say(name);
}

async function start() {
  say("starting");
  // What draws the looks comes while the browser asks; it looks at nobody before it was allowed.
  const opening = openLive();
  try {
    await camera.start();
  } catch (problem) {
    showOff(REFUSALS[problem.name] ?? "refused");
    return;
  }
  // Whoever left while the browser was asking is not looked at.
  if (document.hidden) stop("paused");
  else await showPicture(opening);
}

async function showPicture(opening) {
  try {
    await opening;
  } catch {
    stop("unfetched");
  }
  // Whoever paused or left meanwhile is not looked at either.
  if (!camera.isOn) return;
  root.dataset.state = "live";
  say(word);
  part("ask").hidden = true;
  canvas().hidden = false;
  canvas().toggleAttribute("data-mirrored", camera.isMirrored);
  for (const button of buttons) button.disabled = false;
  record.hidden = !canRecord(canvas());
  live.run();
  pause.focus();
  flip.hidden = !(await camera.hasAnother());
}

/** Once; what failed on its way is tried again with the next tap. */
function openLive() {
  opened ??= makeLive().catch((problem) => {
    opened = null;
    throw problem;
  });
  opened.catch(() => {});
  return opened;
}

async function makeLive() {
  const looks = await (await fetch(root.dataset.looks)).json();
  choices ??= new Choices(part("choices"), looks, (chosen) => live?.choose(chosen));
  const [made] = await Promise.all([
    Live.open({
      camera,
      canvas: canvas(),
      looks,
      folder: new URL(root.dataset.runtime, location.href).href,
      chosen: choices.read(),
      onFrame: ({ width, height }) => {
        frame.style.aspectRatio = `${width} / ${height}`;
      },
      onSight: tell,
      onPlain: showPlain,
    }),
    (saved ??= bindSavedLooks(root, choices, looks)),
  ]);
  live = made;
  // A saved look may have been put on meanwhile.
  live.choose(choices.read());
}

function showPlain(why) {
  root.dataset.plain = "";
  tell(why);
  if (!recording) return;
  say("cut");
  recording.stop();
}

/** The light goes out: by the button, when the page is left or hidden. */
function stop(name) {
  if (!camera.isOn) return;
  recording?.stop();
  live?.forgetPicture();
  camera.stop();
  showOff(name);
}

function showOff(name) {
  root.dataset.state = "paused";
  part("ask").hidden = false;
  canvas().hidden = true;
  if (buttons.includes(document.activeElement)) part("start").focus();
  for (const button of buttons) button.disabled = true;
  say(name);
}

async function takePicture() {
  const blob = await live.picture();
  keeping.show(new File([blob], "portrait-camera.jpg", { type: blob.type }));
}

async function toggleRecording() {
  if (recording) {
    recording.stop();
    return;
  }
  const sound = await askForSound();
  // Whoever left, or pressed twice, while the browser was asking is not listened to.
  if (!camera.isOn || recording) {
    stopTracks(sound);
    return;
  }
  try {
    recording = new Recording(canvas(), sound, showSeconds);
  } catch {
    stopTracks(sound);
    say("unrecorded");
    return;
  }
  await follow(sound ? "recording" : "silent");
}

async function follow(told) {
  live.sharpness.hold(true);
  say(told);
  showRecording(true);
  keeping.show(await recording.done);
  recording = null;
  live.sharpness.hold(false);
  // What ended it may have been said already.
  if (said.textContent === said.dataset[told]) say("");
  showRecording(false);
}

const words = part("record-words");
const recordWords = words.textContent;

function showRecording(isOn) {
  record.setAttribute("aria-pressed", String(isOn));
  words.textContent = isOn ? words.dataset.stop : recordWords;
  time.hidden = !isOn;
  showSeconds(0);
}

function showSeconds(seconds) {
  time.textContent = `${seconds} / ${MOST_SECONDS} s`;
}

part("start").addEventListener("click", start);
pause.addEventListener("click", () => stop("paused"));
flip.addEventListener("click", () => {
  stop("");
  camera.turn();
  start();
});
shoot.addEventListener("click", takePicture);
record.addEventListener("click", toggleRecording);
document.addEventListener("visibilitychange", () => document.hidden && stop("paused"));
addEventListener("pagehide", () => stop("paused"));
