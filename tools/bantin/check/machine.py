"""Untouched machine text: told, never held against a page."""

from collections.abc import Iterator

from bantin.check.model import Subject
from bantin.errors import Finding
from bantin.pairs import segments


def machine(subject: Subject) -> Iterator[Finding]:
    """How many blocks still are what the machine wrote for them, and which."""
    written = {segment.machine for segment in segments(subject.target)} - {""}
    raw = [at for at, unit in enumerate(subject.target_units, 1) if unit.hash in written]
    if raw:
        yield subject.finding(
            "",
            f"{len(raw)} of {len(subject.target_units)} blocks are raw machine text: {_ranges(raw)}",
            "text that a person has read",
            "read these blocks against the source",
            "note",
        )


def _ranges(numbers: list[int]) -> str:
    """1, 2, 3, 7 as '1-3, 7'."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
