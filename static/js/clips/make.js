/* A video on its way to the server and a clip on its way back, with how far it is and how long it
   will take. What is said of the end is what the server says. */
import { endJob, watchJob } from "../api/jobs.js";
import { Problem } from "../api/problem.js";
import { sendFile } from "../api/send_file.js";
import { randomId } from "../device/random_id.js";

// Of the bar: sending is a part of the way, whatever the connection.
const SENDING = 0.3;

export class Making {
  /** `onStep(name, share, secondsLeft)` hears how far it is, `onKept()` that the server did not take
      a cancel: then the clip goes on, and can be cancelled again. */
  constructor({ address, file, options, onStep, onKept }) {
    Object.assign(this, { address, file, options, onStep, onKept });
    // The same video sent again after a lost connection is the same request.
    this.key = randomId();
  }

  /** The finished job; raises Problem. */
  async run() {
    this.sent = 0;
    this.job = null;
    this.isCancelled = false;
    this.sending = new AbortController();
    this.job = await this.send();
    if (this.isCancelled) await this.end();
    const job = await watchJob(this.job.url, (now) => this.tell(now), {
      onMiss: () => this.onStep("offline", SENDING, null),
      patience: Infinity,
    });
    if (job.status === "failed") throw new Problem(job.error);
    if (job.status !== "ready") throw new Problem({ code: "cancelled" });
    return job;
  }

  send() {
    const pace = new Pace();
    return sendFile({
      address: this.address,
      field: "clip",
      file: this.file,
      fields: { options: JSON.stringify(this.options) },
      key: this.key,
      onProgress: (share) => {
        this.sent = share;
        this.onStep("sending", share * SENDING, pace.left(share));
      },
      signal: this.sending.signal,
    });
  }

  tell({ status, stage, progress, seconds_left: left }) {
    const name = status === "queued" ? "queued" : stage || "open";
    this.onStep(name, SENDING + progress * (1 - SENDING), left);
  }

  /** Before the last byte the sending stops; after it the job is ended, wherever it is. */
  async cancel() {
    this.isCancelled = true;
    if (this.job) await this.end();
    else if (this.sent < 1) this.sending.abort();
  }

  async end() {
    if (!(await endJob(this.job.url))) this.onKept();
  }
}

/** Seconds left of something whose share is known. */
class Pace {
  constructor() {
    this.began = performance.now();
  }

  left(share) {
    const spent = (performance.now() - this.began) / 1000;
    return share > 0.02 && spent > 1 ? (spent * (1 - share)) / share : null;
  }
}

/** "about 12 s left", or nothing where nobody knows. */
export function wordsForLeft(seconds, { secondsLeft, minutesLeft }) {
  if (seconds === null || seconds === undefined) return "";
  if (seconds < 90) return secondsLeft.replace("{n}", Math.max(1, Math.round(seconds)));
  return minutesLeft.replace("{n}", Math.round(seconds / 60));
}
