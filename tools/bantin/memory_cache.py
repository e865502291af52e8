"""The approved pairs of pages kept in .cache/, so that pages which nobody has touched are not read again.

As with the cache of `bantin status`: what is kept of a page counts only while both of its files are, to the
nanosecond, what they were, and had been at rest for two seconds when they were read. Other code, a damaged
file, or a place that cannot be written to means reading the pages again.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from bantin import blocks, files, markup, page, tmx
from bantin.blocks import Block
from bantin.tmx import Entry

Sketch = tuple[int, ...]
Sketched = tuple[Entry, Sketch]
_Kept = list[Any]  # the state of both files, and a row for each pair of blocks


class Pairs:
    """The pairs of blocks of approved pages, by page."""

    def __init__(self, path: Path, memory: ModuleType) -> None:
        self._path = path
        self._made_by = _code((blocks, files, markup, page, tmx, memory))
        self._old = _load(path, self._made_by)
        self._new: dict[str, _Kept] = {}

    def of(self, source: Path, target: Path, read: Callable[[], list[Sketched]]) -> list[Sketched]:
        """The pairs of one page; `read` gets them from its files."""
        state = [files.state(source), files.state(target)]
        known = self._old.get(target.stem)
        if known and known[0] == state:
            self._new[target.stem] = known
            return [_entry(row, target.stem) for row in known[1]]
        found = read()
        if state == [files.state(source), files.state(target)] and all(map(files.is_at_rest, state)):
            self._new[target.stem] = [state, [_row(*one) for one in found]]
        return found

    def save(self) -> None:
        """Write down what was learnt."""
        if self._new == self._old:
            return
        try:
            files.write_text(self._path, json.dumps([self._made_by, self._new], ensure_ascii=False))
        except OSError:
            return  # a read-only project is slower, and right


def _code(modules: tuple[ModuleType, ...]) -> str:
    own = [Path(__file__), *(Path(str(module.__file__)) for module in modules)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in own)).hexdigest()


def _load(path: Path, made_by: str) -> dict[str, _Kept]:
    try:
        by, found = json.loads(path.read_bytes())
        good = by == made_by and all(len(kept) == 2 for kept in found.values())
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return found if good else {}


def _row(entry: Entry, sketch: Sketch) -> list[Any]:
    return [*_fields(entry.source), *_fields(entry.target), *sketch]


def _fields(block: Block) -> tuple[str, str, int, str]:
    return block.kind, block.markup, block.level, block.marker


def _entry(row: list[Any], name: str) -> Sketched:
    return Entry(Block(*row[:4]), Block(*row[4:8]), name), tuple(row[8:])
