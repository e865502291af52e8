"""One pass over a web page: the lines and pictures of its article, and all text around it as dropped."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bantin.normalize.readers import page_parts
from bantin.normalize.readers.base import Hint, Line
from bantin.normalize.readers.html_pictures import Beside, Pictures

_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|addthis|breadcrumbs?|related|lien-quan|tin-lien-quan|comments?|"
    r"toolbar|tools|print|menu|sidebar|pagination|pager|advert\w*|ads|banner|cookie|skip|tags?|lang|"
    r"language|switcher|rating|newsletter)(?:$|[\s_-])",
    re.I,
)
_BYLINE_NAME = re.compile(r"(?:^|[\s_-])(?:author|byline|tac-gia|tacgia|but-danh)(?:$|[\s_-])", re.I)
_DATE_NAME = re.compile(
    r"(?:^|[\s_-])(?:date|datetime|pubdate|time|timestamp|ngay|thoi-gian)(?:$|[\s_-])", re.I
)
_CAPTION_NAME = re.compile(r"(?:^|[\s_-])(?:caption|figcaption|chu-thich|chuthich)(?:$|[\s_-])", re.I)
_META = 120  # characters of a byline, of a date stamp
_BETWEEN = 10  # characters between those: '|', 'Tác giả:'
_CAPTION = 300
_LEDE = 60  # characters: longer than a heading that ends as a sentence does


class Walk:
    """One pass over the page: lines from inside the article, dropped text from everywhere else."""

    def __init__(self, article: Any, beside: Beside) -> None:
        self.article = article
        self.pictures = Pictures(beside)
        self.waiting: list[Any] = []  # <img> elements amid text, which come after it
        self.outside = set(article.iterancestors())
        self.size = max(1, len(article.text_content()))
        self.root = article.getroottree().getroot()
        self.dropped: list[str] = []
        self.published = ""
        self.number = 0
        self.tables = 0
        self.buffer: list[str] = []
        self.hint = Hint()
        self.figure = False

    def lines(self) -> Iterator[Line]:
        """The article's lines; fills `dropped` on the way."""
        self._drop_around(self.root)
        yield from self._visit(self.article, Hint())
        yield from self._flush()

    def _drop_around(self, element: Any) -> None:
        """List the text of everything beside the path from the root to the article."""
        if element is self.article:
            return
        self._drop(element.text or "")
        for child in element:
            if child is self.article or child in self.outside:
                self._drop_around(child)
            else:
                self._drop(_spaced(child))
            self._drop(child.tail or "")

    def _drop(self, text: str) -> None:
        text = " ".join(unicodedata.normalize("NFC", text).split())
        if text:
            self.dropped.append(text)

    def _visit(self, element: Any, hint: Hint) -> Iterator[Line]:
        if self._is_furniture(element):
            yield from self._flush()
            self._drop(_spaced(element))
            return
        tag = element.tag
        if tag == "br":
            self.buffer.append("\n")
        elif tag in ("img", "picture", "video"):
            self._see(element)
        elif tag == "time":
            yield from self._time(element, hint)
        elif tag == "table":
            yield from self._table(element)
        elif tag in page_parts.BLOCKS or _is_cite(element) or _is_meta(element):
            yield from self._flush()
            self.hint = _hint(element, hint)
            yield from self._children(element, self.hint)
            yield from self._flush()
            self.hint = hint
        else:
            yield from self._children(element, hint)

    def _children(self, element: Any, hint: Hint) -> Iterator[Line]:
        self._say(element.text)
        for child in element:
            yield from self._visit(child, hint)
            self.hint = hint
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        """Running text; its line ends are spaces: only <br> breaks a line."""
        self.buffer.append(re.sub(r"[ \t\r\n\f]+", " ", text or ""))

    def _see(self, element: Any) -> None:
        """A picture: before the text of its block, or after it where it stands amid the text."""
        images = [element] if element.tag == "img" else list(element.iter("img"))
        if "".join(self.buffer).strip():
            self.waiting += images
        else:
            self.figure = True
            for image in images:
                self.pictures.take(image, self.number + 1)

    def _time(self, element: Any, hint: Hint) -> Iterator[Line]:
        """A date stamp is a line of its own."""
        self.published = self.published or element.get("datetime", "")
        if self.article.xpath("boolean(.//p)") and element.xpath("boolean(ancestor::p)"):
            yield from self._children(element, hint)  # a date inside running text
            return
        yield from self._flush()
        self.hint = Hint("date")
        yield from self._children(element, self.hint)
        yield from self._flush()
        self.hint = hint

    def _table(self, table: Any) -> Iterator[Line]:
        yield from self._flush()
        here, first = self.tables, len(self.pictures.figures)
        grid = _is_grid(table)  # else it is a frame around running text, or around a picture
        self.tables += grid
        for row, tr in enumerate(table.iter("tr")):
            for column, td in enumerate(cell for cell in tr if cell.tag in ("td", "th")):
                yield from self._visit(td, Hint(cell=(here, row, column)) if grid else Hint())
        for caption in table.iterchildren("caption"):
            yield from self._visit(caption, Hint("caption"))
        if grid:  # nothing may stand between its rows
            after = [replace(one, before=self.number + 1) for one in self.pictures.figures[first:]]
            self.pictures.figures[first:] = after

    def _flush(self) -> Iterator[Line]:
        text = unicodedata.normalize("NFC", "".join(self.buffer))
        self.buffer = []
        for part in text.split("\n"):
            if part.strip():
                self.number += 1
                hint = replace(self.hint, figure=True) if self.figure else self.hint
                yield Line(self.number, part.strip(), hint)
                self.figure = False
        for image in self.waiting:
            self.figure = True
            self.pictures.take(image, self.number + 1)
        self.waiting = []

    def _is_furniture(self, element: Any) -> bool:
        if not isinstance(element.tag, str) or element is self.article:
            return False
        if element.tag in ("figure", "figcaption"):
            return False
        names = f"{element.get('class', '')} {element.get('id', '')}"
        style = element.get("style", "").replace(" ", "")
        hidden = element.get("hidden") is not None or "display:none" in style
        named = element.tag in page_parts.FURNITURE or bool(_FURNITURE_NAME.search(names)) or hidden
        return named and len(element.text_content()) < 0.5 * self.size


