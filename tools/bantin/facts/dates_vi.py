"""Dates in Vietnamese text as facts: those of `dates`, and the forms that only a translation check needs.

Months in words (tháng Ba), months alone (tháng 9; tháng 7, 8), ngày 18-7, weekdays, and 18/7 with nothing
before it, which may be a fraction or a score as well and so is a ratio.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from fractions import Fraction

from bantin.facts import dates
from bantin.facts.model import Atom, Fact, Free, When, whole

_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_YEAR = r"(?:\s*(?:năm|,|/)\s*(?P<y>(?:1\d|20)\d{2})(?!\d))?"
_IN_WORDS = re.compile(
    rf"(?:(?P<d>(?<!\d)\d{{1,2}})\s+)?(?<!\w)(?P<mark>tháng)\s+(?!năm\s+\d)(?P<w>{_WORD})(?!\w)"
    rf"(?!\s+(?:mươi|trăm|nay|qua|tuổi)){_YEAR}",
    re.I,
)
_DASHED = re.compile(
    r"\b(?:ngày|sáng|chiều|tối|từ|đến|và)\s+(?P<d>\d{1,2})[-.](?P<m>\d{1,2})(?![\w%]|[-.,/]\d)", re.I
)
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])(?![\d/]|[.,]\d)"
_MONTHS = re.compile(
    r"(?<!\w)(?<!mỗi )(?<!hằng )(?<!hàng )(?:(?P<d>\d{1,2})\s+)?tháng\s+"
    rf"(?P<list>{_MONTH_NUMBER}(?:\s*(?:,\s|và|hoặc|đến|[-–])\s*(?:tháng\s+)?{_MONTH_NUMBER}){{0,11}})"
    r"(?!\s+(?:ngày|tuần|triệu|nghìn))",
    re.I,
)
_MONTH_YEAR = re.compile(r"(?<![\d/.,-])(?P<m>\d{1,2})/(?P<y>(?:19|20)\d{2})(?![\w/]|[-]\w)")
_RATIO = re.compile(r"(?<![\w/.,-])(?P<a>\d{1,4})/(?P<b>\d{1,3}(?:[.,]\d{3})+|\d{1,4})(?![\w/]|-\w)")
_ALWAYS = ("24/24", "24/7")  # round the clock
_NOT_DIGIT = re.compile(r"\D")
_MONTH_WORD = re.compile("[Tt]háng|THÁNG")
_JOINED = re.compile(r"\d[/.-]\d")
_NUMBERS = re.compile(r"\d+")
_NAMED_DAY = re.compile(r"ngày\s+$", re.I)
_FEAST = re.compile(r"(?:rằm|Tết)\s$")  # a full moon or a feast has its own name in English
_MONDAY = re.compile(r"(?<!\w)đầu\s+tuần(?!\w)", re.I)
_SUNDAY = re.compile(r"(?<!\w)chủ\s+nhật(?!\w)", re.I)


def find(text: str) -> Iterator[Fact]:
    """Dates and months in a Vietnamese text; none that the calendar does not have."""
    known = [_fact(text, date) for date in dates.find(text)] if _NUMBERS.search(text) else []
    free = Free(text)
    yield from (fact for fact in known if free.take(fact.start, fact.end))
    months = [*_worded(text), *_listed(text)] if _MONTH_WORD.search(text) else []
    joined = [*_dashed(text), *_monthly(text)] if _JOINED.search(text) else []
    for fact in sorted((*months, *joined), key=lambda fact: (fact.start, -fact.end)):
        if free.take(fact.start, fact.end):
            yield fact


def sundays(text: str) -> Iterator[Fact]:
    """Sundays, and the head of the week, which may be Monday; others (thứ hai) are among the numbers."""
    for match in _MONDAY.finditer(text):
        yield Fact("weekday", 1, match.group(), match.start(), match.end(), firm=False)
    for match in _SUNDAY.finditer(text):
        yield Fact("weekday", 7, match.group(), match.start(), match.end())


def ratios(text: str) -> Iterator[Fact]:
    """Two whole numbers with a stroke between them: 11/12 mẫu, 24/24 giờ, 3/8."""
    for match in _RATIO.finditer(text):
        yield Fact(
            "ratio",
            (int(match["a"]), int(_NOT_DIGIT.sub("", match["b"]))),
            match.group(),
            match.start(),
            match.end(),
            firm=match.group() not in _ALWAYS,
        )


def _fact(text: str, date: dates.Date) -> Fact:
    """The fact of a date; '1/4' without ngày before it may be a quarter as well."""
    also: tuple[Atom, ...] = ()
    if (
        date.year is None
        and date.day
        and "/" in date.text
        and not _NAMED_DAY.search(text[max(0, date.start - 8) : date.start])
    ):
        also = (("n", whole(Fraction(date.day, date.month))),)
    when = When(date.year, date.month, date.day)
    return Fact("date", when, date.text, date.start, date.end, also=also)


def _worded(text: str) -> Iterator[Fact]:
    for match in _IN_WORDS.finditer(text):
        day = int(match["d"]) if match["d"] else None
        month = _WORDS[" ".join(match["w"].lower().split())]
        if day and not 1 <= day <= monthrange(2000, month)[1]:
            continue
        # 'tháng năm', 'tháng hai' in small letters may be months and years, or a number of months
        firm = bool(day or match["y"] or match["w"][0].isupper())
        if _FEAST.search(text, max(0, match.start() - 6), match.start()):
            firm = False
        start = match.start() if day else match.start("mark")
        year = int(match["y"]) if match["y"] else None
        yield Fact("date", When(year, month, day), text[start : match.end()], start, match.end(), firm=firm)


def _dashed(text: str) -> Iterator[Fact]:
    for match in _DASHED.finditer(text):
        day, month = int(match["d"]), int(match["m"])
        if 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]:
            start = match.start("d")
            yield Fact("date", When(None, month, day), text[start : match.end()], start, match.end())


def _listed(text: str) -> Iterator[Fact]:
    for match in _MONTHS.finditer(text):
        at = match.start("list")
        for number in _NUMBERS.finditer(match["list"]):
            start, end = at + number.start(), at + number.end()
            month, day = int(number.group()), None
            if match["d"] and not number.start() and 1 <= int(match["d"]) <= monthrange(2000, month)[1]:
                start, day = match.start("d"), int(match["d"])  # 30 tháng 4, with no ngày before
            yield Fact("date", When(None, month, day), text[start:end], start, end)


def _monthly(text: str) -> Iterator[Fact]:
    for match in _MONTH_YEAR.finditer(text):
        if 1 <= int(match["m"]) <= 12:
            when = When(int(match["y"]), int(match["m"]))
            yield Fact("date", when, match.group(), match.start(), match.end())
