"""OpenDocument texts (.odt): paragraphs, headings, lists, tables, notes and pictures in document order."""

import io
import zipfile
from typing import Any

import lxml.etree

from bantin.errors import SourceError
from bantin.normalize.readers import archives
from bantin.normalize.readers.base import Hint, Reading
from bantin.normalize.readers.odt_content import SKIPPED, Content, span
from bantin.normalize.readers.odt_styles import (
    DRAW,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    Level,
    Style,
    Styles,
    figure_of,
)
from bantin.normalize.readers.rich import Flow

FORMAT = "odt"

_MIMETYPE = b"application/vnd.oasis.opendocument.text"
_ROLES = {"title": "title", "caption": "caption", "quotations": "quote", "quote": "quote"}
_CAPTIONS = {"illustration", "figure", "drawing", "table"}  # LibreOffice's own caption styles


def sniff(data: bytes) -> bool:
    """Whether the bytes are a zip archive that begins by saying that it is an OpenDocument text."""
    return data.startswith(b"PK\x03\x04") and _MIMETYPE in data[:120]


def read(data: bytes) -> Reading:
    """The document's lines in order. Raises SourceError for bombs, DTDs, passwords and broken archives."""
    archives.check(data, ".odt")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            _refuse_locked(archive, names)
            content = _parsed(archive.read("content.xml"))
            styles = _parsed(archive.read("styles.xml")) if "styles.xml" in names else None
            walk = _Walk(archive, names, content, styles)
            body = content.find(f"{OFFICE}body/{OFFICE}text")
            if body is None:
                raise KeyError("no text in content.xml")
            walk.children(body)
    except (lxml.etree.LxmlError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise archives.broken(error, ".odt") from error
    if styles is not None:
        walk.page_furniture(styles)
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        walk.flow.notes.append("the document holds macros: its text was read, they were not")
    return walk.flow.reading(FORMAT)


def _parsed(data: bytes) -> Any:
    return lxml.etree.fromstring(
        data, lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )


def _refuse_locked(archive: zipfile.ZipFile, names: set[str]) -> None:
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if b"encryption-data" in manifest or "encrypted-package" in names:
        raise SourceError(
            "an encrypted OpenDocument file: it opens with a password only",
            expected="a document without a password",
            next_step="open it with its password, take the password away, and save it again",
        )


class _Walk:
    """One pass over the document's text."""

    def __init__(self, archive: zipfile.ZipFile, names: set[str], content: Any, styles: Any) -> None:
        self.archive = archive
        self.names = names
        self.styles = Styles([root for root in (styles, content) if root is not None])
        self.flow = Flow()
        self.tables = 0
        self.cell: tuple[int, int, int] | None = None
        self.lists: list[str] = []
        self.counters: dict[str, list[int]] = {}
        self.ids: dict[str, str] = {}  # list id: whose counters it has
        self.current = ""  # whose counters the open list has
        self.label = ""
        self.marker = ""

    def children(self, parent: Any) -> None:
        """Every paragraph, list and table below an element."""
        for child in parent:
            tag = child.tag
            if tag in SKIPPED or not isinstance(tag, str):
                continue
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                self.paragraph(child)
            elif tag == f"{TEXT}list":
                self.items(child)
            elif tag == f"{TABLE}table":
                self.table(child)
            elif tag in (f"{DRAW}frame", f"{DRAW}image"):
                content = Content(self, Style())
                content.visit_child(child, Style())
                self._after(content)
            else:
                self.children(child)

    def paragraph(self, p: Any) -> None:
        """A paragraph or heading, then what hangs on it: notes, text boxes."""
        style = self.styles.of("paragraph", p.get(f"{TEXT}style-name", ""))
        content = Content(self, style)
        content.visit(p, style)
        label, marker, self.label, self.marker = self.label, self.marker, "", ""
        self.flow.add(content.pieces, self._hint(p, style, content, marker), label)
        self._after(content)

    def _after(self, content: "Content") -> None:
        for box in (*content.boxes, *content.notes):
            self.children(box)

    def _hint(self, p: Any, style: Style, content: "Content", marker: str) -> Hint:
        name = style.name.lower().replace("_20_", " ")
        heading = p.tag == f"{TEXT}h" and self.cell is None
        level = int(p.get(f"{TEXT}outline-level", "1")) if heading else max(0, len(self.lists) - 1)
        role = _ROLES.get(name, "") or ("caption" if name in _CAPTIONS else "")
        role = role or ("heading" if heading else "item" if marker else "")
        return Hint(
            role,  # type: ignore[arg-type]
            level, marker, content.all_bold, bool(style.centred), cell=self.cell,
        )  # fmt: skip

    def items(self, element: Any) -> None:
        """The items of a list, numbered as the document shows them."""
        name = element.get(f"{TEXT}style-name") or (self.lists[-1] if self.lists else "")
        depth = len(self.lists)
        key = self._counters_of(element, name, depth)
        counters = self.counters.setdefault(key, [])
        self.lists.append(name)
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            level = self.styles.lists.get(name, {}).get(depth + 1)
            if item.tag == f"{TEXT}list-item" and _opens_with_text(item):
                self._count(counters, depth, level, item)
                numbered = level is not None and bool(level.format)
                self.label = self._shown(name, counters, depth) if numbered else ""
                self.marker = "" if level is not None else "-"
            self.children(item)
            self.label = self.marker = ""
        self.lists.pop()

    def _counters_of(self, element: Any, name: str, depth: int) -> str:
        """Whose counters a list goes on with: its parent's, another list's, or its own from the start."""
        if depth:
            return self.current
        own = element.get("{http://www.w3.org/XML/1998/namespace}id", "")
        continued = element.get(f"{TEXT}continue-list", "")
        if continued in self.ids:
            key = self.ids[continued]
        elif element.get(f"{TEXT}continue-numbering") == "true":
            key = f"style {name}"
        else:
            key = f"style {name}"
            self.counters.pop(key, None)
        if own:
            self.ids[own] = key
        self.current = key
        return key

    def _count(self, counters: list[int], depth: int, level: Level | None, item: Any) -> None:
        del counters[depth + 1 :]
        while len(counters) <= depth:
            counters.append((level.start if level else 1) - 1 if len(counters) == depth else 1)
        counters[depth] += 1
        start = item.get(f"{TEXT}start-value", "")
        if start.isdigit():
            counters[depth] = int(start)

    def _shown(self, name: str, counters: list[int], depth: int) -> str:
        levels = self.styles.lists[name]
        level = levels[depth + 1]
        first = max(0, depth + 1 - level.shown)
        numbers = [
            figure_of(levels.get(place + 1, level).format or "1", counters[place])
            for place in range(first, depth + 1)
        ]
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}".strip()

    def table(self, table: Any) -> None:
        """The cells of a table; a table within a cell belongs to that cell."""
        outer, paragraph, figure = self.cell, len(self.flow.paragraphs), len(self.flow.figures)
        rows = [row for row in table.iter(f"{TABLE}table-row") if _owner(row) is table]
        here = self.tables
        self.tables += outer is None
        for number, row in enumerate(rows):
            for column, cell in _cells(row):
                self.cell = outer or (here, number, column)
                self.children(cell)
        self.cell = outer
        if outer is None:
            self.flow.end_table(paragraph, figure)

    def page_furniture(self, styles: Any) -> None:
        """The page headers and footers of the master pages."""
        for page in styles.iter(f"{STYLE}master-page"):
            for part in page:
                for p in part.iter(f"{TEXT}p", f"{TEXT}h"):
                    content = Content(self, Style())
                    content.visit(p, Style())
                    self.flow.keep_out(content.pieces)


def _opens_with_text(item: Any) -> bool:
    return any(child.tag in (f"{TEXT}p", f"{TEXT}h") for child in item[:1])


def _owner(row: Any) -> Any:
    return next(parent for parent in row.iterancestors() if parent.tag == f"{TABLE}table")


def _cells(row: Any) -> list[tuple[int, Any]]:
    """The cells of a row with their columns; cells covered by a span count."""
    cells: list[tuple[int, Any]] = []
    column = 0
    for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        if cell.tag == f"{TABLE}table-cell":
            cells.append((column, cell))
        column += min(span(cell.get(f"{TABLE}number-columns-repeated")), 100)
    return cells
