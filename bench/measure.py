"""What the benchmarks share: processor time with all children, text in order, tables with goals."""

import html
import os
import re
import resource
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

_WORD = re.compile(r"\w+(?:[.,/-]\w+)*|%")


@dataclass
class Spent:
    """Seconds of the clock and of processors, children at work included."""

    clock: float = 0.0
    cpu: float = 0.0


@contextmanager
def spending(spent: Spent) -> Iterator[None]:
    """Add what the block costs."""
    clock, cpu = time.perf_counter(), _cpu()
    try:
        yield
    finally:
        spent.clock += time.perf_counter() - clock
        spent.cpu += _cpu() - cpu


def _cpu() -> float:
    """Processor seconds of this process, its ended children, and (on Linux) its living ones."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_living, _children()))


def _children() -> list[str]:
    try:
        return Path("/proc/self/task", str(os.getpid()), "children").read_text(encoding="ascii").split()
    except OSError:
        return []


def _living(process: str) -> float:
    try:
        fields = Path("/proc", process, "stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")  # its own and its ended children's


def peak() -> int:
    """The most memory that this process and each of its ended children held, in MiB together."""
    own, children = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (own + children) // 1024


def words(text: str) -> list[str]:
    """The words and figures of a text in NFC; marks of Markdown are none."""
    plain = unicodedata.normalize("NFC", html.unescape(text)).replace("\\", "")
    return _WORD.findall(plain)


def share_in_order(wanted: str, body: str, pieces: Iterable[str] = ()) -> float:
    """The part of the wanted words that comes out in order.

    The body counts where it follows the wanted text. A piece that was taken out of the body into a field, or
    put on the list of what was dropped, counts where it stands whole among the words that the body lacks,
    once. A tool without fields gives a body alone.
    """
    one = words(wanted)
    missing = [True] * len(one)
    for block in SequenceMatcher(None, one, words(body), autojunk=False).get_matching_blocks():
        missing[block.a : block.a + block.size] = [False] * block.size
    for piece in sorted(map(words, pieces), key=len, reverse=True):
        _take(piece, one, missing)
    return 1 - sum(missing) / max(1, len(one))


def _take(piece: list[str], one: list[str], missing: list[bool]) -> None:
    size = len(piece)
    for start in range(len(one) - size + 1) if size else ():
        if one[start : start + size] == piece and all(missing[start : start + size]):
            missing[start : start + size] = [False] * size
            return


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain table: first column to the left, the others to the right."""
    every = [list(head), *map(list, rows)]
    widths = [max(len(row[column]) for row in every) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in every
    ]
    return "\n".join(["", title, lines[0], "-" * max(map(len, lines)), *lines[1:]])
