"""One page of the desk: source and translation block by block, and all that helps to judge them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from bantin import blocks, terms_match
from bantin.blocks import Block
from bantin.check.align import Twin
from bantin.check.model import Subject
from bantin.check.run import Result, check_page
from bantin.desk import edits, marking, proposals
from bantin.desk.changes import Changes
from bantin.desk.marking import Piece
from bantin.desk.proposals import Proposal
from bantin.facts.compare import compare
from bantin.memory import Memory
from bantin.page import Page
from bantin.pairs import Pair, segments
from bantin.review.digest import Digest, digest
from bantin.review.states import State, Verdict
from bantin.terms import Glossary, Term
from bantin.terms_match import Pattern

_SHOWN_OTHERWISE = {"machine-text"}  # every raw block says so itself
_BLOCK = re.compile(r"block (\d+)")
_MISSING = re.compile(r"nothing stands for the source's block (\d+)")


@dataclass(frozen=True)
class Row:
    """A block of the source beside its translation. `number` is the translation's, 0 where there is none;
    `source_number` the source's, 0 where there is none. `source` and `target` are safe HTML."""

    number: int
    source_number: int
    kind: str
    level: int
    source: str = ""
    target: str = ""
    text: str = ""  # what is edited
    seen: str = ""  # the print that an edit names
    is_raw: bool = False  # what the machine wrote, untouched
    is_changed: bool = False  # whether the source changed since it was approved or drafted
    change: tuple[Piece, ...] = ()
    after: int = 0  # for a missing block: the number of the one that it belongs after
    proposals: tuple[Proposal, ...] = ()
    results: tuple[Result, ...] = ()
    flags: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def key(self) -> str:
        """Its address in the page."""
        return f"b{self.number}" if self.number else f"s{self.source_number}"

    @property
    def is_missing(self) -> bool:
        """Whether nothing stands for the source's block."""
        return not self.number

    @property
    def severity(self) -> str:
        """The gravest of its findings: 'error', 'warning', 'note', or ''."""
        found = {result.finding.severity for result in self.results}
        return next((name for name in ("error", "warning", "note") if name in found), "")


@dataclass(frozen=True)
class Workbench:
    """One bulletin in one language, as it was read: `file` is the print of the whole file, `source_print` and
    `text_print` are the fingerprints that an approval would seal."""

    slug: str
    code: str
    source_code: str
    verdict: Verdict
    source: Page | None
    target: Page | None
    rows: tuple[Row, ...] = ()
    results: tuple[Result, ...] = ()  # of the page as a whole
    changes: Changes = field(default_factory=Changes)
    file: str = ""
    source_print: str = ""
    text_print: str = ""
    can_undo: bool = False

    @cached_property
    def seal(self) -> Digest | None:
        """What the translation says about its approval."""
        return digest(self.target) if self.target else None

    @property
    def state(self) -> State:
        """Where the translation stands."""
        return self.verdict.state

    @property
    def title(self) -> str:
        """The title to show."""
        for page in (self.source, self.target):
            if page and page.text("title"):
                return page.text("title")
        return self.slug

    @property
    def confidence(self) -> int | None:
        """How sure the machine is, 0 to 100."""
        return proposals.confidence(self.target) if self.target else None

    @property
    def raw(self) -> int:
        """How many blocks are raw machine text."""
        return sum(row.is_raw for row in self.rows)

    @property
    def blocks(self) -> int:
        """How many blocks the translation has."""
        return sum(not row.is_missing for row in self.rows)

    def count(self, severity: str) -> int:
        """How many findings of a severity there are."""
        everything = [*self.results, *(result for row in self.rows for result in row.results)]
        return sum(result.finding.severity == severity for result in everything)


_Likeness = tuple[Block | None, Block | None, int, tuple[Proposal, ...]]
_MANY = 20_000  # rows remembered


@dataclass(frozen=True)
class Helps:
    """What the rows of pages are made with, and the rows made so far: after an edit only one is new."""

    glossary: Glossary
    memories: tuple[Memory, ...]  # what the first one knows is not asked of the next
    rows: dict[_Likeness, Row] = field(default_factory=dict)


