/* Effects that a person saved: in this browser's IndexedDB, under this account, and nowhere else. */
import { KeptRows } from "./kept_rows.js";
import { randomId } from "./random_id.js";
import { deviceKey } from "./space.js";

/** Rows of {id, at, template, title, details, settings, picture}; of the camera `template` is null.
    Title and details are words as they stood on the page, the picture shows nobody. */
export const effects = new KeptRows("effects", deviceKey("saved-effects-off"));

let saving = Promise.resolve();

/** Keeps an effect; the same settings once more are dated anew. One after the other: a quick second
    press finds what the first has kept. */
export function saveEffect(effect, now = Date.now()) {
  saving = saving.catch(() => {}).then(() => keep(effect, now));
  return saving;
}

async function keep(effect, now) {
  const rows = await effects.recent();
  const same = rows.find((row) => isSame(row, effect));
  await effects.put({ ...effect, id: same?.id ?? randomId(), at: now });
}

/** The effect that the address of this page asks for, if this browser has it. */
export async function askedEffect() {
  const id = new URLSearchParams(location.hash.slice(1)).get("effect");
  if (!id) return undefined;
  // Where storage fails, the list beside it says so.
  const rows = await effects.recent().catch(() => []);
  return rows.find((row) => row.id === id);
}

/** For the list of effects: what is drawn of one. */
export function describeEffect({ picture, title, details }) {
  return { picture, name: title, title, details: details.join(" · ") };
}

function isSame(one, other) {
  return one.template === other.template && JSON.stringify(one.settings) === JSON.stringify(other.settings);
}
