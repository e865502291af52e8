"""A block as HTML for the desk: safe, its facts and terms marked; two texts compared word by word."""

import html
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
from typing import Literal

import nh3
from markdown import Markdown

from bantin.blocks import Block
from bantin.draft.layout import HEAD
from bantin.facts.compare import FINDERS, Difference
from bantin.facts.model import Fact
from bantin.terms import Hit

_TAGS = {"em", "strong", "sub", "sup", "code", "br", "a"}
_FIRST = "\u2060"  # stands before the text while Markdown reads it, so that no list or heading begins there
_TOKEN = re.compile(r'<(?:[^>"]|"[^"]*")*>|&#?\w+;|[^<]')
_WORDS = re.compile(r"\s+|[^\s]+")
_RENDERER = Markdown()
_RENDERING = threading.Lock()  # a renderer holds what it reads; windows are served by several threads

MaybeFact = Fact | None


@dataclass(frozen=True)
class Mark:
    """A stretch of text to be marked, in characters; `note` says what it is worth."""

    start: int
    end: int
    kind: Literal["fact", "differs", "term"]
    note: str


@dataclass(frozen=True)
class Piece:
    """Words of a comparison: the `same`, `gone` from the old text, `new` in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


@lru_cache(1 << 13)
def rendered(unit: Block, marks: tuple[Mark, ...] = ()) -> str:
    """Safe inline HTML of a block with stretches of its text marked."""
    if unit.kind == "other":
        return f"<code>{html.escape(unit.markup)}</code>"
    return _marked(_safe(unit), marks)


@lru_cache(1 << 13)
def text_of(unit: Block) -> str:
    """The text that `rendered` shows: what marks count in."""
    return html.unescape("".join(token for token in _TOKEN.findall(_safe(unit)) if token[0] != "<"))


def _safe(unit: Block) -> str:
    """Inline HTML that nothing can run in: no picture, no style, no address but the web's."""
    if unit.kind in HEAD or unit.kind == "other":
        return html.escape(unit.text, quote=False)
    with _RENDERING:
        raw = _RENDERER.reset().convert(_FIRST + unit.markup)
    return nh3.clean(
        re.sub(r"</?p>", "", raw).replace(_FIRST, ""),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    ).strip()


def _marked(safe: str, marks: Sequence[Mark]) -> str:
    """HTML with the marks put around its text; one that reaches over a tag is closed and opened again."""
    parts: list[str] = []
    at, left, inside = 0, sorted(marks, key=lambda mark: mark.start), False
    for token in _TOKEN.findall(safe):
        is_tag = token[0] == "<"
        while left and left[0].end <= at:
            left, inside = left[1:], _closed(parts, inside)
        if is_tag:
            inside = _closed(parts, inside)
        elif left and left[0].start <= at and not inside:
            parts.append(f'<mark class="{left[0].kind}" title="{html.escape(left[0].note)}">')
            inside = True
        parts.append(token)
        at += not is_tag
    _closed(parts, inside)
    return "".join(parts)


def _closed(parts: list[str], inside: bool) -> bool:
    """Close the mark that is open; always False, as none is then."""
    if inside:
        parts.append("</mark>")
    return False


def facts(unit: Block, code: str) -> list[Fact]:
    """The facts of a block in one language; none where the language has no finder."""
    return list(_facts(text_of(unit), code))


@lru_cache(1 << 13)
def _facts(text: str, code: str) -> tuple[Fact, ...]:
    return tuple(FINDERS[code](text)) if code in FINDERS else ()


def fact_marks(unit: Block, code: str, differing: Iterable[Fact | None]) -> list[Mark]:
    """Marks of the facts; `differing` are those that the other side does not share."""
    wrong = {(fact.kind, fact.text) for fact in differing if fact}
    marks: list[Mark] = []
    for fact in facts(unit, code):
        if fact.firm and all(fact.start >= mark.end or fact.end <= mark.start for mark in marks):
            kind: Literal["fact", "differs"] = "differs" if (fact.kind, fact.text) in wrong else "fact"
            marks.append(Mark(fact.start, fact.end, kind, worth(fact)))
    return marks


def differing(differences: Iterable[Difference]) -> tuple[list[MaybeFact], list[MaybeFact]]:
    """The facts of the two sides that differ."""
    found = list(differences)
    return [one.source for one in found], [one.target for one in found]


def worth(fact: Fact) -> str:
    """The value of a fact as a person compares it: '= 2025-04-26', '= 1350 %'."""
    value = fact.value
    if fact.kind == "time" and isinstance(value, int):
        said = f"{value // 60:02}:{value % 60:02}"
    elif isinstance(value, tuple):
        said = "/".join(map(str, value))
    elif isinstance(value, Fraction):
        said = f"{float(value):.10g}"
    else:
        said = str(value)
    return f"= {said}{' ' if fact.unit else ''}{fact.unit}"


def term_marks(hits: Iterable[Hit], taken: Iterable[Mark]) -> list[Mark]:
    """Marks of the terms in a source block, where no fact is marked."""
    free = list(taken)
    return [
        Mark(hit.start, hit.end, "term", hit.term.target)
        for hit in hits
        if all(hit.start >= mark.end or hit.end <= mark.start for mark in free)
    ]


def rendering_marks(
    renderings: Iterable[tuple[str, list[tuple[int, int]]]], taken: Iterable[Mark]
) -> list[Mark]:
    """Marks of the right renderings in a translation: (the source's term, where its rendering stands)."""
    marks = list(taken)
    first = len(marks)
    for source, spans in renderings:
        for start, end in spans:
            if all(start >= mark.end or end <= mark.start for mark in marks):
                marks.append(Mark(start, end, "term", source))
    return marks[first:]


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts word by word."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    return tuple(_pieces(before, after))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[a:b]))
            continue
        if b > a:
            yield Piece("gone", "".join(before[a:b]))
        if d > c:
            yield Piece("new", "".join(after[c:d]))
