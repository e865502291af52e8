"""Loops: what a machine repeats when it has lost its way."""

import re
from collections import Counter
from collections.abc import Iterator

from bantin.check.model import Subject, short
from bantin.errors import Finding, Severity
from bantin.facts.model import words

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_STUTTER = re.compile(r"([^\W\d_]{2,5})\1\1|([^\W\d_])\2\2")
_STUTTER_FINE = re.compile(r"(?i)^(?:www|i{3}|x{3}|m{3})$|viii|xviii|xiii|iii|xxx")
_TWICE = frozenset(words("had that very bye so no yes ha day year step house side one by on in"))
_NEXT = "take the repetition away and compare with the source"
_LONGEST = 8


def loops(subject: Subject) -> Iterator[Finding]:
    """Words and phrases that follow themselves, phrases that come again and again, stuttered syllables."""
    for twin in subject.full_twins:
        if twin.source and twin.target:
            source, target = twin.source.text, twin.target.text
            yield from _repeats(subject, twin.number, source, target)
            yield from _stutters(subject, twin.number, source, target)


def _repeats(subject: Subject, place: int, source: str, target: str) -> Iterator[Finding]:
    at_once = _at_once(target)
    if at_once and not _at_once(source):
        phrase, times = at_once
        severity: Severity = "error" if times > 2 or len(phrase) > 2 else "warning"
        found = f"{short(' '.join(phrase))} {times} times in a row"
        yield subject.finding(place, found, "each thing once", _NEXT, severity)
    elif not at_once:
        phrase, times = _again(target, 4)
        if times > max(2, _again(source, 3)[1]):
            found = f"{short(' '.join(phrase))} {times} times"
            yield subject.finding(place, found, "each thing once", _NEXT, "warning")


def _at_once(text: str) -> tuple[tuple[str, ...], int] | None:
    """The first phrase, up to eight words, that follows itself at once, and how often.

    A single word counts only where no mark stands between ("older people, people with small children").
    """
    matches = list(_WORD.finditer(text))
    said = [match.group().casefold() for match in matches]
    for at in range(len(said)):
        for size in range(1, min(_LONGEST, (len(said) - at) // 2) + 1):
            phrase = said[at : at + size]
            times = 1
            while said[at + times * size : at + (times + 1) * size] == phrase:
                times += 1
            parted = times > 1 and bool(text[matches[at].end() : matches[at + 1].start()].strip())
            if times > 1 and _counts(phrase, times, parted=parted and size == 1):
                return tuple(phrase), times
    return None


def _counts(phrase: list[str], times: int, *, parted: bool) -> bool:
    """Good English says 'had had' and 'day by day by day', and figures may stand twice."""
    if parted or all(word.isdigit() for word in phrase):
        return False
    return times > 2 or len(phrase) > 1 or phrase[0] not in _TWICE


def _again(text: str, size: int) -> tuple[tuple[str, ...], int]:
    """The phrase of `size` words that comes most often in a text, and how often."""
    said = [word.casefold() for word in _WORD.findall(text)]
    grams = Counter(tuple(said[at : at + size]) for at in range(len(said) - size + 1))
    return max(grams.items(), key=lambda item: item[1], default=((), 0))


def _stutters(subject: Subject, place: int, source: str, target: str) -> Iterator[Finding]:
    for word in _WORD.findall(target):
        if _STUTTER.search(word) and not _STUTTER_FINE.search(word) and word not in source:
            found = f"a stuttered word: {short(word)}"
            yield subject.finding(place, found, "a word", _NEXT, "warning")
