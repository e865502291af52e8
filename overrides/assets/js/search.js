// The search: loads Pagefind and its index when the reader types, and only then.
//
// The index (see tools/bantin/site/search.py) holds đ as d + U+0335, which Pagefind folds, and in a language
// without endings closes each word with U+02D1, so that a closed query finds whole words. Queries are written
// the same way here, and what comes back is turned back. Which index is searched follows <html lang>.

const STROKE = "\u0335";
const END = "\u02d1";
const PAGE = 10;
const place = document.getElementById("bt-search");
const input = document.getElementById("bt-query");
const found = document.getElementById("bt-found");
const count = found.querySelector("p");
const list = found.querySelector("ol");
const more = found.querySelector("button");
const words = JSON.parse(place.dataset.words);

let pagefind;
let turn = 0; // the number of the latest query: answers to earlier ones are dropped
let hits = [];
let shown = 0;

const apart = (text) => text.normalize("NFC").replaceAll("đ", "d" + STROKE).replaceAll("Đ", "D" + STROKE);
const closed = (text) => text.replace(/[\p{L}\p{N}\u0335]+/gu, (word) => word + END);
const together = (text) => text.replaceAll(END, "").replaceAll("d" + STROKE, "đ").replaceAll("D" + STROKE, "Đ");
const bare = (text) => apart(together(text)).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function load() {
  pagefind ??= import(new URL("../../pagefind/pagefind.js", import.meta.url).href).catch((error) => {
    pagefind = undefined; // the next query tries again
    throw error;
  });
  return pagefind;
}

async function search() {
  const query = input.value.trim();
  const mine = ++turn;
  if (!query) return close();
  open();
  count.textContent = words.busy;
  try {
    const engine = await load();
    let best = [];
    for (const attempt of attempts(query)) {
      if (!best.length) best = await relevant((await engine.search(attempt)).results, query);
      if (mine !== turn) return;
    }
    hits = best;
    await show(query, mine);
  } catch {
    if (mine === turn) count.textContent = words.failed;
  }
}

// What to ask, in turn, until something is found: as typed; without signs (between quotes Pagefind wants the
// accents exact, and a document number whole); and, where whole words are asked for, the last one unfinished.
function attempts(query) {
  const text = apart(query);
  const plain = text.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
  return new Set(words.stems ? [text, plain] : [closed(text), closed(plain), closed(plain).slice(0, -1)]);
}

// Every word must be there. For a word that the index lacks Pagefind takes the nearest beginning of one, and
// it does so for all results alike: whether the first one holds every word tells it for the rest.
async function relevant(results, query) {
  if (!results.length) return results;
  const data = await results[0].data();
  const text = bare([data.raw_content ?? data.content, ...Object.values(data.meta)].join(" "));
  const there = text.split(/\s+/).flatMap((word) => [solid(word), ...parts(word)]);
  const has = (word) => there.some((other) => alike(word, other));
  const asked = bare(query).split(/\s+/).filter(solid);
  return asked.every((word) => has(solid(word)) || parts(word).every(has)) ? results : [];
}

const parts = (word) => word.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const solid = (word) => word.replace(/[^\p{L}\p{N}]/gu, "");

// A word or its beginning; where Pagefind knows the language's endings ("running" finds "run"), its stem too.
function alike(asked, other) {
  if (other.startsWith(asked)) return true;
  if (!words.stems || other.length < 3) return false;
  const stem = Math.max(3, asked.length - 3);
  return other.slice(0, stem) === asked.slice(0, stem) || (asked.startsWith(other) && asked.length - other.length < 5);
}

async function show(query, mine) {
  list.replaceChildren();
  shown = 0;
  const told = hits.length === 1 ? words.one : words.many;
  count.textContent = hits.length ? told.replace("{count}", hits.length) : words.none.replace("{query}", query);
  await extend(mine);
}

async function extend(mine) {
  const data = await Promise.all(hits.slice(shown, shown + PAGE).map((hit) => hit.data()));
  if (mine !== turn) return;
  list.append(...data.map(entry));
  shown += data.length;
  more.hidden = shown >= hits.length;
}

function entry(data) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = data.url;
  link.append(part("b", [together(data.meta.title ?? "")]), part("small", [together(data.meta.note ?? "")]));
  link.append(part("span", marked(data.excerpt)));
  item.append(link);
  return item;
}

function part(tag, content) {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}

// The excerpt is text with <mark> in it: made into nodes, never into HTML.
function marked(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/s).map((piece, index) => {
    const text = together(piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
    return index % 2 ? part("mark", [text]) : text;
  });
}

function open() {
  found.hidden = false;
}

function close() {
  found.hidden = true;
  list.replaceChildren();
  count.textContent = "";
  more.hidden = true;
}

function step(event) {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  if (found.hidden || !links.length) return;
  event.preventDefault();
  (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
}

let waiting;
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 180);
});
place.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
});
more.addEventListener("click", () => extend(turn).then(() => list.querySelectorAll("a")[shown - 1]?.focus()));
place.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
  if (event.key === "Escape" && !found.hidden) {
    event.preventDefault();
    turn += 1;
    close();
    input.focus();
  }
});
place.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !place.contains(event.relatedTarget)) close();
});
document.addEventListener("pointerdown", (event) => {
  if (!place.contains(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input.focus();
    input.select();
  }
});
place.hidden = false;
