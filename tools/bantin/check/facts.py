"""Facts by value, both ways: figures, dates, times, document numbers, codes, names."""

import re
from collections.abc import Iterator

from bantin.blocks import OFFICIAL
from bantin.check.model import Subject, short
from bantin.errors import Finding, Severity
from bantin.facts.compare import Difference, compare

_NEXT = "correct the translation; where both say the same in other words, write it as the source has it"
_DIGIT = re.compile(r"\d")
_SMALL = 10


def facts(subject: Subject) -> Iterator[Finding]:
    """What one text says and the other does not, block by block; then the official lists as wholes."""
    for twin in subject.full_twins:
        if twin.source and twin.target:
            for one in compare(twin.source.text, twin.target.text, subject.languages):
                yield _finding(subject, twin.number, one)
    for name in OFFICIAL:
        ours, theirs = subject.source.texts(name), subject.target.texts(name)
        if ours and theirs:
            for one in compare("\n".join(ours), "\n".join(theirs), subject.languages):
                yield _finding(subject, name, one)


def _finding(subject: Subject, place: int | str, one: Difference) -> Finding:
    kind = "figure" if one.kind in ("number", "ratio") else one.kind
    severity = _severity(one)
    if one.source and one.target:
        found = f"the {kind} {short(one.target.text)} where the source says {short(one.source.text)}"
        return subject.finding(place, found, one.source.text, _NEXT, severity)
    if one.source:
        found = f"the {kind} {short(one.source.text)} of the source is not there"
        return subject.finding(place, found, one.source.text, _NEXT, severity)
    text = one.target.text if one.target else ""
    found = f"the {kind} {short(text)} that the source does not have"
    return subject.finding(place, found, "nothing that the source does not say", _NEXT, severity)


def _severity(one: Difference) -> Severity:
    """Good translators turn "hai bên" into "the parties": a small number in words may go, a figure may not.

    A name of one syllable may be a common word with a capital.
    """
    facts = [fact for fact in (one.source, one.target) if fact]
    in_words = all(fact.kind == "number" and not _DIGIT.search(fact.text) for fact in facts)
    small = all(isinstance(fact.value, int) and fact.value <= _SMALL for fact in facts)
    syllable = one.kind == "name" and all(" " not in fact.text for fact in facts)
    return "warning" if syllable or (len(facts) == 1 and in_words and small) else "error"
