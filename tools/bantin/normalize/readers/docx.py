"""Word documents (.docx): paragraphs, lists and tables in document order, with what their style tells.

The archive is checked before any XML in it is parsed (`archives`). Runs in fonts of the time before Unicode
are converted (`fonts`); pictures travel along (`pictures`); macros are never looked at.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import lxml.etree

from bantin.errors import SourceError
from bantin.normalize.readers import archives, pictures, rich
from bantin.normalize.readers.base import Figure, Hint, Line, Reading, said
from bantin.normalize.readers.docx_content import SKIPPED, Content
from bantin.normalize.readers.docx_styles import Style, Styles, W
from bantin.normalize.readers.fonts import Fonts, Piece
from bantin.normalize.readers.numbering import Numbering

FORMAT = "docx"

_HEADING = re.compile(r"^heading (\d)$", re.I)
_MAIN = "application/vnd."
_MAIN_TYPES = (
    f"{_MAIN}ms-word.document.macroEnabled.main+xml",
    f"{_MAIN}ms-word.template.macroEnabledTemplate.main+xml",
    f"{_MAIN}openxmlformats-officedocument.wordprocessingml.template.main+xml",
)


def sniff(data: bytes) -> bool:
    """Whether the bytes are a zip archive with a Word document in it."""
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" in data


def read(data: bytes) -> Reading:
    """The document's lines in order. Raises SourceError for bombs, DTDs and broken archives."""
    archives.check(data)
    from docx.exceptions import PythonDocxError  # here: 0.3 s to load, and most runs read no Word file

    try:
        document = _opened(archives.transitional(data))
        walk = _Walk(document)
        lines = tuple(walk.lines(document.element.body))
        furniture = tuple(_furniture(document, walk))
    except (
        lxml.etree.LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        PythonDocxError,
    ) as error:
        raise archives.broken(error) from error
    _prove(document.element.body, walk)
    notes = [*walk.fonts.notes, *walk.remarks]
    if b"vbaProject.bin" in data:
        notes.append("the document holds macros: its text was read, they were not")
    figures = tuple(walk.figures)
    return Reading(
        FORMAT, lines, said(lines, figures, furniture), walk.fonts.encoding, furniture, rich.is_plain(lines),
        notes=tuple(notes), figures=figures,
    )  # fmt: skip


def _opened(data: bytes) -> Any:
    """The document; templates and documents with macros have the same parts under other names."""
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    for content_type in _MAIN_TYPES:
        PartFactory.part_type_for[content_type] = DocumentPart
    return Package.open(io.BytesIO(data)).main_document_part.document


