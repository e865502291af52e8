"""Terms: the required rendering where the source has the term, and never a forbidden one."""

import re
from collections.abc import Iterator

from bantin.check.model import Subject, short
from bantin.errors import Finding, Severity
from bantin.terms import Fault

_WORD = re.compile(r"\w{4,}")
_STEM = 5  # letters that forms of one word share: vaccination, vaccinated
_NAMES = frozenset(["agency", "title", "document-type", "place"])  # what has one official English name


def terms(subject: Subject) -> Iterator[Finding]:
    """What the term base says about each block."""
    for twin in subject.full_twins:
        if twin.source and twin.target:
            target = twin.target.text
            for fault in subject.glossary.faults(twin.source.text, target):
                if fault.kind == "forbidden" or not _in_other_order(fault, target):
                    yield _finding(subject, twin.number, fault)


def _finding(subject: Subject, place: int, fault: Fault) -> Finding:
    term = fault.hit.term
    note = f" ({term.note})" if term.note else ""
    if fault.kind == "forbidden":
        found = f"{short(fault.said)} for {short(term.source)}: a forbidden rendering"
        return subject.finding(place, found, term.target, f"use the term base's rendering{note}")
    severity: Severity = "warning" if term.kind in _NAMES else "note"
    found = f"no {short(term.target)} for {short(term.source)}"
    next_step = f"use the term base's rendering, or leave it where the sentence says it otherwise{note}"
    return subject.finding(place, found, term.target, next_step, severity)


def _in_other_order(fault: Fault, target: str) -> bool:
    """Whether all words of the rendering are there, parted by others: Chairman of the District People's …"""
    said = {word.lower()[:_STEM] for word in _WORD.findall(target)}
    wanted = {word.lower()[:_STEM] for word in _WORD.findall(fault.hit.term.target)}
    return bool(wanted) and wanted <= said
