"""The pages of a PDF: running text, tables and pictures told apart, nothing joined yet."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bantin.errors import SourceError
from bantin.normalize.readers import pdf_pictures
from bantin.normalize.readers.pdf_layout import UNKNOWN, Glyph, Row, glyphs, rows
from bantin.normalize.readers.pdf_pictures import Picture, Pictures

PAGES = 300


@dataclass(frozen=True)
class Table:
    """A table of lines and cells, each as rows of print; edges in points."""

    top: float
    left: float
    right: float
    cells: list[list[list[Row]]]


@dataclass
class Page:
    """What one page holds."""

    number: int
    width: float
    height: float
    rows: list[Row] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    turned: list[Glyph] = field(default_factory=list)
    signs: int = 0  # glyphs without a letter
    has_image: bool = False
    is_covered: bool = False  # by a picture as large as the page

    def every_row(self) -> Iterator[Row]:
        """The rows of its running text, then those in its tables."""
        yield from self.rows
        for table in self.tables:
            for line in table.cells:
                for cell in line:
                    yield from cell


def pages(data: bytes) -> list[Page]:
    """Every page of a file. Raises SourceError for passwords and broken files."""
    import pdfplumber  # 0.4 s to load

    try:
        with pdfplumber.open(io.BytesIO(data)) as document, pdf_pictures.opened(data) as images:
            if len(document.pages) > PAGES:
                raise SourceError(
                    f"a PDF of {len(document.pages)} pages", expected=f"at most {PAGES} pages",
                    next_step="cut it into one file a bulletin",
                )  # fmt: skip
            return [_page(number, page, images) for number, page in enumerate(document.pages, 1)]
    except SourceError:
        raise
    except MemoryError:
        raise
    except Exception as error:
        raise _broken(error) from error


def _broken(error: Exception) -> SourceError:
    """pdfminer raises what it likes; its name for a wrong password is the only one that matters."""
    names = {type(part).__name__ for part in (error, *error.args, error.__cause__, error.__context__)}
    if "PDFPasswordIncorrect" in names or "PDFEncryptionError" in names:
        return SourceError(
            "an encrypted PDF: it opens with a password only",
            expected="a PDF without a password",
            next_step="open it with its password and print it into a new PDF, or save its text as .docx",
        )
    detail = str(error) or type(error).__name__
    return SourceError(
        f"a PDF that cannot be read, broken or cut short ({detail[:100]})",
        expected="a whole PDF file",
        next_step="ask the sender for it again, or save its text as .docx or .txt",
    )


def _page(number: int, page: Any, images: Pictures) -> Page:
    made = Page(number, float(page.width), float(page.height))
    chars = [char for char in page.chars if char["upright"]]
    made.turned = glyphs([char for char in page.chars if not char["upright"]], made.height)
    letters = glyphs(chars, made.height)
    made.signs = sum(UNKNOWN in glyph.text for glyph in letters)
    for table in page.find_tables() if page.edges else []:
        letters = _take_table(made, table, letters)
    made.rows = rows(number, letters)
    made.has_image, made.is_covered = bool(page.images), pdf_pictures.covers(page)
    made.pictures = images.of(number, page, made.notes)
    page.close()
    return made


def _take_table(page: Page, table: Any, letters: list[Glyph]) -> list[Glyph]:
    """Move the letters in the cells of a table of two rows and columns or more out of the running text."""
    shape = [[cell for cell in row.cells if cell] for row in table.rows]
    if len(shape) < 2 or max(map(len, shape)) < 2:
        return letters
    rest = list(letters)
    cells: list[list[list[Row]]] = []
    for row in table.rows:
        line: list[list[Row]] = []
        for cell in row.cells:
            inside = [glyph for glyph in rest if cell and _is_in(glyph, cell)]
            taken = set(map(id, inside))
            rest = [glyph for glyph in rest if id(glyph) not in taken]
            line.append(rows(page.number, inside))
        cells.append(line)
    left, top, right, _ = table.bbox
    page.tables.append(Table(top, left, right, cells))
    return rest


def _is_in(glyph: Glyph, cell: tuple[float, float, float, float]) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - 0.3 * glyph.size
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]
