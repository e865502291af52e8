"""Markdown as received: headings, lists, quotations, tables and emphasis become what they mean."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bantin import page
from bantin.errors import PageError, SourceError
from bantin.normalize import encodings
from bantin.normalize.readers.base import Hint, Line, Reading, said
from bantin.normalize.readers.html_pictures import Beside, Pictures, nothing_beside

FORMAT = "md"

_HEADING = re.compile(rb"^#{1,6} +\S", re.M)
_STRONG = re.compile(rb"\*\*\S[^*\n]*\S\*\*")
_LINK = re.compile(rb"!?\[[^\]\n]*\]\((?:https?:|mailto:|[\w./-]+\.\w)[^)\n]*\)")
_FRONT = re.compile(rb"^---\r?\n(?:[\w-]+:.*\r?\n)+---\r?\n")
_RULE = re.compile(rb"^\|(?:\s*:?-+:?\s*\|)+\s*$", re.M)


def sniff(data: bytes) -> bool:
    """Whether a text is marked up as Markdown is: headings, or two kinds of marks that plain text lacks."""
    text = data.removeprefix(b"\xef\xbb\xbf")
    signs = ((_STRONG, b"**"), (_LINK, b"]("), (_RULE, b"|"))  # cheap to look for, and most texts hold none
    marks = [len(mark.findall(text)) if sign in text else 0 for mark, sign in signs]
    headed = b"#" in text and _HEADING.search(text)
    return bool(headed or _FRONT.match(text) or sum(map(bool, marks)) > 1 or marks[0] > 1)


def read(data: bytes, named: str = "", beside: Beside = nothing_beside) -> Reading:
    """The document's lines, with the pictures that lie beside it. Raises SourceError."""
    from markdown_it import MarkdownIt

    text, encoding = encodings.decode(data, named)
    matter, text, shift = _front_matter(text)
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table")
    walk = _Walk(beside)
    if matter.get("title"):
        walk.say(str(matter.pop("title")), Hint("title"), 1)
    walk.take(parser.parse(text), shift)
    fields = [
        f"{key}: {', '.join(value) if isinstance(value, list) else value}" for key, value in matter.items()
    ]
    lines = tuple(_titled(walk.lines))
    dropped = (*fields, *walk.dropped)
    _prove(text, walk)
    figures = tuple(walk.pictures.figures)
    numbered = (replace(line, text=f"{_number(line)} {line.text}") for line in lines)
    return Reading(
        FORMAT, lines, said(numbered, figures, dropped), encoding, dropped, notes=tuple(walk.pictures.notes),
        figures=figures,
    )  # fmt: skip


def _front_matter(text: str) -> tuple[dict[str, Any], str, int]:
    try:
        made = page.parse(text)
    except PageError:
        return {}, text, 0
    return dict(made.meta), made.body, text.count("\n") - made.body.count("\n")


def _titled(lines: list[Line]) -> Iterator[Line]:
    """The first heading of the first rank is the title, if nothing else is and it stands at the top."""
    top = next((line for line in lines if line.hint.role == "heading"), None)
    has_title = any(line.hint.role == "title" for line in lines)
    for line in lines:
        if line is top and line.hint.level == 1 and not has_title and line in lines[:6]:
            yield replace(line, hint=Hint("title"))
        else:
            yield line


