// What a query means: every word must be there, phrases word by word, and some of the words if not all.
//
// The index (see tools/bantin/site/search.py) holds đ as d + U+0335, which Pagefind folds, and in a language
// without endings closes each word with U+02D1, so that a closed query finds whole words. Queries are written
// the same way here, and what comes back is turned back. Which index is searched follows <html lang>.

const STROKE = "\u0335";
const END = "\u02d1";
const READ = 40; // how many results are read to see whether they hold a phrase: each costs about 2 kB
const MOST = 8; // words of a query that are looked for one by one when no bulletin holds them all
// A title counts five times; the line of type, number and date hardly.
const RANKING = { diacriticSimilarity: 2, metaWeights: { title: 5, extra: 2, note: 0.2, codes: 0 } };

let engine;
export let filters = {}; // by name: the values that bulletins have, each with the word for it in the index
let stems = false; // whether Pagefind knows the language's endings

const apart = (text) => text.normalize("NFC").replaceAll("đ", "d" + STROKE).replaceAll("Đ", "D" + STROKE);
const closed = (text) => text.replace(/[\p{L}\p{N}\u0335]+/gu, (word) => word + END);
export const together = (text) => text.replaceAll(END, "").replaceAll("d" + STROKE, "đ").replaceAll("D" + STROKE, "Đ");
const bare = (text) => apart(together(text)).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const parts = (word) => word.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const solid = (word) => word.replace(/[^\p{L}\p{N}]/gu, "");

export async function load(hasStems) {
  stems = hasStems;
  engine ??= import(new URL("../../pagefind/pagefind.js", import.meta.url).href)
    .then(async (found) => {
      const own = found.createInstance({ ranking: RANKING, noWorker: true }); // a worker: 12 kB more, and slower to start
      const values = fetch(new URL(`../../pagefind/filters.${document.documentElement.lang}.json`, import.meta.url));
      await own.init();
      filters = await (await values).json();
      return own;
    })
    .catch((error) => {
      engine = undefined; // the next query tries again
      throw error;
    });
  return engine;
}

// The hits in their order; `partial` when they hold some of the words only.
export function find(query, chosen = {}) {
  last = last.catch(() => {}).then(() => answer(query, chosen));
  return last;
}

let last = Promise.resolve(); // Pagefind's settings hold for all searches alike, so there is one at a time

async function answer(query, chosen) {
  const pagefind = await load(stems);
  const codes = Object.entries(chosen).map(([name, value]) => filters[name]?.find(([one]) => one === value)?.[1]);
  if (codes.includes(undefined)) return { hits: [], partial: false };
  const text = query.normalize("NFC").replace(/[“”„«»]/g, '"');
  const phrases = [...text.matchAll(/"([^"]+)"/g)].map((match) => match[1]);
  const words = text.replaceAll('"', " ").trim();
  const hits = await all(pagefind, words, codes);
  if (phrases.length) return { hits: await holding(hits, phrases), partial: false };
  return hits.length ? { hits, partial: false } : { hits: await some(pagefind, words, codes), partial: true };
}

// What to ask, in turn, until something is found: as typed; without signs; and, where whole words are asked
// for, the last one unfinished. Where the query has accents, the bulletins that hold them just so come first,
// which Pagefind's own ranking does not see to in titles.
async function all(pagefind, words, codes) {
  const text = apart(words);
  const plain = text.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
  const attempts = stems ? [text, plain] : [closed(text), closed(plain), closed(plain).slice(0, -1)];
  for (const attempt of new Set(attempts)) {
    const hits = await asked(pagefind, attempt, words, codes);
    if (!hits.length) continue;
    if (hits.length < 2 || bare(words) === lower(words)) return hits;
    await pagefind.options({ exactDiacritics: true });
    const exact = await asked(pagefind, attempt, words, codes);
    await pagefind.options({ exactDiacritics: false });
    const first = new Set(exact.map((hit) => hit.id));
    return [...exact, ...hits.filter((hit) => !first.has(hit.id))];
  }
  return [];
}

