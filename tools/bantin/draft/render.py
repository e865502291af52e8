"""Facts of a Vietnamese text written the English way: 96.56, 31 December 2021, 1,234,567, 7.30 p.m.

Only what `facts` reads with its value is rewritten; document numbers, codes, addresses and names of people
and places are official and stay exactly as the source writes them.
"""

import re
from fractions import Fraction

from bantin.facts import vi
from bantin.facts.model import Fact, When, words

_MONTHS = words("January February March April May June July August September October November December")
_WEEKDAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_SCALED = re.compile(r"triệu|tỷ|tỉ", re.I)
_DONG = re.compile(r"\s?(?:đồng|VNĐ|VND|đ|₫)(?!\w)")
_SYMBOLS = re.compile(r"(?<!\w)(?:km|m|cm|mm|ha|km²|m²|m³|kg|g|mg|l|ml|°C|kW|MW|USD|EUR)(?!\w)")
_PART_OF_DAY = re.compile(r"sáng|trưa|chiều|tối|đêm|khuya|AM|PM|SA|CH", re.I)
_DAY_WORD = re.compile(r"(?:ngày|Ngày|NGÀY)\s+$")
_COVID = re.compile(r"COVID-\d\d")


def english(fact: Fact, *, ordered: bool = False) -> str:
    """The fact as English text has it, '' for one that has no form of its own (an article).

    >>> english(vi.find("2,5 tỷ đồng")[0])
    '2.5 billion'
    """
    match fact.value:
        case When() as when:
            return _date(when)
        case str(text):
            return text if _COVID.fullmatch(text) else fact.text
        case (int(first), int(second)):
            return f"{first:,}/{second:,}" if second > 9999 else fact.text
        case int(minutes) if fact.kind == "time":
            return _time(minutes, fact.text)
        case int(day) if fact.kind == "weekday":
            return _WEEKDAYS[day - 1]
        case int() | Fraction() if fact.kind == "number":
            return _number(fact, ordered=ordered)
    return ""


def said(fact: Fact, language: str, *, ordered: bool = False) -> str:
    """The fact as text in this language has it; '' where that is not known, as for 1,234 in French."""
    if language == "en":
        return english(fact, ordered=ordered)
    same = fact.kind in ("document", "email", "url", "code") or (
        fact.kind == "number" and fact.text.isdigit()
    )
    return fact.text if same else ""


def ordinal(number: int) -> str:
    """1st, 22nd, 13th."""
    suffix = "th" if number % 100 in (11, 12, 13) else _SUFFIXES.get(number % 10, "th")
    return f"{number:,}{suffix}"


def pure(text: str) -> str | None:
    """A text that is nothing but facts and marks, as English has it; None where it says anything else.

    >>> pure("1.234.567"), pure("ngày 18/7/2021"), pure("96,56%"), pure("18 người")
    ('1,234,567', '18 July 2021', '96.56%', None)
    """
    if not any(char.isdigit() for char in text):
        return None  # "Năm" over a column is a year, and Tám may be a person
    parts: list[str] = []
    end = 0
    for fact in vi.find(text):
        if fact.start < end or fact.kind == "name":
            continue
        dong = _DONG.match(text, fact.end) if fact.unit == "VND" else None
        lead = _DAY_WORD.sub("", text[end : fact.start])
        parts += (lead, ("VND " if dong else "") + english(fact))
        end = dong.end() if dong else fact.end
    parts.append(text[end:])
    rest = "".join(parts[::2])
    if not parts[1:] or any(char.isalpha() for char in _SYMBOLS.sub("", rest)) or "" in parts[1::2]:
        return None
    return "".join(parts)


def _date(when: When) -> str:
    month = _MONTHS[when.month - 1] if when.month else ""
    return " ".join(str(part) for part in (when.day, month, when.year) if part)


def _time(minutes: int, text: str) -> str:
    hour, minute = divmod(minutes, 60)
    if not _PART_OF_DAY.search(text):
        return f"{hour}:{minute:02}"
    clock = f"{hour % 12 or 12}" + (f".{minute:02}" if minute else "")
    return f"{clock} {'p.m.' if hour >= 12 else 'a.m.'}"


def _number(fact: Fact, *, ordered: bool) -> str:
    value = fact.value
    if not isinstance(value, int | Fraction):
        return fact.text
    if ordered and isinstance(value, int):
        return ordinal(value)
    if isinstance(value, int) and fact.text.isdigit():
        return fact.text  # a year, a house, 2021: digits that the source does not group stay so
    percent = "%" if fact.unit == "%" and "phần" in fact.text.lower() else ""
    if _SCALED.search(fact.text):
        for scale, name in _SCALES:
            short = _decimal(Fraction(value, scale))
            if value >= scale and short:
                return f"{short} {name}"
    return f"{_decimal(Fraction(value))}{percent}" if _decimal(Fraction(value)) else fact.text


def _decimal(value: Fraction) -> str:
    """A number with as many decimals as it has, at most six; '' where it has no end."""
    for places in range(7):
        if (value * 10**places).denominator == 1:
            return f"{float(value):,.{places}f}" if places else f"{int(value):,}"
    return ""
