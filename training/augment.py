"""More pairs out of a pair, by honest means: parts, joins, other figures, dates and names on both sides."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from random import Random

from training.clean import VIETNAMESE, Pair

MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_MONTH = "|".join(MONTHS)
_VI_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(/\d{4})?(?![\d/])")
_VI_LONG_DATE = re.compile(r"(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?")
_VI_MONTH = re.compile(r"(?<!\d )tháng (\d{1,2})(?![\d/.,])")
# A figure by itself: not part of a word (F0, Covid-19), of a date, of a time or of a document number.
_FIGURE = re.compile(r"(?<![\w/.,:-])(\d+(?:\.\d{3})*(?:,\d+)?)(?![\w/:-]|[.,]\d)")
_EN_FIGURE = r"(?<![\w/.,:-]){}(?![\w/:-]|[.,]\d)"


def parts(pair: Pair) -> Iterator[Pair]:
    """The clauses of a pair, where both sides are cut by the same marks and each two are of like length."""
    for mark in (r"(?<=;) ", r"(?<=:) ", r"(?<=[.!?]) (?=[^\W\d_]|[\"“])"):
        cut = [re.split(mark, side) for side in pair]
        if len(cut[0]) == len(cut[1]) > 1:
            both = list(zip(*cut, strict=True))
            if all(len(vi) < 2 * len(en) + 10 and len(en) < 2 * len(vi) + 10 for vi, en in both):
                yield from ((vi.rstrip(";: "), en.rstrip(";: ")) for vi, en in both if len(vi.split()) > 2)
                return


def _once(text: str, found: str) -> bool:
    return text.count(found) == 1


def vary_dates(pair: Pair, random: Random) -> Pair:
    """Another day and month in place of one that both sides name: 19/7 and 19 July, or July 19."""
    vi, en = pair
    for match in (*_VI_DATE.finditer(vi), *_VI_LONG_DATE.finditer(vi)):
        day, month = int(match[1]), int(match[2])
        if not (1 <= month <= 12 and 1 <= day <= 31) or not _once(vi, match[0]):
            continue
        new_day, new_month = random.randint(1, 28), random.randint(1, 12)
        for shape in ("{} {}", "{1} {0}"):
            old = re.compile(rf"(?<!\d){re.escape(shape.format(day, MONTHS[month - 1]))}(?!\d)")
            if len(old.findall(en)) == 1:
                en = old.sub(shape.format(new_day, MONTHS[new_month - 1]), en)
                padded = f"{new_day:0{len(match[1])}}", f"{new_month:0{len(match[2])}}"
                new = match[0].replace(match[1], "\0", 1)
                start, end = match.start(2) - match.start(), match.end(2) - match.start()
                new = padded[0] + match[0][len(match[1]) : start] + padded[1] + match[0][end:]
                vi = vi.replace(match[0], new)
                break
    return vi, en


def vary_month(pair: Pair, random: Random) -> Pair:
    """Another month where each side names just one, without a day."""
    vi, en = pair
    in_vi, in_en = _VI_MONTH.findall(vi), re.findall(rf"\b(?:{_MONTH})\b", en)
    if len(in_vi) == len(in_en) == 1 and MONTHS.index(in_en[0]) + 1 == int(in_vi[0]):
        month = random.randint(1, 12)
        vi = _VI_MONTH.sub(f"tháng {month}", vi)
        en = re.sub(rf"\b{in_en[0]}\b", MONTHS[month - 1], en)
    return vi, en


def _other_figure(figure: str, random: Random) -> str:
    """A figure of the same look: as many digits, the same separators, years among years."""
    if re.fullmatch(r"(19|20)\d\d", figure):
        return str(random.randint(1950, 2039))
    if re.fullmatch(r"\d\d?", figure):
        return f"{random.randint(2, 9 if len(figure) == 1 else 99):0{len(figure)}}"
    digits = [random.choice("0123456789") if sign.isdigit() else sign for sign in figure]
    digits[0] = random.choice("123456789")
    return "".join(digits)


def vary_figures(pair: Pair, random: Random) -> Pair:
    """Another figure in place of one that both sides name once: 1.890 and 1,890; 2,5 and 2.5."""
    vi, en = pair
    for figure in _FIGURE.findall(vi):
        english = figure.translate({ord("."): ",", ord(","): "."})
        pattern = re.compile(_EN_FIGURE.format(re.escape(english)))
        if figure.lstrip("0") in ("", "1") or _FIGURE.findall(vi).count(figure) != 1:
            continue
        if len(pattern.findall(en)) != 1 or re.search(rf"(?:{_MONTH}) {english}|{english} (?:{_MONTH})", en):
            continue
        new = _other_figure(figure, random)
        vi = re.sub(_EN_FIGURE.format(re.escape(figure)), new, vi)
        en = pattern.sub(new.translate({ord("."): ",", ord(","): "."}), en)
    return vi, en


def names(pair: Pair) -> list[str]:
    """Vietnamese proper names that stand the same on both sides, once each."""
    vi, en = pair
    found = []
    for run in _capitalized(en):
        for start in range(len(run)):
            name = " ".join(run[start:])
            if VIETNAMESE.search(name) and _once(vi, name) and _once(en, name):
                found.append(name)
                break
    return found


def _capitalized(text: str) -> Iterator[list[str]]:
    """Runs of words that begin with a capital, without other signs between them."""
    for phrase in re.findall(r"\w+(?: \w+)*", text):
        for upper, words in groupby(phrase.split(), key=lambda word: word[0].isupper()):
            if upper:
                yield list(words)


class Names:
    """Proper names of the corpus by their number of words."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        found = sorted({name for pair in pairs for name in names(pair)})
        self._by_words: dict[int, list[str]] = {}
        for name in found:
            self._by_words.setdefault(len(name.split()), []).append(name)

    def vary(self, pair: Pair, random: Random) -> Pair:
        """Another name of as many words in place of each name that both sides share."""
        vi, en = pair
        for name in names(pair):
            new = random.choice(self._by_words.get(len(name.split()), [name]))
            vi, en = vi.replace(name, new), en.replace(name, new)
        return vi, en


def capitals(pair: Pair) -> Pair:
    """Both sides in capitals, as titles are."""
    return pair[0].upper(), pair[1].upper()


def joined(first: Pair, second: Pair) -> Pair:
    """Two pairs, one after the other; only sentences are joined."""
    return f"{first[0]} {second[0]}", f"{first[1]} {second[1]}"


def is_sentence(pair: Pair) -> bool:
    """Whether both sides end as sentences do."""
    return pair[0].endswith((".", "!", "?", "…")) and pair[1].endswith((".", "!", "?", "…"))
