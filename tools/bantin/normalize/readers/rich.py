"""Paragraphs of word processors on their way to lines: pieces with fonts now, text once all are known."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bantin.normalize.readers import pictures
from bantin.normalize.readers.base import PLAIN, Figure, Hint, Line, Reading, said
from bantin.normalize.readers.fonts import Fonts, Piece


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as its document has it; `label` is the number that the program shows before it."""

    number: int
    pieces: tuple[Piece, ...]
    hint: Hint = PLAIN
    label: str = ""


@dataclass
class Flow:
    """A document as it is read: paragraphs in order, pictures among them, page furniture aside."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    furniture: list[tuple[Piece, ...]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    number: int = 0
    after_picture: bool = False

    def add(self, pieces: list[Piece], hint: Hint = PLAIN, label: str = "") -> None:
        """Take a paragraph in; an empty one only counts."""
        self.number += 1
        if any(piece.text.strip() for piece in pieces):
            hint = replace(hint, figure=self.after_picture)
            self.paragraphs.append(Paragraph(self.number, tuple(pieces), hint, label))
            self.after_picture = False

    def picture(self, data: bytes, alt: str, leading: bool = True) -> None:
        """Take a picture in that stands in the paragraph now being read, before its text or after it."""
        pictures.take(data, alt, self.number + (1 if leading else 2), self.figures, self.notes)
        self.after_picture = True

    def keep_out(self, pieces: list[Piece]) -> None:
        """A page header or footer, once."""
        if any(piece.text.strip() for piece in pieces) and tuple(pieces) not in self.furniture:
            self.furniture.append(tuple(pieces))

    def end_table(self, paragraph: int, figure: int) -> None:
        """A table is over that began at these places: a column alone is a frame around running text, and
        pictures in the cells of any other table come after it."""
        cells = self.paragraphs[paragraph:]
        if all(one.hint.cell is None or one.hint.cell[2] == 0 for one in cells):
            self.paragraphs[paragraph:] = [replace(one, hint=replace(one.hint, cell=None)) for one in cells]
        else:
            self.figures[figure:] = [replace(one, before=self.number + 1) for one in self.figures[figure:]]

    def reading(self, form: str) -> Reading:
        """All of it as lines."""
        fonts = Fonts()
        fonts.settle(piece for paragraph in self.paragraphs for piece in paragraph.pieces)
        lines = tuple(line for paragraph in self.paragraphs for line in _lines(paragraph, fonts))
        dropped = tuple(_plain(fonts.text(pieces)) for pieces in self.furniture)
        figures = tuple(self.figures)
        return Reading(
            form, lines, said(lines, figures, dropped), fonts.encoding, dropped,
            cut=is_plain(lines), notes=(*fonts.notes, *self.notes), figures=figures,
        )  # fmt: skip


def is_plain(lines: tuple[Line, ...]) -> bool:
    """Whether a document says nothing about its paragraphs: then they may be pasted lines of a cut text."""
    return not any(line.hint.role or line.hint.cell for line in lines)


def _lines(paragraph: Paragraph, fonts: Fonts) -> Iterator[Line]:
    text = fonts.text(paragraph.pieces)
    if paragraph.label:
        text = f"{paragraph.label} {text.lstrip()}"
    for index, part in enumerate(text.split("\n")):
        if part.strip():
            text = unicodedata.normalize("NFC", part)
            yield Line(paragraph.number, text, paragraph.hint, gap=index == 0)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
