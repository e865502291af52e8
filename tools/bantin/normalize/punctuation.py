"""The second tier of the proof: between equal letters, marks differ only where a listed repair says so.

Between two letters stands a gap, perhaps empty. A gap of the page may differ from that of the source by a
listed repair at this very place, and by the mark of a list item, which is layout.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain

from bantin.normalize import shapes
from bantin.normalize.tiling import gaps, letters

MARK = "\0"  # in a page's text: here an item begins, and the source may have its list mark

_BULLETS = frozenset("-–—+*•·●▪■□○◦►➢✓/\uf0b7\uf0a7\uf0d8\uf02d\ufe0f" + shapes.POINTERS)
_LISTED = re.compile(r"^(?:end mark )?(?P<both>.+) \(line \d+\)$", re.S)
_STOP = re.compile(r"^final “\.” of the title dropped")
_NEAR = 12  # letters on either side by which a repair is known


@dataclass(frozen=True)
class Repair:
    """A change of marks: what the gap held, what it holds, and the letters beside it as far as listed."""

    before: str
    after: str
    left: str = ""
    right: str = ""


def listed(repairs: list[str], title: str) -> tuple[Counter[Repair], list[str]]:
    """The changes that a page's list of repairs announces, and the entries that announce none."""
    known: Counter[Repair] = Counter()
    unknown: list[str] = []
    for entry in repairs:
        if _STOP.match(entry):
            known[Repair(".", "", letters(title)[-_NEAR:])] += 1
            continue
        match = _LISTED.match(entry)
        changes = _changes(match.group("both")) if match else None
        known.update(changes or ())
        unknown += [entry] if changes is None else []
    return known, unknown


def _changes(both: str) -> list[Repair] | None:
    """The changes of 'before → after', none where only spaces go; None unless both say the same letters."""
    parts = both.split(" → ")
    for cut in range(1, len(parts)):
        before, after = ("".join(" → ".join(some).split()) for some in (parts[:cut], parts[cut:]))
        said = letters(before)
        if said == letters(after):
            one, other = gaps(before), gaps(after)
            return [
                Repair(
                    one.get(place, ""), other.get(place, ""),
                    said[max(0, place - _NEAR) : place], said[place : place + _NEAR],
                )
                for place in sorted(one.keys() | other.keys())
                if one.get(place) != other.get(place)
            ]  # fmt: skip
    return None


def differences(source: str, page: str, known: Counter[Repair]) -> list[str]:
    """The gaps that no repair explains; explained ones are taken off `known`."""
    if source == page:
        return []
    said = letters(source)
    found: list[str] = []
    before, after = gaps(source), gaps(page)
    for place in sorted({place for place, _ in before.items() ^ after.items()}):
        one, other = before.get(place, ""), after.get(place, "")
        left, right = said[max(0, place - _NEAR) : place], said[place : place + _NEAR]
        here = [
            repair for repair in known
            if known[repair] > 0 and left.endswith(repair.left) and right.startswith(repair.right)
        ]  # fmt: skip
        used = _explained(one, other, here)
        if used is None:
            shown = other.replace(MARK, "")
            found.append(f"“{one}” → “{shown}” between “{left}” and “{right}”")
        else:
            known.subtract(used)
    return found


def _explained(before: str, after: str, repairs: list[Repair]) -> list[Repair] | None:
    """The repairs that make one gap into the other, or None."""
    if not before and not after:
        return []
    if before[:1] == after[:1]:
        rest = _explained(before[1:], after[1:], repairs)
        if rest is not None:
            return rest
    if after[:1] == MARK:
        length = 2 if before[1:2] == "\ufe0f" else 1  # an emoji with its presentation selector
        marked = (
            [_explained(before[length:], after[1:], repairs)] if before[:1] in _BULLETS and before else []
        )
        return next(
            (way for way in (*marked, _explained(before, after[1:], repairs)) if way is not None), None
        )
    for index, repair in enumerate(repairs):
        if before.startswith(repair.before) and after.startswith(repair.after):
            others = [*repairs[:index], *repairs[index + 1 :]]
            rest = _explained(before[len(repair.before) :], after[len(repair.after) :], others)
            if rest is not None:
                return [repair, *rest]
    return None


def left_over(known: Counter[Repair]) -> list[str]:
    """The repairs that were announced and are not there."""
    return [
        f"“{repair.before}” → “{repair.after}”"
        for repair in chain.from_iterable([repair] * count for repair, count in known.items() if count > 0)
    ]
