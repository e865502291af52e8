"""Saved web pages: the article in them, and everything around it as a list of what was left out."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import lxml.etree
import lxml.html

from bantin.errors import SourceError
from bantin.normalize.readers import html_charset, html_fonts, page_parts
from bantin.normalize.readers.base import Line, Reading, said
from bantin.normalize.readers.fonts import Fonts
from bantin.normalize.readers.html_pictures import Beside, nothing_beside
from bantin.normalize.readers.html_walk import Walk

FORMAT = "html"
DEPTH = 200  # elements within elements; the parser itself would drop text beyond 256, silently

_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.I | re.S,
)
_SHORT = 300  # characters of a dropped part that are listed


def sniff(data: bytes) -> bool:
    """Whether the bytes begin as an HTML page does."""
    head = data[:4000].removeprefix(b"\xef\xbb\xbf")
    return bool(_START.match(head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")))


def read(data: bytes, named: str = "", beside: Beside = nothing_beside) -> Reading:
    """The article's lines in order, with the pictures in the page or beside it. Raises SourceError."""
    text, encoding, notes = html_charset.decode(data, named)
    root = _parsed(text)
    fonts = _bare(root, text)
    html_charset.check(encoding, root.text_content())
    whole = page_parts.letters(root.text_content())
    walk = Walk(page_parts.article(root), beside)
    lines = tuple(walk.lines())
    _prove(whole, lines, walk.dropped)
    dropped = tuple(_short(part) for part in walk.dropped)
    figures = tuple(walk.pictures.figures)
    numbered = (replace(line, text=f"{_number(line)} {line.text}") for line in lines)
    return Reading(
        FORMAT, lines, said(numbered, figures, dropped),
        ", ".join(filter(None, (encoding, fonts.encoding))), dropped,
        published=walk.published or page_parts.published(root), publisher=page_parts.publisher(text, lines),
        notes=(*notes, *fonts.notes, *walk.pictures.notes), figures=figures,
    )  # fmt: skip


def _parsed(text: str) -> Any:
    """The page's root element. Raises SourceError."""
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
    return root


def _bare(root: Any, text: str) -> Fonts:
    """Take away what is never text, and make text in old fonts Unicode."""
    old = html_fonts.may_be_old(text)
    sheet = html_fonts.rules(root) if old else {}
    page_parts.strip(root)
    return html_fonts.to_unicode(root, sheet) if old else Fonts()


def _number(line: Line) -> str:
    """An item's number, which the page shows and does not hold."""
    return line.hint.marker if line.hint.marker != "-" else ""


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}… ({len(text)} characters)"


def _prove(whole: str, lines: tuple[Line, ...], dropped: list[str]) -> None:
    """Lines and dropped parts hold every character of the page. Raises SourceError when they do not."""
    got = page_parts.letters("".join([*(line.text for line in lines), *dropped]))
    got, whole = got.replace("·", ""), whole.replace("·", "")  # the mark that sets dropped pieces apart
    if Counter(got) != Counter(whole):
        raise SourceError(
            f"{abs(len(whole) - len(got))} characters of the page that are neither text nor furniture",
            expected="a web page of headings, paragraphs, lists and tables",
            next_step="copy the bulletin's text from the browser into a .txt file",
        )
