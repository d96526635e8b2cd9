/* How well a template fits some words: whole words first, then beginnings, then one slip of the
   finger. Chinese has no spaces, so there any part of the text counts, and pairs of characters. */

const TITLE = 4;
const TAG = 3;
const REST = 1;

export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Edits between two words, counting a swap of neighbours as one; stops counting beyond `limit`. */
export function editDistance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      now[column] = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + cost);
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && isSwap) {
        now[column] = Math.min(now[column], before[column - 2] + 1);
      }
    }
    before = last;
    last = now;
  }
  return last[b.length];
}

function slipsAllowed(word) {
  if (word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}

function wordScore(asked, found) {
  if (found === asked) return 1;
  if (found.startsWith(asked)) return 0.8;
  if (asked.length > 2 && found.includes(asked)) return 0.5;
  const slips = slipsAllowed(asked);
  if (!slips) return 0;
  // Half a word may be mistyped too: compare with as much of the found word as was typed.
  const start = found.slice(0, asked.length);
  const edits = Math.min(editDistance(asked, found, slips), editDistance(asked, start, slips));
  return edits <= slips ? 0.4 / edits : 0;
}

function hanScore(asked, text) {
  if (text.includes(asked)) return 1;
  const pairs = Array.from({ length: asked.length - 1 }, (_, at) => asked.slice(at, at + 2));
  const found = pairs.filter((pair) => text.includes(pair)).length;
  return found ? (0.4 * found) / pairs.length : 0;
}

function textScore(asked, text) {
  const folded = fold(text);
  if (/\p{Script=Han}/u.test(asked)) return hanScore(asked, folded);
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return Math.max(0, ...words.map((found) => wordScore(asked, found)));
}

function best(asked, texts) {
  return Math.max(0, ...texts.map((text) => textScore(asked, text)));
}

function fields(template) {
  return {
    titles: Object.values(template.titles),
    tags: [...Object.values(template.tags).flat(), template.category, template.kind],
    rest: Object.values(template.descriptions),
  };
}

/** Splits what was typed; a run of Chinese characters counts as one word. */
export function askedWords(query) {
  return fold(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

export function score(template, words) {
  const { titles, tags, rest } = fields(template);
  const scores = words.map((word) =>
    Math.max(TITLE * best(word, titles), TAG * best(word, tags), REST * best(word, rest)),
  );
  return { isFull: scores.every((value) => value > 0), sum: scores.reduce((a, b) => a + b, 0) };
}

/** All that fit every word, best first; else the nearest few that fit some. */
export function search(catalog, query, nearest = 6) {
  const words = askedWords(query);
  const scored = catalog
    .map((template) => ({ template, ...score(template, words) }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum);
  const full = scored.filter(({ isFull }) => isFull);
  const chosen = full.length ? full : scored.slice(0, nearest);
  return { isNear: !full.length, slugs: chosen.map(({ template }) => template.slug) };
}
