/* Rows of one kind that this browser keeps for this account, and the switch by which it keeps none. */
import { withStore } from "./database.js";
import { forgetText, readText, writeText } from "./kept_text.js";
import { hasLeft } from "./left.js";
import { deviceKey } from "./space.js";

// One database for everything of an account: one name to wipe at sign-out.
const STORES = ["photos", "effects"];

export class KeptRows {
  /** `off` is the key of the text that says that the person wants none of these kept. */
  constructor(store, off) {
    this.store = store;
    this.off = off;
  }

  isKeeping() {
    return !hasLeft() && readText(this.off) === null;
  }

  /** Switching it off forgets what was kept. */
  async setKeeping(isOn) {
    if (isOn) {
      forgetText(this.off);
      return;
    }
    writeText(this.off, "1");
    await this.run("readwrite", (rows) => rows.clear());
  }

  /** Newest first; every row has an `id` and says by `at` when it was used last. */
  async recent() {
    const rows = await this.run("readonly", (all) => all.getAll());
    return rows.sort((one, other) => other.at - one.at);
  }

  /** Whoever switched it off, or signed out, while the row was on its way keeps none. */
  async put(row) {
    if (!this.isKeeping()) return;
    await this.run("readwrite", (rows) => rows.put(row));
  }

  async forget(...ids) {
    await this.run("readwrite", (rows) => {
      for (const id of ids) rows.delete(id);
      return rows.count();
    });
  }

  run(mode, ask) {
    return withStore({ name: deviceKey("history"), stores: STORES }, this.store, mode, ask);
  }
}
