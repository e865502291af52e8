"""What is to be drafted, page by page; a person's words are never in it.

no page yet                              draft all of it
untouched draft, source changed          draft the units that changed
untouched draft, a better package        draft all of it
edited or approved, source changed       leave it, say which blocks changed
anything else                            leave it
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from bantin import blocks, pairs
from bantin.blocks import Block
from bantin.draft import units
from bantin.draft.package import Package, grade_of
from bantin.draft.units import Job
from bantin.errors import Finding
from bantin.page import Page
from bantin.pairs import Pair
from bantin.settings import Settings


@dataclass(frozen=True)
class Draft:
    """A page to write: its pair, and a job for every unit of the source."""

    pair: Pair
    source: Page
    jobs: tuple[Job, ...]

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
        return Draft(pair, source, tuple(units.due(unit) for unit in blocks.units(source)))
    if target.text("approved_by") or not pairs.untouched(target):
        return Left(pair, _moved_on(settings, pair, source, target))
    return _redraft(settings, pair, source, target, package)


def _redraft(
    settings: Settings, pair: Pair, source: Page, target: Page, package: Package | None
) -> Draft | Left:
    """An untouched machine draft: redone where source or package moved on, never by a worse package."""
    changed = target.text("draft_source") != blocks.fingerprint(source)
    match _compare(target.text("draft_package"), package):
        case "better":
            return Draft(pair, source, tuple(units.due(unit) for unit in blocks.units(source)))
        case "worse" if changed and package:
            return Left(pair, _worse(settings, pair, target, package))
        case "same" if changed:
            return Draft(pair, source, _jobs(source, target))
    return Left(pair)


def _compare(recorded: str, package: Package | None) -> Literal["same", "better", "worse"]:
    """The package of today beside the one that drafted the page."""
    if package is None or recorded == package.identity:
        return "same"
    return "better" if package.place == "given" or package.grade >= grade_of(recorded) else "worse"


def _jobs(source: Page, target: Page) -> tuple[Job, ...]:
    """The units whose source is what it was keep their draft."""
    made: dict[str, Block] = {}
    for segment, unit in zip(pairs.segments(target), blocks.units(target), strict=True):
        made.setdefault(segment.source, unit)
    return tuple(
        units.kept(unit, made[unit.hash]) if unit.hash in made else units.due(unit)
        for unit in blocks.units(source)
    )


def _moved_on(settings: Settings, pair: Pair, source: Page, target: Page) -> Finding | None:
    """A warning when a person's page no longer has the source that it was made from."""
    approved = target.text("approved_source")
    base = approved or target.text("draft_source")
    if not base or base == blocks.fingerprint(source):
        return None
    return Finding(
        settings.relative(pair.target_path),
        _changed_blocks(source, target),
        f"its source has changed since it was {'approved' if approved else 'drafted'}; it is left as it is",
        expected=f"a translation of {settings.relative(pair.source_path)} as it is now",
        next_step="compare the two pages, correct the translation by hand, then approve it: "
        f"`bantin approve {pair.target_path.stem} --by NAME`",
        severity="warning",
    )


def _changed_blocks(source: Page, target: Page) -> str:
    """The source's blocks that are new or other than when the page was drafted, by number from 1."""
    before = [segment.source for segment in pairs.segments(target)]
    if not before:
        return ""
    now = [unit.hash for unit in blocks.units(source)]
    said: list[str] = []
    for tag, _, _, first, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "delete":
            said.append(f"a block gone {f'before block {first + 1}' if first < len(now) else 'at the end'}")
        elif tag != "equal":
            said += [f"block {number}" for number in range(first + 1, end + 1)]
    return ", ".join(said)


def _worse(settings: Settings, pair: Pair, target: Page, package: Package) -> Finding:
    return Finding(
        settings.relative(pair.target_path),
        "",
        f"its source has changed, and only a lesser package is here ({package.identity})",
        expected=target.text("draft_package"),
        next_step="install that package (`bantin model install`), or name one: `bantin draft --package FILE`",
        severity="warning",
    )
