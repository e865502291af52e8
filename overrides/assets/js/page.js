// On every page: the reader's choice of light or dark, and links that work in a copy of the site on a disk.
// A plain script, for browsers load no module from file://.

{
  const KEY = "bantin-theme"; // base.html reads it before the first line is drawn
  const root = document.documentElement;
  const choice = document.querySelector("#bt-theme select");
  choice.value = root.dataset.theme || "";
  choice.parentElement.hidden = false;
  choice.addEventListener("change", () => {
    if (choice.value) root.dataset.theme = choice.value;
    else delete root.dataset.theme;
    try {
      localStorage.setItem(KEY, choice.value);
    } catch {} // storage is closed: the choice holds for this page
  });

  if (location.protocol === "file:") {
    root.dataset.offline = ""; // what needs a server is not shown
    for (const link of document.querySelectorAll("a[href]")) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }
  }
}
