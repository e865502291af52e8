"""Which piece of a page belongs to which unit of its source, now that the source has moved on.

Units that say the same are the same, wherever they went. Between two that kept their order, one for one is a
change. Machine text may be matched freely, it is only drafted again; where a person wrote, UnclearError is
raised as soon as there is more than one way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bantin.blocks import Block
from bantin.draft.align import Piece, UnclearError, rising
from bantin.draft.layout import HEAD


@dataclass(frozen=True)
class Match:
    """Numbers of source units and the numbers of their pieces: units that say what they said, those of them
    that have moved, and units that came in the place of others."""

    same: dict[int, int]
    moved: frozenset[int]
    changed: dict[int, int]


def match(source: Sequence[Block], pieces: Sequence[Piece], persons: frozenset[int]) -> Match:
    """Match all that can be matched; `persons` are the pieces that a person wrote. Raises UnclearError."""
    entries = [(hashed, number) for number, piece in enumerate(pieces) for hashed in piece.sources]
    equal = _equal(source, entries, persons)
    matched = sorted(equal.items())
    steady = [matched[place] for place in rising([entry for _, entry in matched])]
    same = {position: entries[entry][1] for position, entry in equal.items()}
    changed = _heads(source, pieces, same)
    left = (set(changed) | set(equal), set(changed.values()) | set(same.values()))
    for now, before in _gaps(steady, len(source), [number for _, number in entries], left):
        if persons.intersection(before) and not (len(now) == len(before) == 1 and pieces[before[0]].is_pair):
            raise _unclear(now, "several blocks changed side by side where a person wrote")
        changed |= dict(zip(now, before, strict=False))
    found = Match(same, frozenset(equal) - {position for position, _ in steady}, changed)
    _check(source, pieces, found)
    return found


def _unclear(positions: Sequence[int], found: str) -> UnclearError:
    return UnclearError(", ".join(f"block {position + 1}" for position in positions), found)


def _equal(
    source: Sequence[Block], entries: list[tuple[str, int]], persons: frozenset[int]
) -> dict[int, int]:
    """Source units and the entries that say the same; of several equal ones, the first is the first."""
    now: dict[str, list[int]] = {}
    before: dict[str, list[int]] = {}
    for position, unit in enumerate(source):
        now.setdefault(unit.hash, []).append(position)
    for place, (hashed, _) in enumerate(entries):
        before.setdefault(hashed, []).append(place)
    equal: dict[int, int] = {}
    for hashed, places in before.items():
        positions = now.get(hashed, [])
        uneven = positions and len(positions) != len(places)
        if uneven and any(entries[place][1] in persons for place in places):
            raise _unclear(positions, "there are more or fewer of these equal blocks, and a person wrote one")
        equal |= dict(zip(positions, places, strict=False))
    return equal


def _heads(source: Sequence[Block], pieces: Sequence[Piece], same: dict[int, int]) -> dict[int, int]:
    """There is one title and one kicker: a new one comes in the old one's place."""
    return {
        position: number
        for position, unit in enumerate(source)
        if unit.kind in HEAD and position not in same
        for number, piece in enumerate(pieces)
        if number not in same.values()
        and len(piece.entries) <= 1
        and [one.block.kind for one in piece.units] == [unit.kind]
    }


def _gaps(
    steady: list[tuple[int, int]], length: int, numbers: list[int], done: tuple[set[int], set[int]]
) -> Iterator[tuple[list[int], list[int]]]:
    """Source units and pieces still unmatched between two that kept their order, where there are both."""
    bounds = [(-1, -1), *steady, (length, len(numbers))]
    for (position, entry), (next_position, next_entry) in pairwise(bounds):
        now = [at for at in range(position + 1, next_position) if at not in done[0]]
        before = [number for number in numbers[entry + 1 : next_entry] if number not in done[1]]
        if now and before:
            yield now, before


def _check(source: Sequence[Block], pieces: Sequence[Piece], found: Match) -> None:
    """A title stays a title; what a person split or joined stays whole."""
    renders: dict[int, list[int]] = {}
    for position, number in sorted([*found.same.items(), *found.changed.items()]):
        renders.setdefault(number, []).append(position)
    for number, piece in enumerate(pieces):
        here = renders.get(number, [])
        if here and not piece.is_pair:
            in_row = here == list(range(here[0], here[0] + len(piece.sources)))
            in_row = in_row and [source[at].hash for at in here] == piece.sources
            if not in_row or any(position in found.changed for position in here):
                text = piece.units[0].block.text[:40] if piece.units else ""
                raise UnclearError(f"“{text}”", "a person split or joined blocks there")
        elif any(one.in_head != (source[at].kind in HEAD) for at in here for one in piece.units):
            raise _unclear(here, "a title stands for a block of the text")
