// The search field and its results: loads finder.js and what it needs of the index when the reader searches, not before.
// The query and its filters stand in the address (?q=), so that a search can be kept and sent on.

const PAGE = 10;
const place = document.getElementById("bt-search");
const input = document.getElementById("bt-query");
const found = document.getElementById("bt-found");
const count = found.querySelector("[role=status]");
const list = found.querySelector("ol");
const more = found.querySelector("button");
const help = found.querySelector(".found-help");
const order = found.querySelector("[name=order]");
const selects = [...found.querySelectorAll("select")].filter((one) => one !== order);
const words = JSON.parse(place.dataset.words);

let turn = 0; // the number of the latest query: answers to earlier ones are dropped
let hits = [];
let shown = 0;
let finder;

async function load() {
  finder ??= await import("./finder.js");
  await finder.load();
}

const chosen = () => Object.fromEntries(selects.filter((one) => one.value).map((one) => [one.name, one.value]));

async function search() {
  const query = input.value.trim();
  const mine = ++turn;
  remember(query);
  if (!query) return close();
  found.hidden = false;
  count.textContent = words.busy;
  try {
    await load();
    const answer = await finder.find(query, chosen(), order.value === "date");
    if (mine !== turn) return;
    hits = answer.hits;
    fill(answer.counts);
    await show(query, answer.partial, mine);
  } catch {
    if (mine === turn) count.textContent = words.failed;
  }
}

// The count is told when the results stand, so that what is read out is there.
async function show(query, partial, mine) {
  shown = 0;
  if (!(await extend(mine, true))) return;
  const told = (hits.length === 1 ? words.one : words.many).replace("{count}", hits.length);
  const nothing = words.none.replace("{query}", query);
  count.textContent = hits.length ? (partial ? `${told}. ${words.some}` : told) : nothing;
  help.hidden = hits.length > 0;
}

async function extend(mine, anew = false) {
  const data = await Promise.all(hits.slice(shown, shown + PAGE).map((hit) => hit.data()));
  if (mine !== turn) return false;
  if (anew) list.replaceChildren();
  data.forEach((one, at) => shelf(hits[shown + at].year).append(entry(one)));
  shown += data.length;
  more.hidden = shown >= hits.length;
  return true;
}

// By date, the results of each year stand together.
function shelf(year) {
  if (order.value !== "date" || !year) return list;
  const last = list.querySelector(":scope > li:last-child > ol");
  if (last?.dataset.year === year) return last;
  const own = document.createElement("ol");
  own.dataset.year = year;
  const heading = part("p", [`${year} (${hits.filter((hit) => hit.year === year).length})`]);
  heading.className = "found-year";
  list.append(part("li", [heading, own]));
  return own;
}

// A filter offers what the bulletins found have: years newest first, the rest by how many there are.
function fill(counts) {
  for (const select of selects) {
    const values = counts[select.name] ?? [];
    if (select.name === "year") values.sort(([a], [b]) => b - a);
    if (select.value && !values.some(([value]) => value === select.value)) values.push([select.value, 0]);
    const options = values.map(([value, count]) => new Option(`${value} (${count})`, value, false, value === select.value));
    select.replaceChildren(select.options[0], ...options);
    select.hidden = values.length < 2 && !select.value;
  }
}

function entry(data) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = data.url;
  const passage = data.excerpt.map(([text, isMarked]) => (isMarked ? part("mark", [text]) : text));
  link.append(part("b", [data.title]), part("small", [data.note]), part("span", passage));
  item.append(link);
  return item;
}

function part(tag, content) {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}

// The address of this search. A file opened from a disk has no history to write to.
function remember(query) {
  const url = new URL(location.href);
  const values = query ? { q: query, ...chosen(), order: order.value } : {};
  for (const name of ["q", "order", ...selects.map((one) => one.name)]) values[name] ? url.searchParams.set(name, values[name]) : url.searchParams.delete(name);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

function recall() {
  const asked = new URL(location.href).searchParams;
  if (!asked.get("q")) return;
  input.value = asked.get("q");
  if (asked.get("order") === "date") order.value = "date";
  for (const select of selects) {
    if (asked.get(select.name)) select.append(new Option(asked.get(select.name), asked.get(select.name), false, true));
  }
  search();
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
  if (found.hidden || !links.length || event.target.matches("select")) return;
  event.preventDefault();
  (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
}

let waiting;
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 180);
});
input.addEventListener("focus", () => {
  if (input.value.trim() && found.hidden) search();
});
place.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
});
for (const select of [order, ...selects]) select.addEventListener("change", search);
more.addEventListener("click", () => extend(turn).then(() => list.querySelectorAll("a")[shown - 1]?.focus()));
place.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
  if (event.key === "Escape" && !found.hidden) {
    event.preventDefault();
    clearTimeout(waiting);
    turn += 1;
    input.focus();
    close();
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
recall();
