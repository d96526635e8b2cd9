/* One photo on its way to a portrait: chosen, sending, working, then ready, failed or cancelled. */
import { Problem } from "../api/problem.js";
import { Submission } from "../api/submission.js";
import { randomId } from "../device/random_id.js";
import { rememberPhoto } from "../device/photo_history.js";
import { chooseFace } from "./face_choice.js";
import { TakeCard } from "./take_card.js";

export class Take {
  /** `onFace` is called when a face was chosen and the photo has to be sent again. */
  constructor({ card, photo, told, photoId = randomId(), onFace }) {
    this.photo = photo;
    this.onFace = onFace;
    this.photoId = photoId;
    this.card = new TakeCard(card, photo, told);
    this.state = "chosen";
    this.job = null;
  }

  /** Sends the photo and follows it to its end, or to the question which face is meant. */
  async run(request) {
    try {
      await this.makePortrait(request);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.fail(problem);
    }
  }

  async makePortrait(request) {
    this.submission = this.submissionOf(request);
    this.setState("sending");
    await this.end(await this.submission.run());
  }

  submissionOf({ address, template, options }) {
    const fields = { template, options: JSON.stringify(options) };
    if (this.face !== undefined) fields.face = this.face;
    return new Submission({
      address,
      file: this.photo,
      fields,
      key: this.keyOf(JSON.stringify(fields)),
      onSent: (share) => this.card.showSending(share),
      onAccepted: () => this.setState("working"),
      onWork: (job, accepted) => this.card.showWork(job, accepted),
      onKept: () => this.card.showKept(),
    });
  }

  /** After a lost connection the same wish is the same request; another wish is another one. */
  keyOf(wish) {
    if (wish !== this.wish) Object.assign(this, { wish, key: randomId() });
    return this.key;
  }

  async end(job) {
    this.wish = null;
    if (job.status === "ready") {
      await rememberPhoto(this.photoId, this.photo, job.id);
      this.job = job;
      this.setState("ready");
    } else if (job.status !== "failed") {
      this.setState("cancelled");
    } else if (job.error.code === "several_faces" && job.faces) {
      this.askFace(job.faces);
    } else {
      throw new Problem(job.error);
    }
  }

  async askFace(faces) {
    this.setState("choosing");
    this.choosing = new AbortController();
    this.face = await chooseFace(this.card.faces, faces, this.choosing.signal);
    this.onFace(this);
  }

  async cancel() {
    if (this.state === "choosing") {
      this.choosing.abort();
      this.setState("cancelled");
      return;
    }
    this.card.hideProblem();
    await this.submission.cancel();
  }

  fail(problem) {
    if (problem.code === "cancelled") {
      this.setState("cancelled");
      return;
    }
    if (problem.code !== "network") this.wish = null;
    if (problem.code === "face_not_found") this.face = undefined;
    this.setState("failed");
    this.card.showProblem(problem);
  }

  setState(state) {
    this.state = state;
    this.card.showState(state, this.job);
  }
}
