"""Signs that a draft is bad, read from the two texts alone: loops, copies, clauses dropped or invented.

Ratios of length are those between which 99 of 100 pairs of the project's own corpus lie, with a little room.
"""

import math
import re
from collections import Counter
from typing import NamedTuple

from bantin.facts.names import LOWER

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKED = frozenset(LOWER) - frozenset("abcdefghijklmnopqrstuvwxyz-éè")
# Source length in characters, and the least and greatest length of the English over it.
_RATIOS = ((20, 0.40, 3.2), (40, 0.45, 2.6), (80, 0.55, 2.0), (160, 0.62, 1.75), (10**9, 0.68, 1.6))
_SHORT = 12  # characters; below this a ratio says nothing
_LONGEST_RUN = 6  # words


class Sign(NamedTuple):
    """One sign of a bad draft: its kind, and words for a person."""

    kind: str  # loop, copied, short, long, none
    said: str


def signs(source: str, target: str) -> list[Sign]:
    """What is wrong with a draft by its looks."""
    if not target.strip():
        return [Sign("none", "no translation")]
    ours, theirs = _words(source), _words(target)
    found = [_loop(ours, theirs), _copied(ours, target), _length(source, target)]
    return [sign for sign in found if sign]


def ratio(source: str, target: str) -> float:
    """How far the draft's length is from the usual, 0 (as usual) upwards, in natural logarithms."""
    return abs(math.log((len(target) + 8) / (1.15 * len(source) + 8)))


def loops(source: str, target: str) -> int:
    """How many words of the target only repeat what was just said, beyond the repetitions of the source."""
    return max(0, _repeated(_words(target)) - _repeated(_words(source)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _repeated(words: list[str]) -> int:
    """Words that stand in a run said twice in a row, and words of longer runs said again anywhere."""
    count = 0
    for size in range(1, _LONGEST_RUN + 1):
        count += size * sum(
            words[at : at + size] == words[at + size : at + 2 * size] and not _is_number(words[at])
            for at in range(len(words) - 2 * size + 1)
        )
    runs = Counter(tuple(words[at : at + 4]) for at in range(len(words) - 3))
    return count + sum(number - 1 for number in runs.values())


def _is_number(word: str) -> bool:
    return word[0].isdigit()


def _loop(ours: list[str], theirs: list[str]) -> Sign | None:
    if _repeated(theirs) <= _repeated(ours):
        return None
    for size in range(_LONGEST_RUN, 0, -1):
        for at in range(len(theirs) - 2 * size + 1):
            run = theirs[at : at + size]
            if run == theirs[at + size : at + 2 * size] and not _is_number(run[0]):
                return Sign("loop", f"said twice: “{' '.join(run)}”")
    return Sign("loop", "the same words said again")


def _copied(ours: list[str], target: str) -> Sign | None:
    """Vietnamese words in small letters that stand in the source too; names have capitals and may stay."""
    known = set(ours)
    left = [
        word
        for word in _WORD.findall(target)
        if word.islower() and not _MARKED.isdisjoint(word) and word in known
    ]
    return Sign("copied", f"left in Vietnamese: “{' '.join(left[:6])}”") if left else None


def _length(source: str, target: str) -> Sign | None:
    if len(source) < _SHORT:
        return Sign("long", "much longer than the source") if len(target) > 6 * len(source) + 30 else None
    least, greatest = next((low, high) for limit, low, high in _RATIOS if len(source) < limit)
    share = len(target) / len(source)
    if share < least:
        return Sign("short", f"short for its source ({len(target)} characters for {len(source)})")
    return (
        Sign("long", f"long for its source ({len(target)} for {len(source)})") if share > greatest else None
    )
