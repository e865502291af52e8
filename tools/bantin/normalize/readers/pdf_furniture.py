"""The headers, footers and numbers of printed pages: what repeats, or counts, in the margins.

On a single page nothing can repeat: there only what no sentence of a bulletin looks like is taken.
"""

import re
import unicodedata
from collections import Counter

from bantin.normalize.readers.pdf_layout import Row
from bantin.normalize.readers.pdf_pages import Page

_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:trang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*$", re.I)
_PRINTED = re.compile(  # the whole row: by a browser, by Word's page fields, or a letterhead's contact line
    r"(?:.*\S)?(?:\t|\s[|–—-]\s)\s*(?:(?:trang|page)\s*)?1\s*/\s*1|"
    r"(?:.*\S)?(?:\t|\s[|–—-]\s)\s*(?:trang|page)\s*1|"
    r"(?:https?://|www\.|file:///)\S+(?:\s+1\s*/\s*1)?|"
    r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?(?:\s.*)?|"
    r"(?=.*(?:điện thoại|đt|tel|hotline|e-?mail|website|fax)\s*:)"
    r"(?:địa chỉ|trụ sở|điện thoại|đt|tel|e-?mail|website)\s*:.*",
    re.I,
)
_MARGIN = 60.0  # points; Decree 30/2020/NĐ-CP, annex I, asks for at least 20 mm (57 points) above and below
_EDGE = 0.12  # share of the page's height in which headers and footers stand


def take(pages: list[Page]) -> list[Row]:
    """Headers, footers and page numbers, taken out of the pages."""
    edges = [(page, row) for page in pages for row in _at_edges(page)]
    shapes = Counter(_shape(row) for _, row in edges)
    numbered = Counter(
        int(match.group(1)) - page.number for page, row in edges if (match := _PAGE_NUMBER.match(_plain(row)))
    )
    taken: list[Row] = []
    for page, row in edges:
        match = _PAGE_NUMBER.match(_plain(row))
        counts = match and (
            numbered[int(match.group(1)) - page.number] >= 2 or int(match.group(1)) == page.number
        )
        repeats = len(pages) > 1 and shapes[_shape(row)] >= max(2, 0.5 * len(pages)) and _is_apart(page, row)
        alone = len(pages) == 1 and _is_printed(row) and _is_set_off(page, row)
        if counts or alone or (repeats and not match):
            page.rows.remove(row)
            taken.append(row)
    return taken


def _at_edges(page: Page) -> list[Row]:
    """The rows in the margins: the first two and the last two, near the page's edge."""
    ends = {id(row): row for row in (*page.rows[:2], *page.rows[-2:])}
    near = _EDGE * page.height
    return [row for row in ends.values() if row.base < near or row.base > page.height - near]


def _is_apart(page: Page, row: Row) -> bool:
    """Whether more room than between lines parts a row from the text."""
    inner = page.rows[2:-2] or page.rows
    nearest = min((abs(other.base - row.base) for other in inner if other is not row), default=page.height)
    return nearest > 1.8 * row.size


def _is_printed(row: Row) -> bool:
    return bool(_PRINTED.fullmatch(unicodedata.normalize("NFC", row.text).strip()))


def _is_set_off(page: Page, row: Row) -> bool:
    """Whether a row stands where no text does: at the very edge, far from every row of another kind."""
    if _MARGIN < row.base < page.height - _MARGIN:
        return False
    others = (other for other in page.rows if other is not row and not _is_printed(other))
    return min((abs(other.base - row.base) for other in others), default=0.0) > 2 * row.size


def _shape(row: Row) -> tuple[str, int]:
    return re.sub(r"\d+", "#", _plain(row)), round(row.base / 6)


def _plain(row: Row) -> str:
    return " ".join(unicodedata.normalize("NFC", row.text).split())
