"""Word documents (.docx): paragraphs, lists and tables in document order, with what their style tells.

The archive is checked before any XML in it is parsed (`archives`).
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

import lxml.etree

from bantin.errors import SourceError
from bantin.normalize.readers import archives
from bantin.normalize.readers.base import Hint, Line, Reading
from bantin.normalize.readers.numbering import Numbering

FORMAT = "docx"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr")} | {
    _FALLBACK
}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_FIGURES = {f"{_W}drawing", f"{_W}pict", f"{_W}object"}
_HEADING = re.compile(r"^heading (\d)$", re.I)


def sniff(data: bytes) -> bool:
    """Whether the bytes are a zip archive with a Word document in it."""
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" in data


def read(data: bytes) -> Reading:
    """The document's lines in order. Raises SourceError for bombs, DTDs and broken archives."""
    archives.check(data)
    import docx  # here, because it takes 0.3 s to load and most runs read no Word file
    from docx.exceptions import PythonDocxError

    try:
        document = docx.Document(io.BytesIO(data))
        walk = _Walk(document)
        lines = tuple(walk.lines(document.element.body))
    except (
        lxml.etree.LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        PythonDocxError,
    ) as error:
        raise archives.broken(error) from error
    furniture = tuple(_furniture(document))
    text = "\n".join([*(line.text for line in lines), *furniture])
    _prove(document.element.body, walk)
    return Reading(FORMAT, lines, text, dropped=furniture)


class _Walk:
    """One pass over a document's body that turns paragraphs and table cells into lines."""

    def __init__(self, document: Any) -> None:
        self.styles = {style.style_id: style for style in document.styles if style.style_id}
        self.numbering = Numbering(document)
        self.notes = _notes(document)
        self.number = 0
        self.tables = 0
        self.figure = False
        self.shown: list[str] = []

    def lines(self, parent: Any, cell: tuple[int, int, int] | None = None) -> Iterator[Line]:
        """The lines of every paragraph and table below an element, in order."""
        for child in parent.iterchildren():
            if child.tag == f"{_W}p":
                yield from self.paragraph(child, cell)
            elif child.tag == f"{_W}tbl":
                yield from self.table(child, cell)
            elif child.tag not in _SKIPPED and child.tag != f"{_W}sectPr":
                yield from self.lines(child, cell)

    def table(self, table: Any, outer: tuple[int, int, int] | None) -> Iterator[Line]:
        """The lines of a table, cell by cell; a table within a cell belongs to that cell."""
        here = self.tables
        if outer is None:
            self.tables += 1
        for row, tr in enumerate(table.iter(f"{_W}tr") if outer else _rows(table)):
            column = 0
            for tc in _cells(tr):
                yield from self.lines(tc, outer or (here, row, column))
                column += _span(tc)

    def paragraph(self, p: Any, cell: tuple[int, int, int] | None) -> Iterator[Line]:
        """The line or lines (manual line breaks) of one paragraph, then those of its notes and boxes."""
        self.number += 1
        text, notes, boxes = _content(p)
        self.shown.append(text)
        hint = self._hint(p, cell)
        label = self.numbering.label(p, self._style(p))
        if label and text.strip():
            text = f"{label} {text.lstrip()}"
        for index, part in enumerate(text.split("\n")):
            if part.strip():
                yield Line(self.number, unicodedata.normalize("NFC", part), hint, gap=index == 0)
                self.figure = False
        if next(p.iter(*_FIGURES), None) is not None:
            self.figure = True
        for box in boxes:
            yield from self.lines(box, cell)
        for note in notes:
            if note in self.notes:
                yield from self.lines(self.notes[note], cell)

    def _style(self, p: Any) -> Any:
        style = p.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(style.get(f"{_W}val")) if style is not None else None

    def _hint(self, p: Any, cell: tuple[int, int, int] | None) -> Hint:
        style = self._style(p)
        name = style.name or "" if style is not None else ""
        heading = _HEADING.match(name)
        level = int(heading.group(1)) if heading else self.numbering.level(p, style)
        role = (
            "heading"
            if heading
            else {"title": "title", "caption": "caption", "quote": "quote"}.get(name.lower())
        )
        marker = self.numbering.marker(p, style)
        alignment = p.find(f"{_W}pPr/{_W}jc")
        centred = alignment is not None and alignment.get(f"{_W}val") == "center"
        return Hint(
            role or ("item" if marker else ""),  # type: ignore[arg-type]
            level,
            marker,
            _all_bold(p),
            centred,
            self.figure,
            cell,
        )


