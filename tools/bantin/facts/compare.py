"""Two texts compared by the facts in them, both ways.

A fact of the source that nothing in the target vouches for is missing; a firm fact of the target that nothing
in the source vouches for is extra; one of each of the same kind is one that changed. What people do when
they translate well is let pass: a word for a numeral, hundreds for hàng trăm, a year added from the context.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bantin.facts import en, names, vi
from bantin.facts.model import Atom, Fact, Kind, When

FINDERS: dict[str, Callable[[str], list[Fact]]] = {"vi": vi.find, "en": en.find}

Change = Literal["missing", "extra", "changed"]
Need = tuple[Atom, ...]  # what must all be there

_ATOMS = {"number": "n", "article": "a", "time": "t", "weekday": "w"}
_FREE = {"m", "y", "a", "code", "document"}  # named once, meant as often as the other side says it
_FAMILY: dict[str, str] = {
    "ratio": "number",
    "date": "number",
    "time": "number",
    "weekday": "number",
    "phone": "number",
}


@dataclass(frozen=True)
class Difference:
    """A fact that the two texts do not share: `source` is None where it is extra, `target` where missing."""

    kind: Kind
    change: Change
    source: Fact | None
    target: Fact | None

    def __str__(self) -> str:
        said = [fact.text for fact in (self.source, self.target) if fact]
        return f"{self.kind} {self.change}: {' → '.join(said)}"


def compare(source: str, target: str, languages: tuple[str, str] = ("vi", "en")) -> list[Difference]:
    """The facts that differ, in the order of the texts; nothing where a language has no finder."""
    if not all(code in FINDERS for code in languages):
        return []
    ours, theirs = FINDERS[languages[0]](source), FINDERS[languages[1]](target)
    missing = [*_unmet(ours, theirs, lenient=False), *names.missing(_names(ours), target)]
    extra = [*_unmet(theirs, ours, lenient=True), *names.added(_names(theirs), source)]
    return [*paired(missing, extra), *_units(ours, theirs)]


def _names(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.kind == "name"]


def paired(missing: list[Fact], extra: list[Fact]) -> Iterator[Difference]:
    """What is missing and what is extra, one of each of a kind together."""
    rest = list(extra)
    for fact in missing:
        other = next((one for one in rest if _family(one) == _family(fact)), None)
        if other:
            rest.remove(other)
        yield Difference(fact.kind, "changed" if other else "missing", fact, other)
    for fact in rest:
        yield Difference(fact.kind, "extra", None, fact)


def _family(fact: Fact) -> str:
    return _FAMILY.get(fact.kind, fact.kind)


def _unmet(facts: Iterable[Fact], others: Iterable[Fact], *, lenient: bool) -> Iterator[Fact]:
    """The firm facts that the others do not vouch for; what can be read in one way only is taken first."""
    offers = Counter(atom for other in others for atom in _offers(other))
    firm = [fact for fact in facts if fact.firm and fact.kind != "name"]
    later = [fact for fact in firm if fact.also or not _take(offers, (_exact(fact),))]
    for fact in later:
        if not any(_take(offers, need) for need in ((_exact(fact),), *_needs(fact, lenient=lenient))):
            yield fact


def _take(offers: Counter[Atom], need: Need) -> bool:
    if len(need) == 1 and not offers[need[0]]:
        return False
    wanted = Counter(need)
    if any(offers[atom] < (1 if atom[0] in _FREE else count) for atom, count in wanted.items()):
        return False
    offers.subtract({atom: count for atom, count in wanted.items() if atom[0] not in _FREE})
    return True


def _exact(fact: Fact) -> Atom:
    return (_ATOMS.get(fact.kind, fact.kind), fact.value)


def _offers(fact: Fact) -> Iterator[Atom]:
    """All that a fact can vouch for."""
    yield _exact(fact)
    yield from fact.also
    match fact.value:
        case When(year, month, day):
            yield from (("n", part) for part in (day, year) if part is not None)
            yield ("y", year)
            if month is not None:
                yield ("m", month)
                yield from (("n", month),) if _in_doubt(fact) else ()
        case (int(first), int(second)):
            yield from (("n", first), ("n", second), ("n", Fraction(first, second or 1)))
            yield from (("date", When(None, second, first)), ("m", second))
        case int(minutes) if fact.kind == "time":
            if "giờ" in fact.text:  # 2 giờ 10 phút may be two hours and ten minutes
                hour, minute = divmod(minutes, 60)
                yield from (("n", part) for part in {hour, hour % 12, minute or hour})
        case int(number) if 1000 <= number <= 2100:
            yield ("y", number)


def _needs(fact: Fact, *, lenient: bool) -> Iterator[Need]:
    """What would vouch for a fact, each a set of atoms; `lenient` lets a year be added from the context."""
    yield from ((atom,) for atom in fact.also)
    match fact.value:
        case When() as when:
            yield from _date_needs(when, lenient=lenient)
            parts = [part for part in (when.day, when.month, when.year) if part is not None]
            if _in_doubt(fact) and len(parts) == 2:  # 11/12 mẫu, 1/2000
                yield tuple(("n", part) for part in parts)
        case (int(first), int(second)):
            yield (("date", When(None, second, first)),)
            yield (("n", Fraction(first, second or 1)),)
            yield (("n", first),) if first == second else (("n", first), ("n", second))
        case int(minutes) if fact.kind == "time" and "giờ" in fact.text:
            hour, minute = divmod(minutes, 60)
            for reading in (hour, hour % 12):
                yield (("n", reading), ("n", minute)) if minute else (("n", reading),)


def _in_doubt(fact: Fact) -> bool:
    """Whether a date in digits may be something else: a ratio, a scale, a numbered month."""
    return bool(fact.also) or (
        isinstance(fact.value, When) and fact.value.day is None and fact.text[:1].isdigit()
    )


def _date_needs(when: When, *, lenient: bool) -> Iterator[Need]:
    year, month, day = when.year, when.month, when.day
    no_year = When(None, month, day)
    if year is not None:
        yield (("date", no_year), ("y", year))
        if lenient:
            yield (("date", no_year),)
    rest: Need = (("y", year),) if year is not None else ()
    yield (("m", month), *((("n", day),) if day is not None else ()), *rest)


def _units(source: list[Fact], target: list[Fact]) -> Iterator[Difference]:
    """Numbers that kept their value and changed their unit: 30 km to 30 m, đồng to dollars, % to none."""
    for fact in source:
        if fact.unit:
            same = [other for other in target if other.kind == fact.kind and other.value == fact.value]
            if same and not any(other.unit in ("", fact.unit) for other in same):
                yield Difference("number", "changed", fact, same[0])
    if not any(fact.unit == "%" for fact in target):
        for fact in source:
            same = [
                other for other in target if fact.unit == "%" and other.value == fact.value and other.firm
            ]
            if same:
                yield Difference("number", "changed", fact, same[0])
