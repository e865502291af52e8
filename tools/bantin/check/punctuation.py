"""Punctuation and quotation marks: unbalanced, doubled, left over, badly spaced."""

import re
from collections.abc import Iterator

from bantin.check.model import Subject, short
from bantin.errors import Finding

_PAIRS = ("“”", "«»", "()", "[]")
_END_MARK = re.compile(r"\./\.?")
_LISTED = re.compile(r"(?:^|\s)(?:[a-zđ]|\d{1,2}|[ivx]+)$")  # before the bracket of a) 1) iv)
_DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)|,,|;;|::|,\.|;\.|\.,(?!\w)")
_FINE_BEFORE = re.compile(r"(?:etc|Inc|Ltd|Co|No|Jr|St|Dr|TP|vs|a\.m|p\.m|e\.g|i\.e|[A-Z])\.,$")
_BEFORE = re.compile(r"\w ([,;:!?]|\.(?=\s|$))")
_INSIDE = re.compile(r"[(“\[] (?=\S)|(?<=\S) [)”\]]")
_ENDS = re.compile(r"([.!?…:;])[”\"’')\]]*$")


def punctuation(subject: Subject) -> Iterator[Finding]:
    """One finding for each slip in a block; a slip that the source has as well is let pass."""
    for twin in subject.full_twins:
        if not (twin.source and twin.target):
            continue
        source, target = twin.source.text, twin.target.text
        for found, next_step in _slips(source, target, twin.target.markup, twin.source.kind):
            yield subject.finding(twin.number, found, "clean punctuation", next_step, "warning")


def _slips(source: str, target: str, markup: str, kind: str) -> Iterator[tuple[str, str]]:
    yield from _unbalanced(source, target)
    if "  " in markup.strip():
        yield f"two spaces at {short(_around(markup, markup.strip().index('  ')))}", "leave one"
    mark = _END_MARK.search(target)
    if mark and not re.search(r"\d\./|/\.\d", target[max(0, mark.start() - 2) : mark.end() + 1]):
        yield "the end mark “./.” of Vietnamese documents", "end with a full stop"
    for match in _DOUBLED.finditer(target):
        if not _FINE_BEFORE.search(target[: match.end()]) and match.group() not in source:
            yield f"{short(match.group())} at {short(_around(target, match.start()))}", "leave one mark"
    for match in [*_BEFORE.finditer(target), *_INSIDE.finditer(target)]:
        if not _BEFORE.search(source) and not _INSIDE.search(source):
            yield f"a space at {short(_around(target, match.start()))}", "take the space away"
    yield from _ending(source, target, kind)


def _unbalanced(source: str, target: str) -> Iterator[tuple[str, str]]:
    for pair in _PAIRS:
        left, right = _alone(target, pair)
        mixed = pair == "“”" and '"' in target
        if (left or right) and not mixed and not any(_alone(source, pair)):
            yield f"{left} {pair[0]} and {right} {pair[1]} without the other", "close what was opened"
    straight = [sum(map(text.count, '"“”')) for text in (source, target)]
    if '"' in target and straight[1] % 2 and not straight[0] % 2 and not re.search(r"\d\"", target):
        yield "a quotation mark that stands alone", "close what was opened"


def _alone(text: str, pair: str) -> tuple[int, int]:
    """How many opening and closing marks have no other; the bracket of an item's a) needs none."""
    opened = alone = 0
    for at, char in enumerate(text):
        if char == pair[0]:
            opened += 1
        elif char == pair[1] and opened:
            opened -= 1
        elif char == pair[1] and not (char == ")" and _LISTED.search(text[max(0, at - 6) : at])):
            alone += 1
    return opened, alone


def _ending(source: str, target: str, kind: str) -> Iterator[tuple[str, str]]:
    """A paragraph whose source ends in a mark ends in one too; what introduces a list keeps its colon."""
    ours, theirs = _ENDS.search(source.rstrip()), _ENDS.search(target.rstrip())
    if kind == "paragraph" and ours and not theirs:
        yield f"no mark at the end: {short(target[-40:])}", f"end with “{ours.group(1)}”"
    elif kind == "paragraph" and ours and theirs and (ours.group(1) == ":") != (theirs.group(1) == ":"):
        yield f"“{theirs.group(1)}” at the end", f"end with “{ours.group(1)}”"


def _around(text: str, at: int) -> str:
    return text[max(0, at - 15) : at + 15]
