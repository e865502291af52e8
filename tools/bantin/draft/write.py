"""A draft put together as a page: what the machine wrote, and every word of a person's where it was."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bantin import blocks, page
from bantin.blocks import Block
from bantin.draft import layout, marks, offers, units
from bantin.draft.layout import Standing
from bantin.draft.merge import Place
from bantin.draft.offers import Offer
from bantin.draft.plan import Draft
from bantin.draft.result import Drafted
from bantin.errors import PageError
from bantin.page import Page, Value
from bantin.pairs import CONFIDENCES, NOBODY, OFFERS, Segment, segments


@dataclass(frozen=True)
class Made:
    """A place with its draft, if one was due: the units to be written there, and the draft on offer."""

    place: Place
    drafted: Block | None
    units: tuple[Standing, ...]

    @property
    def offer(self) -> Block | None:
        """The draft that is offered beside what stands there."""
        return self.drafted if self.place.action == "offer" else None

    @property
    def is_carried(self) -> bool:
        """Whether an earlier draft of the machine's stands here unchanged."""
        return self.place.piece.is_machine and self.place.action in ("keep", "moved")

    @property
    def record(self) -> tuple[Segment, ...]:
        """What the page's record will say about this place."""
        place = self.place
        if not place.sources:
            return tuple(Segment("", "", unit.block.hash) for unit in self.units)
        if len(place.sources) > 1 or len(self.units) > 1:
            return place.piece.entries
        machine = self.drafted.hash if self.drafted else place.piece.entries[0].machine
        if place.is_remembered:
            machine = ""
        said = self.units[0].block.hash if self.units else NOBODY
        return (Segment(place.sources[0].hash, machine, "" if said == machine else said),)


@dataclass(frozen=True)
class Engine:
    """What pages record about the engine and the package that drafted them."""

    name: str
    package: str


def compose(draft: Draft, known: Mapping[str, Drafted], language: str, engine: Engine | None) -> Page:
    """The page as it is to be written; fields and comments that a person added stay. Without an engine,
    nothing was decoded for it.

    Raises PageError when the engine has no translation for a sentence, or one that would not read back.
    """
    made = [_made(draft, place, known) for place in draft.places]
    standing = sorted((unit for one in made for unit in one.units), key=lambda unit: not unit.in_head)
    earlier = draft.pair.target or Page({}, "")
    head = {unit.block.kind: unit.block.text for unit in standing if unit.in_head}
    record = [segment for one in made for segment in one.record]
    fields: dict[str, Value | None] = {
        "title": head.get("title"),
        "kicker": head.get("kicker"),
        "lang": earlier.text("lang") or language,
        "draft_engine": engine.name if engine else earlier.text("draft_engine"),
        "draft_package": engine.package if engine else earlier.text("draft_package"),
        "draft_source": blocks.fingerprint(draft.source),
        "draft_segments": " ".join(map(str, record)),
        "draft_memory": sum(bool(one.source) and not one.machine for one in record) or None,
        OFFERS: _offers(made, standing, earlier) or None,
        **_marks(made, standing, earlier, known),
    }
    written = Page(earlier.meta, _body(standing, earlier), earlier.header).with_meta(fields)
    _verify(draft, written, [unit.block for unit in standing])
    return written


def _body(standing: Sequence[Standing], earlier: Page) -> str:
    """The body; the earlier one to the last space where all of it stays."""
    stood = [unit for unit in layout.standing(earlier) if not unit.in_head]
    stays = [unit for unit in standing if not unit.in_head] == stood
    return earlier.body if stays else layout.body(standing)


def _made(draft: Draft, place: Place, known: Mapping[str, Drafted]) -> Made:
    drafted = _drafted(draft, place, known)
    stands = place.piece.units
    if drafted and place.action != "offer":
        return Made(place, drafted, (_in_place_of(stands[0], drafted) if stands else Standing(drafted),))
    made = Made(place, drafted, stands)
    if made.is_carried:
        kept = units.kept(place.sources[0], stands[0].block).ready
        if kept and kept != stands[0].block:
            return Made(place, drafted, (_in_place_of(stands[0], kept),))
    return made


def _in_place_of(stood: Standing, block: Block) -> Standing:
    """A unit that is written anew where another stood."""
    if stood.block.kind != block.kind:
        return Standing(block)
    return Standing(block, "", stood.before, stood.place, stood.rule)


