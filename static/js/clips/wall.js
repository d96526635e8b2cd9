/* The clips that are there already: one that is being made appears when it is ready. */
import { bindDeleteDialog } from "../portrait/delete_dialog.js";
import { loadAnew } from "../portrait/load_anew.js";
import { watchUnfinished } from "../portrait/unfinished.js";

/** `isIdle` says whether the page may be loaded anew without losing what somebody is doing. */
export async function watchWall(isIdle) {
  if (document.querySelector("[data-delete-dialog]")) bindDeleteDialog();
  if ((await watchUnfinished()) && isIdle()) loadAnew();
}
