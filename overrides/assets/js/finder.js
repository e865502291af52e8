// What a query means: every word must be there, phrases word by word, and some of the words if not all.
// The index is read by shards.js; which one is searched follows <html lang>.

import { excerpt } from "./excerpt.js";
import { beginning, bulletin, head, postings } from "./shards.js";
import { folded, keys, words } from "./words.js";

const TITLE = 2.5; // what a word in the title counts, beside one in the text
const NEAR = 0.6; // what two neighbours count beside a word
const IN_TITLE = 64; // places below stand in the title
const LONG = 5; // units from which on a query is long
const MOST = 8; // words of a query that are looked for one by one when no bulletin holds them all
const SHARDS = 3; // of those that hold words with the same beginning, how many are read

let key;
export let filters = {}; // by name: its values, and the numbers of each bulletin's own

export async function load() {
  const found = await head();
  key ??= keys(found.endings);
  filters = found.filters;
  return found;
}

// The hits in their order, and for each filter how many each value would leave. `partial`: they hold some of
// the words only. By date, those with the accents of the query stand alone, where there are any: nothing else
// keeps the others below them.
export async function find(query, chosen = {}, byDate = false) {
  const { documents } = await load();
  const units = parsed(query);
  for (const [attempt, partial] of [[whole, false], [unfinished, false], [some, true]]) {
    const found = await attempt(units, documents);
    const all = [...found];
    const passing = all.filter(([one]) => passes(one, chosen));
    if (!passing.length) continue;
    const narrow = byDate && !partial && passing.some(isExact);
    const kept = narrow ? passing.filter(isExact) : passing;
    const counts = counted((narrow ? all.filter(isExact) : all).map(([one]) => one), chosen);
    const order = byDate ? ([a], [b]) => b - a : ([a, x], [b, y]) => y.exact - x.exact || y.score - x.score || b - a;
    const hits = kept.sort(order).map(([number]) => hit(number, units));
    return { hits, partial, counts };
  }
  return { hits: [], partial: false, counts: {} };
}

const isExact = ([, value]) => value.exact;

function hit(number, units) {
  const data = async () => {
    const found = await bulletin(number);
    return { ...found, excerpt: excerpt(found.text, found.title, units, key) };
  };
  return { number, year: valuesOf("year", number)[0] ?? "", data };
}

// A query is words and phrases. What is written without a space ("517-CV/TU", "Covid19") is a phrase too.
function parsed(query) {
  const text = query.normalize("NFC").replace(/[“”„«»]/g, '"');
  const units = [];
  for (const [, quoted, chunk] of text.matchAll(/"([^"]+)"|([^\s"]+)/g)) {
    for (const part of quoted ? [quoted] : chunk.split(/[^\p{L}\p{N}\p{M}.,/–_&-]+|[.,](?!\p{Nd})/u)) {
      const asked = words(part).map(({ word }) => ({ word, key: key(word), marked: folded(word) !== word }));
      if (asked.length) units.push({ asked, quoted: Boolean(quoted) });
    }
  }
  return units;
}

// All units together: bulletin -> { score, exact }.
async function whole(units, total) {
  if (!units.length) return new Map();
  const [found, near] = await Promise.all([
    Promise.all(units.map((unit) => held(unit, total))),
    Promise.all(side(units).map((at) => neighbours(units[at], units[at + 1], total))),
  ]);
  return together(found, near);
}

// Which units to look for side by side: each with its next one; in a long query every second of these.
const side = (units) => [...units.slice(1).keys()].filter((at) => units.length <= LONG || at % 2 === 0);

function together(found, near = []) {
  const [first, ...others] = [...found].sort((a, b) => a.size - b.size);
  const all = new Map();
  for (const [one, { score, exact }] of first) {
    const rest = others.map((other) => other.get(one));
    if (rest.includes(undefined)) continue;
    const close = near.reduce((sum, pair) => sum + (pair.get(one) ?? 0), 0);
    const sum = rest.reduce((before, other) => before + other.score, score);
    all.set(one, { score: sum + close, exact: rest.every((other) => other.exact) && exact });
  }
  return all;
}

// Where one unit stands.
async function held({ asked }, total) {
  const [found, pairs] = await Promise.all([
    Promise.all(asked.map(async (one) => weighed(one, await postings("words", one.key), total))),
    Promise.all(asked.slice(1).map((one, at) => postings("pairs", `${asked[at].key} ${one.key}`))),
  ]);
  if (asked.length < 2) return found[0];
  const all = together(found);
  const fits = (at, spelling) => spelling.split(" ").every((word, of) => !asked[at + of].marked || asked[at + of].word === word);
  const folds = chained(pairs.map((group) => Object.values(group)));
  const exact = chained(pairs.map((group, at) => pick(group, (spelling) => fits(at, spelling))));
  for (const one of all.keys()) {
    if (!folds.has(one)) all.delete(one);
    else all.get(one).exact = exact.has(one);
  }
  return all;
}

