"""An inverted index cut into small static files, so that a browser fetches a few kilobytes a query.

Words are kept under their key (no accents, no English endings) in every spelling apart: a query without
accents takes all spellings, one with accents ranks its own first. A Vietnamese word is often two syllables
that each stand everywhere, so pairs of neighbouring words are kept too, with their places: they rank
neighbours above strays, they make phrases exact, and they hold "517-CV/TU" together.
Weights are BM25's (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"), made when the
index is made.

Why not Pagefind: at 5,000 bulletins its program, list of pages and script alone cost 115 kB a cold query, and
each word of the query about 100 kB more.
"""

import hashlib
import html
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bantin.site.search import postings
from bantin.site.search.words import ENDINGS, keys, words

FOLDER = "search"
BODY = 64  # where a body's places begin: what is lower stands in the title
_SHOWN = 16_000  # letters of a bulletin that excerpts are taken from
_BLOCK = re.compile(r"</(?:p|li|h\d|td|th|dt|dd|blockquote|pre)>|<br\b[^>]*>|<hr\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_SATURATION, _LENGTHS = 1.2, 0.75  # BM25's k1 and b


@dataclass(frozen=True)
class Copy:
    """What the index knows of one bulletin: `body` is safe HTML, `note` is shown under the title."""

    url: str
    code: str
    title: str
    body: str
    note: str
    extra: str  # searched, not shown: kicker, number, issuer
    date: str = ""  # results by date follow it
    filters: tuple[tuple[str, str], ...] = ()  # what results can be narrowed by; a name may come twice


@dataclass(frozen=True)
class _Text:
    """A bulletin's words, part by part: title, extra, note, then the blocks of its body."""

    title: list[str]
    extra: list[str]
    note: list[str]
    blocks: list[list[str]]
    shown: str

    @property
    def length(self) -> int:
        return sum(map(len, self.blocks))


def write_index(copies: Iterable[Copy], site_dir: str) -> None:
    """Write site/search/, one folder a language."""
    shutil.rmtree(Path(site_dir) / FOLDER, ignore_errors=True)
    languages: dict[str, list[Copy]] = {}
    for copy in copies:
        languages.setdefault(copy.code, []).append(copy)
    for code, ones in languages.items():
        ones.sort(key=lambda one: (one.date, one.url))  # a new bulletin comes last and moves no other
        _write(ones, code, Path(site_dir) / FOLDER / code)


def _write(copies: list[Copy], code: str, folder: Path) -> None:
    texts = [_text(copy) for copy in copies]
    key = keys(code)
    files = {
        f"t/{number}.idx": _fragment(*pair) for number, pair in enumerate(zip(copies, texts, strict=True))
    }
    head: dict[str, Any] = {"documents": len(copies), "endings": ENDINGS.get(code, ())}
    for name, groups in (("words", _words(texts, key)), ("pairs", _pairs(texts, key))):
        head[name] = []
        for number, (first, data) in enumerate(postings.shards(groups)):
            head[name].append(first)
            files[f"{name[0]}/{number}.idx"] = data
    head["filters"] = _filters(copies)
    digest = hashlib.sha256()
    for data in files.values():
        digest.update(data)
    head["version"] = digest.hexdigest()[:8]  # part of each file's address, lest a browser keep an older one
    files["head.idx"] = postings.packed(head)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _text(copy: Copy) -> _Text:
    blocks = [html.unescape(_TAG.sub("", block)) for block in _BLOCK.split(copy.body)]
    blocks = [" ".join(block.split()) for block in blocks]
    return _Text(
        list(words(copy.title)),
        list(words(copy.extra)),
        list(words(copy.note)),
        [list(words(block)) for block in blocks],
        unicodedata.normalize("NFC", "\n".join(block for block in blocks if block))[:_SHOWN],
    )


def _fragment(copy: Copy, text: _Text) -> bytes:
    return postings.packed({"url": copy.url, "title": copy.title, "note": copy.note, "text": text.shown})


def _words(texts: list[_Text], key: Callable[[str], str]) -> Mapping[str, Mapping[str, bytes]]:
    """The postings of each word: half a byte for what the title says of it, half for the rest."""
    mean = max(1.0, sum(text.length for text in texts) / len(texts))
    mean_title = max(1.0, sum(len(text.title) for text in texts) / len(texts))
    found: dict[str, dict[int, int]] = {}
    for number, text in enumerate(texts):
        counts: Counter[str] = Counter()
        for block in text.blocks:
            counts.update(block)
        said: dict[str, float] = dict(counts)
        for part, worth in ((text.extra, 2.0), (text.note, 0.2)):
            for word in part:
                said[word] = said.get(word, 0.0) + worth
        titled = Counter(text.title)
        for word in said.keys() | titled.keys():
            weight = _level(said.get(word, 0.0), text.length / mean, 15)
            weight += _level(titled[word], len(text.title) / mean_title, 15) << 4
            found.setdefault(word, {})[number] = weight
    return _grouped({word: (key(word), postings.weights(ones)) for word, ones in found.items()})


def _level(count: float, length: float, most: int) -> int:
    """BM25's share of a count, in steps of 1/most; never 0 for what is there."""
    if not count:
        return 0
    share = count / (count + _SATURATION * (1 - _LENGTHS + _LENGTHS * length))
    return max(1, round(most * share))


def _pairs(texts: list[_Text], key: Callable[[str], str]) -> Mapping[str, Mapping[str, bytes]]:
    """The postings of each pair of neighbours: where the first of the two stands."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, text in enumerate(texts):
        place = max(BODY, len(text.title) + 1)
        parts = [(0, text.title)]
        for part in (text.extra, text.note, *text.blocks):
            parts.append((place, part))
            place += len(part) + 1  # words of two parts are no neighbours
        for start, part in parts:
            for at, pair in enumerate(pairwise(part), (number << postings.PLACE) + start):
                found.setdefault(pair, []).append(at)
    return _grouped(
        {f"{a} {b}": (f"{key(a)} {key(b)}", postings.places(ones)) for (a, b), ones in found.items()}
    )


def _grouped(found: Mapping[str, tuple[str, bytes]]) -> Mapping[str, Mapping[str, bytes]]:
    groups: dict[str, dict[str, bytes]] = {}
    for spelling, (key, data) in found.items():
        groups.setdefault(key, {})[spelling] = data
    return groups


def _filters(copies: list[Copy]) -> dict[str, Any]:
    """For each filter its values, the most frequent first, and for each bulletin the numbers of its own."""
    found: dict[str, Any] = {}
    for name in dict.fromkeys(name for copy in copies for name, _ in copy.filters):
        own = [[value for known, value in copy.filters if known == name and value] for copy in copies]
        counts = Counter(value for values in own for value in values)
        values = sorted(counts, key=lambda value: (-counts[value], value))
        at = {value: number for number, value in enumerate(values)}
        found[name] = {"values": values, "of": [[at[value] for value in ones] for ones in own]}
    return found
