"""Faults planted in good English, by patterns of their own: nothing here asks the checker what it sees."""

import calendar
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_MONTHS = calendar.month_name[1:]
_SCALES = {
    "hundred": "thousand",
    "thousand": "million",
    "million": "billion",
    "billion": "million",
    "trillion": "billion",
}
_WORDS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("fifteen", "twenty", "thirty", "forty", "fifty"),
)
_NUMERAL = re.compile(r"(?<![\w/.,-])\d+(?:[.,:]\d+)*(?![\w/]|-\d)")
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b|\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b(?!,\d)"
)
_ID = re.compile(r"\b\d{1,5}(?:/\d{4})?[-/][A-ZĐ][\wĐđ-]*(?:/[A-ZĐ][\wĐđ-]*)*|\b[A-ZĐ]\d{1,3}\b|\b\d[A-Z]\b")
_SCALE = re.compile(rf"(?<=\d )({'|'.join(_SCALES)})\b")
_WORD = re.compile(rf"(?<![\w-])({'|'.join(_WORDS)})(?![\w-]|\s+(?:hundred|thousand|million))", re.I)


@dataclass(frozen=True)
class Fault:
    """A good sentence with one fact made wrong."""

    kind: str
    text: str


def plant(text: str, rng: random.Random) -> Iterator[Fault]:
    """One fault of each kind that the sentence has room for."""
    for kind, pattern, change in _KINDS:
        places = list(pattern.finditer(text))
        if not places:
            continue
        place = rng.choice(places)
        new = change(place, rng)
        faulty = text[: place.start()] + new + text[place.end() :]
        if new != place.group():
            yield Fault(kind, faulty if new else re.sub(r"  +", " ", faulty))


def _other_digit(place: re.Match[str], rng: random.Random) -> str:
    """Any digit of a numeral, or of an hour, made another one (never a new first zero)."""
    said = place.group()
    at = rng.choice([index for index, char in enumerate(said) if char.isdigit()])
    digits = [digit for digit in "123456789" if digit != said[at]]
    return said[:at] + rng.choice(digits) + said[at + 1 :]


def _swap(place: re.Match[str], _: random.Random) -> str:
    day, month = int(place[1] or place[4]), _MONTHS.index(place[2] or place[3]) + 1
    if day > 12 or day == month:
        return place.group()
    return f"{month} {_MONTHS[day - 1]}" if place[1] else f"{_MONTHS[day - 1]} {month}"


def _magnitude(place: re.Match[str], _: random.Random) -> str:
    return _SCALES[place.group()]


def _tenfold(place: re.Match[str], _: random.Random) -> str:
    """A thousand times less: 1,234 becomes 1.234 and 1,234,567 becomes 1,234; else a zero more."""
    said = place.group()
    if "," in said:
        return said.rsplit(",", 1)[0] if said.count(",") > 1 else said.replace(",", ".")
    return said + "0" if "." not in said and ":" not in said else said


def _letter(place: re.Match[str], rng: random.Random) -> str:
    said = place.group()
    at = rng.choice([index for index, char in enumerate(said) if char.isalpha()])
    return said[:at] + rng.choice([char for char in "BCGHKLNT" if char != said[at].upper()]) + said[at + 1 :]


def _nothing(_: re.Match[str], __: random.Random) -> str:
    return ""


def _other_word(place: re.Match[str], rng: random.Random) -> str:
    return rng.choice([word for word in _WORDS if word != place.group().lower()])


_Change = Callable[[re.Match[str], random.Random], str]
_KINDS: list[tuple[str, re.Pattern[str], _Change]] = [
    ("digit", _NUMERAL, _other_digit),
    ("day and month", _DAY_MONTH, _swap),
    ("magnitude", _SCALE, _magnitude),
    ("magnitude in digits", _NUMERAL, _tenfold),
    ("id letter", _ID, _letter),
    ("dropped", _NUMERAL, _nothing),
    ("word", _WORD, _other_word),
    ("word dropped", _WORD, _nothing),
]
