"""The blocks of two pages in twos.

Pages with the same kinds of blocks in the same order are matched by position. Where a block is missing, or
one too many, the best global alignment is looked for (Needleman and Wunsch, 1970), so that one lost paragraph
does not make every block after it look wrong.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bantin.blocks import Block

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_NAMES = re.compile(r"(?<![.!?] )\b[A-ZÀ-ỸĐ]\w+")
_GAP = -0.6


@dataclass(frozen=True)
class Twin:
    """A source block and its translation; `number` counts the translation's blocks from 1, as approval does
    (the source's, where the translation lacks the block)."""

    number: int
    source: Block | None
    target: Block | None
    source_number: int = 0


def align(source: Sequence[Block], target: Sequence[Block]) -> tuple[Twin, ...]:
    """The twins in the order of the pages."""
    if [block.kind for block in source] == [block.kind for block in target]:
        pairs = enumerate(zip(source, target, strict=True), 1)
        return tuple(Twin(at, ours, theirs, at) for at, (ours, theirs) in pairs)
    return tuple(_twin(source, target, i, j) for i, j in _path(source, target))


def _twin(source: Sequence[Block], target: Sequence[Block], i: int | None, j: int | None) -> Twin:
    number = i if j is None else j
    return Twin(
        (number or 0) + 1,
        None if i is None else source[i],
        None if j is None else target[j],
        0 if i is None else i + 1,
    )


def _path(source: Sequence[Block], target: Sequence[Block]) -> list[tuple[int | None, int | None]]:
    """The best alignment as pairs of indices, None for a gap."""
    ours, theirs = [_Print.of(block) for block in source], [_Print.of(block) for block in target]
    best = [[_GAP * j for j in range(len(theirs) + 1)]]
    likes = [[one.like(other) for other in theirs] for one in ours]
    for i, row in enumerate(likes, 1):
        line = [_GAP * i]
        for j, like in enumerate(row, 1):
            line.append(max(best[i - 1][j - 1] + like, best[i - 1][j] + _GAP, line[j - 1] + _GAP))
        best.append(line)
    path: list[tuple[int | None, int | None]] = []
    i, j = len(ours), len(theirs)
    while i or j:
        if i and j and best[i][j] == best[i - 1][j - 1] + likes[i - 1][j - 1]:
            i, j = i - 1, j - 1
            path.append((i, j))
        elif i and best[i][j] == best[i - 1][j] + _GAP:
            i -= 1
            path.append((i, None))
        else:
            j -= 1
            path.append((None, j))
    return path[::-1]


@dataclass(frozen=True)
class _Print:
    """What two blocks that translate each other share: kind, length, figures, names."""

    kind: str
    length: int
    digits: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, block: Block) -> "_Print":
        text = block.text
        digits = frozenset(re.sub(r"\D", "", one).lstrip("0") for one in _DIGITS.findall(text))
        return cls(block.kind, len(text), digits, frozenset(_NAMES.findall(text)))

    def like(self, other: "_Print") -> float:
        """How much two blocks look like translations of each other: about 2 for good ones, else below 0."""
        head = {"title", "kicker"}
        if (self.kind in head or other.kind in head) and self.kind != other.kind:
            return -9.0
        length = abs(math.log((self.length + 20) / (other.length + 20)))
        shared = _shared(self.digits, other.digits) + 0.5 * _shared(self.names, other.names)
        return (0.5 if self.kind == other.kind else -0.9) + shared - length


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """1 where all is shared, -0.5 where nothing is, 0 where there is nothing to share."""
    if not one and not other:
        return 0.0
    return 1.5 * len(one & other) / len(one | other) - 0.5
