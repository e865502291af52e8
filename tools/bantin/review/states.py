"""The state of a translation: computed from what both sides say today, never typed.

An approval holds two fingerprints, of the source and of the translation as they were when a person read
both. Whoever edits either side makes a fingerprint differ, and so the approval is void by itself. One change
carries it, visibly: when the source says letter for letter the same and only its typography differs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from bantin.errors import Finding
from bantin.page import Page
from bantin.pairs import Pair, pairs
from bantin.review.digest import Digest, digest
from bantin.settings import Settings


class State(StrEnum):
    """Where a translation stands."""

    MISSING = "missing"  # the source has no page in this language
    DRAFT = "draft"  # raw machine text: nobody has touched it
    EDITED = "edited"  # a person's hand is in it, and no approval holds
    APPROVED = "approved"  # both sides say exactly what was approved
    STALE = "stale"  # the translation is what was approved, its source has moved on
    ORPHAN = "orphan"  # a page without a source


DUE = frozenset(State) - {State.APPROVED}


@dataclass(frozen=True)
class Verdict:
    """A state and what it rests on.

    `approval_void`: an approval was given and no longer holds. `typographic`: it holds, and the typography of
    the source has changed since. `changed` numbers the source's blocks that are new or other than approved,
    `removed` counts the approved ones that are gone; both are empty where the approval did not record them.
    """

    state: State
    source_changed: bool = False
    approval_void: bool = False
    typographic: bool = False
    changed: tuple[int, ...] = ()
    removed: int = 0


@dataclass(frozen=True)
class Status:
    """One bulletin in one language."""

    pair: Pair
    verdict: Verdict

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.verdict.state

    @property
    def source_changed(self) -> bool:
        """Whether the source has changed since the page was drafted or approved."""
        return self.verdict.source_changed

    @property
    def approval_void(self) -> bool:
        """Whether an approval was given that no longer holds."""
        return self.verdict.approval_void

    @property
    def title(self) -> str:
        """The title to show: the source's, or an orphan's own."""
        page = self.pair.source or self.pair.target
        return page.text("title") if page else self.pair.name


@dataclass(frozen=True)
class Survey:
    """All translations of one language, and the pages that could not be read."""

    statuses: tuple[Status, ...]
    findings: tuple[Finding, ...]

    def count(self, states: Iterable[State]) -> int:
        """How many translations are in one of these states."""
        wanted = frozenset(states)
        return sum(status.state in wanted for status in self.statuses)


def verdict(source: Digest | None, target: Digest | None) -> Verdict:
    """The state that follows from the two sides."""
    if target is None:
        return Verdict(State.MISSING)
    if source is None:
        return Verdict(State.ORPHAN)
    if target.is_approved:
        return _of_approval(source, target)
    state = State.DRAFT if target.drafted else State.EDITED
    base = target.draft_source
    return Verdict(state, bool(base) and base != source.text)


def _of_approval(source: Digest, target: Digest) -> Verdict:
    same = target.approved_source == source.text
    if target.approved_text != target.text:
        changed, removed = ((), 0) if same else _moves(target.approved_units, source.units)
        return Verdict(State.EDITED, not same, True, changed=changed, removed=removed)
    if same:
        return Verdict(State.APPROVED)
    if target.approved_letters and target.approved_letters == source.letters:
        return Verdict(State.APPROVED, typographic=True)
    changed, removed = _moves(target.approved_units, source.units)
    return Verdict(State.STALE, True, True, changed=changed, removed=removed)


def _moves(approved: str, today: str) -> tuple[tuple[int, ...], int]:
    """The numbers, from 1, of today's units that were not approved, and how many approved ones are gone."""
    if not approved:
        return (), 0
    old, new = approved.split(), today.split()
    changed: list[int] = []
    removed = 0
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            changed += range(first + 1, last + 1)
            removed += max(end - start - (last - first), 0)
    return tuple(changed), removed


def status_of(pair: Pair) -> Status:
    """The state of one pair, from its two texts."""
    return Status(pair, verdict(_digest(pair.source), _digest(pair.target)))


def _digest(page: Page | None) -> Digest | None:
    return None if page is None else digest(page)


def survey(settings: Settings, code: str) -> Survey:
    """The state of every bulletin in the language `code`."""
    findings: list[Finding] = []
    statuses = tuple(status_of(pair) for pair in pairs(settings, code, findings))
    return Survey(statuses, tuple(findings))
