/* One portrait's page: waiting for it, comparing it, saving it, and seeing the photo go. */
import { watchJob } from "../api/jobs.js";
import { Problem } from "../api/problem.js";
import { photoOf, photos } from "../device/photo_history.js";
import { tellTrouble } from "../device/trouble.js";
import { bindCompare } from "./compare.js";
import { bindDeleteDialog } from "./delete_dialog.js";
import { loadAnew } from "./load_anew.js";
import { dissolve, watchPhotoEnd } from "./photo_end.js";
import { bindReceipts } from "./receipt.js";
import { bindSave, bindShare } from "./save.js";

const page = document.querySelector("[data-portrait]");
const { portrait, status, api } = page.dataset;
const part = (name) => page.querySelector(`[data-${name}]`);
// The studio sends people here with "#new": then the photo goes before their eyes.
const isNew = location.hash === "#new";

function showProgress({ progress }) {
  part("away").hidden = true;
  part("progress").querySelector("progress").value = progress;
  part("share").textContent = `${Math.round(progress * 100)} %`;
}

/** An alert speaks when its words change. */
function showAway(words) {
  const line = part("away-words");
  if (line.textContent !== words) line.textContent = words;
  part("away").hidden = false;
}

async function wait() {
  const { away } = part("away").dataset;
  try {
    await watchJob(api, showProgress, { onMiss: () => showAway(away), patience: Infinity });
    await loadAnew();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    showAway(problem.detail || away);
  }
}

async function showReady() {
  bindSave(part("save"), portrait);
  bindShare(part("share"), document.querySelector("[data-share-dialog]"), part("save"));
  const row = await photoOf(portrait);
  if (row) bindCompare(part("compare"), row.photo);
  // The studio left at once; had there been no room for the photo, nobody would have read it there.
  else if (isNew && photos.isKeeping()) tellTrouble();
  const end = part("photo-end");
  if (end.dataset.state === "waiting") {
    if (await watchPhotoEnd(end, api)) await loadAnew();
  } else if (isNew && row) {
    history.replaceState(null, "", location.pathname);
    dissolve(end, row.photo);
  }
}

bindReceipts();
bindDeleteDialog();
if (status === "queued" || status === "rendering") wait();
if (status === "ready") showReady();
