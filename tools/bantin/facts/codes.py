"""Codes that join letters and digits: F0, 5K, COVID-19, H5N1, Il-76. They are kept as they are."""

import re
from collections.abc import Iterator

from bantin.facts.model import Fact

_UPPER = "A-ZĐ"
_CODE = re.compile(
    r"(?<![\w/.])(?<!\d-)(?:"
    r"(?P<covid>(?i:covid)[a-z]?(?:\s?[-–—]\s?\d{2}|\s?19))|"
    r"SARS[-–]CoV[-–]2|"
    rf"[{_UPPER}](?:[a-z]|[{_UPPER}]{{1,9}})?[-–]\d{{1,4}}[{_UPPER}]?|"  # Il-76, HJR-3
    rf"(?!VND|USD|EUR|Q[1-4]\b)[{_UPPER}]+(?:[a-z]\d|\d)\d*(?:[{_UPPER}]+\d*)*|"  # F0, H5N1, CG4684
    rf"\d{{1,3}}(?![CFHMVW]\b)[{_UPPER}]"  # 5K, 3D, 1A
    r")(?=s?(?!\w))(?![-–]\d)"
)
_SEQUENCE = re.compile(r"(?<![\w.:/])(?:\d{1,2}(?:\.\d{1,2}){2,}|\d+:\d{2}[.:]\d+)(?!\w|[.:,/]\d)")
_DASH = re.compile(r"[-–—]")


def find(text: str) -> Iterator[Fact]:
    """Codes in a text; sections (2.3.1) and times of races (2:11.60) are codes too."""
    for match in _CODE.finditer(text):
        value = f"COVID-{match.group()[-2:]}" if match.group("covid") else _DASH.sub("-", match.group())
        yield Fact("code", value, match.group(), match.start(), match.end())
    for match in _SEQUENCE.finditer(text):
        yield Fact("code", match.group(), match.group(), match.start(), match.end())
