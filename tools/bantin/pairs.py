"""The pages of a source tree and their counterparts in a target tree: paired, missing, orphan."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bantin import blocks, page
from bantin.errors import Finding, PageError
from bantin.page import Page
from bantin.settings import Settings


@dataclass(frozen=True)
class Pair:
    """A bulletin in two languages; one side is None where there is no such page."""

    name: str  # the file's name in both trees, such as 'phong-chong-bao.md'
    source_path: Path
    target_path: Path
    source: Page | None
    target: Page | None


def pairs(settings: Settings, code: str, findings: list[Finding]) -> Iterator[Pair]:
    """Every bulletin of the source tree with its page in the language `code`, and orphans; by name.

    A page that cannot be read is added to `findings` and its pair left out.
    """
    source_dir, target_dir = settings.bulletins(settings.source.code), settings.bulletins(code)
    names = {path.name for folder in (source_dir, target_dir) for path in folder.glob("*.md")}
    for name in sorted(names):
        source_path, target_path = source_dir / name, target_dir / name
        try:
            yield Pair(
                name,
                source_path,
                target_path,
                page.read(source_path, settings.relative(source_path)) if source_path.is_file() else None,
                page.read(target_path, settings.relative(target_path)) if target_path.is_file() else None,
            )
        except PageError as error:
            findings.append(error.finding)


OFFERS = "draft_offers"  # the field of new drafts that are offered beside what a person wrote
CONFIDENCES = "draft_confidences"  # the field of how sure the machine is of each of its blocks
NOBODY = "-"  # in a record: no unit stands there, a person took it away or has not put it in


@dataclass(frozen=True)
class Segment:
    """A unit as `draft` left it: the hash of its source ('' where it has none), of what the machine wrote for
    it ('' where it wrote nothing), and of what stands there instead by a person's hand ('' for nothing)."""

    source: str
    machine: str
    person: str = ""

    def __str__(self) -> str:
        return f"{self.source}:{self.machine}{':' if self.person else ''}{self.person}"


def segments(target: Page) -> tuple[Segment, ...]:
    """The record that `draft` left in a page's front matter; empty where a person wrote the page."""
    pieces = ((*piece.split(":"), "", "") for piece in target.text("draft_segments").split())
    return tuple(Segment(*piece[:3]) for piece in pieces)


def confidences(target: Page) -> dict[str, tuple[int, ...]]:
    """How sure the machine is of what it wrote, by the hash of that: from 0 to 100 for each of its sentences.

    Nothing is said of blocks that were not drafted (text without words, or approved elsewhere).
    """
    pieces = (piece.partition(":") for piece in target.text(CONFIDENCES).split())
    found = {hashed: said.split(",") for hashed, _, said in pieces}
    return {hashed: tuple(map(int, said)) for hashed, said in found.items() if all(map(_is_percent, said))}


def _is_percent(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3


def untouched(target: Page) -> bool:
    """Whether every unit of the page still is what the machine wrote for it."""
    machine = [segment.machine for segment in segments(target)]
    return bool(machine) and machine == [unit.hash for unit in blocks.units(target)]


def sealed(source: Page, target: Page) -> tuple[Segment, ...]:
    """The record of a page that a person has read against its source, unit by unit."""
    wrote = {segment.source: segment.machine for segment in segments(target)}
    both = zip(blocks.units(source), blocks.units(target), strict=True)
    return tuple(
        Segment(of.hash, machine, "" if machine == unit.hash else unit.hash)
        for of, unit in both
        for machine in [wrote.get(of.hash, "")]
    )
