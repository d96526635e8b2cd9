/* Follows a job to its end, and ends it when the person has changed their mind. */
import { csrfToken } from "./csrf_token.js";
import { Problem, problemOf } from "./problem.js";

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 1500;
const LONGEST_REST_S = 30;
const PATIENCE = 8;
// Refusals that pass by themselves: too slow, too early, too often.
const PASSING = [408, 425, 429];
const UNDER_WAY = ["queued", "rendering"];

function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

/** Resolves with the job once it has ended; `onChange` hears every state on the way, `onMiss` every
    question that stayed without an answer. Raises Problem after so many of them in a row, and at
    once in the server's own words where it refuses to say. */
export async function watchJob(url, onChange, { onMiss = () => {}, patience = PATIENCE } = {}) {
  let wait = FIRST_PAUSE_MS;
  let misses = 0;
  for (;;) {
    const { job, restS = 0 } = await ask(url);
    misses = job ? 0 : misses + 1;
    if (misses > patience) throw new Problem({ code: "network" });
    if (!job) onMiss();
    if (job && !UNDER_WAY.includes(job.status)) return job;
    if (job) onChange(job);
    await pause(Math.max(wait, restS * 1000));
    wait = Math.min(wait * 1.2, LONGEST_PAUSE_MS);
  }
}

/** {job}, or for how long the server wants to be left alone. Raises Problem when it refuses. */
async function ask(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (answer.ok) return { job: await answer.json() };
    if (isRefusal(answer)) throw problemOf(await answer.json().catch(() => null));
    return { restS: Math.min(Number(answer.headers.get("Retry-After")) || 0, LONGEST_REST_S) };
  } catch (problem) {
    if (problem instanceof Problem) throw problem;
    return {};
  }
}

function isRefusal({ status }) {
  return status >= 400 && status < 500 && !PASSING.includes(status);
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
