/* A photo to the server and its cutout back. Once the cutout is here, the server is told to drop
   its own; it would do so by itself within a minute. */
import { endJob } from "../api/jobs.js";
import { Problem } from "../api/problem.js";
import { Submission } from "../api/submission.js";
import { randomId } from "../device/random_id.js";

/** `onStep(name, share)` hears how far it is, `onKept()` that the server did not take a cancel. */
export function submissionOf({ address, photo, onStep, onKept }) {
  return new Submission({
    address,
    file: photo,
    fields: { options: JSON.stringify({ format: "webp" }) },
    key: randomId(),
    onSent: (share) => onStep("sending", share * 0.4),
    onWork: ({ progress }) => onStep("working", 0.4 + progress * 0.5),
    onKept,
  });
}

/** {job, picture: Blob} of what was submitted; raises Problem. */
export async function fetchCutout(submission, onStep) {
  const job = await submission.run();
  if (job.status === "failed") throw new Problem(job.error);
  if (job.status !== "ready") throw new Problem({ code: "cancelled" });
  onStep("fetching", 0.95);
  const picture = await fetched(job.image_url, submission);
  await endJob(job.url);
  return { job, picture };
}

async function fetched(address, submission) {
  try {
    const answer = await fetch(address);
    if (answer.ok) return await answer.blob();
  } catch {
    // What broke off half way is as good as not begun.
  }
  throw new Problem({ code: submission.isEnded ? "cancelled" : "network" });
}
