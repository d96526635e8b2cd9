/* How hard a password is to guess, roughly: its different words, and the signs beside them. What
   repeats or goes on in the row of the alphabet counts once. */

const LEAST_LENGTH = 15;
const WORD = /[\p{Ll}\p{Lu}]{3,}/gu;
// A word that somebody picks by chance from some thousands, however long it is.
const BITS_A_WORD = 12;
const STRONG_BITS = 58;
const WEAK_BITS = 36;
const SHORTEST_NAME = 4;
const KINDS = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{Nd}/u, 10],
  // Scripts without small and capital letters; of Chinese the most usual signs.
  [/\p{Lo}/u, 500],
  [/[^\p{L}\p{Nd}]/u, 20],
];

/** One piece of advice: its code, and how many characters are missing. */
export function advise(password, address) {
  const missing = LEAST_LENGTH - [...password].length;
  if (missing > 0) return { code: "short", missing };
  const bits = guessBits(password);
  if (hasName(password, address)) return { code: "name", missing: 0 };
  if (bits < WEAK_BITS) return { code: "weak", missing: 0 };
  return { code: bits < STRONG_BITS ? "fair" : "strong", missing: 0 };
}

function hasName(password, address) {
  const name = address.split("@")[0].toLowerCase();
  return name.length >= SHORTEST_NAME && password.toLowerCase().includes(name);
}

export function guessBits(password) {
  const words = new Set(password.toLowerCase().match(WORD) ?? []);
  const beside = password.replace(WORD, "");
  return words.size * BITS_A_WORD + fresh(beside) * Math.log2(alphabet(beside) || 1);
}

function alphabet(text) {
  return KINDS.reduce((size, [kind, count]) => size + (kind.test(text) ? count : 0), 0);
}

/** How many signs neither repeat nor follow the one before. */
function fresh(text) {
  const points = [...text].map((sign) => sign.codePointAt(0));
  const isNext = (point, at) => at > 0 && Math.abs(point - points[at - 1]) <= 1;
  return new Set(points.filter((point, at) => !isNext(point, at))).size;
}
