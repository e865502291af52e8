"""Dates in Vietnamese text: where they stand, what they say, and what they leave open.

Day comes before month in every form. A year that is not written is None: it is never filled in here.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LEAP = 2000  # the year in which a day and month without a year are looked up

_DAY, _MONTH, _YEAR = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>(?:19|20)\d{2})"
_MOMENT = (
    r"(?:ngày|sáng|chiều|tối|trưa|đêm|hôm|từ|đến|tới|trước|sau|mùng|mồng|thứ\s+\w+|chủ\s+nhật|"
    r"khoảng|và|hết|nay|qua|lúc)"
)
_PATTERNS = [
    re.compile(rf"(?<!\d){_DAY}\s+tháng\s+{_MONTH}[\s,]+năm\s+{_YEAR}(?!\d)", re.I),
    re.compile(rf"(?<![\d/.-]){_DAY}(?P<s>[/.-])(?P<m>\d{{1,2}})(?P=s){_YEAR}(?![\d/-])"),
    re.compile(rf"(?<![\d/-]){_YEAR}-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?!\d)"),
    re.compile(rf"\b(?:ngày|mùng|mồng)\s+{_DAY}\s+tháng\s+{_MONTH}(?!\d)", re.I),
    re.compile(rf"\b{_MOMENT}[\s(]+{_DAY}/{_MONTH}(?![\d/%])", re.I),
    re.compile(rf"\btháng\s+{_MONTH}(?:\s+năm\s+|\s*/\s*){_YEAR}(?!\d)", re.I),
]
# What stands in every date of a pattern: looking for it is far cheaper than trying the pattern.
_SIGNS = [("tháng",), ("/", ".", "-"), ("-",), ("tháng",), ("/",), ("tháng",)]
_YEARS = re.compile(r"(?<![\d./-])(?:19|20)\d{2}(?![\d./-]*\d)")
_NAMED_YEAR = re.compile(rf"\bnăm\s+{_YEAR}(?!\d)", re.I)
_TIME = re.compile(r"(?<![\d/])(?P<h>\d{1,2})\s*(?::|h|g|giờ\s*)\s*(?P<n>\d{2})(?::\d{2})?(?!\d)", re.I)
_HALF = re.compile(r"\s*(?P<half>AM|PM|SA|CH)\b")
_FURNITURE = re.compile(
    r"\b(?:ngày đăng|đăng ngày|đăng lúc|ngày xuất bản|xuất bản|cập nhật lần cuối|cập nhật|ngày cập nhật|"
    r"thời gian đăng|thời gian|lúc|ngày|thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ\s+nhật|gmt\s*\+?\s*0?7|"
    r"\(?utc\s*\+?\s*0?7\)?|vào|phút)\b|[\s|,;:()–—\-•·+]",
    re.I,
)
_PLACE_DATE = re.compile(
    r"^(?P<place>[^\W\d_][^,;:]{1,60}),\s*(?:[Nn]gày\s*(?P<d>\d{1,2}|[.…\s_]*)\s*)?"
    rf"tháng\s*(?P<m>\d{{1,2}}|[.…\s_]*)\s*năm\s*{_YEAR}\.?$"
)


@dataclass(frozen=True)
class Date:
    """A date where it stands in a text (offsets in characters); None for a part that is not written."""

    start: int
    end: int
    text: str
    day: int | None
    month: int
    year: int | None

    @property
    def iso(self) -> str:
        """'2021-07-19', or '2021-07' without a day, or '' without a year."""
        if self.year is None:
            return ""
        return f"{self.year:04}-{self.month:02}" + ("" if self.day is None else f"-{self.day:02}")


@dataclass(frozen=True)
class Stamp:
    """A date stamp: a line that says only when something was published. `time` is 'HH:MM' or ''."""

    date: Date
    time: str

    @property
    def iso(self) -> str:
        """ISO 8601 in Vietnam's zone, or '' when the stamp has no time of day."""
        return f"{self.date.iso}T{self.time}:00+07:00" if self.time else ""


@dataclass(frozen=True)
class PlaceDate:
    """The line 'Long An, ngày 19 tháng 7 năm 2021' of Decree 30/2020/NĐ-CP, annex I, part II.4."""

    place: str
    iso: str  # '2021-07-19', '2021-07' where the day was left blank, '' where the month was too


def find(text: str) -> list[Date]:
    """Every date in a text, in order; what the calendar does not have is no date."""
    return list(_find(text))


@lru_cache(maxsize=512)  # a paragraph is asked about its dates by several rules
def _find(text: str) -> tuple[Date, ...]:
    found: list[Date] = []
    taken = [False] * (len(text) + 1)
    small = text.lower()
    for pattern, signs in zip(_PATTERNS, _SIGNS, strict=True):
        for match in pattern.finditer(text) if any(sign in small for sign in signs) else ():
            date = _date(match)
            if date and not any(taken[date.start : date.end]):
                taken[date.start : date.end] = [True] * (date.end - date.start)
                found.append(date)
    return tuple(sorted(found, key=lambda date: date.start))


def _date(match: re.Match[str]) -> Date | None:
    parts = match.groupdict()
    day, month = parts.get("d"), int(parts["m"])
    year = int(parts["y"]) if parts.get("y") else None
    start = match.start("d") if day else match.start()
    if parts.get("y"):
        start = min(start, match.start("y"))
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= monthrange(year or _LEAP, month)[1]):
        return None
    return Date(start, match.end(), match.string[start : match.end()], int(day) if day else None, month, year)


def years(text: str) -> set[int]:
    """The years that a text names: in full dates, months of a year, and 'năm 2024'."""
    dated = {date.year for date in find(text) if date.year is not None}
    return dated | {int(match.group("y")) for match in _NAMED_YEAR.finditer(text)}


def stamp(line: str) -> Stamp | None:
    """The stamp that a line is, or None when the line says anything else as well."""
    if len(line) > 90 or not _YEARS.search(line.replace("/", " ").replace("-", " ").replace(".", " ")):
        return None
    dates = [date for date in find(line) if date.year is not None and date.day is not None]
    if len({date.iso for date in dates}) != 1:
        return None
    rest = line[: dates[0].start] + " " + line[dates[-1].end :]
    time = _TIME.search(rest)
    half = _HALF.match(rest, time.end()) if time else None
    if time:
        rest = rest[: time.start()] + rest[(half or time).end() :]
    rest = rest.replace("tháng", " ").replace("năm", " ") if "tháng" in dates[0].text else rest
    if _FURNITURE.sub("", rest):
        return None
    return Stamp(dates[0], _clock(time, half) if time else "")


def _clock(time: re.Match[str], half: re.Match[str] | None) -> str:
    hour, minute = int(time.group("h")), int(time.group("n"))
    if half and half.group("half") in ("PM", "CH") and hour < 12:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def place_date(line: str) -> PlaceDate | None:
    """The place and date that a line is, or None; a blank day or month stays open."""
    match = _PLACE_DATE.match(line.strip().strip("()"))
    if not match:
        return None
    day, month, year = (
        (match.group("d") or "").strip(" .…_"),
        match.group("m").strip(" .…_"),
        match.group("y"),
    )
    if not month or not 1 <= int(month) <= 12:
        return PlaceDate(match.group("place").strip(), "")
    if day and not 1 <= int(day) <= monthrange(int(year), int(month))[1]:
        return PlaceDate(match.group("place").strip(), "")
    return PlaceDate(
        match.group("place").strip(), f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    )


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the dates of a text stand."""
    return ((date.start, date.end) for date in find(text))
