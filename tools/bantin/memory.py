"""Translation memory: what a person has approved is said the same way again; what is merely like it is shown.

Nothing of the machine's ever gets in: a pair of blocks counts when the approval of its page holds today, or
when a person has put it into memory/ as a TMX file.
"""

import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from bantin import blocks, page, tmx
from bantin.blocks import Block
from bantin.errors import PageError
from bantin.memory_cache import Pairs, Sketch, Sketched
from bantin.page import Page, normal
from bantin.settings import Settings
from bantin.tmx import Entry

CACHE = ".cache/memory-{}.json"
FOLDER = "memory"  # TMX files that a publisher brings along

LEAST = 0.75  # how much alike (0 to 1) a source must be for its translation to be shown
_SKETCH = 4  # hashes kept of a text; texts that share none are taken to be unlike
_SHORTEST = 4  # words; shorter texts are too common to be like anything


@dataclass(frozen=True)
class Near:
    """An approved pair whose source is nearly the same: how much (0 to 1), and what differs in words."""

    entry: Entry
    likeness: float
    difference: str


class Memory:
    """Approved pairs of blocks, looked up by the source block."""

    def __init__(
        self, entries: Iterable[Entry], sketches: Mapping[int, Sketch] = MappingProxyType({})
    ) -> None:
        """`sketches` gives those that are known already, by number of the entry."""
        self.entries = tuple(entries)
        self._sketches = sketches
        self._exact: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            self._exact.setdefault(_key(entry.source), []).append(entry)

    def exact(self, unit: Block) -> Block | None:
        """How a person has put exactly this block; None where nobody has, or two in different ways."""
        renderings = {normal(entry.target.markup): entry for entry in self._exact.get(_key(unit), [])}
        if len(renderings) != 1:
            return None
        (entry,) = renderings.values()
        return Block(unit.kind, entry.target.markup, unit.level, unit.marker)

    def near(self, unit: Block) -> Near | None:
        """The approved pair that is most like this block, at least `LEAST`."""
        words = unit.text.split()
        if len(words) < _SHORTEST:
            return None
        shared = Counter(number for hashed in _sketch(words) for number in self._index.get(hashed, ()))
        found = [self._near(self.entries[number], words) for number, _ in shared.most_common(8)]
        best = max(found, key=lambda near: near.likeness, default=None)
        return best if best and best.likeness >= LEAST else None

    @cached_property
    def _index(self) -> dict[int, list[int]]:
        index: dict[int, list[int]] = {}
        numbers = {_key(entry.source): number for number, entry in enumerate(self.entries)}
        for number in numbers.values():
            known = self._sketches.get(number)
            for hashed in _sketch_of(self.entries[number]) if known is None else known:
                index.setdefault(hashed, []).append(number)
        return index

    def _near(self, entry: Entry, words: list[str]) -> Near:
        then = entry.source.text.split()
        matcher = SequenceMatcher(None, then, words, autojunk=False)
        differences = [
            f"“{' '.join(then[a:b])}” → “{' '.join(words[c:d])}”"
            for tag, a, b, c, d in matcher.get_opcodes()
            if tag != "equal"
        ]
        return Near(entry, matcher.ratio(), ", ".join(differences))


def _key(unit: Block) -> tuple[str, str]:
    return unit.kind, normal(unit.markup)


def _sketch_of(entry: Entry) -> Sketch:
    """The sketch of an entry's source; empty where it is too short to be like anything."""
    words = entry.source.text.split()
    return tuple(_sketch(words)) if len(words) >= _SHORTEST else ()


def _sketch(words: list[str]) -> list[int]:
    """The smallest hashes of three words in a row, figures aside: texts much alike share some of them."""
    codes = [_code(word) for word in words]
    triples = {
        (one * 0x9E3779B1 + two * 0x85EBCA6B + three) & 0xFFFFFFFF
        for one, two, three in zip(codes, codes[1:], codes[2:], strict=False)
    }
    return sorted(triples)[:_SKETCH]


@lru_cache(1 << 16)
def _code(word: str) -> int:
    return zlib.crc32(re.sub(r"\d", "0", word.casefold()).encode()) * 0xC2B2AE35 & 0xFFFFFFFF


def build(settings: Settings, code: str) -> Memory:
    """The memory of one target language. Raises SettingsError for a TMX file that cannot be read."""
    brought = list(_of_files(settings, code))
    cache = Pairs(settings.root / CACHE.format(code), sys.modules[__name__])
    found = [*_of_pages(settings, code, cache)]
    cache.save()
    sketches = {number: sketch for number, (_, sketch) in enumerate(found, len(brought))}
    return Memory([*brought, *(entry for entry, _ in found)], sketches)


def _of_files(settings: Settings, code: str) -> Iterator[Entry]:
    for path in sorted((settings.root / FOLDER).glob("*.tmx")):
        yield from tmx.read(path, (settings.source.code, code), settings.relative(path))


def _of_pages(settings: Settings, code: str, cache: Pairs) -> Iterator[Sketched]:
    """The blocks of pages whose approval holds; others are not even parsed."""
    for path in sorted(settings.bulletins(code).glob("*.md")):
        source_path = settings.bulletins(settings.source.code) / path.name
        if source_path.is_file():
            yield from cache.of(source_path, path, partial(_read, source_path, path))


def _read(source_path: Path, path: Path) -> list[Sketched]:
    if not _is_sealed(path):
        return []
    try:
        entries = of_page(page.read(source_path), page.read(path), path.stem)
    except PageError:
        return []  # `draft` names it
    return [(entry, _sketch_of(entry)) for entry in entries]


def _is_sealed(path: Path) -> bool:
    return b"\napproved_text:" in path.read_bytes()


def of_page(source: Page, target: Page, name: str) -> list[Entry]:
    """The pairs of one page; none where its approval does not hold."""
    seal = target.text("approved_by") and (target.text("approved_source"), target.text("approved_text"))
    if seal != (blocks.fingerprint(source), blocks.fingerprint(target)):
        return []
    both = zip(blocks.units(source), blocks.units(target), strict=True)
    return [Entry(of, unit, name) for of, unit in both if any(char.isalpha() for char in of.text)]
