"""Where a block stands in its file: blocks are counted, editors and GitHub count lines."""

import re
from itertools import islice

from bantin.blocks import spans
from bantin.page import parse

_BLOCK = re.compile(r"block (\d+)")
_LINE = re.compile(r"line (\d+)")


def line_of(text: str, place: str) -> int:
    """The line, from 1, on which a place named by a finding begins in a page's text.

    A place is 'block N' as in blocks.units, 'line N', or the name of a field; line 1 for anything else.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if line := _LINE.fullmatch(place):
        return int(line.group(1))
    number = _BLOCK.fullmatch(place)
    if not number:
        return _field(text, place)
    page = parse(text)
    head = [name for name in ("kicker", "title") if page.text(name)]
    at = int(number.group(1)) - 1
    if at < len(head):
        return _field(text, head[at])
    above = len(text[: len(text) - len(page.body)].splitlines())
    starts = [start for _, start, _ in islice(spans(page.body), at - len(head) + 1)]
    return above + 1 + (starts[-1] if starts else 0)


def _field(text: str, name: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(f"{name}:"):
            return number
    return 1
