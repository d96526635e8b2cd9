/* One store of rows in a database of this browser. */

// Another tab that holds an older version lets go within moments, or not at all.
const PATIENCE_MS = 2000;

/** Resolves with what `ask(rows)` found; rejects where the browser refuses storage or is full.
    `stores` are all stores of the database. A later version adds one at the end of the list and
    changes none, so that what was kept before stays as it is. */
export async function withStore({ name, stores }, store, mode, ask) {
  const connection = await open(name, stores);
  try {
    return await new Promise((resolve, reject) => {
      const transaction = connection.transaction(store, mode);
      const request = ask(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    // An open connection would hold up the wiping at sign-out.
    connection.close();
  }
}

function open(name, stores) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, stores.length);
    let isGivenUp = false;
    const giveUp = () => {
      isGivenUp = true;
      reject(new DOMException("another tab holds it", "AbortError"));
    };
    request.onupgradeneeded = ({ oldVersion }) => {
      for (const store of stores.slice(oldVersion)) request.result.createObjectStore(store, { keyPath: "id" });
    };
    request.onblocked = () => setTimeout(giveUp, PATIENCE_MS);
    request.onsuccess = () => {
      if (isGivenUp) request.result.close();
      else resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}
