"""Numerals in digits, read after the habits of one language.

Vietnamese writes 1.234.567,89 (Decree 30/2020/NĐ-CP leaves it to custom; Vietnam's Accounting Law
88/2015/QH13, article 11, asks for the point between thousands and the comma before decimals); English writes
1,234,567.89. Both may group with spaces (ISO 80000-1).
"""

import re
from fractions import Fraction

from bantin.facts.model import whole

LONGEST = 60  # characters; a longer row of digits is no number that anyone reads
_THIN = "\u00a0\u2009\u202f"
_SPACED = rf"\d{{1,3}}(?:[{_THIN}]\d{{3}})+|\d{{1,3}}(?: \d{{3}}){{2,}}|\d{{1,3}} 000"
_EDGE = r"(?:(?<!\w)|(?<=\dx)|(?<=VND)|(?<=USD)|(?<=EUR)|(?<=US\$))(?<!\d[.,])"  # 6x6 is two numbers
_END = r"(?!\d)"

VIETNAMESE = (
    rf"{_EDGE}(?:\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?:{_SPACED})(?:,\d+)?|"
    rf"\d+(?:[.,]\d+)?){_END}"
)
ENGLISH = rf"{_EDGE}(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?:{_SPACED})(?:\.\d+)?|\d+(?:\.\d+)?){_END}"

_SPACES = re.compile(rf"[ {_THIN}]")
_POINTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")


def vietnamese(text: str) -> list[int | Fraction]:
    """The readings of a numeral in Vietnamese text, the likeliest first.

    One comma before three digits is a decimal by rule and a thousand in much real text: both are given.
    """
    text = _SPACES.sub("", text)
    if "," in text and "." in text:
        thousands, point = (".", ",") if text.rfind(",") > text.rfind(".") else (",", ".")
        return [_number(text.replace(thousands, "").replace(point, "."))]
    if _POINTS.fullmatch(text):
        return [int(text.replace(".", ""))]
    if _COMMAS.fullmatch(text):
        grouped = int(text.replace(",", ""))
        return [grouped] if text.count(",") > 1 else [_number(text.replace(",", ".")), grouped]
    return [_number(text.replace(",", "."))]


def english(text: str) -> int | Fraction:
    """The value of a numeral in English text."""
    return _number(_SPACES.sub("", text).replace(",", ""))


def _number(text: str) -> int | Fraction:
    return int(text) if text.isdigit() else whole(Fraction(text))
