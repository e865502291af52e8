"""What is to be drafted, page by page; a person's words are never in it.

no page yet                              draft all of it
a draft or edited, source changed        merge: draft what changed, offer drafts where a person wrote
untouched draft, a better package        draft all of it
approved, source changed                 leave its text, offer drafts of what changed
approved, source set otherwise           leave it: typography carries an approval (carried.py)
a person's own page, or no source        leave it
cannot be matched with certainty         leave it, say which blocks
"""

from dataclasses import dataclass, replace
from typing import Literal

from bantin import blocks, pairs
from bantin.draft import align, carried, layout, merge, offers
from bantin.draft.align import UnclearError
from bantin.draft.merge import Place
from bantin.draft.package import Package, grade_of
from bantin.draft.units import Job
from bantin.errors import Finding
from bantin.memory import Memory
from bantin.page import Page
from bantin.pairs import OFFERS, Pair
from bantin.settings import Settings


@dataclass(frozen=True)
class Draft:
    """A page to write: its pair, and its places in order."""

    pair: Pair
    source: Page
    places: tuple[Place, ...]

    def recalled(self, memory: Memory) -> "Draft":
        """The same page with what a person has approved elsewhere."""
        return replace(self, places=tuple(merge.recalled(place, memory) for place in self.places))

    @property
    def jobs(self) -> list[Job]:
        """What is to be drafted, in order."""
        return [place.job for place in self.places if place.job]

    @property
    def is_decoded(self) -> bool:
        """Whether a package must be there to write this page."""
        return self.pair.target is None or bool(self.sentences)

    @property
    def sentences(self) -> list[str]:
        """The sentences to decode, in order."""
        return [sentence for job in self.jobs for sentence in job.sentences]


@dataclass(frozen=True)
class Left:
    """A page that stays as it is; `finding` when a person should look at it."""

    pair: Pair
    finding: Finding | None = None


def plan(settings: Settings, pair: Pair, package: Package | None) -> Draft | Left:
    """What to do about one page. A `given` package redrafts what any other package drafted."""
    source, target = pair.source, pair.target
    if source is None:
        return Left(pair)
    if target is None:
        return Draft(pair, source, tuple(merge.fresh(blocks.units(source))))
    record = target.text("draft_segments")
    now = blocks.fingerprint(source)
    if target.text("approved_by") and (
        target.text("approved_source") == now or carried.whole(source, target)
    ):
        return Left(pair)
    if not record:
        return Left(pair, _moved_on(settings, pair, target, now))
    if target.text("draft_source") == now:
        return _unchanged(settings, pair, source, target, package)
    if package and _compare(target.text("draft_package"), package) == "worse":
        return Left(pair, _worse(settings, pair, target, package))
    return _merged(settings, pair, source, target, package)


def _unchanged(
    settings: Settings, pair: Pair, source: Page, target: Page, package: Package | None
) -> Draft | Left:
    """A page whose source is what it was drafted from: redone only where untouched, by a better package."""
    better = _compare(target.text("draft_package"), package) == "better"
    if better and not target.text("approved_by") and pairs.untouched(target):
        return Draft(pair, source, tuple(merge.fresh(blocks.units(source))))
    return Left(pair, _open_offers(settings, pair, target))


def _merged(
    settings: Settings, pair: Pair, source: Page, target: Page, package: Package | None
) -> Draft | Left:
    """A page whose source has moved on."""
    frozen = bool(target.text("approved_by"))
    if not frozen and pairs.untouched(target) and _compare(target.text("draft_package"), package) == "better":
        return Draft(pair, source, tuple(merge.fresh(blocks.units(source))))
    try:
        pieces = align.pieces(carried.record(source, target), layout.standing(target))
        return Draft(pair, source, tuple(merge.merge(blocks.units(source), pieces, frozen=frozen)))
    except UnclearError as unclear:
        return Left(pair, _unclear(settings, pair, target, unclear))


def _compare(recorded: str, package: Package | None) -> Literal["same", "better", "worse"]:
    """The package of today beside the one that drafted the page."""
    if package is None or recorded == package.identity:
        return "same"
    return "better" if package.place == "given" or package.grade >= grade_of(recorded) else "worse"


def _moved_on(settings: Settings, pair: Pair, target: Page, now: str) -> Finding | None:
    """A warning when the page that a person wrote and approved no longer has the source that it had."""
    approved = target.text("approved_source")
    if not approved or approved == now:
        return None
    return _by_hand(settings, pair, "", "its source has changed since it was approved")


def _unclear(settings: Settings, pair: Pair, target: Page, unclear: UnclearError) -> Finding:
    since = "approved" if target.text("approved_by") else "drafted"
    found = f"its source has changed since it was {since}; {unclear.found}, so it is left as it is"
    return _by_hand(settings, pair, unclear.block, found)


def _by_hand(settings: Settings, pair: Pair, block: str, found: str) -> Finding:
    return Finding(
        settings.relative(pair.target_path),
        block,
        found,
        expected=f"a translation of {settings.relative(pair.source_path)} as it is now",
        next_step="compare the two pages, correct the translation by hand, then approve it: "
        f"`bantin approve {pair.target_path.stem} --by NAME`",
        severity="warning",
    )


def _open_offers(settings: Settings, pair: Pair, target: Page) -> Finding | None:
    """A reminder of drafts that nobody has taken up or refused."""
    lines = target.texts(OFFERS)
    return offers.finding(settings.relative(pair.target_path), lines) if lines else None


def _worse(settings: Settings, pair: Pair, target: Page, package: Package) -> Finding:
    return Finding(
        settings.relative(pair.target_path),
        "",
        f"its source has changed, and only a lesser package is here ({package.identity})",
        expected=target.text("draft_package"),
        next_step="install that package (`bantin model install`), or name one: `bantin draft --package FILE`",
        severity="warning",
    )
