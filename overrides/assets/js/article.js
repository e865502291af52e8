// A bulletin: copying its citation, and parallel reading, which sets each block's counterpart in the other language beside it (below it on a phone).
//
// The counterparts come from the other language's page, whose blocks bear the same numbers (data-b; see
// tools/bantin/site/parallel.py). Only safe, already built HTML of this site is read. The choice is remembered.

const KEY = "bantin-beside";
const place = document.getElementById("bt-beside");
const wide = matchMedia("(min-width: 60rem)"); // as in bantin.css
const rows = []; // each row that has a counterpart, with it and its language
const blocks = (page) => [...page.querySelectorAll("article [data-b]")];

if (place) {
  const status = place.querySelector("[role=status]");
  const buttons = [...place.querySelectorAll("button")];

  async function press(button, moved) {
    const on = button.getAttribute("aria-pressed") !== "true";
    const anchor = blocks(document).find((block) => block.getBoundingClientRect().bottom > 0);
    const before = anchor?.getBoundingClientRect().top;
    clear();
    status.textContent = "";
    for (const one of buttons) one.setAttribute("aria-pressed", "false");
    try {
      if (on) await show(button);
    } catch {
      status.textContent = place.dataset.failed;
    }
    if (moved && anchor && scrollY) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
    return on;
  }

  async function show(button) {
    const answer = await fetch(button.dataset.url);
    if (!answer.ok) throw new Error(answer.status);
    const other = new DOMParser().parseFromString(await answer.text(), "text/html");
    const theirs = new Map(blocks(other).map((block) => [block.dataset.b, block]));
    const own = blocks(document);
    if (own.length !== theirs.size || !document.querySelector(".text [data-b]")) throw new Error("not aligned");
    for (const block of own) place_beside(block, theirs.get(block.dataset.b), button.dataset);
    button.setAttribute("aria-pressed", "true");
    document.querySelector("article.bulletin").classList.add("parallel");
  }

  for (const button of buttons) {
    button.addEventListener("click", async () => remember((await press(button, true)) ? button.dataset.lang : ""));
    if (button.dataset.lang === remembered()) press(button, false);
  }
  wide.addEventListener("change", () => {
    clear_rows();
    for (const row of rows) place_row(...row);
  });
  place.dataset.ready = "";
}

const copy = document.getElementById("bt-copy");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById("bt-quote").textContent);
    copy.textContent = copy.dataset.copied;
  });
}

// A row's counterpart stands in cells beside its own, or where there is no room in a row below it; any other
// block's stands within the block, so that lists stay lists.
function place_beside(block, theirs, { lang, note }) {
  if (block.matches("tr")) {
    rows.push([block, theirs, lang]);
    return place_row(block, theirs, lang);
  }
  const words = (of) => [...holder(of).childNodes].filter((node) => !node.matches?.("ul, ol, .other"));
  const [own, other, both] = ["own", "other", "both"].map((name) => {
    const part = document.createElement("span");
    part.className = name;
    return part;
  });
  other.lang = lang;
  if (note) other.dataset.note = note;
  other.append(...words(theirs).map((node) => without_ids(document.importNode(node, true))));
  const at = holder(block);
  own.append(...words(block));
  both.append(own, " ", other);
  at.prepend(both);
}

function place_row(row, theirs, lang) {
  const copy = without_ids(document.importNode(theirs, true));
  copy.removeAttribute("id");
  copy.removeAttribute("data-b");
  const parts = wide.matches ? [...copy.cells] : [copy];
  for (const part of parts) {
    part.lang = lang;
    part.classList.add("other");
  }
  if (wide.matches) row.append(...parts);
  else row.after(copy);
}

function clear_rows() {
  for (const part of document.querySelectorAll("tr.other, td.other, th.other")) part.remove();
}

const holder = (block) => (block.matches("li") && block.querySelector(":scope > p")) || block;

function without_ids(node) {
  for (const element of node.querySelectorAll?.("[id]") ?? []) element.removeAttribute("id");
  return node;
}

function clear() {
  document.querySelector("article.bulletin").classList.remove("parallel");
  clear_rows();
  rows.length = 0;
  for (const both of document.querySelectorAll(".both")) both.replaceWith(...both.firstChild.childNodes);
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is closed: nothing is remembered, everything else works
  }
}

function remember(lang) {
  try {
    localStorage.setItem(KEY, lang);
  } catch {}
}
