"""One thing, one name: what all pages of a site together call alike or not."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bantin.check.model import Subject, short
from bantin.errors import Finding
from bantin.facts.model import fold
from bantin.page import normal
from bantin.pairs import segments

_NAME = re.compile(r"(?<!\w)[A-ZÀ-ỸĐ][a-zà-ỹđ]+(?: [A-ZÀ-ỸĐ][a-zà-ỹđ]+)+(?!\w)")


@dataclass(frozen=True)
class _Place:
    """Where something is said."""

    subject: Subject
    number: int
    said: str

    def __str__(self) -> str:
        return f"{self.subject.file}, block {self.number}"


def consistency(subjects: Iterable[Subject]) -> Iterator[Finding]:
    """Terms, names and repeated texts that two pages render in two ways; the rarer way is the finding."""
    pages = list(subjects)
    for name, places in (("text", _texts(pages)), ("term", _terms(pages)), ("name", _names(pages))):
        for source in sorted(places):
            yield from _rarer(name, source, places[source])


def _rarer(name: str, source: str, places: list[_Place]) -> Iterator[Finding]:
    """The places that do not say what most places say (the first in order, where two are as frequent)."""
    counts = Counter(place.said.casefold() for place in places)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    example = next(place for place in places if place.said.casefold() == usual)
    for place in places:
        if place.said.casefold() != usual:
            other = f"elsewhere {short(example.said)} ({example})"
            yield place.subject.finding(
                place.number,
                f"{short(place.said)} for the {name} {short(source)}; {other}",
                example.said,
                f"say the same on all pages (here, or in {example})",
                "warning",
            )


def _texts(pages: list[Subject]) -> dict[str, list[_Place]]:
    """What stands for the same block of source on all pages: headings, items, captions, whole paragraphs."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for subject in pages:
        raw = _raw(subject)
        for twin in subject.full_twins:
            if twin.source and twin.target and twin.target.hash not in raw:
                key = _bare(twin.source.text).casefold()
                if len(key.split()) > 1:
                    found[key].append(_Place(subject, twin.number, _bare(twin.target.text)))
    return {key: places for key, places in found.items() if len(places) > 1}


def _bare(text: str) -> str:
    """A text without its number and its last mark: the same wherever in a list it stands."""
    return re.sub(r"^(?:[\divx]+|[a-zđ])[.)]\s+|[\s.;:,]+$", "", normal(text), flags=re.IGNORECASE)


def _terms(pages: list[Subject]) -> dict[str, list[_Place]]:
    """Which rendering a term got, for terms to which the term base allows more than one."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for subject in pages:
        allowed: dict[str, list[str]] = defaultdict(list)
        for term in subject.glossary.terms:
            allowed[term.source].append(term.target)
        if not any(len(renderings) > 1 for renderings in allowed.values()):
            continue
        raw = _raw(subject)
        for twin in subject.full_twins:
            if twin.source and twin.target and twin.target.hash not in raw:
                target = twin.target.text.casefold()
                for source in {hit.term.source for hit in subject.glossary.find(twin.source.text)}:
                    used = [one for one in allowed[source] if one and one.casefold() in target]
                    if len(allowed[source]) > 1 and used:
                        found[source].append(_Place(subject, twin.number, max(used, key=len)))
    return found


def _names(pages: list[Subject]) -> dict[str, list[_Place]]:
    """Vietnamese names that stand with their marks in one place and without them in another."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for subject in pages:
        names = {name for unit in subject.source_units for name in _NAME.findall(unit.text)}
        marked = {fold(name): name for name in names if not name.isascii()}
        raw = _raw(subject)
        for number, unit in enumerate(subject.target_units, 1):
            parts = [part for name in _NAME.findall(unit.text) for part in _parts(name)]
            for part in parts if unit.hash not in raw else []:
                usual = marked.get(fold(part))
                if usual and (part.isascii() or part == usual):
                    found[usual].append(_Place(subject, number, part))
    return found


def _raw(subject: Subject) -> set[str]:
    """What the machine wrote: nobody has chosen its words yet, so they set no example."""
    return {segment.machine for segment in segments(subject.target)} - {""}


def _parts(name: str) -> Iterator[str]:
    """A row of capitalised words and every part of it of two words or more."""
    words = name.split(" ")
    for start in range(len(words) - 1):
        for end in range(start + 2, len(words) + 1):
            yield " ".join(words[start:end])
