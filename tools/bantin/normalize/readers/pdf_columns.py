"""Pages set in columns, as newsletters are: read column by column.

Columns are told by a gutter that many rows in a row leave free, with running text that fills the room on
both sides. Two blocks side by side that are short or ragged, such as the letterhead of an official document
or a table without lines, stay rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from bantin.normalize.readers.pdf_layout import Glyph, Row, rows

_ROWS = 6  # of each column at least
_GUTTER = 1.0  # times the size of the letters: the narrowest
_WIDTH = 10.0  # times the size: the narrowest column
_FULL = 0.75  # share of the column's width: such a row is full
_MOST = 0.5  # share of the rows that are full


@dataclass(frozen=True)
class _Band:
    """The rows from `first` to before `end`, which all leave the place `x` free."""

    first: int
    end: int
    x: float


def split(page: list[Row]) -> list[Row]:
    """The rows of one page in the order of reading; those in columns know their column's edges."""
    for band in sorted(_bands(page), key=lambda one: (one.first - one.end, one.first)):
        sides = _sides(page[band.first : band.end], band.x)
        if min(map(len, sides)) < _ROWS:
            continue
        left, right = map(split, sides)
        if _is_column(left) and _is_column(right) and not _is_table(left, right):
            inside = [*_framed(left), *_framed(right)]
            return [*split(page[: band.first]), *inside, *split(page[band.end :])]
    return page


def settle(pages: list[list[Row]]) -> list[list[Row]]:
    """The rows of all pages in the order of reading; a column that stands alone on a page, as on the last
    one, is known by those of the other pages."""
    made = [split(page) for page in pages]
    frames = {row.frame for page in made for row in page if row.frame}
    return [[*_alone(page, frames)] for page in made] if frames else made


def _alone(page: list[Row], frames: set[tuple[float, float]]) -> Iterator[Row]:
    """The rows of a page, those framed that stand in a known column without another beside them."""
    for frame, group in groupby(page, lambda row: row.frame or _fitting(row, frames)):
        one = list(group)
        if frame and len(one) > 2 and not any(row.frame for row in one):
            full = sum(row.x1 - row.x0 >= _FULL * (frame[1] - frame[0]) for row in one)
            one = [replace(row, frame=frame) for row in one] if full >= _MOST * len(one) else one
        yield from one


def _fitting(row: Row, frames: set[tuple[float, float]]) -> tuple[float, float] | None:
    """The widest known column in which a row stands."""
    fitting = [frame for frame in frames if frame[0] - 3 <= row.x0 and row.x1 <= frame[1] + 3]
    return max(fitting, key=lambda frame: (frame[1] - frame[0], frame), default=None)


def _bands(page: list[Row]) -> set[_Band]:
    """Every run of rows about a gap that all of them leave free."""
    gaps = [list(_gaps(row)) for row in page]
    found: set[_Band] = set()
    for index, row in enumerate(page):
        for left, right in gaps[index]:
            x = (left + right) / 2
            if any(
                band.x - row.size < x < band.x + row.size and band.first <= index < band.end for band in found
            ):
                continue
            first, end = index, index + 1
            while first > 0 and _is_free(page[first - 1], gaps[first - 1], x):
                first -= 1
            while end < len(page) and _is_free(page[end], gaps[end], x):
                end += 1
            if end - first >= _ROWS:
                found.add(_Band(first, end, x))
    return found


def _gaps(row: Row) -> Iterator[tuple[float, float]]:
    """The gaps within a row that are too wide to part words."""
    end = row.glyphs[0].x1
    for before, glyph in pairwise(row.glyphs):
        end = max(end, before.x1)
        if glyph.x0 - end >= _GUTTER * row.size:
            yield end, glyph.x0


def _is_free(row: Row, gaps: list[tuple[float, float]], x: float) -> bool:
    return row.x1 <= x or row.x0 >= x or any(left <= x <= right for left, right in gaps)


def _sides(band: list[Row], x: float) -> tuple[list[Row], list[Row]]:
    """The rows left and right of a gutter."""
    letters: tuple[list[Glyph], list[Glyph]] = ([], [])
    for row in band:
        for glyph in row.glyphs:
            letters[glyph.x0 >= x].append(glyph)
    return rows(band[0].page, letters[0]), rows(band[0].page, letters[1])


def _is_column(side: list[Row]) -> bool:
    """Whether rows are running text that fills its room, or are columns themselves."""
    if sum(row.frame is not None for row in side) > 0.8 * len(side):
        return True
    left, right = _edges(side)
    full = sum(row.x1 - row.x0 >= _FULL * (right - left) for row in side)
    return right - left >= _WIDTH * side[0].size and full >= _MOST * len(side)


def _is_table(left: list[Row], right: list[Row]) -> bool:
    """Whether the paragraphs of both sides begin or end at the same heights, as the cells of a table do."""
    return not any(row.frame for row in (*left, *right)) and any(
        same >= 2 and same >= 0.8 * max(len(ones), len(others))
        for ones, others in zip(_ends(left), _ends(right), strict=True)
        for same in [sum(any(abs(base - other) < 2 for other in others) for base in ones)]
    )


def _ends(side: list[Row]) -> tuple[list[float], list[float]]:
    """Where paragraphs begin and where they end: with more room than is usual above, and below."""
    gaps = sorted(below.base - above.base for above, below in pairwise(side))
    usual = gaps[len(gaps) // 4]
    apart = [pair for pair in pairwise(side) if pair[1].base - pair[0].base > 1.15 * usual + 0.5]
    return [below.base for _, below in apart], [above.base for above, _ in apart]


def _framed(side: list[Row]) -> list[Row]:
    """Rows that know their column; those of columns within it know theirs already."""
    left, right = _edges(side)
    return [row if row.frame else replace(row, frame=(left, right)) for row in side]


def _edges(side: list[Row]) -> tuple[float, float]:
    return min(row.x0 for row in side), max(row.x1 for row in side)
