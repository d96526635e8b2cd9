/* Photos used before: in this browser's IndexedDB, under this account, and nowhere else. */
import { withStore } from "./database.js";
import { forgetText, readText, writeText } from "./kept_text.js";
import { deviceKey } from "./space.js";

const STORE = "photos";
const SWITCH = "photo-history-off";
const LONGEST = 12;

export function isKeeping() {
  return readText(deviceKey(SWITCH)) === null;
}

/** Switching it off forgets what was kept. */
export async function setKeeping(isOn) {
  if (isOn) {
    forgetText(deviceKey(SWITCH));
    return;
  }
  writeText(deviceKey(SWITCH), "1");
  await forgetAllPhotos();
}

/** Newest first: [{id, photo, at, portraits}]. Where storage is refused, there are none. */
export async function recentPhotos() {
  try {
    const rows = await run("readonly", (store) => store.getAll());
    return rows.sort((one, other) => other.at - one.at);
  } catch {
    return [];
  }
}

/** Keeps a photo, or dates it anew; returns whether it could. */
export async function rememberPhoto(id, photo, portraitId, now = Date.now()) {
  if (!isKeeping()) return false;
  try {
    await keep(id, photo, portraitId, now);
    return true;
  } catch {
    return makeRoomAndKeep(id, photo, portraitId, now);
  }
}

/** The photo that a portrait was made of, if this browser has it. */
export async function photoOf(portraitId) {
  const rows = await recentPhotos();
  return rows.find(({ portraits }) => portraits.includes(portraitId)) ?? null;
}

export async function forgetPhoto(id) {
  await run("readwrite", (store) => store.delete(id));
}

export async function forgetAllPhotos() {
  try {
    await run("readwrite", (store) => store.clear());
  } catch {
    return;
  }
}

/** The row of the same photo, if it was chosen anew from the device's files. */
async function sameAs(photo) {
  const bytes = new Uint8Array(await photo.arrayBuffer());
  for (const row of await recentPhotos()) {
    if (row.photo.size !== bytes.length) continue;
    const kept = new Uint8Array(await row.photo.arrayBuffer());
    if (kept.every((byte, at) => byte === bytes[at])) return row;
  }
  return null;
}

async function keep(newId, photo, portraitId, now) {
  const same = await sameAs(photo);
  const id = same?.id ?? newId;
  const before = same ?? (await run("readonly", (store) => store.get(id)));
  const portraits = [...new Set([...(before?.portraits ?? []), portraitId])].filter(Boolean);
  await run("readwrite", (store) => store.put({ id, photo, portraits, at: now }));
  const tooMany = (await recentPhotos()).slice(LONGEST);
  await Promise.all(tooMany.map((row) => forgetPhoto(row.id)));
}

async function makeRoomAndKeep(id, photo, portraitId, now) {
  try {
    const oldest = (await recentPhotos()).at(-1);
    if (!oldest) return false;
    await forgetPhoto(oldest.id);
    await keep(id, photo, portraitId, now);
    return true;
  } catch {
    return false;
  }
}

function run(mode, ask) {
  return withStore(deviceKey("history"), STORE, mode, ask);
}
