/* Remembers on this device which policy version was opened, and says so in the footer. */
import { readText, writeText } from "../device/kept_text.js";

const KEY = "site:policy-read";

export function rememberPolicyRead(version, now = new Date()) {
  writeText(KEY, JSON.stringify({ version, at: now.toISOString() }));
}

function lastRead() {
  try {
    return JSON.parse(readText(KEY) ?? "null");
  } catch {
    return null;
  }
}

export function showPolicyHint(line) {
  if (!line) return;
  const { version, never, read, changed } = line.dataset;
  const last = lastRead();
  const words = !last ? never : last.version === version ? read : changed;
  const date = last && new Date(last.at).toLocaleDateString(document.documentElement.lang);
  line.querySelector("[data-policy-hint-words]").textContent = words.replace("{date}", date);
}
