"""Bulletins much alike: a probable revision is reported with what differs, so that a person can choose.

Five-word shingles (Broder, On the resemblance and containment of documents, 1997). Those that begin with one
word in eight, by its hash, are kept in an inverted index; a shingle that stands in many bulletins is a form's
own wording and tells nothing. So the cost grows with the number of bulletins, not with its square.
"""

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TypeAlias

from bantin import blocks
from bantin.page import Page

_SHINGLE = 5  # words
_SAMPLE = 8  # one word in so many begins shingles that are kept
_CROWD = 12  # bulletins that share a shingle before it counts for nothing
_LEAST = 5  # kept shingles of the shortest bulletin that is compared: some 40 words
_ALIKE = 0.5  # share of common shingles (Jaccard) from which two are reported
_SHOWN = 8  # differences that are shown
_CONTEXT = 3  # words shown on either side of a difference
_WORD = re.compile(r"\w+")
_BITS = 24  # of a page's number beside a shingle's hash

Sketch: TypeAlias = "array[int]"  # the hashes of a page's shingles, packed


@dataclass(frozen=True)
class Pair:
    """Two bulletins much alike: name of the new one, name of the other, share of common shingles."""

    new: str
    other: str
    share: float


def sketch(body: str) -> Sketch:
    """The hashes of the shingles that begin with a kept word, in order, each once."""
    words = _WORD.findall(body.lower())
    begins = {word for word in set(words) if zlib.crc32(word.encode()) % _SAMPLE == 0}
    starts = (index for index, word in enumerate(words[: 1 - _SHINGLE]) if word in begins)
    shingles = {zlib.crc32(" ".join(words[start : start + _SHINGLE]).encode()) for start in starts}
    return array("Q", sorted(shingles))


def pairs(sketches: Mapping[str, Sketch], new: set[str]) -> Iterator[Pair]:
    """For each new page the one most like it, where one is alike enough."""
    where = _shared(sketches, new)
    told: set[tuple[str, str]] = set()
    for name in sorted(new & sketches.keys()):
        best = _nearest(name, sketches, where) if len(sketches[name]) >= _LEAST else None
        if best and (best.other, name) not in told:
            told.add((name, best.other))
            yield best


def _shared(sketches: Mapping[str, Sketch], new: set[str]) -> dict[int, list[str]]:
    """Where the shingles of new pages stand that stand in another page, too; [] for a crowd."""
    wanted: set[int] = set().union(*(sketches[name] for name in new & sketches.keys()))
    names = list(sketches)
    places = sorted(
        shingle << _BITS | number
        for number, name in enumerate(names)
        for shingle in sketches[name]
        if shingle in wanted
    )
    where: dict[int, list[str]] = {}
    for shingle, group in groupby(places, lambda place: place >> _BITS):
        numbers = [place & ((1 << _BITS) - 1) for place in group]
        if len(numbers) > 1:
            where[shingle] = [names[number] for number in numbers] if len(numbers) <= _CROWD else []
    return where


def _nearest(name: str, sketches: Mapping[str, Sketch], where: dict[int, list[str]]) -> Pair | None:
    common: Counter[str] = Counter()
    crowded = 0
    for shingle in sketches[name]:
        others = where.get(shingle)
        if others:
            common.update(others)
        crowded += others == []
    del common[name]
    found: list[tuple[float, str]] = []
    own = set(sketches[name])
    for other, count in common.items():
        least = max(len(own), len(sketches[other]))  # the union is no smaller
        if (count + crowded) < _ALIKE * least:
            continue
        union = len(own | set(sketches[other]))
        if 2 * crowded < union and union and (count + crowded) / union >= _ALIKE:
            share = len(own & set(sketches[other])) / union
            found.append((share, other))
    share, other = max(found, key=lambda one: (one[0], one[1]), default=(0.0, ""))
    return Pair(name, other, share) if share >= _ALIKE else None


def changes(old: Page, new: Page) -> list[str]:
    """What differs, readably: '... giờ ngày [23 → 24]/5/2025 đến ...', at most a handful of places."""
    before, after = ([block.text for block in blocks.units(page)] for page in (old, new))
    shown: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            shown += _words(" ".join(before[a:b]).split(), " ".join(after[c:d]).split())
        if len(shown) > _SHOWN:
            return [*shown[:_SHOWN], "..."]
    return shown


def _words(before: list[str], after: list[str]) -> list[str]:
    shown: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            left = " ".join(before[max(0, a - _CONTEXT) : a])
            right = " ".join(before[b : b + _CONTEXT])
            old, new = _short(before[a:b]), _short(after[c:d])
            shown.append(f"{left} [{old} → {new}] {right}".strip())
    return shown


def _short(words: list[str]) -> str:
    if len(words) <= 12:
        return " ".join(words) or "nothing"
    return f"{' '.join(words[:6])} ... {' '.join(words[-3:])} ({len(words)} words)"
