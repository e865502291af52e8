"""Facts of a text sought in a translation into a language whose own ways of writing them are not known here.

Only what every language with these digits shares is asked for: the digits of numbers, days, years and hours
(1,234 is 1.234 is 1 234), and document numbers, addresses and codes letter for letter. Months, words for
numbers, weekdays and names are let pass.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from bantin.facts.compare import Difference, paired
from bantin.facts.model import Fact, When

_NUMERAL = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_VERBATIM = ("document", "email", "url", "code")
_Need = tuple[str, ...]  # numbers, their digits alone, that must all be there


def compare(facts: Iterable[Fact], target: str) -> list[Difference]:
    """The facts that the target does not have, and the numbers in it that no fact vouches for."""
    known = list(facts)
    rest = _small(target)
    missing: list[Fact] = []
    for fact in known:
        if fact.kind in _VERBATIM:
            missing += [] if _small(fact.text) in rest else [fact]
            rest = rest.replace(_small(fact.text), " " * len(fact.text), 1)
    numerals = list(_NUMERAL.finditer(rest))
    left = Counter(_digits(match.group()) for match in numerals)
    for fact in known:
        if fact.firm and not any(_take(left, need) for need in _needs(fact)):
            missing.append(fact)
    vouched = {digits for fact in known for digits in _offers(fact)}
    extra: list[Fact] = []
    for match in numerals:
        digits = _digits(match.group())
        if left[digits] > 0 and digits not in vouched:
            left[digits] -= 1
            extra.append(Fact("number", digits, match.group(), match.start(), match.end()))
    return list(paired(sorted(missing, key=lambda fact: fact.start), extra))


def _digits(text: str) -> str:
    found = re.sub(r"\D", "", text)
    return found.lstrip("0") or found[:1]


def _small(text: str) -> str:
    """The text in small letters, every character in its place."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _take(left: Counter[str], need: _Need) -> bool:
    """Take these numbers, or say that they are not all there."""
    wanted = Counter(need)
    if any(left[digits] < count for digits, count in wanted.items()):
        return False
    left.subtract(wanted)
    return True


def _needs(fact: Fact) -> Iterator[_Need]:
    """The numbers in digits that stand for a fact, in each of the ways that it may be written."""
    if fact.kind in (*_VERBATIM, "weekday", "name", "article") or not any(map(str.isdigit, fact.text)):
        yield ()
        return
    match fact.value:
        case When(year, _, day):
            yield tuple(str(part) for part in (day, year) if part is not None)
        case (int(first), int(second)):
            yield str(first), str(second)
        case int(minutes) if fact.kind == "time":
            hour, minute = divmod(minutes, 60)
            for said in {hour, hour % 12 or 12}:
                yield (_digits(f"{said}{minute:02}"),)
                yield (str(said), _digits(f"{minute:02}")) if minute else (str(said),)
        case int() | Fraction():
            yield from ((digits,) for digits in dict.fromkeys((_digits(fact.text), *_value(fact.value))))
        case _:
            yield (_digits(fact.text),)


def _value(value: int | Fraction) -> Iterator[str]:
    """The digits of a number written out."""
    whole = Fraction(value)
    for places in range(7):
        if (whole * 10**places).denominator == 1:
            yield _digits(f"{float(whole):.{places}f}" if places else str(int(whole)))
            return


def _offers(fact: Fact) -> Iterator[str]:
    """The digits that a fact may stand behind, besides those that it needs."""
    yield from (_digits(match.group()) for match in _NUMERAL.finditer(fact.text))
    match fact.value:
        case When(_, int(month), _):
            yield str(month)
        case int() | Fraction():
            yield from _value(fact.value)
