"""Completeness: nothing left empty, said twice, cut short, or grown without reason."""

import re
import statistics
from collections.abc import Iterator
from itertools import pairwise

from bantin.blocks import Block
from bantin.check.model import Subject, short
from bantin.errors import Finding
from bantin.page import normal

# (source at least so many characters, least and most length of the translation), as parts of what the page's
# own blocks have in common. Measured on good Vietnamese-English pairs: fewer than 1 in 200 fall outside.
_LIMITS = ((150, 0.66, 1.65), (60, 0.6, 1.9), (20, 0.38, 2.6), (0, 0.2, 4.5))
_RATIO = 1.12  # characters of English for one of Vietnamese, where a page is too short to tell its own
_LONG, _ENOUGH = 60, 5  # blocks that say something about a page's ratio, and how many of them it takes
_MERGED = 0.85  # a sentence fewer is a merged one when the length still is at least this part of the usual
_SENTENCE = re.compile(r"[.!?…][”\")]*\s+(?=[“\"(]*[A-ZÀ-ỸĐ\d])")
_WORDS = re.compile(r"\w+")


def empty(subject: Subject) -> Iterator[Finding]:
    """Blocks with nothing in them."""
    for twin in subject.full_twins:
        if twin.source and twin.target and twin.source.text.strip() and not twin.target.text.strip("-–—. "):
            expected = f"the translation of {short(twin.source.text)}"
            yield subject.finding(twin.number, "an empty block", expected, "translate it")


def doubled(subject: Subject) -> Iterator[Finding]:
    """The same words twice where the source says two things; and a text repeated inside one block."""
    first: dict[str, tuple[int, Block]] = {}
    for twin in subject.twins:
        if not twin.target or len(_WORDS.findall(twin.target.text)) < 4:
            continue
        text = normal(twin.target.text).casefold()
        number, source = first.setdefault(text, (twin.number, twin.source or twin.target))
        if number != twin.number and not (twin.source and _same(source, twin.source)):
            yield subject.finding(
                twin.number,
                f"the same text as block {number}: {short(twin.target.text)}",
                f"the translation of {short(twin.source.text)}" if twin.source else "each thing said once",
                "translate this block anew, or take it away",
            )
    for twin in subject.full_twins:
        if twin.source and twin.target:
            again = _said_twice(twin.target.text)
            if again and not _said_twice(twin.source.text):
                yield subject.finding(
                    twin.number, f"said twice: {short(again)}", "each sentence once", "take one away"
                )


def _same(one: Block, other: Block) -> bool:
    """Whether two sources say alike, marks aside: a heading in capitals and its sentence, for example."""
    return _WORDS.findall(one.text.casefold()) == _WORDS.findall(other.text.casefold())


def _said_twice(text: str) -> str:
    """A sentence of four words or more that follows itself, or ''."""
    sentences = _SENTENCE.sub("\n", text).split("\n")
    for one, after in pairwise(sentences):
        words = _WORDS.findall(one.casefold())
        if len(words) > 3 and words == _WORDS.findall(after.casefold()):
            return one
    return ""


def length(subject: Subject) -> Iterator[Finding]:
    """Translations much shorter or longer than the page's own measure lets expect; lost sentences."""
    usual = _usual(subject)
    for twin in subject.full_twins:
        if not (twin.source and twin.target and twin.target.text.strip()):
            continue
        source, target = twin.source.text, twin.target.text
        part = len(target) / max(len(source), 1) / usual
        _, least, most = next(limit for limit in _LIMITS if len(source) >= limit[0])
        lost = _sentences(source) - _sentences(target)
        if part < least or (lost > 0 and part < _MERGED):
            what = (
                f"{lost} sentence{'s' * (lost > 1)} fewer than"
                if lost > 0
                else f"{part:.0%} of the length to expect for"
            )
            yield subject.finding(
                twin.number,
                f"a short translation: {what} {short(source)}",
                "all that the source says",
                "compare the two, sentence by sentence",
                "warning",
            )
        elif part > most:
            yield subject.finding(
                twin.number,
                f"a long translation: {part:.0%} of the length to expect for {short(source)}",
                "no more than the source says",
                "look for what was said twice or added",
                "warning",
            )


def _sentences(text: str) -> int:
    return len(_SENTENCE.findall(text)) + 1


def _usual(subject: Subject) -> float:
    """How long a translation is for one character of source, on this page."""
    ratios = [
        len(twin.target.text) / len(twin.source.text)
        for twin in subject.full_twins
        if twin.source and twin.target and len(twin.source.text) >= _LONG
    ]
    if len(ratios) < _ENOUGH:
        return _RATIO
    return min(max(statistics.median(ratios), 0.85), 1.5)
