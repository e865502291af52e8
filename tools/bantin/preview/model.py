"""What a preview shows: rows of two blocks, what changed in them, what the checks say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bantin.blocks import Block, units
from bantin.check.model import Subject
from bantin.check.run import check_page
from bantin.desk.marking import Piece, compared, rendered
from bantin.errors import Finding
from bantin.page import Page
from bantin.review.states import Status


@dataclass(frozen=True)
class Side:
    """A block as one side shows it: `html` is safe; `change` compares its text with what it was, where that
    is another text, and is empty where the block is new or as it was."""

    html: str
    is_changed: bool
    change: tuple[Piece, ...]


@dataclass(frozen=True)
class Row:
    """Two blocks that belong together; a side is None where it has no such block."""

    number: int
    kind: str
    source: Side | None
    target: Side | None
    findings: tuple[Finding, ...]

    @property
    def is_changed(self) -> bool:
        """Whether a side is not what it was."""
        return any(side.is_changed for side in (self.source, self.target) if side)


@dataclass(frozen=True)
class Preview:
    """A page: `findings` are those of no single block, `gone` the texts that were taken away."""

    name: str
    title: str
    code: str
    source_code: str
    status: Status
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    gone: tuple[str, ...]

    def count(self, severity: str) -> int:
        """How many findings of a severity the page has."""
        every = (*self.findings, *(finding for row in self.rows for finding in row.findings))
        return sum(finding.severity == severity for finding in every)

    @property
    def changed(self) -> int:
        """How many of its rows have changed."""
        return sum(row.is_changed for row in self.rows)


def preview(subject: Subject, status: Status, before: tuple[Page, Page] | None) -> Preview:
    """The preview of a page; `before` are both sides as they were, None to mark no change."""
    findings = [result.finding for result in check_page(subject)]
    sides = [
        _compared(units(old), now)
        for old, now in zip(before or (), (subject.source_units, subject.target_units), strict=False)
    ] or [({}, ()), ({}, ())]
    rows: list[Row] = []
    for twin in subject.twins:
        place = f"block {twin.number}"
        one = twin.target or twin.source
        own = tuple(finding for finding in findings if twin.target and finding.block == place)
        rows.append(
            Row(
                twin.number,
                one.kind if one else "",
                _side(twin.source, sides[0][0].get(twin.source_number)),
                _side(twin.target, sides[1][0].get(twin.number)),
                own,
            )
        )
    shown = Counter(finding for row in rows for finding in row.findings)
    rest = tuple(finding for finding in findings if finding not in shown)
    gone = tuple(text for _, texts in sides for text in texts)
    return Preview(
        status.pair.name.removesuffix(".md"),
        status.title,
        subject.languages[1],
        subject.languages[0],
        status,
        tuple(rows),
        rest,
        gone,
    )


def _side(unit: Block | None, was: str | None) -> Side | None:
    if unit is None:
        return None
    change = compared(was, unit.text) if was else ()
    return Side(rendered(unit), was is not None, change)


def _compared(old: Sequence[Block], new: Sequence[Block]) -> tuple[dict[int, str], tuple[str, ...]]:
    """What each changed block said before, by its number ('' where it is new), and what is gone."""
    before, after = ([unit.hash for unit in side] for side in (old, new))
    was: dict[int, str] = {}
    gone: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for at in range(c, d):
            twin = a + at - c
            was[at + 1] = old[twin].text if twin < b else ""
        gone += [unit.text for unit in old[a + (d - c) : b]]
    return was, tuple(gone)
