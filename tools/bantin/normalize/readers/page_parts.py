"""The parts of a saved web page: which element is the bulletin, and what the page says about itself."""

import html
import re
import unicodedata
from typing import Any

import lxml.etree

from bantin.normalize.readers.base import Line

FURNITURE = {"nav", "aside", "form", "button", "select", "footer"}
BLOCKS = {
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_UNREAD = {
    "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "link", "meta", "head",
}  # fmt: skip


def letters(text: str) -> str:
    """A text in NFC without its white space."""
    return "".join(unicodedata.normalize("NFC", text).split())


def depth(root: Any) -> int:
    """How deeply the page's elements are nested."""
    deepest = here = 0
    for event, _ in lxml.etree.iterwalk(root, events=("start", "end")):
        here += 1 if event == "start" else -1
        deepest = max(deepest, here)
    return deepest


def strip(root: Any) -> None:
    """Take away what is never text for a reader: scripts, styles, comments."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _UNREAD:
            parent = element.getparent()
            if parent is not None:
                element.drop_tree() if isinstance(element.tag, str) else parent.remove(_keep_tail(element))


def _keep_tail(node: Any) -> Any:
    """A comment whose following text was given to its neighbour, so that removing it loses nothing."""
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent = node.getparent()
            parent.text = (parent.text or "") + node.tail
        node.tail = None
    return node


def article(root: Any) -> Any:
    """The part of the page that is the bulletin: article, main, or the block densest in text."""
    for path in (".//*[@itemprop='articleBody']", ".//article", ".//main", ".//*[@role='main']"):
        found = root.xpath(path)
        if found:
            best = max(found, key=lambda element: len(element.text_content()))
            if len(letters(best.text_content())) >= 200 or len(found) == 1:
                return _with_title(best)
    body = root.find("body")
    return _densest(body if body is not None else root)


def _with_title(article: Any) -> Any:
    """The article, or the nearest ancestor that also holds the page's one h1."""
    if article.xpath(".//h1"):
        return article
    for parent in article.iterancestors():
        if parent.tag in ("body", "html"):
            break
        if len(parent.xpath(".//h1")) == 1:
            return parent
    return article


def _densest(body: Any) -> Any:
    """Go down while one child holds nearly all the text that is not in links."""
    here = body
    while True:
        best = max((child for child in here if isinstance(child.tag, str)), key=_weight, default=None)
        if best is None or best.tag not in BLOCKS or best.tag in ("p", "ul", "ol"):
            break
        if _weight(best) < 0.85 * _weight(here):
            break
        here = best
    while here.tag in ("table", "thead", "tbody", "tfoot", "tr"):
        here = here.getparent()  # a table of data; a cell that holds a whole page is an article
    return _with_title(here)


def _weight(element: Any) -> int:
    if element.tag in FURNITURE or element.tag == "header":
        return 0
    links = sum(len(link.text_content()) for link in element.iter("a"))
    return len(element.text_content()) - 2 * links


def published(root: Any) -> str:
    """The publication time that the page's own metadata give, ISO 8601, or ''."""
    found = root.xpath("//meta[@property='article:published_time' or @itemprop='datePublished']/@content")
    return str(found[0]) if found else ""


def publisher(text: str, lines: tuple[Line, ...]) -> str:
    """The site's name: og:site_name, or what <title> adds to the headline."""
    name = re.search(r"<meta[^>]+og:site_name[^>]+content\s*=\s*\"([^\"]+)\"", text)
    if name:
        return name.group(1).strip()
    title = re.search(r"<title[^>]*>(.*?)</title>", text, re.I | re.S)
    headline = next((line.text for line in lines if line.hint.role == "title"), "")
    if title and headline:
        whole = " ".join(html.unescape(title.group(1)).split())
        rest = re.fullmatch(rf"{re.escape(headline)}\s*[|–—-]\s*(.+)", whole)
        return rest.group(1).strip() if rest else ""
    return ""