def _is_grid(table: Any) -> bool:
    """Whether a table has two columns or more."""
    return any(sum(cell.tag in ("td", "th") for cell in tr) > 1 for tr in table.iter("tr"))


def _is_cite(element: Any) -> bool:
    return element.tag == "cite" and next(element.iterancestors("blockquote"), None) is not None


def _is_meta(element: Any) -> bool:
    """Whether an element within a line is a byline or a date stamp, in a block that holds nothing else."""
    if not _names(element, _BYLINE_NAME, _DATE_NAME) or len(element.text_content()) > _META:
        return False
    block = next((one for one in element.iterancestors() if one.tag in page_parts.BLOCKS), None)
    if block is None or len(block.text_content()) > 3 * _META:
        return False
    named = (one for one in block.iter() if one is not block and _names(one, _BYLINE_NAME, _DATE_NAME))
    rest = len(page_parts.letters(block.text_content()))
    return rest - sum(len(page_parts.letters(one.text_content())) for one in named) <= _BETWEEN


def _names(element: Any, *patterns: "re.Pattern[str]") -> bool:
    names = " ".join(filter(None, map(element.get, ("class", "itemprop", "rel"))))
    return bool(names) and any(pattern.search(names) for pattern in patterns)


def _hint(element: Any, outer: Hint) -> Hint:
    tag = element.tag
    if tag == "h1":
        return Hint("title")
    if tag in ("h2", "h3", "h4", "h5", "h6"):  # sites set the lede in one: a heading is no sentence
        text = element.text_content().strip()
        return Hint() if len(text) > _LEDE and text[-1] in ".!?…”" else Hint("heading", int(tag[1]))
    if tag in ("figcaption", "caption"):
        return Hint("caption")
    if _names(element, _CAPTION_NAME) and len(element.text_content()) < _CAPTION:
        return Hint("caption")
    if tag == "li":
        depth = len(element.xpath("ancestor::li"))
        ordered = element.getparent() is not None and element.getparent().tag == "ol"
        return Hint("item", depth, _ordinal(element) if ordered else "-")
    if tag == "blockquote" or outer.role == "quote":
        return Hint("quote")
    if _names(element, _BYLINE_NAME) and len(element.text_content()) < _META:
        return Hint("byline")
    if tag not in page_parts.BLOCKS and _is_meta(element):
        return Hint("date")
    if outer.role in ("item", "caption", "byline") or outer.cell:
        return outer
    return Hint()


def _ordinal(item: Any) -> str:
    """The number that a browser shows before an item of an ordered list."""
    start = item.getparent().get("start", "1")
    before = sum(1 for other in item.itersiblings("li", preceding=True))
    return f"{(int(start) if start.isdigit() else 1) + before}."


def _spaced(element: Any) -> str:
    """The text of a dropped part, its pieces set apart."""
    return " · ".join(filter(None, (" ".join(text.split()) for text in element.itertext())))
