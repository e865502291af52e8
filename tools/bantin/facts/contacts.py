"""Addresses of the web, e-mail addresses and telephone numbers: the same in every language."""

import re
from collections.abc import Iterator

from bantin.facts.model import Fact, Kind

_URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"“”‘’()\[\]]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:gov\.vn|edu\.vn|org\.vn|com\.vn|vn|com|"
    r"org|net|gov|edu|int)\b(?:/[^\s<>\"“”‘’()\[\]]*)?(?!@)",
    re.I,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}", re.I)
_PHONE = re.compile(
    r"(?<![\w.,/+-])(?:\(?\+84\)?[\s.-]?(?:\(0\))?\(?\d{1,3}\)?|\(0\d{1,3}\)|0\d{1,3})(?:[\s.-]?\d{2,4}){2,4}(?![\w/-]|[.,]\d)|"
    r"(?<![\w.,/+-])1[89]00(?:[\s.-]?\d{2,4}){1,2}(?![\w/-]|[.,]\d)"
)
_DOT = re.compile(r"\.[A-Za-z]{2}")  # every address has one, few sentences do
_NOT_DIGIT = re.compile(r"\D")
_END_MARKS = ".,;:!?…'"


def find(text: str) -> Iterator[Fact]:
    """E-mail and web addresses in a text."""
    if not _DOT.search(text):
        return
    if "@" in text:
        yield from (_fact("email", match, match.group().lower()) for match in _EMAIL.finditer(text))
    for match in _URL.finditer(text):
        shown = match.group().rstrip(_END_MARKS)
        if not text.startswith("@", match.start() - 1):
            yield _fact("url", match, _address(shown), len(shown))


def phones(text: str) -> Iterator[Fact]:
    """Telephone numbers: +84 28 3822 1234 has the value of (028) 3822.1234, the digits dialled in Vietnam.

    Lengths after the numbering plan of Circular 22/2014/TT-BTTTT: ten or eleven digits from 0; 1800 and 1900.
    """
    for match in _PHONE.finditer(text):
        digits = _NOT_DIGIT.sub("", match.group().replace("(0)", ""))
        value = "0" + digits[2:].removeprefix("0") if digits.startswith("84") else digits
        if 8 <= len(value) <= 11 and (value[0] == "1" or len(value) >= 10):
            yield _fact("phone", match, value)


def _address(url: str) -> str:
    """The address without what does not tell pages apart: scheme, www., a last slash, case of the host."""
    host, slash, rest = re.sub(r"^(?:https?://)?(?:www\.)?", "", url, flags=re.I).partition("/")
    return (host.lower() + slash + rest).removesuffix("/")


def _fact(kind: Kind, match: re.Match[str], value: str, length: int | None = None) -> Fact:
    end = match.end() if length is None else match.start() + length
    return Fact(kind, value, match.string[match.start() : end], match.start(), end)
