"""What the desk's templates show, in the user's language: words chosen, notes put together, no HTML."""

import calendar
import datetime
from dataclasses import dataclass
from itertools import accumulate

from bantin.desk.queue import Item, Progress
from bantin.desk.words import ALL, NAMES
from bantin.desk.words.findings import vietnamese
from bantin.desk.workbench import Workbench
from bantin.review.digest import Digest
from bantin.review.states import State, Verdict

SHORTCUTS = (  # keys as keyboards name them, and the word that says what they do
    (("j",), "key_next"),
    (("k",), "key_previous"),
    (("e", "Enter"), "key_edit"),
    (("Alt+↓", "Ctrl+Enter"), "key_down"),
    (("Alt+↑",), "key_up"),
    (("Esc",), "key_done"),
    (("p",), "key_machine"),
    (("m",), "key_memory"),
    (("f",), "key_finding"),
    (("u",), "key_undo"),
    (("a",), "key_approve"),
    (("n",), "key_page"),
    (("q",), "key_queue"),
    (("/",), "key_search"),
    (("?",), "key_help"),
)
_BAR = (State.APPROVED, State.EDITED, State.STALE, State.DRAFT, State.MISSING, State.ORPHAN)
_MONTHS = tuple(calendar.month_name)  # from 1


@dataclass(frozen=True)
class Speech:
    """The words of one language; `t` gives one by its name, with its gaps filled."""

    code: str

    def t(self, name: str, **values: object) -> str:
        """A word or sentence of the desk."""
        return ALL[self.code][name].format(**values)

    def day(self, on: str) -> str:
        """A date 'YYYY-MM-DD' as the language writes it; anything else as it stands."""
        try:
            date = datetime.date.fromisoformat(on)
        except ValueError:
            return on
        if self.code == "vi":
            return f"{date.day}/{date.month}/{date.year}"
        return f"{date.day} {_MONTHS[date.month]} {date.year}"

    def check(self, name: str) -> str:
        """The name of a check."""
        words = ALL[self.code]
        return words.get(f"check_{name}", words["check_other"])

    def finding(self, sentence: str) -> tuple[str, str]:
        """A sentence of the checks as the language says it, and the language that it is then in."""
        known = vietnamese(sentence) if self.code == "vi" else sentence
        return (known, self.code) if known is not None else (sentence, "en")

    @property
    def others(self) -> list[tuple[str, str]]:
        """The languages of the desk: code and name."""
        return list(NAMES.items())


@dataclass(frozen=True)
class Segment:
    """A part of the progress bar, in percent of its width."""

    state: State
    start: float
    width: float
    count: int


def bar(progress: Progress) -> list[Segment]:
    """The parts of the progress bar."""
    whole = max(progress.pages, 1)
    counts = [(state, progress.counts[state]) for state in _BAR]
    starts = [0, *accumulate(count for _, count in counts)]
    return [
        Segment(state, round(100 * start / whole, 3), round(100 * count / whole, 3), count)
        for (state, count), start in zip(counts, starts, strict=False)
        if count
    ]


def progress_said(progress: Progress, speech: Speech) -> str:
    """The progress in words."""
    raw = round(100 * progress.raw / progress.units) if progress.units else 0
    approved = progress.counts[State.APPROVED]
    return speech.t("progress_said", approved=approved, pages=progress.pages, due=progress.due, raw=raw)


def item_notes(item: Item, speech: Speech) -> list[str]:
    """What the queue says about one page beside its state."""
    target = item.entry.target
    notes = verdict_notes(item.entry.verdict, target, speech)
    if target and item.state is not State.APPROVED:
        if target.raw and target.raw < target.size:
            notes.append(speech.t("raw_of", raw=target.raw, all=target.size))
        if item.confidence is not None and target.raw:
            notes.append(speech.t("confidence", number=item.confidence))
    return notes


def verdict_notes(verdict: Verdict, target: Digest | None, speech: Speech) -> list[str]:
    """What is behind a state."""
    by, on = (target.approved_by, speech.day(target.approved_on)) if target else ("", "")
    notes: list[str] = []
    if verdict.state is State.APPROVED:
        notes.append(speech.t("approved_by", by=by, on=on))
        notes += [speech.t("typographic")] if verdict.typographic else []
    elif verdict.approval_void:
        notes.append(speech.t("void", by=by))
    if verdict.changed:
        notes.append(speech.t("changed_blocks", blocks=", ".join(map(str, verdict.changed))))
    elif verdict.source_changed:
        notes.append(speech.t("source_changed"))
    return notes


def counts_said(bench: Workbench, speech: Speech) -> list[tuple[str, str]]:
    """How many errors and warnings there are: (severity, sentence)."""
    found = [(name, bench.count(name)) for name in ("error", "warning")]
    return [
        (name, speech.t(f"count_{name}_1" if count == 1 else f"count_{name}", count=count))
        for name, count in found
        if count
    ]
