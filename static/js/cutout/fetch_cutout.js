/* A photo to the server and its cutout back. Once the cutout is here, the server is told to drop
   its own; it would do so by itself within a minute. */
import { endJob, watchJob } from "../api/jobs.js";
import { Problem } from "../api/problem.js";
import { sendFile } from "../api/send_file.js";
import { randomId } from "../device/random_id.js";

/** {job, picture: Blob}. `onStep(name, share)` hears how far it is; raises Problem. */
export async function fetchCutout({ address, photo, onStep, signal }) {
  const accepted = await sendFile({
    address,
    file: photo,
    fields: { options: JSON.stringify({ format: "webp" }) },
    key: randomId(),
    onProgress: (share) => onStep("sending", share * 0.4),
    signal,
  });
  signal.addEventListener("abort", () => endJob(accepted.url));
  const job = await watchJob(accepted.url, ({ progress }) =>
    onStep("working", 0.4 + progress * 0.5),
  );
  if (job.status === "failed") throw new Problem(job.error);
  if (job.status !== "ready") throw new Problem({ code: "cancelled" });
  onStep("fetching", 0.95);
  const picture = await fetched(job.image_url);
  await endJob(job.url);
  return { job, picture };
}

async function fetched(address) {
  try {
    const answer = await fetch(address);
    if (answer.ok) return await answer.blob();
  } catch {
    // What broke off half way is as good as not begun.
  }
  throw new Problem({ code: "network" });
}
