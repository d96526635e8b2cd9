/* One photo on its way to a portrait: chosen, sending, working, then ready, failed or cancelled. */
import { endJob, watchJob } from "../api/jobs.js";
import { Problem } from "../api/problem.js";
import { randomId } from "../device/random_id.js";
import { rememberPhoto } from "../device/photo_history.js";
import { chooseFace } from "./face_choice.js";
import { sendFile } from "../api/send_file.js";
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
    this.stop = new AbortController();
    this.isCancelled = false;
    try {
      await this.makePortrait(request);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.fail(problem);
    }
  }

  async makePortrait(request) {
    this.job = null;
    this.setState("sending");
    this.job = await this.send(request);
    // A key stands for one answer; what is sent next is another request.
    this.key = null;
    if (this.isCancelled) await this.cancel();
    this.setState("working");
    await this.end(await watchJob(this.job.url, (job) => this.card.showWork(job, this.job)));
  }

  send({ address, template, options }) {
    this.key ??= randomId();
    const fields = { template, options: JSON.stringify(options) };
    if (this.face !== undefined) fields.face = this.face;
    const onProgress = (share) => {
      this.sent = share;
      this.card.showSending(share);
    };
    this.sent = 0;
    return sendFile({
      address,
      file: this.photo,
      fields,
      key: this.key,
      onProgress,
      signal: this.stop.signal,
    });
  }

  async end(job) {
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
    this.face = await chooseFace(this.card.faces, faces, this.stop.signal);
    this.onFace(this);
  }

  /** Before the last byte the sending stops; after it the job is ended, wherever it is. */
  async cancel() {
    this.isCancelled = true;
    if (this.state === "choosing") {
      this.stop.abort();
      this.setState("cancelled");
    } else if (this.job) await endJob(this.job.url);
    else if (this.sent < 1) this.stop.abort();
  }

  fail(problem) {
    if (problem.code === "cancelled") {
      this.setState("cancelled");
      return;
    }
    if (problem.code !== "network") this.key = null;
    if (problem.code === "face_not_found") this.face = undefined;
    this.setState("failed");
    this.card.showProblem(problem);
  }

  setState(state) {
    this.state = state;
    this.card.showState(state, this.job);
  }
}
