"""The state of a translation: computed from what both sides say today, never typed.

An approval holds two fingerprints, of the source and of the translation as they were when a person read
both. Whoever edits either side makes a fingerprint differ, and so the approval is void by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bantin.blocks import fingerprint
from bantin.errors import Finding
from bantin.page import Page
from bantin.pairs import Pair, pairs, untouched
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
class Status:
    """One bulletin in one language. `approval_void` tells that an approval was given and no longer holds."""

    pair: Pair
    state: State
    source_changed: bool = False
    approval_void: bool = False

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


def status_of(pair: Pair) -> Status:
    """The state of one pair, from its two texts."""
    source, target = pair.source, pair.target
    if target is None:
        return Status(pair, State.MISSING)
    if source is None:
        return Status(pair, State.ORPHAN)
    source_print, target_print = fingerprint(source), fingerprint(target)
    if is_approved(target):
        if target.text("approved_text") != target_print:
            return Status(pair, State.EDITED, target.text("approved_source") != source_print, True)
        if target.text("approved_source") == source_print:
            return Status(pair, State.APPROVED)
        return Status(pair, State.STALE, True, True)
    base = target.text("draft_source")
    state = State.DRAFT if untouched(target) else State.EDITED
    return Status(pair, state, bool(base) and base != source_print)


def is_approved(target: Page) -> bool:
    """Whether the page carries an approval, valid or not."""
    return bool(target.text("approved_by") and target.text("approved_text"))


def survey(settings: Settings, code: str) -> Survey:
    """The state of every bulletin in the language `code`."""
    findings: list[Finding] = []
    statuses = tuple(status_of(pair) for pair in pairs(settings, code, findings))
    return Survey(statuses, tuple(findings))
