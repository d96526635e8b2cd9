/* A video to the server and a clip back, with how far it is and how long it will take, in words. */
import { endJob, watchJob } from "../api/jobs.js";
import { Problem } from "../api/problem.js";
import { sendFile } from "../api/send_file.js";
import { randomId } from "../device/random_id.js";

// Of the bar: sending is a part of the way, whatever the connection.
const SENDING = 0.3;

/** The finished job. `onStep(name, share, secondsLeft)` hears how far it is; raises Problem. */
export async function makeClip({ address, file, options, onStep, signal }) {
  const pace = new Pace();
  const accepted = await sendFile({
    address,
    field: "clip",
    file,
    fields: { options: JSON.stringify(options) },
    key: randomId(),
    onProgress: (share) => onStep("sending", share * SENDING, pace.left(share)),
    signal,
  });
  if (signal.aborted) await endJob(accepted.url);
  signal.addEventListener("abort", () => endJob(accepted.url));
  const job = await watchJob(accepted.url, (now) => {
    const name = now.status === "queued" ? "queued" : now.stage || "open";
    onStep(name, SENDING + now.progress * (1 - SENDING), now.seconds_left);
  });
  if (job.status === "failed") throw new Problem(job.error);
  if (job.status !== "ready") throw new Problem({ code: "cancelled" });
  return job;
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
