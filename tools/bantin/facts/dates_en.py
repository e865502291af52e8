"""Dates in English text: 18 July 2021, July 18, 24-26 July, July 2021, 2021-07-18, 18/07/2021, weekdays.

A date in digits with slashes is read day first, as in Vietnam and in British English.
"""

import re
from calendar import monthrange
from collections.abc import Iterator

from bantin.facts.model import Fact, Free, When, words

_NAMES = words("january february march april may june july august september october november december")
_MONTHS = {name: at + 1 for at, name in enumerate(_NAMES)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTH = rf"(?P<month>{'|'.join(f'{name.title()}|{name.upper()}' for name in _NAMES)}|(?:{_SHORT})\b\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\w.,]\d)"
_NEXT = r"\s*(?:,|,?\s*\band\b|,?\s*\bor\b|\bto\b|\buntil\b|[-–—&])\s*(?:the\s+)?"
_DAYS = rf"(?P<days>(?<![\w.,/]){_DAY}(?:{_NEXT}{_DAY}){{0,11}})"
_YEAR = r"(?:,?\s+(?P<year>(?:1\d|20)\d{2})(?![\w]|[.,]\d))?"
_DAY_MONTH = re.compile(rf"{_DAYS}\s+(?:day\s+)?(?:of\s+)?{_MONTH}(?!\w){_YEAR}")
_MONTH_DAY = re.compile(rf"(?<!\w){_MONTH}\s+(?:the\s+)?{_DAYS}(?!\w){_YEAR}")
_MONTH_YEAR = re.compile(rf"(?<!\w){_MONTH},?\s+(?:of\s+)?(?P<year>(?:1\d|20)\d{{2}})(?!\w)")
_LONE_MONTH = re.compile(
    r"(?<!\w)(?:(?:in|of|since|by|until|till|from|to|before|after|between|and|early|late|mid|this|last|next|during|"
    r"through|around)[\s-]+(?P<may>May|March)|"
    rf"(?P<month>{'|'.join(name.title() for name in _NAMES if name not in ('may', 'march'))}))(?!\w)|"
    rf"(?<!\w)(?P<short>{_SHORT})\.?(?=\s?[-–/]\s?(?:{_SHORT})\b)|(?<=[a-z.][-–/])(?P<short2>{_SHORT})(?!\w)|"
    r"(?<!\w)(?P<maybe>May|March)(?!\w)"
)
_ISO = re.compile(r"(?<![\w/-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<days>\d{2})(?![\w-])")
_SLASHED = re.compile(
    r"(?<![\w/.-])(?P<days>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>(?:19|20)\d{2})(?![\w/])"
)
_ANY_MONTH = re.compile("|".join(name[:3].title() + "|" + name[:3].upper() for name in _NAMES))
_JOINED = re.compile(r"\d[/.-]\d{1,2}[/.-]\d")
_NUMBERS = re.compile(r"\d+")
_LAST_LUNAR = re.compile(r"(?<!\w)last\s+(?:lunar\s+month|month\s+of\s+the\s+lunar)(?!\w)", re.I)
_MONTH_GROUPS = ("month", "may", "short", "short2", "maybe")
_WEEKDAYS = {
    name: at + 1 for at, name in enumerate(["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"])
}
_WEEKDAY = re.compile(r"(?<!\w)(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?(?!\w)")


def find(text: str) -> Iterator[Fact]:
    """Dates and months in an English text, full ones first; none that the calendar does not have."""
    free = Free(text)
    patterns = [_ISO, _SLASHED] if _JOINED.search(text) else []
    if _ANY_MONTH.search(text):
        patterns += [_DAY_MONTH, _MONTH_DAY, _MONTH_YEAR, _LONE_MONTH]
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield from (fact for fact in _facts(match) if free.take(fact.start, fact.end))


def lunar(text: str) -> Iterator[Fact]:
    """The last month of the lunar year; the others are numbered and so are found among the numbers."""
    for match in _LAST_LUNAR.finditer(text) if "lunar" in text else ():
        yield Fact("date", When(None, 12), match.group(), match.start(), match.end(), firm=False)


def weekdays(text: str) -> Iterator[Fact]:
    """Names of weekdays."""
    for match in _WEEKDAY.finditer(text):
        yield Fact("weekday", _WEEKDAYS[match.group(1).lower()], match.group(), match.start(), match.end())


def _facts(match: re.Match[str]) -> Iterator[Fact]:
    """One fact for each day of the match: the last takes the month's words, the others their numeral."""
    parts = match.groupdict()
    name = next(parts[key] for key in _MONTH_GROUPS if parts.get(key)).lower().rstrip(".")
    month = int(name) if name.isdigit() else _MONTHS[name]
    year = int(parts["year"]) if parts.get("year") else None
    at = match.start("days") if parts.get("days") else 0
    days = list(_NUMBERS.finditer(parts.get("days") or ""))
    if not 1 <= month <= 12 or any(not _exists(year, month, int(day.group())) for day in days):
        return
    for day in days[1:] if days and match.start("month") < at else days[:-1]:
        yield _fact(match, at + day.start(), at + day.end(), When(year, month, int(day.group())))
    first_last = (match.start(), at + days[0].end()) if days and match.start("month") < at else None
    if first_last and len(days) > 1:
        yield _fact(match, *first_last, When(year, month, int(days[0].group())))
    elif days:
        start = match.start() if match.start("month") < at else at + days[-1].start()
        yield _fact(match, start, match.end(), When(year, month, int(days[-1].group())))
    else:
        start = match.start("may") if parts.get("may") else match.start()
        # a capital alone does not tell the month of May from the verb that opens a sentence
        yield _fact(match, start, match.end(), When(year, month), firm=parts.get("maybe") is None)


def _exists(year: int | None, month: int, day: int) -> bool:
    return 1 <= day <= monthrange(year or 2000, month)[1]


def _fact(match: re.Match[str], start: int, end: int, when: When, *, firm: bool = True) -> Fact:
    return Fact("date", when, match.string[start:end], start, end, firm=firm)
