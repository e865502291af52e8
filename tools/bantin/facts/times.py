"""Times of day in Vietnamese (7 giờ 30, 13h30, 7 giờ tối) and in English (7.30 a.m., 13:30, 7 pm).

The value is minutes after midnight. Where nothing tells morning from evening, the other half of the day is a
second reading.
"""

import re
from collections.abc import Iterator

from bantin.facts.model import Atom, Fact

_VI = re.compile(
    r"(?<![\w/.,:])(?P<h>\d{1,2})\s?(?:(?:giờ|h|g|:)\s?(?P<n>[0-5]\d)(?:\s?phút|')?(?!\w|[:.,]\d)|"
    r"(?P<hour>giờ|h)(?!\w))"
    r"(?P<part>\s+(?:sáng|trưa|chiều|tối|đêm|khuya|AM|PM|SA|CH)(?!\w))?",
    re.I,
)
_EVENING = re.compile(r"(?<!\w)(?:chiều|tối|đêm|khuya)(?!\w)", re.I)
_EN = re.compile(
    r"(?<![\w/.,:$])(?P<h>\d{1,2})(?:(?P<mark>[:.])(?P<n>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?)(?!\w)|"
    r"(?<![\w/.,:])(?P<h2>\d{1,2}):(?P<n2>[0-5]\d)(?!\w|[:.]\d)",
    re.I,
)
_EN_MARK = re.compile(r"\d\s?(?:[aApP]\.?\s?[mM]|:)")
_EN_FIRST = re.compile(  # the first of 'from 6 to 8 p.m.'
    r"(?<![\w/.,:$])(?P<h>\d{1,2})(?:[:.](?P<n>[0-5]\d))?"
    r"(?=\s?(?:-|–|—|to|and|until|till|or)\s?(?:the\s)?\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\b)",
    re.I,
)
_EN_NAME = re.compile(r"[Nn]oon|[Mm]id[nd]")
_EN_WORDS = re.compile(r"(?<!\w)(?P<name>midnight|noon|midday)(?!\w)", re.I)
_NAMED = {"midnight": 0, "noon": 720, "midday": 720}
_DAY = 24 * 60


def vietnamese(text: str) -> Iterator[Fact]:
    """Times of day in a Vietnamese text; an hour alone (7 giờ) only with the part of the day."""
    for match in _VI.finditer(text):
        hour, part = int(match["h"]), (match["part"] or "").strip().lower()
        if match["hour"] and (not part or hour > 24):
            continue  # a number of hours or an hour: read among the numbers
        if hour > 24:
            continue
        minute = int(match["n"] or 0)
        value = _of_part(hour, part) * 60 + minute
        also = () if part or not 1 <= hour <= 12 or not evening(text) else (_other_half(value),)
        yield Fact("time", value % _DAY, match.group(), match.start(), match.end(), also=also)


def evening(text: str) -> bool:
    """Whether a text speaks of an afternoon or a night, so that its 7 giờ may be 19:00."""
    return _EVENING.search(text) is not None


def _of_part(hour: int, part: str) -> int:
    if part in ("chiều", "tối", "pm", "ch") and hour < 12:
        return hour + 12
    if part in ("đêm", "khuya"):
        return hour + 12 if 6 <= hour < 12 else hour % 12 if hour == 12 else hour
    if part == "trưa" and hour < 4:
        return hour + 12
    return 0 if part in ("sáng", "am", "sa") and hour == 12 else hour


def english(text: str) -> Iterator[Fact]:
    """Times of day in an English text."""
    yield from _named(text)
    if not _EN_MARK.search(text):
        return
    for match in _EN.finditer(text):
        hour, minute = int(match["h"] or match["h2"]), int(match["n"] or match["n2"] or 0)
        if hour > 24:
            continue
        half = (match["half"] or "").lower()[:1]
        value = (hour % 12 + 12 * (half == "p") if half and hour <= 12 else hour) * 60 + minute
        also = (_other_half(value),) if not half and 1 <= hour <= 12 else ()
        yield Fact("time", value % _DAY, match.group(), match.start(), match.end(), also=also)
    for match in _EN_FIRST.finditer(text):
        if match["n"] and ":" in match.group():
            continue  # found above, with both halves of the day
        value = int(match["h"]) % 24 * 60 + int(match["n"] or 0)
        yield Fact("time", value, match.group(), match.start(), match.end(), also=(_other_half(value),))


def _named(text: str) -> Iterator[Fact]:
    if not _EN_NAME.search(text):
        return
    for match in _EN_WORDS.finditer(text):
        value = _NAMED[match["name"].lower()]
        yield Fact("time", value, match.group(), match.start(), match.end(), firm=False)


def _other_half(value: int) -> Atom:
    return ("t", (value + _DAY // 2) % _DAY)
