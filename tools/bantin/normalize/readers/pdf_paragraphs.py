"""Rows of print put together into paragraphs, by how they stand: distance, indent, and room for a word.

A row goes on with the one above it unless there is more room between them than between most rows, or it is
indented as first lines are, or its first word would have fitted above, or it is set in another way.
"""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from bantin.normalize import shapes
from bantin.normalize.readers.pdf_layout import Row


@dataclass(frozen=True)
class Measures:
    """How a document is set, in points: text edges, distance of baselines, size of letters."""

    left: float
    right: float
    pitch: float
    size: float
    indents: frozenset[int] = frozenset()  # where many rows begin

    def of(self, row: Row) -> "Measures":
        """The measures that hold for a row: those of its column, if it stands in one."""
        if row.frame is None:
            return self
        return replace(self, left=row.frame[0], right=row.frame[1], indents=frozenset())

    def is_centred(self, row: Row) -> bool:
        """Whether a row stands in the middle, with room on both sides."""
        if round(row.x0) in self.indents:
            return False
        middle = (self.left + self.right) / 2
        room = min(row.x0 - self.left, self.right - row.x1)
        return abs((row.x0 + row.x1) / 2 - middle) < 0.6 * row.size and room > 0.4 * row.size

    def is_indented(self, row: Row) -> bool:
        """Whether a row begins to the right of the text's edge."""
        return row.x0 > self.left + 0.7 * self.size


def measure(rows: list[Row]) -> Measures:
    """The measures of a document: what most of its rows show."""
    long = [row for row in rows if _is_long(row)] or rows
    size = _mode([row.size for row in long], 0.5)
    right = sorted(row.x1 for row in long)[int(0.97 * (len(long) - 1))]
    lefts = Counter(round(row.x0) for row in long)
    common = [x for x, count in lefts.items() if count >= 0.1 * len(long)] or list(lefts)
    gaps = [
        below.base - above.base
        for above, below in pairwise(rows)
        if above.page == below.page and below.base > above.base and _is_long(above)
    ]
    indents = frozenset(x for x, count in lefts.items() if count >= max(3, 0.05 * len(long)))
    return Measures(min(common), right, _pitch(gaps, size), size, indents)


def _is_long(row: Row) -> bool:
    """Whether a row is one of running text: of many letters, or filling its column."""
    width = row.x1 - row.x0
    return width > 15 * row.size or (row.frame is not None and width > 0.7 * (row.frame[1] - row.frame[0]))


def _pitch(gaps: list[float], size: float) -> float:
    """The distance of rows within paragraphs: the smallest that is common."""
    if not gaps:
        return 1.3 * size
    counts = Counter(round(gap * 2) / 2 for gap in gaps)
    common = [gap for gap, count in counts.items() if count >= 0.15 * len(gaps) and gap > 0.8 * size]
    return min(common) if common else _mode(gaps, 0.5)


def _mode(values: list[float], step: float) -> float:
    counts = Counter(round(value / step) * step for value in values)
    return max(counts, key=lambda value: (counts[value], value))


def join(rows: list[Row], measures: Measures) -> list[list[Row]]:
    """The paragraphs, each with its rows."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and not _begins(groups[-1], row, measures):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _begins(group: list[Row], row: Row, measures: Measures) -> bool:
    """Whether a row begins a paragraph; `group` is the paragraph above it."""
    above, everywhere = group[-1], measures
    measures = everywhere.of(above)
    if "\t" in above.text or "\t" in row.text or (above.frame is None) != (row.frame is None):
        return True
    if above.page == row.page and row.base - above.base > 1.15 * measures.pitch + 0.5:
        return True
    if abs(above.size - row.size) > 0.08 * measures.size + 0.3 or measures.is_centred(above):
        return True
    room = measures.right - above.x1 - row.first_word() - 0.25 * row.size
    if room > 0.1 * row.size:
        return True
    if above.bold != row.bold and not row.text[:1].islower():
        return True
    return _opens(group, row, everywhere.of(row))


def _opens(group: list[Row], row: Row, measures: Measures) -> bool:
    """Whether a row below a full one looks like a first line all the same."""
    above = group[-1]
    marker = shapes.marker(row.text)
    ended = shapes.ends_clause(above.text)
    if marker and ended:
        return True
    shift = row.frame[0] - above.frame[0] if row.frame and above.frame else 0.0  # from column to column
    hanging = shapes.marker(group[0].text) is not None
    deeper = row.x0 - shift > above.x0 + 0.7 * row.size and not (hanging and len(group) == 1)
    same_first = len(group) == 1 and measures.is_indented(row) and abs(row.x0 - shift - above.x0) < 1
    return (deeper or (same_first and not hanging)) and ended
