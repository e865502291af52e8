"""What a source says now and did not say when its translation was approved, or drafted: word by word.

The page holds only the fingerprint of the source that it was made from. Its wording is looked for among the
versions that git has, and among the copies that the desk keeps in .cache/read/ of the sources that it has
shown. Where neither has it, the blocks that changed are still named, by the hashes in the page.
"""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from bantin import files, page
from bantin.blocks import fingerprint, units
from bantin.check.align import align
from bantin.desk.marking import Piece, compared
from bantin.errors import PageError
from bantin.page import Page
from bantin.pairs import segments
from bantin.review.states import Verdict

FOLDER = ".cache/read"
_VERSIONS = 50  # how many commits back
_PATIENCE = 20  # seconds for one git command


@dataclass(frozen=True)
class Changes:
    """By number of the source's block, from 1: the comparison with what it said, () where that is not known.
    `removed` are the texts of blocks that are gone. `found` tells whether the old wording was found."""

    blocks: dict[int, tuple[Piece, ...]] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    found: bool = True


NONE = Changes()


def changes(root: Path, file: str, source: Page, target: Page, verdict: Verdict) -> Changes:
    """What changed in a source since its translation was approved, else drafted; `file` from the root."""
    base = target.text("approved_source") or target.text("draft_source")
    if not base or base == fingerprint(source):
        return NONE
    old = _kept(root, base) or _committed(root, file, base)
    if old is None:
        return Changes(dict.fromkeys(_changed(source, target, verdict), ()), found=False)
    return _compared(old, source)


def _changed(source: Page, target: Page, verdict: Verdict) -> list[int]:
    if verdict.changed:
        return list(verdict.changed)
    known = {segment.source for segment in segments(target)}
    return [number for number, unit in enumerate(units(source), 1) if known and unit.hash not in known]


def _compared(old: Page, new: Page) -> Changes:
    found: dict[int, tuple[Piece, ...]] = {}
    removed: list[str] = []
    for twin in align(units(old), units(new)):
        before, after = (unit.text if unit else "" for unit in (twin.source, twin.target))
        if twin.target is None:
            removed.append(before)
        elif before != after:
            found[twin.number] = compared(before, after)
    return Changes(found, tuple(removed))


def keep(root: Path, source: Page, target: Page) -> None:
    """Keep a copy of a source that a translation rests on, so that a later change of it can be shown."""
    now = fingerprint(source)
    path = _path(root, now)
    if now in (target.text("approved_source"), target.text("draft_source")) and not path.is_file():
        files.write_text(path, page.render(source))


def _path(root: Path, print_: str) -> Path:
    return root / FOLDER / f"{print_.replace(':', '-')}.md"


def _kept(root: Path, base: str) -> Page | None:
    if not all(char.isalnum() or char == ":" for char in base):
        return None  # typed by a person: no name of a file is made from it
    path = _path(root, base)
    return _readable(path.read_text(encoding="utf-8"), base) if path.is_file() else None


def _committed(root: Path, file: str, base: str) -> Page | None:
    """The newest version in git's history with this fingerprint."""
    for commit in _git(root, "log", f"-{_VERSIONS}", "--format=%H", "--", file).split():
        if found := _readable(_git(root, "show", f"{commit}:./{file}"), base):
            return found
    return None


def _readable(text: str, base: str) -> Page | None:
    try:
        found = page.parse(text)
    except PageError:
        return None
    return found if fingerprint(found) == base else None


def _git(root: Path, *arguments: str) -> str:
    """What git says; '' where there is no git, no history, or no such version."""
    command = ["git", "-c", "core.quotepath=off", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else done.stdout.decode(errors="replace")
