"""What number words of all languages share: tokens in a row become runs, runs become values.

A language gives each number word a letter for its class (u one to nine, h hundred, s thousand and more ...)
and a pattern over these letters; a run of adjacent tokens is cut by that pattern into numbers.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from bantin.facts.model import Atom, Fact, whole

Number = int | Fraction


@dataclass(frozen=True)
class Token:
    """One number word or numeral; `values` are its readings, the likeliest first."""

    letter: str
    values: tuple[Number, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Run:
    """Adjacent tokens that make up one number, and the pattern's name for them."""

    name: str
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.tokens[-1].end


def runs(text: str, tokens: Iterable[Token], gap: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[Run]:
    """Numbers in a text: rows of tokens with only a `gap` between them, cut by the pattern."""
    row: list[Token] = []
    for token in tokens:
        if row and not gap.fullmatch(text, row[-1].end, token.start):
            yield from _cut(row, pattern)
            row = []
        row.append(token)
    yield from _cut(row, pattern)


def _cut(row: list[Token], pattern: re.Pattern[str]) -> Iterator[Run]:
    letters = "".join(token.letter for token in row)
    for match in pattern.finditer(letters):
        if match.end() > match.start():
            yield Run(match.lastgroup or "", tuple(row[match.start() : match.end()]))


def value(tokens: Iterable[Token], numeral: int = 0) -> Number:
    """The value of a run of ones, tens, hundreds and scales; `numeral` picks among a numeral's readings."""
    total: Number = 0  # what scales have closed
    part: Number = 0  # below the next scale
    closed: Number = 0  # the addend that the last scale closed
    ones: Number | None = None
    for token in tokens:
        amount = token.values[min(numeral, len(token.values) - 1)]
        if token.letter in "uN":
            part, ones = part + (ones or 0), amount
        elif token.letter in "mch":  # mươi, chục and dozen, hundred: times the ones before them
            part, ones = part + (1 if ones is None else ones) * amount, None
        elif token.letter in "eT":
            part += amount
        elif token.letter == "s":
            group = part + (ones or 0)
            total, closed = _scaled(total, closed, group, amount)
            part, ones = 0, None
        elif token.letter == "r":  # rưỡi: half of the last scale
            part += Fraction(_last_scale(tokens), 2)
    return whole(Fraction(total + part + (ones or 0)))


def _scaled(total: Number, closed: Number, group: Number, scale: Number) -> tuple[Number, Number]:
    if not group and closed:  # nghìn tỷ: the scale multiplies what the last one closed
        return total - closed + closed * scale, closed * scale
    addend = (group or 1) * scale
    return total + addend, addend


def _last_scale(tokens: Iterable[Token]) -> int:
    return next((int(t.values[0]) for t in reversed(list(tokens)) if t.letter in "sh"), 1)


def scale(run: Run) -> Number:
    """By how much the last scale words of a run multiply: 10 ** 12 for nghìn tỷ, 1 without any."""
    product: Number = 1
    for token in reversed(run.tokens):
        if token.letter in "sh":
            product *= token.values[0]
        elif product > 1:
            break
    return product


def spread(text: str, found: list[Fact], scales: dict[int, Number], to: re.Pattern[str]) -> list[Fact]:
    """The facts, where the first of '2 to 3 million' may mean 2 million as well.

    `scales` gives the scale (1,000,000) of the facts that have one by their start.
    """
    return [
        _spread(text, fact, after, scales, to) for fact, after in zip(found, [*found[1:], None], strict=False)
    ]


def _spread(
    text: str, fact: Fact, after: Fact | None, scales: dict[int, Number], to: re.Pattern[str]
) -> Fact:
    if after is None or fact.start in scales or not isinstance(fact.value, int | Fraction):
        return fact
    scale = scales.get(after.start)
    if scale is None or not to.fullmatch(text, fact.end, after.start):
        return fact
    reading: Atom = ("n", whole(Fraction(fact.value * scale)))
    return replace(fact, also=(*fact.also, reading))


def first(make: Callable[[int], Number], tokens: Iterable[Token]) -> tuple[Number, tuple[Atom, ...]]:
    """The likeliest value, and the other readings as atoms."""
    readings = max(len(token.values) for token in tokens)
    values = dict.fromkeys(make(pick) for pick in range(readings))
    likeliest, *others = values
    return likeliest, tuple(("n", other) for other in others)
