/* One store of rows in a database of this browser. */

/** Resolves with what `ask(store)` found; rejects where the browser refuses storage or is full. */
export async function withStore(database, name, mode, ask) {
  const connection = await open(database, name);
  try {
    return await new Promise((resolve, reject) => {
      const transaction = connection.transaction(name, mode);
      const request = ask(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    // An open connection would hold up the wiping at sign-out.
    connection.close();
  }
}

function open(database, name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(name, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