def of_pair(pair: Pair, subject: Subject, verdict: Verdict, helps: Helps, changed: Changes) -> Workbench:
    """The workbench of a page that stands in both languages."""
    source, target = subject.source, subject.target
    results = [result for result in check_page(subject) if result.check not in _SHOWN_OTHERWISE]
    placed, whole = _placed(results, len(subject.target_units))
    offered = proposals.offers(target)
    wrote = {segment.machine for segment in segments(target)} - {""}
    flags = proposals.flags(target)
    rows: list[Row] = []
    last = 0
    for twin in subject.twins:
        raw = twin.target is not None and twin.target.hash in wrote
        number = twin.number if twin.target else 0
        last = number or last
        offers = [one.proposal for one in offered if _is_for(one, twin, number)]
        rows.append(
            replace(
                _row(subject, twin, helps, offers),
                number=number,
                is_raw=raw,
                is_changed=twin.source_number in changed.blocks,
                change=changed.blocks.get(twin.source_number, ()),
                after=last,
                results=placed.get((number, 0) if number else (0, twin.source_number), ()),
                flags=tuple(flags.get(number, ())) if raw else (),
            )
        )
    return Workbench(
        pair.name.removesuffix(".md"),
        subject.languages[1],
        subject.languages[0],
        verdict,
        source,
        target,
        tuple(rows),
        whole,
        changed,
        source_print=blocks.fingerprint(source),
        text_print=blocks.fingerprint(target),
    )


def _is_for(offer: proposals.Offer, twin: Twin, number: int) -> bool:
    if offer.is_after or not number:
        return not number and twin.source is not None and twin.source.hash == offer.source
    return offer.number == number


def _row(subject: Subject, twin: Twin, helps: Helps, offers: Sequence[Proposal]) -> Row:
    """What a row says about its two blocks; what it says about the page around them is set later."""
    key = (twin.source, twin.target, twin.source_number, tuple(offers))
    if key not in helps.rows:
        if len(helps.rows) > _MANY:
            helps.rows.clear()
        helps.rows[key] = _new_row(subject, twin, helps, offers)
    return helps.rows[key]


def _new_row(subject: Subject, twin: Twin, helps: Helps, offers: Sequence[Proposal]) -> Row:
    source, target = twin.source, twin.target
    shown = source or target
    wrong = _differing(source, target, subject.languages)
    row = Row(0, twin.source_number, shown.kind if shown else "other", shown.level if shown else 0)
    terms: tuple[Term, ...] = ()
    if source:
        hits = helps.glossary.find(marking.text_of(source))
        terms = tuple({hit.term: None for hit in hits})
        marks = marking.fact_marks(source, subject.languages[0], wrong[0])
        marks += marking.term_marks(hits, marks)
        row = replace(row, source=marking.rendered(source, tuple(marks)), terms=terms)
    now = edits.typed(target) if target else ""
    if target:
        marks = marking.fact_marks(target, subject.languages[1], wrong[1])
        marks += marking.rendering_marks(_renderings(target, terms), marks)
        html = marking.rendered(target, tuple(marks))
        row = replace(row, target=html, text=now, seen=edits.block_print(target))
    remembered = _remembered(helps.memories, source, now) if source else ()
    return replace(row, proposals=tuple(one for one in (*offers, *remembered) if one.text != now))


def _remembered(memories: Sequence[Memory], source: Block, now: str) -> list[Proposal]:
    found = (list(proposals.of_memory(memory, source, now)) for memory in memories)
    return next((some for some in found if some), [])


def _differing(
    source: Block | None, target: Block | None, languages: tuple[str, str]
) -> tuple[list[marking.MaybeFact], list[marking.MaybeFact]]:
    if source is None or target is None:
        return [], []
    return marking.differing(compare(marking.text_of(source), marking.text_of(target), languages))


def _renderings(target: Block, terms: Sequence[Term]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    text = marking.text_of(target)
    for term in terms:
        for rendering in (term.target, *term.accepted):
            yield term.source, _pattern(rendering).spans(text)


@lru_cache(1 << 12)
def _pattern(rendering: str) -> Pattern:
    return terms_match.pattern(rendering)


_Place = tuple[int, int]  # number of the translation's block, or (0, number of the source's)


def _placed(
    results: Sequence[Result], size: int
) -> tuple[dict[_Place, tuple[Result, ...]], tuple[Result, ...]]:
    """The findings by their block, and those of the page as a whole."""
    placed: dict[_Place, tuple[Result, ...]] = {}
    whole: list[Result] = []
    for result in results:
        block, missing = _BLOCK.fullmatch(result.finding.block), _MISSING.match(result.finding.found)
        if missing:
            place = (0, int(missing.group(1)))
        elif block and 1 <= int(block.group(1)) <= size:
            place = (int(block.group(1)), 0)
        else:
            whole.append(result)
            continue
        placed[place] = (*placed.get(place, ()), result)
    return placed, tuple(whole)
