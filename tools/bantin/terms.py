"""The term base: glossary/*.tsv, looked up in a source text and checked in its translation.

A file has the columns `vi` (or another code), `en` (or another), `kind`, `forbidden` (renderings that must
never stand for the term, between `|`) and `note`. The rendering may be followed by others that are right as
well, after a `|`; `…` in one stands for a few words: Chairman of the … People's Committee. A row with no
rendering is a word that only looks like a term: it keeps "thi công" from being read as "công an" in "thi công
an toàn".
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bantin.errors import SettingsError
from bantin.facts import documents
from bantin.terms_match import Pattern, pattern

COLUMNS = ("kind", "forbidden", "note")


@dataclass(frozen=True)
class Term:
    """A term and its required rendering ('' for a word that is no term)."""

    source: str
    target: str
    kind: str = ""
    forbidden: tuple[str, ...] = ()
    note: str = ""
    accepted: tuple[str, ...] = ()  # other renderings that are right


@dataclass(frozen=True)
class Hit:
    """A term where it stands in a source text (offsets in characters)."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True)
class Fault:
    """What a translation did with a term: `missing` its rendering, or a `forbidden` one in it."""

    hit: Hit
    kind: str
    said: str = ""
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        term = self.hit.term
        if self.kind == "missing":
            return f"term {term.source}: “{term.target}” expected"
        return f"term {term.source}: “{self.said}” is forbidden, “{term.target}” expected"


@dataclass(frozen=True)
class Glossary:
    """The terms of one pair of languages."""

    terms: tuple[Term, ...] = ()
    _finder: re.Pattern[str] | None = field(init=False, repr=False, compare=False)
    _by_key: dict[str, list[Term]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key: dict[str, list[Term]] = {}
        for term in self.terms:
            by_key.setdefault(_key(term.source), []).append(term)
        # longest first; the alternation then takes the longest that fits where a match begins
        keys = sorted(by_key, key=lambda key: (-len(key), key))
        parts = "|".join(r"\s+".join(map(re.escape, key.split())) for key in keys)
        object.__setattr__(self, "_by_key", by_key)
        object.__setattr__(self, "_finder", re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.I) if keys else None)

    def find(self, text: str) -> list[Hit]:
        """The terms in a text, the longest where several begin alike; a term is whole syllables.

        The letters of a document number (42/TB-UBND) are no words.
        """
        text = _without_numbers(text)
        hits: list[Hit] = []
        at = 0
        while self._finder and (match := self._finder.search(text, at)):
            term = _chosen(self._by_key[_key(match.group())], match.group())
            at = match.end() if term else match.start() + 1
            if term and term.target:
                hits.append(Hit(term, match.start(), match.end()))
        return hits

    def faults(self, source: str, target: str) -> list[Fault]:
        """What the target does with the terms of the source, each term once."""
        target = _without_numbers(target)
        hits = list({hit.term: hit for hit in self.find(source)}.values())
        said = [span for hit in hits for span in _required(hit.term, target)]
        found: list[Fault] = []
        for hit in hits:
            found += _faults(hit, target, said)
        return found


NONE = Glossary()
_PATTERNS: dict[str, Pattern] = {}


def read(folder: Path, languages: tuple[str, str]) -> Glossary:
    """The terms of a pair of languages in all files of a folder. Raises SettingsError."""
    terms: dict[tuple[str, str], Term] = {}
    for path in sorted(folder.glob("*.tsv")):
        for term in read_tsv(path, languages):
            terms.setdefault((term.source, term.target), term)
    return Glossary(tuple(terms.values()))


def read_tsv(path: Path, languages: tuple[str, str]) -> list[Term]:
    """The terms of one file; none where it is about other languages. Raises SettingsError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"not UTF-8 ({error})", file=str(path), next_step="save the file as UTF-8"
        ) from error
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or rows[0][:2] != list(languages):
        return []
    header = rows[0]
    terms: list[Term] = []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row) or row[0].startswith("#"):
            continue
        if len(row) > len(header) or not row[0].strip():
            raise SettingsError(
                f"{len(row)} columns" if row[0].strip() else "no term in the first column",
                file=str(path),
                block=f"line {number}",
                expected=f"{len(header)} columns: {', '.join(header)}",
                next_step="correct that line; columns are parted by tabs",
            )
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        terms.append(_term(cells, languages))
    return terms


def _term(cells: dict[str, str], languages: tuple[str, str]) -> Term:
    forbidden = tuple(part.strip() for part in cells.get("forbidden", "").split("|") if part.strip())
    source, renderings = (cells.get(code, "") for code in languages)
    target, *accepted = (part.strip() for part in renderings.split("|"))
    return Term(source, target, cells.get("kind", ""), forbidden, cells.get("note", ""), tuple(accepted))


def _without_numbers(text: str) -> str:
    """The text with document numbers blanked, every other character in its place."""
    return documents.NUMBER.sub(lambda match: " " * len(match.group()), text)


def _key(text: str) -> str:
    return " ".join(text.lower().split())


def _chosen(terms: Iterable[Term], said: str) -> Term | None:
    """The term that these words are: one of proper names alone (Đông Anh) must have their capitals."""
    for term in terms:
        names = term.source.split()
        proper = len(names) > 1 and all(word[:1].isupper() for word in names)
        if not proper or said == term.source or said.isupper():
            return term
    return None


def _pattern(rendering: str) -> Pattern:
    if rendering not in _PATTERNS:
        _PATTERNS[rendering] = pattern(rendering)
    return _PATTERNS[rendering]


def _required(term: Term, text: str) -> list[tuple[int, int]]:
    """Where a text has a right rendering of the term."""
    renderings = (term.target, *term.accepted)
    return [span for rendering in renderings for span in _pattern(rendering).spans(text)]


def _faults(hit: Hit, target: str, said: list[tuple[int, int]]) -> Iterator[Fault]:
    """Forbidden renderings, but not inside a right one; a missing one only where none takes its place."""
    wrong: list[Fault] = []
    for rendering in hit.term.forbidden:
        for start, end in _pattern(rendering).spans(target):
            inside = any(first <= start and end <= last for first, last in said)
            known = any(fault.start < end and start < fault.end for fault in wrong)
            if not inside and not known:
                wrong.append(Fault(hit, "forbidden", target[start:end], start, end))
    yield from wrong
    if not wrong and not _required(hit.term, target):
        yield Fault(hit, "missing")
