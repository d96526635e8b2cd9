/* What signing out leaves on a device: nothing of this account, unless the person keeps it.
   Everything of an account is named `device:<account>:...`, in localStorage and IndexedDB alike. */
import { forgetText, keptKeys } from "./kept_text.js";
import { tellOtherTabs } from "./left.js";
import { deviceKey } from "./space.js";

export async function clearDevice() {
  tellOtherTabs();
  const prefix = deviceKey("");
  keptKeys(prefix).forEach(forgetText);
  await Promise.all((await databasesNamed(prefix)).map(deleteDatabase));
}

async function databasesNamed(prefix) {
  // Firefox before 126 cannot list databases; the history's own name is known.
  const all = indexedDB.databases ? await indexedDB.databases() : [{ name: `${prefix}history` }];
  return all.map(({ name }) => name).filter((name) => name.startsWith(prefix));
}

function deleteDatabase(name) {
  return new Promise((done) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = done;
  });
}
