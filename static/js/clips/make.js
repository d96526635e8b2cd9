/* A video on its way to the server and a clip on its way back, with how far it is and how long it
   will take. What is said of the end is what the server says. */
import { Problem } from "../api/problem.js";
import { Submission } from "../api/submission.js";
import { randomId } from "../device/random_id.js";

// Of the bar: sending is a part of the way, whatever the connection.
const SENDING = 0.3;

export class Making {
  /** `onStep(name, share, secondsLeft)` hears how far it is, `onKept()` that the server did not take
      a cancel. */
  constructor({ address, file, options, onStep, onKept }) {
    Object.assign(this, { address, file, options, onStep, onKept });
    // The same video sent again after a lost connection is the same request.
    this.key = randomId();
  }

  /** The finished job; raises Problem. */
  async run() {
    const pace = new Pace();
    this.submission = new Submission({
      address: this.address,
      field: "clip",
      file: this.file,
      fields: { options: JSON.stringify(this.options) },
      key: this.key,
      patience: Infinity,
      onSent: (share) => this.onStep("sending", share * SENDING, pace.left(share)),
      onWork: (job) => this.tell(job),
      onMiss: () => this.onStep("offline", SENDING, null),
      onKept: this.onKept,
    });
    const job = await this.submission.run();
    if (job.status === "failed") throw new Problem(job.error);
    if (job.status !== "ready") throw new Problem({ code: "cancelled" });
    return job;
  }

  tell({ status, stage, progress, seconds_left: left }) {
    const name = status === "queued" ? "queued" : stage || "open";
    this.onStep(name, SENDING + progress * (1 - SENDING), left);
  }

  cancel() {
    return this.submission.cancel();
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
