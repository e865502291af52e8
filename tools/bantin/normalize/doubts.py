"""Doubts that only the whole bulletin shows: two ways of writing one thing, a sentence twice, dates at odds.

Nothing here changes a word. Each rule needs two places of the text that disagree, so that it says little.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice, pairwise
from operator import eq

from bantin.facts import dates
from bantin.normalize import shapes
from bantin.normalize.wraps import Para

_COUNTED = r"(?:mũi|liều|đợt|lần|giai đoạn|bước|vòng|phương án)"
_SPELLED = r"(?:một|hai|ba|bốn|năm|sáu)"
_SPELT = re.compile(rf"\b(?P<noun>{_COUNTED}) (?P<count>{_SPELLED})\b(?! (?:lần|ngày|tháng|năm|giờ))", re.I)
_FIGURE = re.compile(rf"\b(?P<noun>{_COUNTED}) (?P<count>[1-6])\b(?![.,/:]\d)")
_SMALL_FIGURE = re.compile(r" [1-6]\b")
_LISTED = re.compile(
    rf", (?P<name>[{shapes.UPPER}][{shapes.LOWER}]+ [{shapes.LOWER}]+)(?=, [{shapes.LOWER}])"
)
_BEFORE = re.compile(rf"(?:^|[,.;:“”] ?)[{shapes.LOWER}][^,.;:“”]{{1,40}}, $")
# Names of bodies as Decree 30/2020/NĐ-CP, annex II.II.2, writes them.
_BODIES = ("Ủy ban nhân dân", "Hội đồng nhân dân")
_BODY = re.compile("|".join(_BODIES), re.I)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "nhật": 6}
_WEEKDAY = re.compile(r"\b(?:thứ|chủ)\s+(?P<day>hai|ba|tư|năm|sáu|bảy|nhật)[\s,(]+(?:ngày\s+)?$", re.I)
_DOUBLED = re.compile(r"\b(và|của|là|các|những|trong|với|cho|được|để|tại|về|theo)\s+\1\b")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[\w“\"])")
_WORDS = re.compile(r"\w+")
_LONG = 10  # words of a sentence that nobody writes twice by chance
_RUN = 8  # words
_STRETCH = re.compile(f"x{{{_RUN},}}")
_ALIKE = 0.8  # share of common word pairs from which two sentences are near-duplicates


def of(paras: tuple[Para, ...]) -> list[tuple[int, int, str]]:
    """The doubts about a text: (paragraph, offset, what)."""
    small = [para.text.lower() for para in paras]
    words = _WORDS.findall(" ".join(small))
    return [
        *_counts(paras, small), *_capitals(paras), *_bodies(paras, small), *_weekdays(paras, small),
        *_doubled(paras, small, words), *_twice(paras, words),
    ]  # fmt: skip


def _counts(paras: tuple[Para, ...], small: list[str]) -> Iterator[tuple[int, int, str]]:
    """'mũi một' beside 'mũi 2'."""
    figures: dict[str, str] = {}
    for text in small:
        for match in _FIGURE.finditer(text) if _SMALL_FIGURE.search(text) else ():
            figures.setdefault(match.group("noun"), match.group())
    for index, para in enumerate(paras if figures else ()):
        for match in _SPELT.finditer(para.text):
            other = figures.get(match.group("noun").lower())
            if other:
                yield index, match.start(), f"{match.group()}? “{other}” elsewhere, in figures"


def _capitals(paras: tuple[Para, ...]) -> Iterator[tuple[int, int, str]]:
    """'công an, Quân sự, y tế' where the text writes 'quân sự' elsewhere."""
    for index, para in enumerate(paras):
        for match in _LISTED.finditer(para.text):
            name, start = match.group("name"), match.start("name")
            listed = _BEFORE.search(para.text[max(0, start - 50) : start])
            if listed and any(re.search(rf"\b{name.lower()}\b", other.text) for other in paras):
                yield index, start, f"{name}? “{name.lower()}” elsewhere"


def _bodies(paras: tuple[Para, ...], small: list[str]) -> Iterator[tuple[int, int, str]]:
    """'Ủy ban Nhân dân' where the rule writes 'Ủy ban nhân dân'."""
    for index, para in enumerate(paras):
        for match in _BODY.finditer(para.text) if "nhân dân" in small[index] else ():
            rule = next(name for name in _BODIES if name.lower() == match.group().lower())
            if match.group()[1:] != rule[1:] and not match.group().isupper():
                yield index, match.start(), f"{match.group()}? {rule}"


def _weekdays(paras: tuple[Para, ...], small: list[str]) -> Iterator[tuple[int, int, str]]:
    """'thứ bảy, 18/10/2024', which was a Friday."""
    for index, para in enumerate(paras):
        if "thứ " not in small[index] and "chủ " not in small[index]:
            continue
        for found in dates.find(para.text):
            named = _WEEKDAY.search(para.text[: found.start])
            if named and found.year and found.day:
                real = date(found.year, found.month, found.day).weekday()
                if real != _WEEKDAYS[named.group("day").lower()]:
                    said = para.text[named.start() : found.end]
                    name = next(word for word, number in _WEEKDAYS.items() if number == real)
                    right = "chủ nhật" if name == "nhật" else f"thứ {name}"
                    yield index, named.start(), f"{said}? that day is {right}"


def _doubled(paras: tuple[Para, ...], small: list[str], words: list[str]) -> Iterator[tuple[int, int, str]]:
    """'của của'."""
    if any(map(eq, words, islice(words, 1, None))):
        for index, text in enumerate(small):
            for match in _DOUBLED.finditer(text):
                yield index, match.start(), f"{paras[index].text[slice(*match.span())]}? a word twice"


def _twice(paras: tuple[Para, ...], words: list[str]) -> Iterator[tuple[int, int, str]]:
    """A sentence that stands twice, or nearly."""
    repeated = _repeated(words)
    seen: list[tuple[int, frozenset[tuple[str, str]]]] = []
    for index, para in enumerate(paras if repeated else ()):
        for start, sentence in _sentences(para.text):
            words = _WORDS.findall(sentence.lower())
            if len(words) < _LONG or repeated.isdisjoint(_runs(words)):
                continue
            couples = frozenset(pairwise(words))
            line = next((line for line, others in seen if _alike(couples, others)), 0)
            if line:
                yield index, start, f"“{' '.join(sentence.split()[:8])} ...”: much like line {line}"
            seen.append((para.line_at(start), couples))


def _repeated(words: list[str]) -> set[tuple[str, ...]]:
    """The runs of words that stand twice: any two sentences that are alike have one in common.

    A word that stands once is in none of them, so that only the stretches between such words are counted.
    """
    counts = Counter(words)
    often = "".join("x" if counts[word] > 1 else " " for word in words)
    stretches = (words[match.start() : match.end()] for match in _STRETCH.finditer(often))
    runs = Counter(run for stretch in stretches for run in _runs(stretch))
    return {run for run, count in runs.items() if count > 1}


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[shift:] for shift in range(_RUN)), strict=False))


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _SENTENCE.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def _alike(some: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    return len(some & others) >= _ALIKE * len(some | others)
