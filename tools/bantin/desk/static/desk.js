// The desk in the browser: typing is saved by itself, every action has a key, other windows are noticed.
// Everything here only speeds up what the page's forms do without it. Text from the server's answers goes
// into the page as HTML that the server has made safe; text that people typed only ever as text.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const bench = () => document.getElementById("bench");
const words = document.getElementById("words")?.dataset ?? {};
const REST = 900; // milliseconds without a key before what was typed is saved
const AGAIN = 4000; // milliseconds before an unanswered save is tried again
let token = document.body.dataset.token;
let queue = Promise.resolve(); // saves go one after the other

document.documentElement.classList.add("scripted");

function tell(text) {
  document.getElementById("told").textContent = text;
}

// Talking to the desk

async function send(address, fields, again = true) {
  const body = new URLSearchParams({ ...fields, token });
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.status === 403 && again) { // the desk was started anew
    token = (await (await fetch("/token")).json()).token;
    for (const field of all("input[name=token]")) field.value = token;
    return send(address, fields, false);
  }
  const said = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : { message: await answer.text() };
  return { ok: answer.ok, ...said };
}

// Putting the server's parts in the place of the page's own

function show(html, force = null) {
  const now = new DOMParser().parseFromString(html, "text/html").getElementById("bench");
  if (!now) return;
  remember(now);
  bench().dataset.file = now.dataset.file;
  for (const part of all("[data-part]", now)) {
    const mine = document.getElementById(part.id);
    if (mine && same(mine, part)) continue;
    if (mine) mine.replaceWith(keepFocus(mine, part));
    else bench().append(part);
  }
  const rows = bench().querySelector(".rows");
  if (rows) {
    const next = all("[data-row]", now).map((row) => shown(document.getElementById(row.id), row, force));
    if (next.some((row, at) => rows.children[at] !== row) || rows.children.length !== next.length) {
      for (const row of [...rows.children]) if (!next.includes(row) && isDirty(row)) next.push(row);
      const focused = document.activeElement;
      rows.replaceChildren(...next);
      focused?.focus?.();
    }
  }
  prepare();
}

const sources = new WeakMap(); // what the server said of a part, before the script touched it
const same = (mine, other) => sources.get(mine) === sources.get(other);

