"""A source that has moved on, and the page of its translation: what becomes of every block.

    keep      the source says what it said: what stands there stays
    moved     the same, in another place: what stands there goes along, a person's words too
    redraft   the source changed, and only the machine wrote here: drafted again
    new       nothing stands there yet: drafted
    offer     the source changed where a person wrote: their words stay, a draft is offered beside them
    gone      its source is gone and a person wrote it: it stays until a person takes it away
    added     a person put it in: it stays

Machine text whose source is gone goes. What cannot be matched with certainty raises UnclearError.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bantin.blocks import Block
from bantin.draft import units
from bantin.draft.align import Piece
from bantin.draft.match import Match, match
from bantin.draft.units import Job
from bantin.memory import Memory, Near

Action = Literal["keep", "moved", "redraft", "new", "offer", "gone", "added"]

NOTHING = Piece((), ())


@dataclass(frozen=True)
class Place:
    """A place in the page to be written: the source units there (several where a person joined blocks), the
    piece that stands there today, and what is to be drafted. `is_remembered` when a person has put it before,
    in an approved page, and it is only to be said again."""

    action: Action
    sources: tuple[Block, ...] = ()
    piece: Piece = NOTHING
    job: Job | None = None
    is_remembered: bool = False
    near: Near | None = None


def recalled(place: Place, memory: Memory) -> Place:
    """The place with what a person has approved elsewhere: for exactly this source, it is the draft; for one
    much like it, it is only shown."""
    if place.job is None or not place.job.sentences:
        return place
    unit = place.job.source
    if said := memory.exact(unit):
        return replace(place, job=Job(unit, said), is_remembered=place.action != "offer")
    return replace(place, near=memory.near(unit))


def fresh(source: Sequence[Block]) -> list[Place]:
    """All of a page that is drafted from nothing."""
    return [Place("new", (unit,), NOTHING, units.due(unit)) for unit in source]


def merge(source: Sequence[Block], pieces: Sequence[Piece], *, frozen: bool = False) -> list[Place]:
    """Every place of the page to be written, in order. A `frozen` page has been approved: all of its text
    counts as a person's, and stays as it stands. Raises UnclearError."""
    persons = frozenset(number for number, piece in enumerate(pieces) if frozen or not piece.is_machine)
    found = match(source, pieces, persons)
    places = _of_source(source, pieces, found, persons, frozen)
    loose = _loose(pieces, found, persons)
    return _in_order(pieces, found, places, loose, frozen)


def _of_source(
    source: Sequence[Block], pieces: Sequence[Piece], found: Match, persons: frozenset[int], frozen: bool
) -> dict[int, Place]:
    """The places of source units by number; a knot's place is that of its first."""
    places: dict[int, Place] = {}
    knots: set[int] = set()
    for position, unit in enumerate(source):
        if position in found.same and found.same[position] not in knots:
            piece = pieces[found.same[position]]
            count = max(len(piece.sources), 1)
            knots |= {found.same[position]} if count > 1 else set()
            action: Action = "moved" if position in found.moved else "keep"
            places[position] = Place(action, tuple(source[position : position + count]), piece)
        elif position in found.changed:
            number = found.changed[position]
            action = "offer" if number in persons else "redraft"
            places[position] = Place(action, (unit,), pieces[number], units.due(unit))
        elif position not in found.same:
            places[position] = Place("offer" if frozen else "new", (unit,), NOTHING, units.due(unit))
    return places


def _loose(pieces: Sequence[Piece], found: Match, persons: frozenset[int]) -> dict[int, Place]:
    """The pieces that a person wrote and that no source unit claims, by number."""
    claimed = {*found.same.values(), *found.changed.values()}
    return {
        number: Place("gone" if piece.sources else "added", (), piece)
        for number, piece in enumerate(pieces)
        if number not in claimed and number in persons and piece.units
    }


def _in_order(
    pieces: Sequence[Piece],
    found: Match,
    places: dict[int, Place],
    loose: dict[int, Place],
    frozen: bool,
) -> list[Place]:
    """In the source's order, loose pieces after the piece that they follow today; or as the page stands."""
    numbers = found.same | found.changed
    if frozen:
        return _as_it_stands(pieces, numbers, places, loose)
    claimed = set(numbers.values())
    following: dict[int, list[Place]] = {}
    leader = -1
    for number, piece in enumerate(pieces):
        if number in loose:
            following.setdefault(leader, []).append(loose[number])
        elif number in claimed and piece.units:
            leader = number
    order = following.get(-1, [])
    for position, place in sorted(places.items()):
        order.append(place)
        order += following.get(numbers.get(position, -2), [])
    return order


def _as_it_stands(
    pieces: Sequence[Piece], numbers: dict[int, int], places: dict[int, Place], loose: dict[int, Place]
) -> list[Place]:
    """The page's order; what has no unit in it comes after the source unit before it."""
    following: dict[int, list[Place]] = {}
    leader = -1
    for position, place in sorted(places.items()):
        if place.piece.units:
            leader = numbers[position]
        else:
            following.setdefault(leader, []).append(place)
    order = following.get(-1, [])
    by_number = {numbers[position]: place for position, place in places.items() if place.piece.units}
    for number in range(len(pieces)):
        order += [here[number] for here in (by_number, loose) if number in here]
        order += following.get(number, [])
    return order