class _Walk:
    """One pass over the parser's tokens."""

    def __init__(self, beside: Beside) -> None:
        self.pictures = Pictures(beside)
        self.lines: list[Line] = []
        self.dropped: list[str] = []
        self.taken: list[str] = []  # what is said of the pictures that come along
        self.lists: list[str] = []  # '-' or the number to come
        self.marker = ""
        self.quotes = 0
        self.heading = 0
        self.tables = 0
        self.cell: tuple[int, int, int] | None = None
        self.row = self.column = 0
        self.figure = False

    def take(self, tokens: list[Any], shift: int) -> None:
        """All tokens of a document; lines are numbered as in the file."""
        for token in tokens:
            number = (token.map[0] if token.map else 0) + shift + 1
            if token.type == "inline":
                self._inline(token, number)
            elif token.type in ("fence", "code_block", "html_block"):
                for part in token.content.splitlines():
                    self.say(part, Hint(), number)
            else:
                self._frame(token)

    def _frame(self, token: Any) -> None:
        kind = token.type
        if kind == "heading_open":
            self.heading = int(token.tag[1])
        elif kind == "heading_close":
            self.heading = 0
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(
                "-" if kind.startswith("bullet") else f"{token.attrGet('start') or 1}{token.markup}"
            )
        elif kind.endswith("_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            mark = self.lists[-1]
            self.marker = mark if mark == "-" else f"{token.info}{token.markup}"
        elif kind in ("blockquote_open", "blockquote_close"):
            self.quotes += 1 if kind.endswith("open") else -1
        else:
            self._table(kind)

    def _table(self, kind: str) -> None:
        if kind == "table_open":
            self.row = -1
        elif kind == "table_close":
            self.tables += 1
            self.cell = None
        elif kind == "tr_open":
            self.row += 1
            self.column = -1
        elif kind in ("th_open", "td_open"):
            self.column += 1
            self.cell = (self.tables, self.row, self.column)

    def _inline(self, token: Any, number: int) -> None:
        text, wholly = self._text(token.children or [])
        hint = self._hint(wholly)
        for offset, part in enumerate(text.split("\n")):
            self.say(part, hint if offset == 0 or hint.role != "item" else Hint(), number)
        self.marker = ""
        for child in token.children or []:
            if child.type == "image":
                self._picture(child.content, str(child.attrGet("src") or ""), number + bool(text.strip()))

    def _picture(self, alt: str, address: str, before: int) -> None:
        """A picture comes along, or is listed as dropped."""
        count = len(self.pictures.figures)
        self.pictures.choose([address], alt, before)
        self.figure = True
        if len(self.pictures.figures) > count:
            self.taken.append(f"{alt} {address}")
        else:
            self.dropped.append(f"picture {alt} ({address})")

    def _hint(self, wholly: str) -> Hint:
        if self.cell:
            return Hint(cell=self.cell, bold=wholly == "strong")
        if self.heading:
            return Hint("heading", self.heading)
        if self.marker:
            number = self.marker if self.marker != "-" else "-"
            return Hint("item", len(self.lists) - 1, number.replace(")", "."))
        if self.quotes:
            return Hint("quote")
        return Hint("caption") if wholly == "em" else Hint(bold=wholly == "strong")

    def _text(self, children: list[Any]) -> tuple[str, str]:
        """The plain text of inline tokens, and the emphasis that holds all of it ('em', 'strong', '')."""
        parts: list[str] = []
        for child in children:
            if child.type in ("text", "code_inline", "html_inline"):
                parts.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                parts.append(" " if child.type == "softbreak" else "\n")
            elif child.type == "link_open" and child.markup not in ("autolink", "linkify"):
                self.dropped.append(f"link {child.attrGet('href')}")
        kinds = [child.type for child in children if not (child.type == "text" and not child.content)]
        ends = (kinds[0], kinds[-1]) if kinds else ("", "")
        for kind in ("em", "strong"):
            if ends == (f"{kind}_open", f"{kind}_close") and kinds.count(f"{kind}_open") == 1:
                return "".join(parts), kind
        return "".join(parts), ""

    def say(self, text: str, hint: Hint, number: int) -> None:
        """One line."""
        if text.strip():
            hint = replace(hint, figure=self.figure)
            self.lines.append(Line(number, unicodedata.normalize("NFC", text.strip()), hint))
            self.figure = False


def _number(line: Line) -> str:
    """An item's number, which stands in the file and not in the line."""
    return line.hint.marker if line.hint.marker != "-" else ""


def _prove(text: str, walk: _Walk) -> None:
    """Every letter of the file is in the lines or in what was dropped. Raises SourceError when it is not."""
    said = "".join([*(line.text for line in walk.lines), *walk.dropped, *walk.taken])
    have = {char: said.count(char) for char in set(text) if char.isalpha() and not char.isascii()}
    lost = sum(max(0, text.count(char) - count) for char, count in have.items())
    if lost:
        raise SourceError(
            f"{lost} letters of the Markdown file that are not understood",
            expected="headings, paragraphs, lists, quotations and tables",
            next_step="save it as plain text (.txt) without marks",
        )
