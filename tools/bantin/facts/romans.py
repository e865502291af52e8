"""Roman numerals, firm after a Vietnamese word that counts with them: thế kỷ XV, quý III, khóa X."""

import re
from collections.abc import Iterator

from bantin.facts.model import Fact

_ROMAN = re.compile(r"[IVX]+(?![\w-])(?!\.\w)")
_LABEL = re.compile(
    r"(?<!\w)(?:thế\s+k[ỷỉ]|quý|khóa|khoá|thứ|đại\s+hội|học\s+kỳ|kỳ|chương|phần|hạng|loại|đợt|giai\s+đoạn|"
    r"vùng|hội\s+nghị|phụ\s+lục|lần)\s+$",
    re.I,
)
_VALUES = {"I": 1, "V": 5, "X": 10}


def find(text: str) -> Iterator[Fact]:
    """Roman numerals in a text of any language; a lone I is one only after a label."""
    for match in _ROMAN.finditer(text):
        start, end = match.span()
        if start and text[start - 1].isalnum():
            continue
        label = _LABEL.search(text, max(0, start - 12), start)
        if label or match.group() != "I":
            amount = value(match.group())
            yield Fact("number", amount, match.group(), start, end, firm=bool(label) and amount > 1)


def value(roman: str) -> int:
    """The value of a Roman numeral of I, V and X."""
    amounts = [_VALUES[char] for char in roman]
    return sum(-a if a < b else a for a, b in zip(amounts, [*amounts[1:], 0], strict=True))
