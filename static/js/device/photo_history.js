/* Photos used before: in this browser's IndexedDB, under this account, and nowhere else. */
import { KeptRows } from "./kept_rows.js";
import { deviceKey } from "./space.js";
import { tellTrouble } from "./trouble.js";

const LONGEST = 12;

/** Rows of {id, photo, at, portraits}. */
export const photos = new KeptRows("photos", deviceKey("photo-history-off"));

/** Keeps a photo, or dates it anew. Where there is no room, the page says so and nothing goes. */
export async function rememberPhoto(id, photo, portraitId, now = Date.now()) {
  if (!photos.isKeeping()) return;
  try {
    await keep(id, photo, portraitId, now);
  } catch {
    tellTrouble();
  }
}

/** The photo that a portrait was made of, if this browser has it. */
export async function photoOf(portraitId) {
  try {
    const rows = await photos.recent();
    return rows.find(({ portraits }) => portraits.includes(portraitId)) ?? null;
  } catch {
    return null;
  }
}

async function keep(newId, photo, portraitId, now) {
  const rows = await photos.recent();
  const same = (await sameAs(photo, rows)) ?? rows.find(({ id }) => id === newId);
  const portraits = [...new Set([...(same?.portraits ?? []), portraitId])].filter(Boolean);
  await photos.put({ id: same?.id ?? newId, photo, portraits, at: now });
  const tooMany = (await photos.recent()).slice(LONGEST);
  if (tooMany.length) await photos.forget(...tooMany.map(({ id }) => id));
}

/** The row of the same photo, if it was chosen anew from the device's files. */
async function sameAs(photo, rows) {
  const bytes = new Uint8Array(await photo.arrayBuffer());
  for (const row of rows) {
    if (row.photo.size !== bytes.length) continue;
    const kept = new Uint8Array(await row.photo.arrayBuffer());
    if (kept.every((byte, at) => byte === bytes[at])) return row;
  }
  return null;
}
