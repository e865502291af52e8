"""The rows of a PDF page: glyphs put in order by where they stand, whatever order and fonts they came in.

Rows are told by the baseline, because fonts on one line have different heights: tools that sort by the tops
of glyphs scramble Vietnamese where a file mixes fonts.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from bantin.normalize.readers.fonts import Piece

_BOLD = re.compile(r"bold|black|heavy|-bd|semibold|demi", re.I)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_SYMBOL_BULLET = re.compile("[\uf02d\uf06c\uf06e\uf076\uf0a7\uf0b7\uf0d8\uf0fc]")  # of Symbol and Wingdings
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_UNREAD = re.compile(r"\(cid:\d+\)|[\x00-\x08\x0e-\x1f\x7f\ufffd\ue000-\uf8ff]")
_COLUMN = 2.5  # times the size of the letters: a gap that parts columns
_SPACE = 0.18  # times the size: a gap that parts words where no space was written


@dataclass
class Glyph:
    """A letter with the marks over it."""

    text: str
    font: str
    x0: float
    x1: float
    base: float  # the baseline, from the top of the page, in points
    size: float


@dataclass(frozen=True)
class Row:
    """A line of print; measures in points from the page's top left corner.

    `frame`: the left and right edge of its column, on a page set in columns.
    """

    page: int
    glyphs: tuple[Glyph, ...]
    base: float
    size: float
    frame: tuple[float, float] | None = None

    @property
    def x0(self) -> float:
        """The left edge of its letters."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """The right edge of its letters."""
        return max(glyph.x1 for glyph in self.glyphs)

    @cached_property
    def text(self) -> str:
        """The letters as the file has them."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        letters = [glyph for glyph in self.glyphs if glyph.text.isalnum()]
        return bool(letters) and all(_BOLD.search(glyph.font) for glyph in letters)

    def first_word(self) -> float:
        """The width of its first word."""
        end = self.glyphs[0].x1
        for before, glyph in pairwise(self.glyphs):
            if glyph.x0 - before.x1 > _SPACE * glyph.size:
                break
            end = glyph.x1
        return end - self.x0

    @cached_property
    def pieces(self) -> list[Piece]:
        """Its text by font, with the spaces that the distances mean."""
        pieces: list[Piece] = []
        previous: Glyph | None = None
        for glyph in self.glyphs:
            space = ""
            if previous:
                gap = glyph.x0 - previous.x1
                size = min(glyph.size, previous.size)
                space = "\t" if gap > _COLUMN * size else " " if gap > _SPACE * size else ""
            pieces.append(Piece(space + glyph.text, glyph.font))
            previous = glyph
        return pieces


def glyphs(chars: list[dict[str, Any]], height: float) -> list[Glyph]:
    """The visible letters of a page, in the order of the file; a combining mark joins its letter.

    A letter printed twice at one place, as some programs make bold, is taken once.
    """
    made: list[Glyph] = []
    printed: dict[tuple[str, int], list[float]] = {}
    for char in chars:
        text = char["text"]
        places = printed.setdefault((text, round(char["matrix"][5])), [])
        if text.strip() and any(abs(char["x0"] - x) < 0.6 for x in places):
            continue
        places.append(char["x0"])
        text = _UNREAD.sub(UNKNOWN, _SYMBOL_BULLET.sub("•", text))
        if made and text and all(unicodedata.combining(one) for one in text):
            made[-1].text += text
        elif text.strip():
            base = height - char["matrix"][5]
            font = _SUBSET.sub("", char["fontname"])
            made.append(Glyph(text.strip(), font, char["x0"], char["x1"], base, char["size"]))
    return made


def rows(page: int, letters: list[Glyph]) -> list[Row]:
    """Rows from top to bottom; raised and lowered signs stand in the row of their neighbours."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(letters, key=lambda one: one.base):
        if groups and glyph.base - _base(groups[-1]) < 0.4 * max(glyph.size, groups[-1][0].size):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [
        Row(page, tuple(sorted(group, key=lambda one: one.x0)), _base(group), _size(group))
        for group in groups
    ]


def _base(group: list[Glyph]) -> float:
    """The baseline of most letters in a row."""
    bases = sorted(glyph.base for glyph in group)
    return bases[len(bases) // 2]


def _size(group: list[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in group)
    return sizes[len(sizes) // 2]
