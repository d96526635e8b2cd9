/* The wall: what is being made appears when it is ready. */
import { watchJob } from "../api/jobs.js";
import { bindDeleteDialog } from "../portrait/delete_dialog.js";

const unfinished = [...document.querySelectorAll("[data-unfinished]")];

async function waitForAll() {
  await Promise.all(unfinished.map((card) => watchJob(card.dataset.unfinished, () => {})));
  location.reload();
}

bindDeleteDialog();
if (unfinished.length) waitForAll();
