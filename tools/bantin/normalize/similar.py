"""Bulletins much alike: a probable revision is reported with what differs, so that a person can choose.

Five-word shingles (Broder, On the resemblance and containment of documents, 1997). Those that begin with one
word in eight, by its hash, are kept in an inverted index; a shingle that stands in many bulletins is a form's
own wording and tells nothing. So the cost grows with the number of bulletins, not with its square.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

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


@dataclass(frozen=True)
class Pair:
    """Two bulletins much alike: name of the new one, name of the other, share of common shingles."""

    new: str
    other: str
    share: float


def _sketch(body: str, kept: dict[str, bool]) -> set[int]:
    """The hashes of the shingles that begin with a kept word; `kept` remembers which words are."""
    words = _WORD.findall(body.lower())
    sketch: set[int] = set()
    for index, word in enumerate(words[: 1 - _SHINGLE]):
        keep = kept.get(word)
        if keep is None:
            keep = kept[word] = zlib.crc32(word.encode()) % _SAMPLE == 0
        if keep:
            sketch.add(zlib.crc32(" ".join(words[index : index + _SHINGLE]).encode()))
    return sketch


def pairs(pages: Iterable[tuple[str, Page]], new: set[str]) -> Iterator[Pair]:
    """For each new page the one most like it, where one is alike enough."""
    kept: dict[str, bool] = {}
    sketches = {name: _sketch(made.body, kept) for name, made in pages}
    where: dict[int, list[str]] = defaultdict(list)
    for name, sketch in sketches.items():
        for shingle in sketch:
            where[shingle].append(name)
    told: set[tuple[str, str]] = set()
    for name in sorted(new & sketches.keys()):
        best = _nearest(name, sketches, where) if len(sketches[name]) >= _LEAST else None
        if best and (best.other, name) not in told:
            told.add((name, best.other))
            yield best


def _nearest(name: str, sketches: dict[str, set[int]], where: dict[int, list[str]]) -> Pair | None:
    common: Counter[str] = Counter()
    crowded = 0
    for shingle in sketches[name]:
        if len(where[shingle]) <= _CROWD:
            common.update(where[shingle])
        else:
            crowded += 1
    del common[name]
    found: list[tuple[float, str]] = []
    for other, count in common.items():
        union = len(sketches[name] | sketches[other])
        if 2 * crowded < union and union and (count + crowded) / union >= _ALIKE:
            share = len(sketches[name] & sketches[other]) / union
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
