/* Small texts kept on this device. A browser that refuses storage behaves like an empty one. */

export function readText(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Returns whether the text was kept: storage may be refused or full. */
export function writeText(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

export function forgetText(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    return;
  }
}

export function keptKeys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
