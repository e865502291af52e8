"""What a person did to a page since `draft` wrote it: the record of its units beside the units of today.

Only what can be known is said. Units that still are what was recorded hold the page together; between two of
these, one unit in the place of another is an edit. Where a person has split or joined blocks, those involved
form one piece that nobody takes apart. Where it cannot be told what became of which, UnclearError is raised.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bantin.draft.layout import Standing
from bantin.pairs import NOBODY, Segment


class UnclearError(Exception):
    """Blocks that cannot be matched with certainty: which, and what about them."""

    def __init__(self, block: str, found: str) -> None:
        super().__init__(found)
        self.block, self.found = block, found


@dataclass(frozen=True)
class Piece:
    """Units of a page and the entries of its record that they belong to; either may be empty."""

    entries: tuple[Segment, ...]
    units: tuple[Standing, ...]

    @property
    def is_machine(self) -> bool:
        """Whether this is one unit, exactly as the machine wrote it."""
        return (
            len(self.entries) == len(self.units) == 1 and self.entries[0].machine == self.units[0].block.hash
        )

    @property
    def is_pair(self) -> bool:
        """Whether one source unit has at most one unit here, be it the machine's or a person's."""
        return len(self.entries) == 1 and len(self.units) <= 1

    @property
    def sources(self) -> list[str]:
        """The hashes of the source units that this renders."""
        return [entry.source for entry in self.entries if entry.source]


def pieces(record: Sequence[Segment], units: Sequence[Standing]) -> list[Piece]:
    """The page cut into pieces, in the order of page and record. Raises UnclearError."""
    standing = [entry for entry in record if entry.person != NOBODY]
    absent = [entry for entry in record if entry.person == NOBODY and entry.source]
    found = [_put_in(piece, absent) for piece in _aligned(standing, list(units))]
    put_in = [entry for piece in found for entry in piece.entries if entry.person == NOBODY]
    taken = [piece for piece in found if piece.entries and not piece.units]
    added = [piece for piece in found if piece.units and not piece.entries]
    _refuse_guesses(standing, units, taken, added)
    return list(_with_absent(record, found, put_in))


def _with_absent(record: Sequence[Segment], found: list[Piece], put_in: list[Segment]) -> Iterator[Piece]:
    """The pieces, and what no unit stands for, where the record has it."""
    left = list(record)
    for piece in found:
        if piece.entries and piece.entries[0].person != NOBODY:
            while left[0].person == NOBODY:
                yield from _absent(left.pop(0), put_in)
            inside = 0
            while inside < len(piece.entries):
                if left[inside].person == NOBODY:
                    yield from _absent(left.pop(inside), put_in)
                else:
                    inside += 1
            del left[:inside]
        if piece.units or piece.sources:
            yield piece
    for entry in left:
        yield from _absent(entry, put_in)


def _absent(entry: Segment, put_in: list[Segment]) -> Iterator[Piece]:
    if entry.source and entry not in put_in:
        yield Piece((entry,), ())


def _put_in(piece: Piece, absent: list[Segment]) -> Piece:
    """An added unit that is word for word what the machine offered is that offer, taken up."""
    if piece.entries or len(piece.units) != 1:
        return piece
    offers = [entry for entry in absent if entry.machine == piece.units[0].block.hash]
    return Piece((offers[0],), piece.units) if len(offers) == 1 else piece


def _refuse_guesses(
    record: list[Segment], units: Sequence[Standing], taken: list[Piece], added: list[Piece]
) -> None:
    """One block gone and another come, or one of two equal blocks gone: which was it?"""
    numbers = {id(unit): number for number, unit in enumerate(units, 1)}
    if taken and added:
        blocks = ", ".join(f"block {numbers[id(unit)]}" for piece in added for unit in piece.units)
        raise UnclearError(blocks, "a person has taken blocks away and put others in, or moved some")
    sources: dict[str, set[str]] = {}
    for entry in record:
        sources.setdefault(stood(entry), set()).add(entry.source)
    for piece in taken:
        if any(len(sources[stood(entry)]) > 1 for entry in piece.entries):
            raise UnclearError("", "a person has taken away one of several equal blocks")


def stood(entry: Segment) -> str:
    """The hash of what stood there when the record was written."""
    return entry.person or entry.machine


def _aligned(record: list[Segment], units: list[Standing]) -> Iterator[Piece]:
    """Pieces between units that are what they were, found from both ends, then by what is unique."""
    head, tail = _ends([stood(entry) for entry in record], [unit.block.hash for unit in units])
    yield from _singly(record[:head], units[:head])
    middle = record[head : len(record) - tail], units[head : len(units) - tail]
    anchors = _anchors(*middle)
    if anchors:
        first, second = 0, 0
        for here, there in [*anchors, (len(middle[0]), len(middle[1]))]:
            yield from _aligned(middle[0][first:here], middle[1][second:there])
            yield from _singly(middle[0][here : here + 1], middle[1][there : there + 1])
            first, second = here + 1, there + 1
    else:
        yield from _gap(*middle)
    yield from _singly(record[len(record) - tail :], units[len(units) - tail :])


def _ends(before: list[str], now: list[str]) -> tuple[int, int]:
    """How many are equal from the start, and how many of the others from the end."""
    most = min(len(before), len(now))
    head = next((place for place in range(most) if before[place] != now[place]), most)
    most -= head
    tail = next((place for place in range(most) if before[-1 - place] != now[-1 - place]), most)
    return head, tail


def _anchors(record: list[Segment], units: list[Standing]) -> list[tuple[int, int]]:
    """Units that occur once on either side. Raises UnclearError when a person has changed their order."""
    before, now = Counter(map(stood, record)), Counter(unit.block.hash for unit in units)
    places = {unit.block.hash: place for place, unit in enumerate(units)}
    found = [
        (place, places[stood(entry)])
        for place, entry in enumerate(record)
        if before[stood(entry)] == now[stood(entry)] == 1
    ]
    kept = {found[place] for place in rising([there for _, there in found])}
    if moved := [units[there] for pair in found if pair not in kept for there in pair[1:]]:
        raise UnclearError(f"“{moved[0].block.text[:40]}”", "a person has changed the order of blocks")
    return found


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run of numbers that rise."""
    ends: list[int] = []  # the place of the smallest number that ends a run of each length
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left([numbers[end] for end in ends], number)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    run: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def _gap(record: list[Segment], units: list[Standing]) -> Iterator[Piece]:
    """What lies between two certain places: edits one by one, additions, what was taken away, or a knot."""
    before, now = [stood(entry) for entry in record], [unit.block.hash for unit in units]
    shuffled = any(a != b and b in before for a, b in zip(before, now, strict=False))
    if not record or not units or (len(record) == len(units) and not shuffled):
        yield from _singly(record, units)
    else:
        yield Piece(tuple(record), tuple(units))


def _singly(record: list[Segment], units: list[Standing]) -> Iterator[Piece]:
    for place in range(max(len(record), len(units))):
        yield Piece(tuple(record[place : place + 1]), tuple(units[place : place + 1]))
