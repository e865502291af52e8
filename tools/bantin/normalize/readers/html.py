"""Saved web pages: the article in them, and everything around it as a list of what was left out."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html

from bantin.errors import SourceError
from bantin.normalize import encodings
from bantin.normalize.readers import page_parts
from bantin.normalize.readers.base import Hint, Line, Reading

FORMAT = "html"
DEPTH = 200  # elements within elements; the parser itself would drop text beyond 256, silently

_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.I | re.S,
)
_CHARSET = re.compile(r"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|addthis|breadcrumbs?|related|lien-quan|tin-lien-quan|comments?|"
    r"toolbar|tools|print|menu|sidebar|pagination|pager|advert\w*|ads|banner|cookie|skip|tags?|lang|"
    r"language|switcher|rating|newsletter)(?:$|[\s_-])",
    re.I,
)
_BYLINE_NAME = re.compile(r"(?:^|[\s_-])(?:author|byline|tac-gia|tacgia|but-danh)(?:$|[\s_-])", re.I)
_SHORT = 300  # characters of a dropped part that are listed


def sniff(data: bytes) -> bool:
    """Whether the bytes begin as an HTML page does."""
    head = data[:4000].removeprefix(b"\xef\xbb\xbf")
    return bool(_START.match(head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")))


def read(data: bytes, named: str = "") -> Reading:
    """The article's lines in order. Raises SourceError for unknown encodings."""
    text, encoding = encodings.decode(data, named)
    root = _parsed(text)
    whole = page_parts.letters(root.text_content())
    walk = _Walk(page_parts.article(root))
    lines = tuple(walk.lines())
    _prove(whole, lines, walk.dropped)
    dropped = tuple(_short(part) for part in walk.dropped)
    said = "\n".join([*(f"{_number(line)} {line.text}" for line in lines), *dropped])
    declared = _CHARSET.search(text[:4000])
    notes: tuple[str, ...] = ()
    if declared and declared.group(1).lower() not in ("utf-8", "utf8", "utf-16", "unicode"):
        notes = (f"the page calls itself {declared.group(1)}, its bytes are {encoding.upper()}",)
    return Reading(
        FORMAT, lines, said, encoding, dropped, published=walk.published or page_parts.published(root),
        publisher=page_parts.publisher(text, lines), notes=notes,
    )  # fmt: skip


def _parsed(text: str) -> Any:
    """The page's root element, without what is never text. Raises SourceError."""
    try:
        root: Any = lxml.html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*>", "", text), lxml.html.HTMLParser(huge_tree=True)
        )
    except (lxml.etree.LxmlError, ValueError) as error:
        raise SourceError(
            f"a web page that cannot be read ({error})", next_step="save the text as .txt"
        ) from error
    if page_parts.depth(root) > DEPTH:
        raise SourceError(
            f"elements nested more than {DEPTH} deep",
            expected="a saved web page",
            next_step="copy the bulletin's text from the browser into a .txt file",
        )
    page_parts.strip(root)
    return root


class _Walk:
    """One pass over the page: lines from inside the article, dropped text from everywhere else."""

    def __init__(self, article: Any) -> None:
        self.article = article
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
            self.figure = True
        elif tag == "time":
            yield from self._time(element, hint)
        elif tag == "table":
            yield from self._table(element)
        elif tag in page_parts.BLOCKS or _is_cite(element):
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
        here = self.tables
        self.tables += 1
        for row, tr in enumerate(table.iter("tr")):
            for column, td in enumerate(cell for cell in tr if cell.tag in ("td", "th")):
                yield from self._visit(td, Hint(cell=(here, row, column)))
        for caption in table.iterchildren("caption"):
            yield from self._visit(caption, Hint("caption"))

    def _flush(self) -> Iterator[Line]:
        text = unicodedata.normalize("NFC", "".join(self.buffer))
        self.buffer = []
        for part in text.split("\n"):
            if part.strip():
                self.number += 1
                yield Line(self.number, part.strip(), _with_figure(self.hint, self.figure))
                self.figure = False

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


def _is_cite(element: Any) -> bool:
    return element.tag == "cite" and next(element.iterancestors("blockquote"), None) is not None


def _with_figure(hint: Hint, figure: bool) -> Hint:
    return Hint(hint.role, hint.level, hint.marker, hint.bold, hint.centred, figure, hint.cell)


def _hint(element: Any, outer: Hint) -> Hint:
    tag = element.tag
    if tag == "h1":
        return Hint("title")
    if re.fullmatch(r"h[2-6]", tag):
        return Hint("heading", int(tag[1]))
    if tag in ("figcaption", "caption"):
        return Hint("caption")
    if tag == "li":
        depth = len(element.xpath("ancestor::li"))
        ordered = element.getparent() is not None and element.getparent().tag == "ol"
        return Hint("item", depth, _ordinal(element) if ordered else "-")
    if tag == "blockquote" or outer.role == "quote":
        return Hint("quote")
    names = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('rel', '')}"
    if _BYLINE_NAME.search(names) and len(element.text_content()) < 120:
        return Hint("byline")
    if outer.role in ("item", "caption", "byline") or outer.cell:
        return outer
    return Hint()


def _ordinal(item: Any) -> str:
    """The number that a browser shows before an item of an ordered list."""
    start = item.getparent().get("start", "1")
    before = sum(1 for other in item.itersiblings("li", preceding=True))
    return f"{(int(start) if start.isdigit() else 1) + before}."


def _number(line: Line) -> str:
    """An item's number, which the page shows and does not hold."""
    return line.hint.marker if line.hint.marker != "-" else ""


def _spaced(element: Any) -> str:
    """The text of a dropped part, its pieces set apart."""
    return " · ".join(filter(None, (" ".join(text.split()) for text in element.itertext())))


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}… ({len(text)} characters)"


def _prove(whole: str, lines: tuple[Line, ...], dropped: list[str]) -> None:
    """Lines and dropped parts hold every character of the page. Raises SourceError when they do not."""
    got = page_parts.letters("".join([*(line.text for line in lines), *dropped]))
    got, whole = got.replace("·", ""), whole.replace("·", "")  # the mark that sets dropped pieces apart
    if sorted(got) != sorted(whole):
        raise SourceError(
            f"{abs(len(whole) - len(got))} characters of the page that are neither text nor furniture",
            expected="a web page of headings, paragraphs, lists and tables",
            next_step="copy the bulletin's text from the browser into a .txt file",
        )
