"""What one paragraph of an OpenDocument text holds: text by font, notes, text boxes, pictures."""

import zipfile
from dataclasses import replace
from typing import Any, Protocol

from bantin.normalize.readers.fonts import Piece
from bantin.normalize.readers.odt_styles import DRAW, OFFICE, SVG, TEXT, XLINK, Style, Styles
from bantin.normalize.readers.rich import Flow

SKIPPED = {
    f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}sequence-decls",
    f"{OFFICE}forms", f"{TEXT}bibliography-source", f"{TEXT}table-of-content-source", f"{SVG}desc",
    f"{SVG}title", f"{TEXT}note-citation", f"{OFFICE}binary-data", f"{TEXT}ruby-text",
}  # fmt: skip


class Host(Protocol):
    """The document that a paragraph belongs to."""

    archive: zipfile.ZipFile
    names: set[str]
    styles: Styles
    flow: Flow


def span(value: str | None) -> int:
    """A repeat count, 1 where none is given."""
    return min(int(value), 1000) if value and value.isdigit() else 1


class Content:
    """What one paragraph holds."""

    def __init__(self, host: Host, style: Style) -> None:
        self.host = host
        self.style = style
        self.pieces: list[Piece] = []
        self.boxes: list[Any] = []
        self.notes: list[Any] = []
        self.bold: list[bool] = []

    @property
    def all_bold(self) -> bool:
        """Whether all its text is bold."""
        return bool(self.bold) and all(self.bold)

    def _say(self, text: str | None, style: Style) -> None:
        """Text; runs of white space are one space (ODF 1.3, part 3, 6.1.2)."""
        if not text:
            return
        text = ("\0" + text).replace("\t", " ").replace("\n", " ").replace("\r", " ")
        while "  " in text:
            text = text.replace("  ", " ")
        self.pieces.append(Piece(text[1:], style.font))
        if text[1:].strip():
            self.bold.append(bool(style.bold))

    def visit(self, element: Any, style: Style) -> None:
        """The text of an element and of what is in it."""
        self._say(element.text, style)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in SKIPPED:
                self.visit_child(child, style)
            self._say(child.tail, style)

    def visit_child(self, child: Any, style: Style) -> None:
        """A span, space, break, note, frame or field."""
        tag = child.tag
        if tag == f"{TEXT}s":
            self.pieces.append(Piece(" " * span(child.get(f"{TEXT}c")), style.font))
        elif tag == f"{TEXT}tab":
            self.pieces.append(Piece("\t", style.font))
        elif tag == f"{TEXT}line-break":
            self.pieces.append(Piece("\n", style.font))
        elif tag == f"{TEXT}note":
            self.notes += child.iterchildren(f"{TEXT}note-body")
        elif tag == f"{DRAW}text-box":
            self.boxes.append(child)
        elif tag == f"{DRAW}frame":
            self._frame(child, style)
        elif tag == f"{TEXT}span":
            own = self.host.styles.of("text", child.get(f"{TEXT}style-name", ""))
            bold = style.bold if own.bold is None else own.bold
            self.visit(child, replace(style, bold=bold, font=own.font or style.font))
        else:
            self.visit(child, style)

    def _frame(self, frame: Any, style: Style) -> None:
        """A picture with its description, or a text box; of several renderings the first that may travel."""
        images = list(frame.iterchildren(f"{DRAW}image"))
        if not images:
            self.visit(frame, style)
            return
        described = [child.text or "" for child in frame.iterchildren(f"{SVG}desc", f"{SVG}title")]
        names = [image.get(f"{XLINK}href", "") for image in images]
        found = next((name for name in names if name in self.host.names), "")
        leading = not any(piece.text.strip() for piece in self.pieces)
        if found:
            data = self.host.archive.read(found)
            self.host.flow.picture(data, next(filter(None, described), ""), leading)