def _rows(table: Any) -> Iterator[Any]:
    for child in table.iterchildren():
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag == f"{_W}sdt":
            yield from child.iterfind(f".//{_W}tr")


def _cells(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag == f"{_W}sdt":
            yield from child.iterfind(f".//{_W}tc")


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = span.get(f"{_W}val", "1") if span is not None else "1"
    return int(value) if value.isdigit() else 1


def _content(p: Any) -> tuple[str, list[str], list[Any]]:
    """A paragraph's text, the ids of its notes, and the text boxes anchored in it."""
    text: list[str] = []
    notes: list[str] = []
    boxes: list[Any] = []

    def visit(element: Any) -> None:
        for child in element.iterchildren():
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{_W}t":
                text.append(child.text or "")
            elif child.tag in _BREAKS:
                text.append(_BREAKS[child.tag])
            elif child.tag == f"{_W}txbxContent":
                boxes.append(child)
            elif child.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                notes.append(f"{child.tag[len(_W) : len(_W) + 1]}{child.get(f'{_W}id')}")
            else:
                visit(child)

    visit(p)
    return "".join(text), notes, boxes


def _all_bold(p: Any) -> bool:
    runs = [run for run in p.iter(f"{_W}r") if any((t.text or "").strip() for t in run.iter(f"{_W}t"))]
    return bool(runs) and all(_bold(run) for run in runs)


def _bold(run: Any) -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    return bold is not None and bold.get(f"{_W}val", "1") not in ("0", "false", "off")


def _notes(document: Any) -> dict[str, Any]:
    """Foot- and endnotes by 'f' or 'e' and id."""
    from docx.oxml import parse_xml

    notes: dict[str, Any] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in ("footnotes", "endnotes") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).iterchildren():
                if note.get(f"{_W}type") in (None, "normal"):
                    notes[f"{kind[0]}{note.get(f'{_W}id')}"] = note
    return notes


def _furniture(document: Any) -> Iterator[str]:
    """The page headers and footers, once each: they belong to the pages, not to the bulletin."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (
            section.header, section.footer, section.first_page_header, section.first_page_footer,
            section.even_page_header, section.even_page_footer,
        ):  # fmt: skip
            if part.is_linked_to_previous:
                continue
            for p in part._element.iter(f"{_W}p"):
                text = " ".join(unicodedata.normalize("NFC", _content(p)[0]).split())
                if text and text not in seen:
                    seen.add(text)
                    yield text


def _prove(body: Any, walk: _Walk) -> None:
    """Every w:t of the body is in the lines: an independent count. Raises SourceError when it is not."""
    roots = [body, *walk.notes.values()]
    texts = [
        t.text or ""
        for root in roots
        for t in root.iter(f"{_W}t")
        if not any(parent.tag in _SKIPPED for parent in t.iterancestors())
    ]
    want, got = "".join("".join(texts).split()), "".join("".join(walk.shown).split())
    if sorted(want) != sorted(got.replace("-", "")) and sorted(want) != sorted(got):
        raise SourceError(
            f"{abs(len(want) - len(got))} characters in a part of the document that is not understood",
            expected="paragraphs, lists, tables, notes and text boxes",
            next_step="save it as text (.txt) and put that file in its place",
        )