function remember(root) {
  for (const node of all("[data-part], [data-row]", root)) {
    sources.set(node, node.outerHTML.replace(/name="(?:file|token)" value="[^"]*"/g, ""));
  }
}

function keepFocus(mine, part) {
  const inside = mine.contains(document.activeElement) && document.activeElement.dataset.do;
  if (inside) queueMicrotask(() => document.querySelector(`#${part.id} [data-do="${inside}"]`)?.focus());
  return part;
}

// A row as the server shows it; one that is being edited keeps its field, and what it knew of the block.
function shown(mine, row, force) {
  if (!mine) return row;
  if (same(mine, row)) return mine;
  if (!mine.classList.contains("editing") && !isDirty(mine)) {
    const current = mine.classList.contains("current");
    const focused = mine.contains(document.activeElement);
    row.classList.toggle("current", current);
    mine.replaceWith(row);
    if (focused) row.focus();
    return row;
  }
  if (force === mine.id || !isDirty(mine)) {
    for (const name of ["number", "unit", "seen", "file", "action"]) {
      for (const field of all(`input[name=${name}]`, mine)) field.value = row.querySelector(`input[name=${name}]`).value;
    }
    const field = mine.querySelector("textarea");
    const fresh = row.querySelector("textarea");
    if (force !== mine.id && field.value !== fresh.value) {
      field.value = fresh.value;
      state(mine, words.refreshed, false);
    }
    if (field.dataset.saved !== fresh.value) field.dataset.server = fresh.value;
    for (const part of all("[data-sub]", row)) {
      const old = mine.querySelector(`[data-sub=${part.dataset.sub}]`);
      if (old && old.innerHTML !== part.innerHTML) old.innerHTML = part.innerHTML;
    }
    for (const name of ["has-error", "has-warning", "has-note"]) mine.classList.toggle(name, row.classList.contains(name));
    sources.set(mine, sources.get(row));
  }
  return mine;
}

// Editing

const rowOf = (node) => node?.closest?.("[data-row]");
const field = (row) => row.querySelector("textarea");
const isDirty = (row) => row.dataset.dirty === "1";

function state(row, text, bad) {
  const output = row.querySelector(".saving");
  output.textContent = text ?? "";
  output.classList.toggle("bad", Boolean(bad));
}

function open(row) {
  if (!row) return;
  const editor = row.querySelector(".editor");
  select(row);
  row.classList.add("editing");
  row.dataset.session ||= Math.random().toString(36).slice(2);
  editor.open = true;
  const text = field(row);
  text.focus({ preventScroll: true });
  if (text.dataset.placed !== "1") { text.setSelectionRange(text.value.length, text.value.length); text.dataset.placed = "1"; }
  row.scrollIntoView({ block: "nearest" });
}

async function close(row, focus = true) {
  await save(row);
  if (isDirty(row)) return false;
  row.classList.remove("editing");
  delete row.dataset.session;
  row.querySelector(".editor").open = false;
  if (focus) row.focus({ preventScroll: true });
  await refresh();
  return true;
}

function typed(row) {
  row.dataset.dirty = "1";
  state(row, words.notSaved, false);
  clearTimeout(row.timer);
  row.timer = setTimeout(() => save(row), REST);
}

function save(row) {
  queue = queue.then(() => saveNow(row));
  return queue;
}

async function saveNow(row) {
  clearTimeout(row.timer);
  const text = field(row).value;
  if (!isDirty(row) || row.querySelector(".conflict")) return;
  const form = field(row).form;
  state(row, words.saving, false);
  const fields = { ...Object.fromEntries(new FormData(form)), text, file: bench().dataset.file, session: row.dataset.session ?? "" };
  let said;
  try {
    said = await send(form.getAttribute("action"), fields);
  } catch {
    state(row, words.offline, true);
    row.timer = setTimeout(() => save(row), AGAIN);
    return;
  }
  if (!said.ok) { refused(row, said); return; }
  const more = field(row).value !== text;
  if (!more) delete row.dataset.dirty;
  if (fields.action === "add") { added(row, said.html, fields.unit); return; }
  show(said.html, row.id);
  state(row, more ? words.notSaved : words.saved, false);
  if (more) typed(row);
}

// A block that was missing is there now, and its row has another name; typing goes on in it.
function added(row, html, unit) {
  const { value, selectionStart } = field(row);
  const goesOn = document.activeElement === field(row);
  delete row.dataset.dirty;
  row.classList.remove("editing");
  show(html);
  const made = rows().find((one) => one.id.startsWith("b") && one.querySelector("input[name=unit]").value === unit);
  if (!made || !goesOn) return;
  open(made);
  if (field(made).value !== value.trim()) { field(made).value = value; typed(made); }
  field(made).setSelectionRange(selectionStart, selectionStart);
}

function refused(row, said) {
  if (said.theirs === undefined || said.theirs === null) {
    state(row, said.message, true);
    return;
  }
  const made = document.getElementById("conflict").content.cloneNode(true);
  made.querySelector("[data-said]").textContent = said.message;
  made.querySelector("[data-theirs]").textContent = said.theirs;
  row.conflict = { html: said.html, theirs: said.theirs };
  state(row, "", false);
  row.querySelector(".editor form").after(made);
}

// After a conflict: the person has both texts before them and decides.
function settle(row, mine) {
  const { html, theirs } = row.conflict;
  row.querySelector(".conflict").remove();
  if (!mine) field(row).value = theirs;
  show(html, row.id);
  if (mine) { typed(row); save(row); } else { delete row.dataset.dirty; state(row, "", false); show(html); }
  field(row).focus();
}

async function act(form, button) {
  const row = rowOf(form);
  if (row && isDirty(row)) await save(row);
  const fields = Object.fromEntries(new FormData(form));
  if (button?.name) fields[button.name] = button.value;
  if ("file" in fields) fields.file = bench().dataset.file;
  const said = await send(form.getAttribute("action"), fields).catch(() => ({ ok: false, message: words.offline }));
  if (row && said.ok) { delete row.dataset.dirty; row.classList.remove("editing"); row.querySelector(".editor").open = false; }
  if (said.html) show(said.html);
  tell(said.ok ? words.saved : said.message);
  if (!said.ok && row) state(document.getElementById(row.id) ?? row, said.message, true);
  if (row) document.getElementById(row.id)?.focus({ preventScroll: true });
}

function refresh() {
  queue = queue.then(refreshNow);
  return queue;
}

async function refreshNow() {
  if (!bench()?.querySelector(".rows")) return;
  try {
    const answer = await fetch(`${bench().dataset.address}/rows`, { headers: { Accept: "application/json" } });
    if (answer.ok) show((await answer.json()).html);
  } catch { /* the desk is stopped: what is typed stays, the next save says so */ }
}

// Moving

const rows = () => all("[data-row]");
const current = () => rowOf(document.activeElement) ?? document.querySelector(".row.current");

function select(row) {
  for (const one of all(".row.current")) if (one !== row) one.classList.remove("current");
  row.classList.add("current");
}

function go(row) {
  if (!row) return;
  select(row);
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by, among = rows()) {
  const here = current();
  const at = among.indexOf(here);
  if (at >= 0) return among[at + by];
  const after = among.find((row) => here && here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
  return here ? (by > 0 ? after : among.at(-1)) : among[0];
}

async function editStep(by) {
  const row = current();
  const next = step(by)?.id;
  if (!(await close(row, !next))) return;
  if (next) open(document.getElementById(next));
}

function proposal(kind) {
  const form = current()?.querySelector(`[data-proposal=${kind}]`);
  if (form) act(form, null);
}

const links = () => all(".list a");

function stepLink(by) {
  const at = links().indexOf(document.activeElement);
  (links()[Math.max(0, at + by)] ?? links().at(-1))?.focus();
}

const inQueue = () => document.body.classList.contains("queue");
const ACTIONS = {
  j: () => (inQueue() ? stepLink(1) : go(step(1))),
  k: () => (inQueue() ? stepLink(-1) : go(step(-1))),
  e: () => open(current() ?? rows()[0]),
  p: () => proposal("machine"),
  m: () => proposal("memory"),
  f: () => go(step(1, all(".row.has-error, .row.has-warning")) ?? document.querySelector(".row.has-error, .row.has-warning")),
  u: () => document.querySelector("[data-do=undo]:not(:disabled)")?.click(),
  a: () => { document.getElementById("approval")?.scrollIntoView(); document.getElementById("by")?.focus(); },
  n: () => document.querySelector("[data-do=page]")?.click(),
  q: () => document.querySelector("[data-do=queue]")?.click(),
  "/": () => document.getElementById("q")?.focus(),
  "?": () => help.showModal(),
};

const help = document.getElementById("help");
const letters = document.getElementById("letters");
letters.checked = localStorage.getItem("letters") !== "off";
letters.addEventListener("change", () => localStorage.setItem("letters", letters.checked ? "on" : "off"));

document.addEventListener("keydown", (event) => {
  if (event.isComposing || help.open) return;
  const inField = event.target.matches("textarea, input, select");
  const row = rowOf(event.target);
  if (event.target.matches("textarea") && row) {
    const down = (event.altKey && event.key === "ArrowDown") || ((event.ctrlKey || event.metaKey) && event.key === "Enter");
    if (down || (event.altKey && event.key === "ArrowUp")) { event.preventDefault(); editStep(down ? 1 : -1); }
    if (event.key === "Escape") { event.preventDefault(); close(row); }
    return;
  }
  if (inField || event.ctrlKey || event.metaKey || event.altKey || !letters.checked) return;
  if (event.key === "Enter" && event.target === row) { event.preventDefault(); open(row); return; }
  const action = ACTIONS[event.key.toLowerCase()];
  if (action) { event.preventDefault(); action(); }
});

document.addEventListener("click", (event) => {
  const what = event.target.closest("[data-do]")?.dataset.do;
  const row = rowOf(event.target);
  if (what === "help") help.showModal();
  if (what === "finding") ACTIONS.f();
  if (what === "mine" || what === "theirs") settle(row, what === "mine");
  if (what === "remove" && !confirm(words.sure)) event.preventDefault();
  if (event.target.closest(".editor > summary")) {
    event.preventDefault();
    open(row);
  } else if (row) select(row);
});

document.addEventListener("dblclick", (event) => {
  if (event.target.closest(".theirs > .text")) open(rowOf(event.target));
});

document.addEventListener("focusin", (event) => { if (rowOf(event.target)) select(rowOf(event.target)); });

document.addEventListener("input", (event) => { if (event.target.matches(".editor textarea")) typed(rowOf(event.target)); });

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method === "dialog" || form.method === "get") return;
  if (form.classList.contains("approve")) {
    if (!all(".row").some(isDirty)) return;
    event.preventDefault();
    for (const row of rows()) if (isDirty(row)) await save(row);
    if (!all(".row").some(isDirty)) form.isConnected ? form.submit() : document.querySelector(".approve")?.submit();
    return;
  }
  event.preventDefault();
  if (rowOf(form) && form.parentElement.matches(".editor") && event.submitter?.name !== "action") { typed(rowOf(form)); save(rowOf(form)); return; }
  act(form, event.submitter);
});

window.addEventListener("beforeunload", (event) => { if (all(".row").some(isDirty)) event.preventDefault(); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") refresh(); });
window.addEventListener("focus", refresh);

function prepare() {
  for (const button of all("[data-do][hidden]")) button.hidden = false;
}

remember(document);
prepare();
if (location.hash && rowOf(document.querySelector(location.hash))) go(document.querySelector(location.hash));