const pick = (group, wanted) => Object.keys(group).filter(wanted).map((spelling) => group[spelling]);

// The bulletins in which the pairs follow one another, each list of postings holding the spellings of one pair.
function chained(lists) {
  let ends = merged(lists[0]);
  for (const list of lists.slice(1)) {
    const next = merged(list);
    const kept = new Map();
    for (const [one, places] of ends) {
      const there = new Set(next.get(one));
      const on = places.map((place) => place + 1).filter((place) => there.has(place));
      if (on.length) kept.set(one, on);
    }
    ends = kept;
  }
  return ends;
}

function merged(spellings) {
  const all = new Map();
  for (const documents of spellings) {
    for (const [one, places] of documents) all.set(one, [...(all.get(one) ?? []), ...places]);
  }
  return all;
}

const rarity = (count, total) => Math.log(1 + (total - count + 0.5) / (count + 0.5));

// A word's bulletins: a spelling with the accents of the query is exact, and so is any where it has none.
function weighed({ word, marked }, spellings, total) {
  const all = new Map();
  for (const [spelling, documents] of Object.entries(spellings)) {
    const exact = !marked || spelling === word;
    for (const [one, weight] of documents) {
      const score = ((weight & 15) + TITLE * (weight >> 4)) / 15;
      const before = all.get(one);
      all.set(one, { score: Math.max(score, before?.score ?? 0), exact: exact || Boolean(before?.exact) });
    }
  }
  const rare = rarity(all.size, total);
  for (const one of all.values()) one.score *= rare;
  return all;
}

// What it is worth that two units stand side by side: bulletin -> score.
async function neighbours(before, after, total) {
  const group = await postings("pairs", `${before.asked.at(-1).key} ${after.asked[0].key}`);
  const all = merged(Object.values(group));
  const rare = rarity(all.size, total);
  const worth = ([one, places]) => [one, NEAR * rare * (Math.min(...places) < IN_TITLE ? TITLE : 1)];
  return new Map([...all].map(worth));
}

// The last word may be unfinished: after the word before it, or by itself.
async function unfinished(units, total) {
  const last = units.at(-1);
  if (!last || last.quoted) return new Map();
  const asked = last.asked.slice(0, -1);
  const others = [...units.slice(0, -1), ...(asked.length ? [{ ...last, asked }] : [])];
  const found = await Promise.all(others.map((unit) => held(unit, total)));
  const begun = last.asked.at(-1);
  const before = others.at(-1)?.asked.at(-1);
  const all = before ? together([...found, await begunAfter(before, begun)]) : new Map();
  return all.size || asked.length ? all : together([...found, await begunAlone(begun, total)]);
}

async function begunAfter(before, begun) {
  const group = await beginning("pairs", `${before.key} ${folded(begun.word)}`, SHARDS);
  const fits = (spelling) => !begun.marked || spelling.split(" ")[1].startsWith(begun.word);
  const exact = merged(pick(group, fits));
  return new Map([...merged(Object.values(group)).keys()].map((one) => [one, { score: 1, exact: exact.has(one) }]));
}

async function begunAlone(begun, total) {
  const group = await beginning("words", folded(begun.word), SHARDS);
  const found = weighed({ word: "", marked: false }, group, total);
  const fits = (spelling) => !begun.marked || spelling.startsWith(begun.word);
  const exact = new Set(pick(group, fits).flatMap((documents) => [...documents.keys()]));
  for (const [one, value] of found) value.exact = exact.has(one);
  return found;
}

// No bulletin holds every word: those that hold most of them, most first. Quoted phrases must be there.
async function some(units, total) {
  if (units.some((unit) => unit.quoted)) return new Map();
  const asked = units.slice(0, MOST);
  if (asked.length < 2) return new Map();
  const all = new Map();
  for (const found of await Promise.all(asked.map((unit) => held(unit, total)))) {
    for (const [one, { score }] of found) {
      const before = all.get(one) ?? { count: 0, score: 0 };
      all.set(one, { count: before.count + 1, score: before.score + score });
    }
  }
  const most = Math.max(0, ...[...all.values()].map((one) => one.count));
  for (const [one, { count, score }] of all) {
    if (count >= most - 1 && count * 2 >= asked.length) all.set(one, { score, exact: count });
    else all.delete(one);
  }
  return all;
}

const valuesOf = (name, number) => (filters[name]?.of[number] ?? []).map((at) => filters[name].values[at]);

function passes(number, chosen) {
  return Object.entries(chosen).every(([name, value]) => valuesOf(name, number).includes(value));
}

// For each filter: [value, how many of the bulletins found have it], the other filters as they are chosen.
function counted(numbers, chosen) {
  const all = {};
  for (const name of Object.keys(filters)) {
    const { [name]: _, ...others } = chosen;
    const counts = new Map();
    for (const number of numbers) {
      if (!passes(number, others)) continue;
      for (const value of valuesOf(name, number)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    all[name] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  }
  return all;
}
