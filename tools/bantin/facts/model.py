"""A fact: a piece of text that must mean the same in every language, with its value."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal[
    "number",
    "article",
    "ratio",
    "date",
    "time",
    "weekday",
    "document",
    "phone",
    "email",
    "url",
    "code",
    "name",
]

_BLANK = "\0"  # neither a letter nor white space, so that no pattern reads across it


@dataclass(frozen=True)
class When:
    """A date; None for a part that is not written. A quarter or a century is a number, not a date."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        year = "????" if self.year is None else f"{self.year:04}"
        parts = [year, *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


Value = int | Fraction | When | str | tuple[int, int]
Atom = tuple[str, object]  # what a fact can vouch for: ("n", 18), ("m", 7), ("date", When(...)), ...


@dataclass(frozen=True)
class Fact:
    """A fact where it stands in a text (offsets in characters).

    `value` by kind: number int or Fraction; article 1; ratio (11, 12); date When; time minutes after
    midnight; weekday 1 (Monday) to 7; else text in one spelling. A fact that is not `firm` (one, first,
    both, half ...) may stand for a fact on the other side and needs nothing there itself. `also` holds other
    readings of the same words.
    """

    kind: Kind
    value: Value
    text: str
    start: int
    end: int
    unit: str = ""
    firm: bool = True
    also: tuple[Atom, ...] = ()


class Free:
    """The characters of a text that no fact has taken yet."""

    def __init__(self, text: str) -> None:
        self._taken = bytearray(len(text))

    def take(self, start: int, end: int) -> bool:
        """Take these characters, or say that some of them are taken."""
        if any(self._taken[start:end]):
            return False
        self._taken[start:end] = b"\1" * (end - start)
        return True


def whole(value: Fraction) -> int | Fraction:
    """The same number, as int where it is whole."""
    return value.numerator if value.denominator == 1 else value


def blank(text: str, facts: Iterable[Fact]) -> str:
    """The text with the facts taken out, every other character in its place."""
    parts: list[str] = []
    end = 0
    for fact in sorted(facts, key=lambda fact: fact.start):
        parts += (text[end : fact.start], _BLANK * (fact.end - fact.start))
        end = fact.end
    return "".join(parts) + text[end:]


def fold(text: str) -> str:
    """The text in small letters without diacritics; đ is d."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str, mark: str | None = None) -> tuple[str, ...]:
    """The entries of a table that is written as running text, cut at white space or at a mark."""
    return tuple(part.strip() for part in text.split(mark))
