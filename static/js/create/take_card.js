/* What one photo's card shows. Words come from the page, so that they are in its language. */
import { showMirror } from "./mirror.js";

const STAGES = [85, 60, 50, 35, 5, 0];
// Sending is the first third of the bar, making the rest.
const SENDING = 0.3;
// What to offer when it did not work; everything else is mended by another photo.
const AGAIN = [
  "network",
  "busy",
  "quota_exceeded",
  "interrupted",
  "interrupted_upload",
  "timed_out",
  "server_error",
  "face_not_found",
  "bad_option",
];
const DECIDE = ["consent_required", "policy_outdated", "guardian_required", "not_authenticated"];
const SHOWN = {
  chosen: ["remove"],
  sending: ["cancel"],
  working: ["cancel"],
  choosing: ["cancel"],
  ready: ["open", "remove"],
  failed: ["remove"],
  cancelled: ["again", "remove"],
};

const words = document.querySelector("[data-words]").dataset;
const live = document.querySelector("[data-live]");

export class TakeCard {
  constructor(element, photo, told) {
    this.element = element;
    this.faces = this.part("faces");
    this.bar = element.querySelector("progress");
    this.showPhoto(photo);
    showMirror(this.part("mirror"), told);
  }

  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  showPhoto(photo) {
    const picture = this.part("photo");
    picture.src = URL.createObjectURL(photo);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    picture.addEventListener("error", () => this.showBlind(picture), { once: true });
  }

  showBlind(picture) {
    URL.revokeObjectURL(picture.src);
    picture.hidden = true;
    this.part("blind").hidden = false;
  }

  showState(state, job) {
    this.element.dataset.state = state;
    const isMoving = state === "sending" || state === "working";
    this.part("progress").hidden = !isMoving;
    this.hideProblem();
    this.part("mirror").hidden = state !== "chosen";
    this.faces.hidden = state !== "choosing";
    this.offer(SHOWN[state]);
    if (state === "sending") this.showSending(0);
    if (state === "ready") this.showPortrait(job);
    if (state === "choosing") this.say(words.chooseFace);
    if (state === "cancelled") this.say(words.cancelled);
  }

  offer(names) {
    ["open", "again", "another", "reload", "cancel", "remove"].forEach((name) => {
      this.part(name).hidden = !names.includes(name);
    });
  }

  showSending(share) {
    this.show(words.sending, share * SENDING);
    this.part("eta").textContent = "";
  }

  showWork({ progress }, { estimated_wait_s: wait = 1 }) {
    const percent = progress * 100;
    const stage = STAGES.find((least) => percent >= least);
    this.show(words[`stage-${stage}`], SENDING + progress * (1 - SENDING));
    const left = Math.ceil(wait * (1 - progress));
    this.part("eta").textContent =
      left > 1 ? words.left.replace("{seconds}", left) : words.moment;
  }

  show(stage, share) {
    const line = this.part("stage");
    if (line.textContent !== stage) announce(stage);
    line.textContent = stage;
    this.bar.value = share;
    this.part("share").textContent = `${Math.round(share * 100)} %`;
  }

  showPortrait(job) {
    this.part("open").href = portraitPage(job.id);
    const picture = this.part("photo");
    picture.hidden = false;
    picture.src = job.image_url;
    announce(words.ready);
  }

  showProblem({ code, detail }) {
    this.say(code === "network" ? words.network : detail);
    const way = AGAIN.includes(code) ? "again" : "another";
    this.offer([DECIDE.includes(code) ? "reload" : way, "remove"]);
  }

  /** The server did not take the cancel: it goes on, and the button stays. */
  showKept() {
    this.say(words.goesOn);
  }

  hideProblem() {
    this.part("problem").hidden = true;
  }

  say(sentence) {
    this.part("problem").hidden = false;
    this.part("problem-words").textContent = sentence;
    announce(sentence);
  }
}

export function announce(sentence) {
  live.textContent = sentence;
}

export function portraitPage(id) {
  const { portraitPage: pattern } = document.querySelector("[data-studio]").dataset;
  return pattern.replace("00000000-0000-0000-0000-000000000000", id);
}
