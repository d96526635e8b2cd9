/* Follows a job to its end, and ends it when the person has changed their mind. */
import { csrfToken } from "./csrf_token.js";
import { Problem } from "./problem.js";

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 1500;
const PATIENCE = 8;
const UNDER_WAY = ["queued", "rendering"];

function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

/** Resolves with the job once it has ended; `onChange` hears every state on the way, `onMiss` every
    question that stayed without an answer. Raises Problem after so many of them in a row. */
export async function watchJob(url, onChange, { onMiss = () => {}, patience = PATIENCE } = {}) {
  let wait = FIRST_PAUSE_MS;
  let misses = 0;
  for (;;) {
    const job = await ask(url);
    misses = job ? 0 : misses + 1;
    if (misses > patience) throw new Problem({ code: "network" });
    if (!job) onMiss();
    if (job && !UNDER_WAY.includes(job.status)) return job;
    if (job) onChange(job);
    await pause(wait);
    wait = Math.min(wait * 1.2, LONGEST_PAUSE_MS);
  }
}

async function ask(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Cancels a running job or deletes what was made; repeating it is harmless. Resolves with whether
    the server says so. */
export async function endJob(url) {
  try {
    const answer = await fetch(url, { method: "DELETE", headers: { "X-CSRFToken": csrfToken() } });
    return answer.ok;
  } catch {
    return false;
  }
}
