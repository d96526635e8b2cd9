/* Recent searches: kept on this device, under this account, and nowhere else. */
import { forgetText, readText, writeText } from "./kept_text.js";
import { hasLeft } from "./left.js";
import { deviceKey } from "./space.js";

const LONGEST = 10;
const WORDS = "recent-searches";
const SWITCH = "recent-searches-off";

export function isKeeping() {
  return !hasLeft() && readText(deviceKey(SWITCH)) === null;
}

export function recentSearches() {
  try {
    const words = JSON.parse(readText(deviceKey(WORDS)) ?? "[]");
    return Array.isArray(words) ? words.filter((word) => typeof word === "string") : [];
  } catch {
    return [];
  }
}

export function rememberSearch(words) {
  const trimmed = words.trim();
  if (!trimmed || !isKeeping()) return;
  const others = recentSearches().filter((word) => word !== trimmed);
  keep([trimmed, ...others].slice(0, LONGEST));
}

export function forgetSearch(words) {
  keep(recentSearches().filter((word) => word !== words));
}

export function forgetAllSearches() {
  forgetText(deviceKey(WORDS));
}

/** Switching it off forgets what was kept. */
export function setKeeping(isOn) {
  if (isOn) {
    forgetText(deviceKey(SWITCH));
    return;
  }
  forgetAllSearches();
  writeText(deviceKey(SWITCH), "1");
}

function keep(words) {
  if (words.length) writeText(deviceKey(WORDS), JSON.stringify(words));
  else forgetAllSearches();
}
