"""What an approval carries on although the source has changed: texts that are only set otherwise.

A source whose typography alone has changed since it was approved (typography.py: other quotation marks, other
dashes) still says what was approved, as a whole and block by block: nothing of it is drafted or offered anew.
"""

from collections.abc import Iterator
from dataclasses import replace

from bantin.blocks import units
from bantin.page import Page
from bantin.pairs import Segment, segments
from bantin.typography import letters


def whole(source: Page, target: Page) -> bool:
    """Whether the source says, letter for letter, what was approved."""
    approved = target.text("approved_letters")
    return bool(approved) and approved == letters(source, units(source)).print


def record(source: Page, target: Page) -> tuple[Segment, ...]:
    """The record of a page, in which a block of the source that is only set otherwise is what it was."""
    found = segments(target)
    approved = target.text("approved_units").split()
    now = units(source)
    said = letters(source, now).units.split()
    if not target.text("approved_by") or len(approved) != len(found):
        return found
    return tuple(_carried(found, approved, [unit.hash for unit in now], said))


def _carried(
    found: tuple[Segment, ...], approved: list[str], now: list[str], said: list[str]
) -> Iterator[Segment]:
    """Entries whose block is gone take the hash of the one block that says the same, where there is one."""
    known = {segment.source for segment in found}
    new: dict[str, list[str]] = {}
    for hashed, folded in zip(now, said, strict=True):
        if hashed not in known:
            new.setdefault(folded, []).append(hashed)
    for segment, folded in zip(found, approved, strict=True):
        same = new.get(folded, [])
        if segment.source and segment.source not in now and same:
            yield replace(segment, source=same[0] if len(set(same)) == 1 else same.pop(0))
        else:
            yield segment
