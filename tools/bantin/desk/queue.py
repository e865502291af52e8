"""The queue: every translation of one language, what is due and least sure first, at once at any size.

Lines are kept in memory and made anew only where a file's size, inode or times have changed; the first time
they may come through the cache of `bantin status`. A file that was written less than two seconds before it
was read is read again the next time, as that cache does.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bantin import files, page
from bantin.errors import Finding, PageError
from bantin.facts.model import fold
from bantin.review.board import Entry
from bantin.review.cache import Cache
from bantin.review.digest import Digest, digest
from bantin.review.states import DUE, State, verdict
from bantin.settings import Settings

A_PAGE = 50  # how many pages the queue shows at once

# What readers have before them and is wrong comes first, then what a person has begun, then drafts.
_ORDER = (State.STALE, State.EDITED, State.DRAFT, State.ORPHAN, State.MISSING, State.APPROVED)
_RANK = {state: rank for rank, state in enumerate(_ORDER)}

_Key = tuple[int, int, int, int]
_Keys = tuple[_Key | None, _Key | None]


@dataclass(frozen=True)
class Item:
    """One line of the queue. `confidence` is the machine's, 0 to 100, None where it does not say."""

    entry: Entry
    confidence: int | None
    folded: str  # title and name in small letters without marks, for the search

    @property
    def slug(self) -> str:
        """Its address."""
        return self.entry.name.removesuffix(".md")

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.entry.verdict.state

    @property
    def order(self) -> tuple[int, int, int, str]:
        """What is due, what lost its approval, and what the machine is least sure of come first."""
        found = self.entry.verdict
        sure = self.confidence if self.confidence is not None and found.state is not State.APPROVED else 101
        moved = found.approval_void or found.source_changed
        return _RANK[found.state], 0 if moved else 1, sure, self.entry.name


@dataclass(frozen=True)
class Progress:
    """The whole of one language: how many pages are in each state, its blocks, and those still raw."""

    counts: dict[State, int]
    units: int
    raw: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(self.counts.values())

    @property
    def due(self) -> int:
        """How many of them need a person."""
        return sum(count for state, count in self.counts.items() if state in DUE)


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue; `number` of `pages`, from 1. `total` lines fit the filter."""

    items: tuple[Item, ...]
    total: int
    number: int
    pages: int
    progress: Progress
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Known:
    """A line and the files that it was made from; `at_rest` where these were, when they were read."""

    keys: _Keys
    at_rest: bool
    item: Item


class Queue:
    """The queue of one language."""

    def __init__(self, settings: Settings, code: str) -> None:
        self._settings, self._code = settings, code
        self._known: dict[str, _Known] = {}
        self._items: list[Item] = []
        self._progress = Progress(dict.fromkeys(State, 0), 0, 0)
        self._findings: tuple[Finding, ...] = ()

    def shown(self, state: State | None = None, query: str = "", number: int = 1) -> QueuePage:
        """One page of it, up to date; of one state only, or of those whose title or name holds the words."""
        self.refresh()
        words = fold(query).split()
        fits = [
            item
            for item in self._items
            if (state is None or item.state is state) and all(word in item.folded for word in words)
        ]
        pages = max(-(-len(fits) // A_PAGE), 1)
        number = min(max(number, 1), pages)
        shown = tuple(fits[(number - 1) * A_PAGE : number * A_PAGE])
        return QueuePage(shown, len(fits), number, pages, self._progress, self._findings)

    def after(self, name: str) -> str | None:
        """The slug of what is due next, after this page; the first where it is the last."""
        self.refresh()
        due = [item for item in self._items if item.state in (State.STALE, State.EDITED, State.DRAFT)]
        slugs = [item.slug for item in due]
        if name in slugs:
            slugs = slugs[slugs.index(name) + 1 :] + slugs[: slugs.index(name)]
        return next(iter(slugs), None)

    def refresh(self, cache: Cache | None = None) -> None:
        """Look at the files, and read those again that may have changed; through a cache, if there is one."""
        sources = _files(self._settings.bulletins(self._settings.source.code))
        targets = _files(self._settings.bulletins(self._code))
        known: dict[str, _Known] = {}
        findings: list[Finding] = []
        changed = False
        for name in sources.keys() | targets.keys():
            keys = (sources.get(name), targets.get(name))
            before = self._known.get(name)
            if before and before.keys == keys and before.at_rest:
                known[name] = before
                continue
            changed = True
            try:
                known[name] = _Known(keys, _at_rest(keys), self._item(name, keys, cache))
            except PageError as error:
                findings.append(error.finding)
            except FileNotFoundError:
                continue  # taken away since the folder was listed
        if changed or len(known) != len(self._known) or findings or self._findings:
            self._known, self._findings = known, tuple(sorted(findings))
            self._sort()

    def _item(self, name: str, keys: _Keys, cache: Cache | None) -> Item:
        folders = (self._settings.bulletins(self._settings.source.code), self._settings.bulletins(self._code))
        source, target = (
            self._digest(folder / name, cache) if key else None
            for folder, key in zip(folders, keys, strict=True)
        )
        entry = Entry(name, verdict(source, target), source, target)
        sure = target.confidence if target and target.confidence >= 0 else None
        title = f"{entry.title} {target.title if target else ''} {name}"
        return Item(entry, sure, fold(title))

    def _digest(self, file: Path, cache: Cache | None) -> Digest:
        return cache.digest(file) if cache else digest(page.read(file, self._settings.relative(file)))

    def _sort(self) -> None:
        self._items = sorted((known.item for known in self._known.values()), key=lambda item: item.order)
        counts = dict.fromkeys(State, 0)
        for item in self._items:
            counts[item.state] += 1
        targets = [item.entry.target for item in self._items if item.entry.target]
        self._progress = Progress(counts, sum(one.size for one in targets), sum(one.raw for one in targets))


def _files(folder: Path) -> dict[str, _Key]:
    """The pages of a folder by name, with what tells whether a file has changed."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        return {entry.name: _key(entry.stat()) for entry in entries if entry.name.endswith(".md")}


def _key(stat: os.stat_result) -> _Key:
    return stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns


def _at_rest(keys: Iterable[_Key | None]) -> bool:
    """Whether two writes within one tick of the clock cannot have been taken for one."""
    return all(key is None or files.is_at_rest(list(key)) for key in keys)
