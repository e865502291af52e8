"""What is due at a glance: the state of every page from digests, fast at any size."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bantin.errors import Finding, PageError
from bantin.review.cache import Cache
from bantin.review.digest import Digest
from bantin.review.states import State, Verdict, verdict
from bantin.settings import Settings

CACHE = ".cache/status.json"


@dataclass(frozen=True)
class Entry:
    """One bulletin in one language."""

    name: str
    verdict: Verdict
    source: Digest | None
    target: Digest | None

    @property
    def title(self) -> str:
        """The title to show: the source's, or an orphan's own."""
        page = self.source or self.target
        return page.title if page and page.title else self.name


@dataclass(frozen=True)
class Board:
    """All translations of one language, and the pages that could not be read."""

    code: str
    language: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]

    def count(self, states: Iterable[State]) -> int:
        """How many translations are in one of these states."""
        wanted = frozenset(states)
        return sum(entry.verdict.state in wanted for entry in self.entries)

    @property
    def units(self) -> int:
        """How many units the translations have."""
        return sum(entry.target.size for entry in self.entries if entry.target)

    @property
    def raw(self) -> int:
        """How many of them are raw machine text."""
        return sum(entry.target.raw for entry in self.entries if entry.target)


def boards(settings: Settings, codes: Iterable[str]) -> list[Board]:
    """The boards of these languages, through the cache in the project's .cache/."""
    cache = Cache(settings.root / CACHE, settings.root)
    names = {language.code: language.name for language in settings.languages}
    found = [board(settings, code, names.get(code, code), cache) for code in codes]
    cache.save()
    return found


def board(settings: Settings, code: str, language: str, cache: Cache) -> Board:
    """The board of one language."""
    sources = _files(settings.bulletins(settings.source.code))
    targets = _files(settings.bulletins(code))
    entries: list[Entry] = []
    findings: list[Finding] = []
    for name in sorted(sources.keys() | targets.keys()):
        try:
            source = cache.digest(sources[name]) if name in sources else None
            target = cache.digest(targets[name]) if name in targets else None
        except PageError as error:
            findings.append(error.finding)
        else:
            entries.append(Entry(name, verdict(source, target), source, target))
    return Board(code, language, tuple(entries), tuple(findings))


def _files(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.glob("*.md")}


def as_json(boards: Iterable[Board]) -> dict[str, Any]:
    """The boards as `bantin status --json` shows them; keys are only ever added.

    languages: for each language
        code, name
        counts                  how many pages are in each state
        units, raw_units        blocks of its pages, and how many are raw machine text
        pages: for each page, by name
            page, title, state
            approved_by, approved_on    '' where nobody has approved it
            approval_holds              whether that approval still holds
            source_changed              since it was drafted or approved
            typographic_changes         the source's typography alone has changed since it was approved
            changed_blocks              numbers of the source's blocks that changed since it was approved
            removed_blocks              how many approved blocks of the source are gone
            units, raw_units
            confidence                  how sure the machine was of its draft, 0 to 100, or null
    findings: pages that cannot be read (file, block, found, expected, next_step, severity)
    """
    all_boards = list(boards)
    return {
        "languages": [_board_json(one) for one in all_boards],
        "findings": [vars(finding) for one in all_boards for finding in one.findings],
    }


def _board_json(board: Board) -> dict[str, Any]:
    return {
        "code": board.code,
        "name": board.language,
        "counts": {state.value: board.count([state]) for state in State},
        "units": board.units,
        "raw_units": board.raw,
        "pages": [_entry_json(entry) for entry in board.entries],
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    target, found = entry.target, entry.verdict
    return {
        "page": entry.name,
        "title": entry.title,
        "state": found.state.value,
        "approved_by": target.approved_by if target else "",
        "approved_on": target.approved_on if target else "",
        "approval_holds": found.state is State.APPROVED,
        "source_changed": found.source_changed,
        "typographic_changes": found.typographic,
        "changed_blocks": list(found.changed),
        "removed_blocks": found.removed,
        "units": target.size if target else 0,
        "raw_units": target.raw if target else 0,
        "confidence": target.confidence if target and target.confidence >= 0 else None,
    }
