/* The clips that are there already: one that is being made appears when it is ready. */
import { watchJob } from "../api/jobs.js";
import { bindDeleteDialog } from "../portrait/delete_dialog.js";

/** `isIdle` says whether the page may be loaded anew without losing what somebody is doing. */
export async function watchWall(isIdle) {
  if (document.querySelector("[data-delete-dialog]")) bindDeleteDialog();
  const unfinished = [...document.querySelectorAll("[data-unfinished]")];
  if (!unfinished.length) return;
  await Promise.all(unfinished.map((card) => watchJob(card.dataset.unfinished, () => {}, { patience: Infinity })));
  if (isIdle()) location.reload();
}