// "COVID19" and "Covid-19" are one word: both ways of writing it are asked.
async function asked(pagefind, attempt, words, codes) {
  const lists = [];
  const narrowed = stems ? codes : codes.map(closed);
  for (const one of spellings(attempt)) {
    const answer = await pagefind.search([...narrowed, one].join(" "));
    lists.push(await relevant(answer.results, words));
  }
  return united(lists);
}

const MIXED = /(?<![\p{L}\p{N}\p{M}\/.\u02d1-])((?:(?!\u02d1)[\p{L}\p{M}])+)(\u02d1?-)?(\p{N}+\u02d1?)(?![\p{L}\p{N}\/-])/gu;

function spellings(text) {
  const end = stems ? "" : END;
  return [...new Set([text, text.replace(MIXED, "$1$3"), text.replace(MIXED, `$1${end}-$3`)])];
}

function united(lists) {
  if (lists.length < 2) return lists[0];
  const best = new Map();
  for (const hit of lists.flat()) if (!(best.get(hit.id)?.score >= hit.score)) best.set(hit.id, hit);
  return [...best.values()].sort((a, b) => b.score - a.score);
}

// Every word must be there. For a word that the index lacks Pagefind takes the nearest beginning of one, and
// it does so for all results alike: whether the first one holds every word tells it for the rest.
async function relevant(results, query) {
  if (!results.length) return results;
  const text = bare(said(await results[0].data()));
  const there = text.split(/\s+/).flatMap((word) => [solid(word), ...parts(word)]);
  const has = (word) => there.some((other) => alike(word, other));
  const asked = bare(query).split(/\s+/).filter(solid);
  return asked.every((word) => has(solid(word)) || parts(word).every(has)) ? results : [];
}

const said = (data) => [data.raw_content ?? data.content, ...Object.values(data.meta)].join(" \n ");

// A word or its beginning; where Pagefind knows the language's endings ("running" finds "run"), its stem too.
function alike(asked, other) {
  if (other.startsWith(asked)) return true;
  if (!stems || other.length < 3) return false;
  const stem = Math.max(3, asked.length - 3);
  return other.slice(0, stem) === asked.slice(0, stem) || (asked.startsWith(other) && asked.length - other.length < 5);
}

// Pagefind's own phrases fail where one word stands in two spellings, so the best results are read here. Those
// that hold the phrase with its marks come first, those that hold it without them after.
async function holding(hits, phrases) {
  const read = await Promise.all(hits.slice(0, READ).map(async (hit) => [hit, together(said(await hit.data()))]));
  const holds = (text, fold) => phrases.every((phrase) => within(fold(phrase), fold(text)));
  const exact = read.filter(([, text]) => holds(text, lower));
  const folded = read.filter((one) => !exact.includes(one) && holds(one[1], bare));
  return [...exact, ...folded].map(([hit]) => hit);
}

const lower = (text) => text.normalize("NFC").toLowerCase();

function within(phrase, text) {
  const pattern = phrase.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern.join("\\s+")}(?![\\p{L}\\p{N}])`, "u").test(text);
}

// No bulletin holds every word: those that hold most of them, most first.
async function some(pagefind, words, codes) {
  const asked = words.split(/\s+/).filter(solid).slice(0, MOST);
  if (asked.length < 2) return [];
  const lists = [];
  for (const word of asked) lists.push(await all(pagefind, word, codes));
  const best = new Map();
  for (const hit of lists.flat()) {
    const before = best.get(hit.id) ?? { hit, held: 0, score: 0 };
    best.set(hit.id, { hit: before.hit, held: before.held + 1, score: before.score + hit.score });
  }
  const most = [...best.values()].sort((a, b) => b.held - a.held || b.score - a.score);
  return most.filter((one) => one.held >= most[0].held - 1 && one.held * 2 >= asked.length).map((one) => one.hit);
}
