"""Paragraphs, cells, rows, notes and pictures of a rich text file, put together as their marks come."""

import re
from dataclasses import dataclass, field, replace

from bantin.normalize.readers.base import Hint
from bantin.normalize.readers.fonts import Piece
from bantin.normalize.readers.rich import Flow

_BULLETS = "·•-–—+*▪●■□○◦➢✓\uf0b7\uf0a7\uf0d8\uf02d§Øo"
_HEADING = re.compile(r"^heading (\d)$", re.I)


@dataclass
class State:
    """What holds inside a group: it is copied at '{' and forgotten at '}'."""

    to: str = "body"  # body, skip, fonts, styles, furniture, label, picture, alternative
    font: int | None = None
    bold: bool = False
    hidden: bool = False
    substitutes: int = 1  # bytes that stand for a \u in old readers
    starred: bool = False
    first: bool = False  # nothing of the group has been read yet
    opened: str = ""  # the destination that this very group opened


@dataclass
class Style:
    """A paragraph style of the style sheet."""

    name: str = ""
    bold: bool = False
    centred: bool = False
    font: int | None = None


@dataclass
class Paragraph:
    """The paragraph being read."""

    pieces: list[Piece] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    centred: bool = False
    style: int = 0
    outline: int | None = None
    level: int = 0
    in_table: bool = False


class Blocks:
    """What has been read of the document, and the paragraph being read."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.styles: dict[int, Style] = {}
        self.paragraph = Paragraph()
        self.aside: list[Paragraph] = []  # the paragraph that waits while a note is read
        self.notes: list[tuple[list[Piece], Hint]] = []
        self.hidden: list[Piece] = []
        self.table = 0
        self.row: list[list[tuple[list[Piece], Hint, str]]] = []
        self.cell: list[tuple[list[Piece], Hint, str]] = []
        self.rows = 0
        self.was_table = False
        self.first_figure = 0
        self.first_paragraph = 0

    def say(self, text: str, font: str, bold: bool) -> None:
        """Text of the paragraph being read."""
        self.paragraph.pieces.append(Piece(text, font))
        if text.strip():
            self.paragraph.bold.append(bold)

    def plain_paragraph(self) -> None:
        """The paragraph's format is taken back, what it says stays."""
        before = self.paragraph
        self.paragraph = Paragraph(before.pieces, before.bold, before.label)

    def begin_aside(self) -> None:
        """A note, text box, header or footer begins; the paragraph around it waits."""
        self.aside.append(self.paragraph)
        self.paragraph = Paragraph()

    def _hint(self) -> Hint:
        paragraph = self.paragraph
        style = self.styles.get(paragraph.style, Style())
        heading = _HEADING.match(style.name)
        level = int(heading.group(1)) if heading else (paragraph.outline or 0) + 1
        name = style.name.lower()
        role = "heading" if heading or (paragraph.outline is not None and paragraph.outline < 9) else ""
        role = {"title": "title", "caption": "caption", "quote": "quote"}.get(name, role)
        label = "".join(paragraph.label).strip()
        marker = "-" if label and label in _BULLETS else ""
        if role == "" and marker:
            role, level = "item", paragraph.level
        bold = bool(paragraph.bold) and all(flag or style.bold for flag in paragraph.bold)
        return Hint(
            role,  # type: ignore[arg-type]
            level if role else 0, marker, bold, paragraph.centred or style.centred,
        )  # fmt: skip

    def _finished(self) -> tuple[list[Piece], Hint, str]:
        hint = self._hint()
        label = "" if hint.marker else "".join(self.paragraph.label).strip()
        pieces = self.paragraph.pieces
        self.paragraph = replace(self.paragraph, pieces=[], bold=[], label=[])
        return pieces, hint, label

    def end_paragraph(self, kind: str) -> None:
        """A paragraph is over in the body, a note, a header or a footer."""
        if kind not in ("body", "note", "furniture"):
            return
        if kind == "furniture":
            self.flow.keep_out(self._finished()[0])
        elif kind == "note":
            pieces, hint, _ = self._finished()
            self.notes.append((pieces, hint))
        elif self.paragraph.in_table:
            self.cell.append(self._finished())
        else:
            self._leave_table()
            self.flow.add(*self._finished())
            self._say_notes()

    def _say_notes(self) -> None:
        notes, self.notes = self.notes, []
        for pieces, hint in notes:
            self.flow.add(pieces, hint)

    def end_aside(self, kind: str) -> None:
        """What `begin_aside` began is over."""
        if self.paragraph.pieces:
            pieces, hint, _ = self._finished()
            if kind == "note":
                self.notes.append((pieces, hint))
            else:
                self.flow.keep_out(pieces)
        self.paragraph = self.aside.pop()

    def end_nested_cell(self) -> None:
        """A cell of a table within a cell is over: it belongs to the outer one."""
        self.cell.append(self._finished())

    def end_cell(self) -> None:
        """A cell is over."""
        self.cell.append(self._finished())
        self.row.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """A row is over."""
        if not self.was_table:
            self.was_table, self.rows, self.first_figure = True, 0, len(self.flow.figures)
            self.first_paragraph = len(self.flow.paragraphs)
        for column, cell in enumerate(self.row):
            for pieces, hint, label in cell:
                place = (self.table, self.rows, column)
                self.flow.add(pieces, replace(hint, cell=place), label)
        self.row = []
        self.rows += 1
        self._say_notes()

    def _leave_table(self) -> None:
        if self.was_table:
            self.was_table = False
            self.table += 1
            self.flow.end_table(self.first_paragraph, self.first_figure)

    def end_picture(self, data: bytes, properties: str) -> None:
        """A picture is over: bytes, or their hexadecimal digits, and its properties by name."""
        text = re.sub(rb"\s", b"", data)
        if re.fullmatch(rb"[0-9a-fA-F]+", text):
            data = bytes.fromhex(text[: len(text) // 2 * 2].decode())
        leading = not any(piece.text.strip() for piece in self.paragraph.pieces)
        alt = re.search("wzDescription\x1f([^\x1f]*)", properties)
        self.flow.picture(data, alt.group(1) if alt else "", leading)

    def finish(self) -> None:
        """What stood after the last paragraph mark."""
        if self.paragraph.pieces:
            self.end_paragraph("body")
        self._leave_table()
        self._say_notes()
        self.flow.keep_out(self.hidden)
