// The passage of a bulletin that answers a query best: text and marked words in turn.

import { words } from "./words.js";

const LENGTH = 32; // words
const BEFORE = 6; // of them before the first one that was asked for

// [text, isMarked] pieces.
export function excerpt(text, title, units, key) {
  const all = words(text);
  const asked = units.flatMap((unit) => unit.asked);
  const found = all.map(({ word }) => answered(word, asked, key));
  // Where a word stands with the accents of the query, it is not marked elsewhere without them.
  const said = new Set([...all, ...words(title)].map(({ word }) => word));
  const fits = (word, one) => !one.marked || one.word === word || !said.has(one.word);
  const isMarked = all.map(({ word }, at) => found[at] >= 0 && fits(word, asked[found[at]]));
  const from = best(found.map((one, at) => (isMarked[at] ? one : -1)));
  const part = all.slice(from, from + LENGTH);
  if (!part.length) return [[text, false]];
  const pieces = [[from ? "… " : "", false]];
  let end = part[0].start;
  for (const [at, { start, end: stop }] of part.entries()) {
    const between = text.slice(end, start);
    const marked = isMarked[from + at];
    if (marked && pieces.at(-1)[1] && between && !/\s/.test(between)) pieces.at(-1)[0] += between + text.slice(start, stop);
    else pieces.push([between, false], [text.slice(start, stop), marked]);
    end = stop;
  }
  const last = from + LENGTH >= all.length;
  pieces.push([last ? text.slice(end) : " …", false]);
  return pieces.filter(([piece]) => piece).map(([piece, marked]) => [piece.replace(/\s+/g, " "), marked]);
}

// Which of the words asked for this is: itself, another of its key, or, for the last one, a beginning.
function answered(word, asked, key) {
  const own = key(word);
  const same = asked.findIndex((one) => one.word === word);
  if (same >= 0) return same;
  const alike = asked.findIndex((one) => one.key === own);
  return alike >= 0 || !asked.length || !word.startsWith(asked.at(-1).word) ? alike : asked.length - 1;
}

// Where a passage begins that holds most of the words asked for.
function best(found) {
  let [top, from] = [0, 0];
  for (let at = 0; at < found.length; at += 1) {
    if (found[at] < 0) continue;
    const start = Math.max(0, at - BEFORE);
    const inside = found.slice(start, start + LENGTH).filter((one) => one >= 0);
    const worth = 10 * new Set(inside).size + inside.length;
    if (worth > top) [top, from] = [worth, start];
  }
  return from;
}
