/* The wall: what is being made appears when it is ready. */
import { bindDeleteDialog } from "../portrait/delete_dialog.js";
import { loadAnew } from "../portrait/load_anew.js";
import { watchUnfinished } from "../portrait/unfinished.js";

bindDeleteDialog();
if (await watchUnfinished()) loadAnew();
