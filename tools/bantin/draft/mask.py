"""Facts masked by simpler facts of the same kind, which a small model copies better, and put back by value.

A mark such as X1 is foreign to a small model, which drops or garbles it; measured with the compact model, 22
of 174 such marks came out, of small numbers 57 of 102. So 96,56% is masked as 17%, 30 tháng 9 năm 2021 as
17/3: the sentence stays natural, the draft is searched for the value of the mask, and the real value is put
there. A mask that does not come out exactly once makes the whole attempt void.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bantin.draft import render
from bantin.facts import en, vi
from bantin.facts.model import Fact, When

_NUMBERS = (17, 23, 38, 46, 57, 64, 75, 82, 91, 14)
_DATES = ((17, 3), (23, 5), (14, 6), (21, 8), (16, 10), (13, 11))
_NAMES = ("Nguyễn Văn An", "Trần Văn Nam", "Lê Thị Hoa", "Phạm Văn Minh", "Hoàng Văn Long")
_DOCUMENTS = ("17/CT-TTg", "23/CT-TTg", "38/CT-TTg")
_SUFFIXES = ("st", "nd", "rd", "th")


@dataclass(frozen=True)
class Mask:
    """A fact of the source and the value that stands for it."""

    fact: Fact
    value: object
    text: str


@dataclass(frozen=True)
class Masked:
    """A source text with masks in it."""

    text: str
    masks: tuple[Mask, ...]


def mask(source: str, wanted: Iterable[Fact]) -> Masked | None:
    """The source with these facts masked, or None where nothing can be masked."""
    taken = {fact.value for fact in vi.find(source)}
    said = {part for value in taken if isinstance(value, When) for part in (value.day, value.month)}
    pools = {
        "number": iter([n for n in _NUMBERS if n not in taken | said]),
        "date": iter([When(None, month, day) for day, month in _DATES if day not in taken | said]),
        "name": iter([name for name in _NAMES if name not in source]),
        "document": iter([number for number in _DOCUMENTS if number not in source]),
    }
    parts: list[str] = []
    masks: list[Mask] = []
    end = 0
    for fact in sorted(wanted, key=lambda fact: fact.start):
        if fact.start < end:
            continue
        chosen = _choose(fact, pools)
        if chosen:
            masks.append(chosen)
            parts += (source[end : fact.start], chosen.text)
            end = fact.end
    return Masked("".join(parts) + source[end:], tuple(masks)) if masks else None


def unmask(masked: Masked, target: str) -> str | None:
    """The draft of a masked text with the real facts in place; None unless every mask is there once."""
    facts = en.find(target)
    places: list[tuple[int, int, str]] = []
    for one in masked.masks:
        found = list(_places(one, target, facts))
        if len(found) != 1:
            return None
        places.append(found[0])
    places.sort(reverse=True)
    if any(end > start for (start, _, _), (_, end, _) in pairwise(places)):
        return None
    for start, end, text in places:
        target = target[:start] + text + target[end:]
    return target


def _choose(fact: Fact, pools: dict[str, Iterator[object]]) -> Mask | None:
    kind = "number" if fact.kind == "ratio" else fact.kind
    value = next(pools.get(kind, iter(())), None)
    if value is None:
        return None
    if kind == "date" and isinstance(fact.value, When) and not (fact.value.day and fact.value.month):
        return None
    text = f"{value.day}/{value.month}" if isinstance(value, When) else str(value)
    return Mask(fact, value, text)


def _places(one: Mask, target: str, facts: list[Fact]) -> Iterator[tuple[int, int, str]]:
    """Where the mask came out, and what is to stand there."""
    if isinstance(one.value, str):
        at = target.find(one.value)
        while at >= 0:
            yield at, at + len(one.value), render.english(one.fact)
            at = target.find(one.value, at + 1)
        return
    for fact in facts:
        if fact.value == one.value or _bare(fact.value) == one.value:
            ordered = fact.kind == "number" and fact.text.endswith(_SUFFIXES)
            yield fact.start, fact.end, render.english(one.fact, ordered=ordered)


def _bare(value: object) -> object:
    """A date without the year that a model may have added."""
    return When(None, value.month, value.day) if isinstance(value, When) else value
