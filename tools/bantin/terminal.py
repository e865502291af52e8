"""What people see in the terminal: findings, tables, progress. Data goes to stdout, messages to stderr."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bantin.errors import Finding
from bantin.review.board import Board, Entry
from bantin.review.states import State, Verdict

if TYPE_CHECKING:  # only for its type: importing the room would load the engine
    from bantin.draft.package import Package

out = Console(highlight=False, width=None if sys.stdout.isatty() else 160)  # a pipe has no width
messages = Console(stderr=True, highlight=False)

STYLES = {
    State.MISSING: "bold red",
    State.DRAFT: "yellow",
    State.EDITED: "cyan",
    State.APPROVED: "green",
    State.STALE: "bold magenta",
    State.ORPHAN: "red",
}
MEANINGS = {
    State.MISSING: "no page yet: bantin draft",
    State.DRAFT: "machine text that nobody has read",
    State.EDITED: "a person has worked on it: approve it when it is right",
    State.APPROVED: "",
    State.STALE: "the source changed after it was approved",
    State.ORPHAN: "its source page is gone",
}
_MANY = 300  # rows that a table with wrapped cells can show at once
FINDING_STYLES = {"error": "bold red", "warning": "yellow", "note": "blue"}


def say(text: str) -> None:
    """One line for the person who waits."""
    messages.print(Text(text), soft_wrap=True)


def show_findings(findings: Iterable[Finding]) -> None:
    """All findings together, the gravest first."""
    order = list(FINDING_STYLES)
    for finding in sorted(findings, key=lambda one: (order.index(one.severity), one)):
        severity, _, rest = str(finding).partition(":")
        messages.print(Text.assemble((severity, FINDING_STYLES[severity]), f":{rest}"), soft_wrap=True)


def show_notes(notes: Iterable[tuple[str, Sequence[str]]]) -> None:
    """What was dropped and repaired on each page, and what a person should look at."""
    for page, lines in notes:
        messages.print(Text(page, "bold"), soft_wrap=True)
        for line in lines:
            messages.print(Text(f"    {line}"), soft_wrap=True)


def show_packages(packages: Sequence["Package"]) -> None:
    """A table of translation packages; the one that drafts are made with is marked."""
    table = _table("", "Package", "Languages", "What it is", "Size", "SHA-256")
    for one in packages:
        size = f"{one.size / 1e6:.0f} MB" if one.size else ""
        mark = Text("used", "green") if one.used else Text("")
        languages = f"{one.from_code} → {one.to_code}"
        table.add_row(mark, f"{one.name} {one.version}", languages, one.label, size, one.sha256[:16])
    if packages:
        out.print(table)
    else:
        out.print(Text("no package here: bantin model install, or bantin model install FILE"))


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def data(text: str) -> None:
    """Data for a program, on stdout as it is."""
    sys.stdout.write(f"{text}\n")


def show_status(board: Board) -> None:
    """A table of pages and states, what is due first, the weakest drafts first, and lines that sum it up."""
    order = [State.ORPHAN, State.STALE, State.MISSING, State.EDITED, State.DRAFT, State.APPROVED]
    rows = sorted(
        board.entries, key=lambda one: (order.index(one.verdict.state), _confidence(one) or 0, one.name)
    )
    if len(rows) > _MANY:
        for entry in rows:
            sys.stdout.write(f"{entry.verdict.state:10}{_sure(entry):>6}  {entry.name}  {_meaning(entry)}\n")
    elif rows:
        table = _table("State", "Sure", "Page", "What it means")
        for entry in rows:
            state = entry.verdict.state
            text = Text.assemble(f"{entry.title}\n", (entry.name, "dim"))
            table.add_row(Text(state, STYLES[state]), _sure(entry), text, _meaning(entry))
        out.print(table)
    counts = ", ".join(f"{board.count([state])} {state}" for state in State if board.count([state]))
    raw = f"; {board.raw / board.units:.0%} of its blocks are raw machine text" if board.raw else ""
    out.print(Text(f"{board.language}: {counts or 'no bulletins yet'}{raw}"))


def _confidence(entry: Entry) -> int | None:
    """How sure the machine is of text that stands there and that nobody has read, from 0 to 100."""
    target = entry.target
    unread = target is not None and target.raw > 0 and entry.verdict.state is not State.APPROVED
    return target.confidence if target and unread and target.confidence >= 0 else None


def _sure(entry: Entry) -> str:
    found = _confidence(entry)
    return "" if found is None else f"{found} %"


def _meaning(entry: Entry) -> str:
    source, target, verdict = entry.source, entry.target, entry.verdict
    parts = [MEANINGS[verdict.state]]
    if verdict.state is State.APPROVED and target:
        parts = [f"by {target.approved_by} on {target.approved_on}"]
        parts += ["the source's typography has changed since"] if verdict.typographic else []
    elif verdict.approval_void and target:
        parts.append(f"the approval by {target.approved_by} on {target.approved_on} no longer holds")
    if verdict.source_changed and verdict.state is not State.STALE:
        parts.append("the source has changed since")
    if verdict.changed or verdict.removed:
        parts.append(_moved(verdict))
    if target and 0 < target.raw < target.size:
        parts.append(f"{target.raw} of {target.size} blocks are raw machine text")
    if source and source.title_provisional:
        parts.append("the source has no title of its own")
    return "; ".join(part for part in parts if part)


def _moved(verdict: Verdict) -> str:
    """Which blocks of the source are not what was approved."""
    changed = f"changed: block {', '.join(map(str, verdict.changed))}" if verdict.changed else ""
    removed = f"{verdict.removed} taken away" if verdict.removed else ""
    return ", ".join(part for part in (changed, removed) if part)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar for long work; yields step(done, total). Nothing is drawn where no person looks on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=messages, transient=True, disable=not messages.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
