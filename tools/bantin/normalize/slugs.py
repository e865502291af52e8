"""File names from titles: ASCII, at most 100 characters, cut between words; they become web addresses."""

import re
import unicodedata
from collections.abc import Container

LENGTH = 100
RESERVED = frozenset({"index", "readme", "404"})

_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_STROKES = str.maketrans({"đ": "d", "Đ": "d"})


def slug(title: str) -> str:
    """'Đà Nẵng: 2 cơn bão' is 'da-nang-2-con-bao'; 'ban-tin' when nothing is left."""
    folded = unicodedata.normalize("NFD", title.translate(_STROKES).lower())
    plain = _MARKS.sub("", folded)
    if not plain.isascii():  # marks of other scripts
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = re.findall(r"[a-z0-9]+", plain)
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:LENGTH]
        if len(longer) > LENGTH:
            break
        name = longer
    return name or "ban-tin"


def free(name: str, taken: Container[str]) -> str:
    """The name, or the first of name-2, name-3, ... that is not taken."""
    if name not in taken and name not in RESERVED:
        return name
    count = 2
    while f"{name}-{count}" in taken:
        count += 1
    return f"{name}-{count}"
