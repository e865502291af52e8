"""Pages as sheets for a CAT tool: blocks in twos, what shall not be touched, what people should know."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from bantin.blocks import Block, spans
from bantin.check.align import Twin
from bantin.check.lines import line_of
from bantin.check.model import Subject
from bantin.check.run import check_page
from bantin.draft.layout import HEAD
from bantin.errors import Finding
from bantin.exchange import tags
from bantin.exchange.model import Sheet, State, Unit
from bantin.page import Page, render
from bantin.pairs import Pair, segments
from bantin.review.states import State as PageState
from bantin.review.states import status_of

_BLOCK = re.compile(r"block (\d+)(?:[:,] )?")
_PAGE_NOTES = ("review_notes",)  # of the source: what normalize wants a person to look at
_DRAFT_NOTES = ("draft_flags",)  # of the translation


def print_of(block: Block) -> str:
    """The fingerprint of a translated block: every character of its markup counts (16 hexadecimal digits)."""
    return hashlib.sha256(f"{block.kind}\n{block.markup}".encode()).hexdigest()[:16]


def named(twins: Sequence[Twin]) -> Iterator[tuple[str, Twin]]:
    """The blocks that are translated, each with its id: the hash of the source block and how many such came
    before it. Blocks without a counterpart, and those that are no text, have none."""
    seen: dict[str, int] = {}
    for twin in twins:
        if twin.source is None:
            continue
        seen[twin.source.hash] = nth = seen.get(twin.source.hash, 0) + 1
        if twin.target and is_text(twin.source) and twin.source.kind == twin.target.kind:
            yield f"{twin.source.hash}.{nth}", twin


def is_text(block: Block) -> bool:
    """Whether a block is one that a translator writes: pictures, code and raw HTML are not."""
    return block.kind != "other" and any(char.isalnum() for char in block.text)


def sheet(pair: Pair, subject: Subject, *, checked: bool = True) -> Sheet:
    """The sheet of a page that has both sides; `checked` with what the checks say among its notes."""
    findings = [result.finding for result in check_page(subject)] if checked else []
    states = _states(pair, subject)
    lines = _lines(subject.source)
    made = [
        _unit(name, twin, subject, states[twin.number - 1], findings, lines[twin.source_number - 1])
        for name, twin in named(subject.twins)
    ]
    notes = [str(line) for field in _PAGE_NOTES for line in subject.source.texts(field)]
    notes += [_said(finding) for finding in findings if not _BLOCK.fullmatch(finding.block)]
    return Sheet(pair.name, subject.source_file, subject.file, tuple(made), tuple(notes))


def _unit(
    name: str, twin: Twin, subject: Subject, state: State, findings: Sequence[Finding], line: int
) -> Unit:
    if twin.source is None or twin.target is None:
        raise ValueError("a block without its counterpart")  # `named` gives none
    source, target = tags.protected(twin.source, twin.target, subject.languages)
    place = f"block {twin.number}"
    notes = [_said(finding) for finding in findings if finding.block == place]
    flags = (line for field in _DRAFT_NOTES for line in subject.target.texts(field))
    notes += [line for line in flags if (match := _BLOCK.match(line)) and int(match[1]) == twin.number]
    return Unit(
        name, twin.number, line, twin.source.kind, source, target, print_of(twin.target), state, tuple(notes)
    )


def _lines(source: Page) -> list[int]:
    """The line of its file, from 1, on which each block of a page begins."""
    text = render(source)
    head = [line_of(text, name) for name in HEAD if source.text(name)]
    above = len(text[: len(text) - len(source.body)].splitlines())
    return [*head, *(above + 1 + start for _, start, _ in spans(source.body))]


def _said(finding: Finding) -> str:
    parts = (f"{finding.severity}: {finding.found}", finding.expected and f"expected: {finding.expected}")
    return "; ".join(part for part in parts if part)


def _states(pair: Pair, subject: Subject) -> list[State]:
    """The state of every block of the translation."""
    found = status_of(pair)
    if found.state is PageState.APPROVED:
        return ["approved"] * len(subject.target_units)
    machine = {segment.machine for segment in segments(subject.target)} - {""}
    moved = {twin.number for twin in subject.full_twins if twin.source_number in set(found.verdict.changed)}
    return [
        "changed" if number in moved else "raw" if unit.hash in machine else "edited"
        for number, unit in enumerate(subject.target_units, 1)
    ]


def left_out(subject: Subject) -> list[Finding]:
    """What a CAT tool does not get, because its block stands on one side only, or is another kind there."""
    found: list[Finding] = []
    for twin in subject.twins:
        one = twin.target or twin.source
        same = twin.source and twin.target and twin.source.kind == twin.target.kind
        if one and not same and is_text(one):
            side = "the translation" if twin.target is None else "the source"
            what = (
                f"a block that {side} does not have" if not (twin.source and twin.target) else "another kind"
            )
            found.append(
                subject.finding(
                    twin.number,
                    f"{what}: it is not exported",
                    "the same blocks on both sides",
                    "mend the page first (bantin check names what is wrong), or translate this block there",
                    "warning",
                )
            )
    return found
