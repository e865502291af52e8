"""PDF files with text: rows joined into paragraphs, tables kept, page furniture dropped and listed.

A PDF has no paragraphs, only glyphs at places: `pdf_layout` makes rows of them, `pdf_paragraphs` paragraphs.
"""

import re
import unicodedata
from dataclasses import replace

from bantin import files
from bantin.errors import SourceError
from bantin.normalize.readers import pdf_columns, pdf_furniture, pdf_pages, pictures
from bantin.normalize.readers.base import Figure, Hint, Line, Reading, said
from bantin.normalize.readers.fonts import Fonts, Piece
from bantin.normalize.readers.pdf_layout import UNKNOWN, Row
from bantin.normalize.readers.pdf_pages import Page, Table
from bantin.normalize.readers.pdf_paragraphs import Measures, join, measure
from bantin.normalize.readers.pdf_pictures import Picture

FORMAT = "pdf"
SCANNED = "a scanned PDF"
COVERED = "text over a picture of the whole page"

_LOST = re.compile(rf"\w*(?:\w{UNKNOWN}|{UNKNOWN}\w)\w*")


def sniff(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does; a few bytes may stand before (ISO 32000-1, annex H)."""
    return b"%PDF-" in data[:1024]


def read(data: bytes) -> Reading:
    """The document's paragraphs. Raises SourceError for passwords, scans and broken files."""
    pages = pdf_pages.pages(data)
    letters = sum(len(row.glyphs) for page in pages for row in page.rows)
    letters += sum(len(line) for page in pages for table in page.tables for line in table.cells)
    if (letters < 10 * len(pages) and any(page.has_image for page in pages)) or not letters:
        raise _scanned(len(pages))
    _refuse_unknown(pages)
    furniture = pdf_furniture.take(pages)
    for page, rows in zip(pages, pdf_columns.settle([page.rows for page in pages]), strict=True):
        page.rows = rows
    return _Document(pages, furniture).reading()


def _refuse_unknown(pages: list[Page]) -> None:
    """A sign that stands alone may be a bullet; one within a word is a letter that is lost."""
    for page in pages:
        for row in page.every_row():
            word = _LOST.search(row.text)
            if word:
                raise SourceError(
                    f"a PDF whose fonts do not say which letters they draw (“{word.group()}”)",
                    block=f"page {page.number}",
                    expected="a PDF whose text can be copied",
                    next_step="ask for the .docx that it was printed from",
                )


def _scanned(pages: int) -> SourceError:
    return SourceError(
        f"{SCANNED}: {pages} pages of pictures without text",
        expected="a PDF with text",
        next_step="ask for the .docx that it was printed from, or read it by machine with --ocr",
    )


class _Document:
    """All pages together, made into lines."""

    def __init__(self, pages: list[Page], furniture: list[Row]) -> None:
        self.pages = pages
        self.furniture = furniture
        self.fonts = Fonts()
        self.fonts.settle(piece for page in pages for row in page.every_row() for piece in row.pieces)
        running = [row for page in pages for row in page.rows]
        self.measures = measure(running) if running else Measures(0, 0, 1, 1)
        self.lines: list[Line] = []
        self.figures: list[Figure] = []
        self.notes: list[str] = []
        self.number = 0
        self.tables = 0
        self.figure = False
        self.seen: set[tuple[str, int]] = set()

    def reading(self) -> Reading:
        """The lines of all pages; paragraphs go on across a page's end."""
        waiting: list[Row] = []
        for page in self.pages:
            done = 0
            things: list[Picture | Table] = [*page.tables, *page.pictures]
            marks = [(_place(page.rows, thing), thing) for thing in things]
            for place, thing in sorted(marks, key=lambda mark: (mark[0], mark[1].top)):
                self._say([*waiting, *page.rows[done:place]])
                waiting, done = [], place
                self._picture(thing) if isinstance(thing, Picture) else self._table(thing)
            waiting += page.rows[done:]
        self._say(waiting)
        self._remark()
        lines = tuple(_titled(self.lines, self.sizes, self.measures))
        dropped = tuple(dict.fromkeys(self._text(row.pieces) for row in self.furniture))
        turned = "".join(glyph.text for page in self.pages for glyph in page.turned)
        dropped += (turned,) if turned else ()
        figures = tuple(self.figures)
        return Reading(
            FORMAT, lines, said(lines, figures, dropped), self.fonts.encoding, dropped,
            notes=(*self.fonts.notes, *self.notes), figures=figures,
        )  # fmt: skip

    def _remark(self) -> None:
        signs = sum(page.signs for page in self.pages)
        if signs:
            self.notes.append(f"{signs} signs without a letter, read as •: compare with the PDF")
        for page in self.pages:
            if page.has_image and not page.rows and not page.tables:
                self.notes.append(f"page {page.number} is a picture without text: compare with the PDF")
            self.notes += page.notes
        covered = [str(page.number) for page in self.pages if page.is_covered and page.rows]
        if covered:
            where = f"page {', '.join(covered)}"
            self.notes.append(f"{where}: {COVERED}, perhaps read off it by a machine: compare with the PDF")

    def _text(self, pieces: list[Piece]) -> str:
        text = unicodedata.normalize("NFC", self.fonts.text(pieces)).replace(UNKNOWN, "•")
        return re.sub(" {2,}", " ", text).strip()

    sizes: dict[int, float]

    def _say(self, running: list[Row]) -> None:
        """Rows of running text as paragraphs."""
        if not hasattr(self, "sizes"):
            self.sizes = {}
        previous: Row | None = None
        for group in join(running, self.measures):
            pieces: list[Piece] = []
            for row in group:
                pieces += [*([Piece(" ", pieces[-1].font)] if pieces else []), *row.pieces]
            first = group[0]
            self.number += 1
            self.sizes[self.number] = first.size
            hint = Hint(
                bold=all(row.bold for row in group), figure=self.figure,
                centred=all(self.measures.of(row).is_centred(row) for row in group),
            )  # fmt: skip
            gap = previous is None or previous.page != first.page
            gap = gap or first.base - previous.base > 1.15 * self.measures.pitch + 0.5  # type: ignore[union-attr]
            self.lines.append(Line(self.number, self._text(pieces), hint, gap))
            self.figure = False
            previous = group[-1]

    def _table(self, table: Table) -> None:
        for number, line in enumerate(table.cells):
            for column, cell in enumerate(line):
                pieces: list[Piece] = []
                for row in cell:
                    pieces += [*([Piece(" ", pieces[-1].font)] if pieces else []), *row.pieces]
                if pieces:
                    self.number += 1
                    hint = Hint(bold=all(row.bold for row in cell), cell=(self.tables, number, column))
                    self.lines.append(Line(self.number, self._text(pieces), hint))
        self.tables += 1

    def _picture(self, picture: Picture) -> None:
        """A picture once: what stands at one place on many pages belongs to the paper."""
        place = (files.sha256(picture.key), round(picture.top / 6))
        if place not in self.seen:
            pictures.take(picture.data, "", self.number + 1, self.figures, self.notes, picture.key)
            self.figure = True
        self.seen.add(place)


def _place(rows: list[Row], thing: Picture | Table) -> int:
    """How many rows stand before a table or picture: those above it, in its own column where it has one."""
    middle = (thing.left + thing.right) / 2
    column = [
        (number, row) for number, row in enumerate(rows) if row.frame and row.frame[0] < middle < row.frame[1]
    ]
    if column and column[0][1].base - column[0][1].size <= thing.top <= column[-1][1].base:
        return max((number + 1 for number, row in column if row.base <= thing.top), default=column[0][0])
    return max((number + 1 for number, row in enumerate(rows) if row.base <= thing.top), default=0)


def _titled(lines: list[Line], sizes: dict[int, float], measures: Measures) -> list[Line]:
    """Big letters among the first lines are the title."""
    top = [line for line in lines[:10] if sizes.get(line.number, 0) >= 1.2 * measures.size]
    if not top:
        return lines
    biggest = max(sizes[line.number] for line in top)
    first = next(line for line in top if sizes[line.number] > 0.95 * biggest)
    made: list[Line] = []
    for line in lines:
        same = sizes.get(line.number, 0) > 0.95 * biggest and line in top
        if same and made and made[-1].hint.role == "title" and made[-1].number == line.number - 1:
            made[-1] = replace(made[-1], number=line.number, text=f"{made[-1].text} {line.text}")
        else:
            made.append(replace(line, hint=replace(line.hint, role="title")) if line is first else line)
    return made