def _drafted(draft: Draft, place: Place, known: Mapping[str, Drafted]) -> Block | None:
    if place.job is None:
        return None
    drafted = units.drafted(place.job, {text: known[text].text for text in place.job.sentences})
    if isinstance(drafted, Block):
        return drafted
    raise PageError(
        f"the package came to no end translating “{drafted[:80]}”",
        file=draft.pair.name,
        block=f"block {blocks.units(draft.source).index(place.job.source) + 1}",
        expected="a translation of every sentence; the page is not written",
        next_step="translate this page by hand, or name another package: `bantin draft --package FILE`",
    )


def _numbered(made: Sequence[Made], standing: Sequence[Standing]) -> Iterator[tuple[Made, int]]:
    """Every place and the number of its unit in the page; of the unit before it, where it has none."""
    numbers = {id(unit): number for number, unit in enumerate(standing, 1)}
    last = 0
    for one in made:
        last = numbers[id(one.units[-1])] if one.units else last
        yield one, last


def _offers(made: Sequence[Made], standing: Sequence[Standing], earlier: Page) -> list[str]:
    """The lines of drafts on offer, new and old."""
    places: dict[str, str] = {}
    new: list[Offer] = []
    for one, number in _numbered(made, standing):
        where = f"block {number}" if one.units else f"after block {number}"
        places |= {segment.source: where for segment in one.record if segment.person}
        new += [offers.offered(where, one.place.sources[0], one.offer)] if one.offer else []
    return offers.still_open(earlier.texts(OFFERS), segments(earlier), places, new)


def _marks(
    made: Sequence[Made], standing: Sequence[Standing], earlier: Page, known: Mapping[str, Drafted]
) -> dict[str, Value | None]:
    """Confidence and flags: of what was drafted now, and of what an earlier draft left."""
    before = {unit.kind: number for number, unit in enumerate(blocks.units(Page(earlier.meta, "")), 1)}
    carried: dict[int, int] = {}
    drafted: list[marks.Unit] = []
    near: list[str] = []
    for one, number in _numbered(made, standing):
        if one.is_carried:
            stood = one.place.piece.units[0]
            carried[before[stood.block.kind] if stood.in_head else len(before) + stood.place + 1] = number
        if one.place.job:
            drafted.append(marks.Unit(number, one.offer is not None, one.place.job.sentences))
        if one.place.near:
            near.append(marks.near(number, one.place.near))
    kept = sum(len(one.units[0].block.text) for one in made if one.is_carried)
    old = marks.still(earlier.texts(marks.FLAGS), carried)
    near = [*marks.still(earlier.texts(marks.NEAR), carried), *near]
    return {
        marks.NEAR: near or None,
        marks.CONFIDENCE: marks.confidence(drafted, known, earlier.meta.get(marks.CONFIDENCE), kept),
        CONFIDENCES: marks.confidences(_wrote(made), known, earlier) or None,
        marks.FLAGS: [*old, *marks.flags(drafted, known)] or None,
    }


def _wrote(made: Sequence[Made]) -> dict[str, tuple[str, ...]]:
    """The machine's blocks in the record, by hash, each with the sentences decoded for it now."""
    wrote: dict[str, tuple[str, ...]] = {}
    for one in made:
        for segment in one.record:
            if segment.machine:
                decoded = one.place.job.sentences if one.place.job and one.drafted else ()
                wrote.setdefault(segment.machine, decoded)
    return wrote


def _verify(draft: Draft, written: Page, wanted: list[Block]) -> None:
    """What is written must read back as the same units, or the next run would see a person's edit in it; and
    nothing that a person typed may be lost, whatever mistake led to it."""
    again = page.parse(page.render(written))
    for number, (block, found) in enumerate(zip_longest(wanted, blocks.units(again)), 1):
        if block is None or found is None or (block.kind, block.hash) != (found.kind, found.hash):
            said = block or found
            raise PageError(
                f"a translation that would not read back as it is: “{said.text[:80] if said else ''}”",
                file=draft.pair.name,
                block=f"block {number}",
                expected="the page is not written",
                next_step="translate this page by hand",
            )
    lost = _typed(draft.pair.target) - Counter(unit.hash for unit in blocks.units(again))
    if lost or again.meta != written.meta:
        raise PageError(
            "words that a person typed would not be kept; this is a mistake in bantin",
            file=draft.pair.name,
            expected="the page is not written",
            next_step="merge this page by hand, and report it",
        )


def _typed(target: Page | None) -> Counter[str]:
    """The hashes of what a person certainly typed: of units that the machine never wrote."""
    if target is None:
        return Counter()
    wrote = Counter(segment.machine for segment in segments(target))
    return Counter(unit.hash for unit in blocks.units(target)) - wrote
