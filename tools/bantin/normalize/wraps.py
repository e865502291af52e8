"""Lines joined into paragraphs where a program had cut them at a width, and nowhere else.

The rule: join a line with the next unless it ends a sentence and the next begins with a capital or an
opening quote; break around capitals, captions, list marks and blank lines. A file whose lines are whole
paragraphs shows no line that goes on in lower case, and nothing is joined in it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from bantin.normalize import shapes
from bantin.normalize.readers.base import PLAIN, Hint, Line

_LONG = 40  # characters: a line that could have been cut
_WIDEST = 160  # characters: no program cuts wider
_SHORT_BY = 15  # characters by which a line is too short to have been cut before a word that fits


@dataclass(frozen=True)
class Para:
    """A paragraph. `starts`: where in `text` each source line begins: (offset, line number)."""

    text: str
    starts: tuple[tuple[int, int], ...]
    hint: Hint = PLAIN
    gap: bool = True
    indent: int = 0

    @property
    def number(self) -> int:
        """The line on which it begins."""
        return self.starts[0][1]

    def line_at(self, offset: int) -> int:
        """The source line of a place in the text."""
        return max((start for start in self.starts if start[0] <= offset), default=self.starts[0])[1]


def single(line: Line) -> Para:
    """A line that is a paragraph by itself."""
    return Para(line.text, ((0, line.number),), line.hint, line.gap, line.indent)


def is_wrapped(lines: tuple[Line, ...]) -> bool:
    """Whether a program cut these lines at a width: many go on in lower case on the next."""
    long = [line for line in lines if len(line.text) >= _LONG]
    if not long or sorted(len(line.text) for line in long)[len(long) * 9 // 10] > _WIDEST:
        return False
    going_on = sum(
        len(line.text) >= _LONG and not shapes.ends_sentence(line.text) and after.text[:1].islower()
        for line, after in pairwise(lines)
    )
    return going_on >= 2 and going_on >= 0.25 * len(long)


def paragraphs(lines: tuple[Line, ...]) -> tuple[Para, ...]:
    """The paragraphs that the lines are, or were cut from."""
    if not is_wrapped(lines):
        return tuple(single(line) for line in lines)
    breaks = _breaks(lines)
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        if groups and not breaks(index):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_joined(group) for group in groups)


def _joined(group: list[Line]) -> Para:
    starts: list[tuple[int, int]] = []
    text = ""
    for line in group:
        text += " " if text else ""
        starts.append((len(text), line.number))
        text += line.text
    first = group[0]
    return Para(text, tuple(starts), first.hint, first.gap, first.indent)


def _breaks(lines: tuple[Line, ...]) -> Callable[[int], bool]:
    """Whether a paragraph begins at the line with this index (1 or more)."""
    width = _width(lines)
    doubled = _double_spaced(lines)
    separated = not doubled and _blank_separated(lines, width)

    def breaks(index: int) -> bool:
        before, line = lines[index - 1], lines[index]
        if before.hint.cell or line.hint.cell:
            return True
        alone = shapes.stands_alone(before.text) and not shapes.is_article(before.text)
        if alone or shapes.stands_alone(line.text):
            both = shapes.is_capitals(before.text) and shapes.is_capitals(line.text)
            return not both or (line.gap and not doubled) or shapes.ends_sentence(before.text)
        ended = shapes.ends_sentence(before.text)
        if line.gap and not doubled:
            return ended or not line.text[:1].islower() or len(before.text) < 0.6 * width
        room = width - len(before.text) - 1 - len(line.text.split(" ", 1)[0])
        if _opens_item(line.text, ended or before.text[-1:] in ":;" or room >= _SHORT_BY):
            return True
        if not shapes.begins_sentence(line.text):
            return False
        if ended:
            return not separated or room >= _SHORT_BY
        return room >= (0 if index <= 2 else _SHORT_BY) and not re.search(r"[,–(-]$", before.text)

    return breaks


def _opens_item(text: str, may_open: bool) -> bool:
    """Whether a line begins an item: a dash may be a hyphen, and '2.' the end of the sentence before."""
    marker = shapes.marker(text)
    if marker is None:
        return False
    capital = text[len(marker.mark) :].lstrip()[:1].isupper()
    return may_open or (capital and marker.family[0] not in "1a")


def _width(lines: tuple[Line, ...]) -> int:
    """The width at which lines were cut: the upper quartile of those that go on."""
    lengths = sorted(
        len(line.text)
        for line, after in pairwise(lines)
        if not shapes.ends_sentence(line.text) and after.text[:1].islower()
    )
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _blank_separated(lines: tuple[Line, ...], width: int) -> bool:
    """Whether blank lines alone part the paragraphs: then sentences may end where a line does."""
    closed = sum(line.gap and shapes.ends_sentence(before.text) for before, line in pairwise(lines))
    short_ends = sum(
        not line.gap and shapes.ends_sentence(before.text) and shapes.begins_sentence(line.text)
        and len(before.text) + 1 + len(line.text.split(" ", 1)[0]) <= width - _SHORT_BY
        for before, line in pairwise(lines)
    )  # fmt: skip
    return closed >= 3 and short_ends <= 0.2 * closed


def _double_spaced(lines: tuple[Line, ...]) -> bool:
    """Whether a blank line stands after every line, so that blank lines tell nothing."""
    going_on = sum(
        line.gap and not shapes.ends_sentence(before.text) and line.text[:1].islower()
        for before, line in pairwise(lines)
    )
    return going_on >= 2 and going_on >= 0.25 * len(lines)