class _Walk:
    """One pass over a document's body that turns paragraphs and table cells into lines."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.word_styles = {style.style_id: style for style in document.styles if style.style_id}
        self.numbering = Numbering(document)
        self.notes = _notes(document)
        roots = [document.element, document.styles.element, *self.notes.values()]
        self.styles = Styles(document.styles.element, roots)
        self.fonts = Fonts()
        if self.styles.old_fonts:
            self.fonts.settle(self._every_piece())
        self.number = 0
        self.tables = 0
        self.figure = False
        self.shown: list[str] = []
        self.figures: list[Figure] = []
        self.remarks: list[str] = []

    def _every_piece(self) -> Iterator[Piece]:
        for root in (self.document.element.body, *self.notes.values()):
            for p in root.iter(f"{W}p"):
                yield from Content(p, self.styles).pieces

    def lines(self, parent: Any, cell: tuple[int, int, int] | None = None) -> Iterator[Line]:
        """The lines of every paragraph and table below an element, in order."""
        for child in parent.iterchildren():
            if child.tag == f"{W}p":
                yield from self.paragraph(child, cell)
            elif child.tag == f"{W}tbl":
                yield from self.table(child, cell)
            elif child.tag not in SKIPPED and child.tag != f"{W}sectPr":
                yield from self.lines(child, cell)

    def table(self, table: Any, outer: tuple[int, int, int] | None) -> Iterator[Line]:
        """The lines of a table, cell by cell; a table within a cell belongs to that cell.

        A table of one column is a frame around running text. Pictures in cells come after the table.
        """
        here, first = self.tables, len(self.figures)
        rows = list(table.iter(f"{W}tr") if outer else _rows(table))
        frame = outer is None and all(len(list(_cells(tr))) <= 1 for tr in rows)
        self.tables += outer is None and not frame
        for row, tr in enumerate(rows):
            column = 0
            for tc in _cells(tr):
                yield from self.lines(tc, None if frame else outer or (here, row, column))
                column += _span(tc)
        if not frame and outer is None:
            self.figures[first:] = [
                replace(figure, before=self.number + 1) for figure in self.figures[first:]
            ]

    def paragraph(self, p: Any, cell: tuple[int, int, int] | None) -> Iterator[Line]:
        """The line or lines (manual line breaks) of one paragraph, then those of its notes and boxes."""
        self.number += 1
        content = Content(p, self.styles)
        self.shown.append("".join(piece.text for piece in content.pieces))
        self._take_pictures(content)
        text = self.fonts.text(content.pieces)
        hint = self._hint(p, cell)
        label = self.numbering.label(p, self._word_style(p))
        if label and text.strip():
            text = f"{label} {text.lstrip()}"
        for index, part in enumerate(text.split("\n")):
            if part.strip():
                shown = replace(hint, figure=self.figure)
                yield Line(self.number, unicodedata.normalize("NFC", part), shown, gap=index == 0)
                self.figure = False
        if content.pictures:
            self.figure = not content.leads
        for box in content.boxes:
            yield from self.lines(box, cell)
        for note in content.notes:
            if note in self.notes:
                yield from self.lines(self.notes[note], cell)

    def _take_pictures(self, content: Content) -> None:
        self.figure = self.figure or (content.leads and content.inline)
        for relation, alt, leading in content.pictures:
            part = self.document.part.related_parts.get(relation)
            if part is None:
                self.remarks.append(f"picture left behind ({alt or 'no description'}): not in the document")
            else:
                before = self.number + (not leading)
                pictures.take(part.blob, alt, before, self.figures, self.remarks)

    def _word_style(self, p: Any) -> Any:
        style = p.find(f"{W}pPr/{W}pStyle")
        return self.word_styles.get(style.get(f"{W}val")) if style is not None else None

    def _hint(self, p: Any, cell: tuple[int, int, int] | None) -> Hint:
        word_style = self._word_style(p)
        style = self.styles.of_paragraph(p)
        name = style.name if word_style is not None else ""
        heading = _HEADING.match(name)
        level = int(heading.group(1)) if heading else self.numbering.level(p, word_style)
        role = (
            "heading"
            if heading
            else {"title": "title", "caption": "caption", "quote": "quote"}.get(name.lower())
        )
        marker = self.numbering.marker(p, word_style)
        alignment = p.find(f"{W}pPr/{W}jc")
        centred = bool(style.centred) if alignment is None else alignment.get(f"{W}val") == "center"
        return Hint(
            role or ("item" if marker else ""),  # type: ignore[arg-type]
            level,
            marker,
            self._all_bold(p, style),
            centred,
            self.figure,
            cell,
        )

    def _all_bold(self, p: Any, style: Style) -> bool:
        runs = [run for run in p.iter(f"{W}r") if any((t.text or "").strip() for t in run.iter(f"{W}t"))]
        return bool(runs) and all(self.styles.bold(run, style) for run in runs)


def _rows(table: Any) -> Iterator[Any]:
    for child in table.iterchildren():
        if child.tag == f"{W}tr":
            yield child
        elif child.tag == f"{W}sdt":
            yield from child.iterfind(f".//{W}tr")


def _cells(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            yield from child.iterfind(f".//{W}tc")


def _span(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return int(value) if value.isdigit() else 1


def _notes(document: Any) -> dict[str, Any]:
    """Foot- and endnotes by 'f' or 'e' and id."""
    from docx.oxml import parse_xml

    notes: dict[str, Any] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in ("footnotes", "endnotes") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).iterchildren():
                if note.get(f"{W}type") in (None, "normal"):
                    notes[f"{kind[0]}{note.get(f'{W}id')}"] = note
    return notes


def _furniture(document: Any, walk: _Walk) -> Iterator[str]:
    """The page headers and footers, once each: they belong to the pages, not to the bulletin."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (
            section.header, section.footer, section.first_page_header, section.first_page_footer,
            section.even_page_header, section.even_page_footer,
        ):  # fmt: skip
            if part.is_linked_to_previous:
                continue
            for p in part._element.iter(f"{W}p"):
                text = walk.fonts.text(Content(p, walk.styles).pieces)
                text = " ".join(unicodedata.normalize("NFC", text).split())
                if text and text not in seen:
                    seen.add(text)
                    yield text


def _prove(body: Any, walk: _Walk) -> None:
    """Every w:t of the body is in the lines: an independent count. Raises SourceError when it is not."""
    roots = [body, *walk.notes.values()]
    texts = [
        t.text or ""
        for root in roots
        for t in root.iter(f"{W}t")
        if not any(parent.tag in SKIPPED for parent in t.iterancestors())
    ]
    want, got = "".join("".join(texts).split()), "".join("".join(walk.shown).split())
    if sorted(want) != sorted(got.replace("-", "")) and sorted(want) != sorted(got):
        raise SourceError(
            f"{abs(len(want) - len(got))} characters in a part of the document that is not understood",
            expected="paragraphs, lists, tables, notes and text boxes",
            next_step="save it as text (.txt) and put that file in its place",
        )
