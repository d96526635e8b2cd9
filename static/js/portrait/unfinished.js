/* What is still being made on a page that shows many. */
import { watchJob } from "../api/jobs.js";

/** Resolves, once none is under way any more, with whether one has ended: then there is something
    new to show. Where the server only refuses to say, the page would be loaded anew forever. */
export async function watchUnfinished() {
  const addresses = [...document.querySelectorAll("[data-unfinished]")].map(({ dataset }) => dataset.unfinished);
  const ends = await Promise.allSettled(
    addresses.map((address) => watchJob(address, () => {}, { patience: Infinity })),
  );
  return ends.some(({ status }) => status === "fulfilled");
}
