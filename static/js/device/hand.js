/* A photo that was chosen before its template. It waits on this device, for this tab, for an hour;
   in the visitor's space, since many sign in only afterwards. */
import { withStore } from "./database.js";
import { randomId } from "./random_id.js";
import { deviceKey } from "./space.js";

const TAB = "site:hand";
const KEPT_MS = 3_600_000;

export async function holdPhoto(photo, now = Date.now()) {
  const id = randomId();
  await letGo();
  await run("readwrite", (store) => store.put({ id, photo, at: now }));
  sessionStorage.setItem(TAB, id);
}

/** The photo that this tab holds, or null. What other tabs left too long is removed. */
export async function heldPhoto(now = Date.now()) {
  try {
    const rows = await run("readonly", (store) => store.getAll());
    const old = rows.filter((row) => isOld(row, now));
    await Promise.all(old.map(({ id }) => remove(id)));
    const held = rows.find(({ id }) => id === sessionStorage.getItem(TAB));
    return held && !isOld(held, now) ? held.photo : null;
  } catch {
    return null;
  }
}

export async function letGo() {
  try {
    const id = sessionStorage.getItem(TAB);
    sessionStorage.removeItem(TAB);
    if (id) await remove(id);
  } catch {
    return;
  }
}

function isOld({ at }, now) {
  return now - at > KEPT_MS;
}

function remove(id) {
  return run("readwrite", (store) => store.delete(id));
}

function run(mode, ask) {
  return withStore({ name: deviceKey("hand", "visitor"), stores: ["photos"] }, "photos", mode, ask);
}
