"""How sure the machine is of a page, what a person must look at in it, and what approved text is much like
it: fields of its front matter that every draft writes anew."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bantin import pairs
from bantin.draft.result import Drafted
from bantin.memory import Near
from bantin.page import Page

CONFIDENCE, FLAGS, NEAR = "draft_confidence", "draft_flags", "draft_near"

_LINE = re.compile(r"(block )(\d+)((?:, [^:]*)?: .*)", re.S)


@dataclass(frozen=True)
class Unit:
    """A drafted unit: its number in the page, whether it is only offered there, and its sentences."""

    number: int
    offered: bool
    sentences: tuple[str, ...]


def flags(units: Iterable[Unit], known: Mapping[str, Drafted]) -> list[str]:
    """One line for everything that a person must look at: 'block 3: number 96,56 % missing'."""
    return [
        f"block {unit.number}{', offered' if unit.offered else ''}: {flag}"
        for unit in units
        for flag in dict.fromkeys(flag for sentence in unit.sentences for flag in known[sentence].flags)
    ]


def near(number: int, found: Near) -> str:
    """A line that shows an approved text: 'block 3, 92 % as in bao-so-9: “12” → “14”: District 12 ...'."""
    entry = found.entry
    alike = f"{round(100 * found.likeness)} %"
    return f"block {number}, {alike} as in {entry.origin}: {found.difference}: {entry.target.markup}"


def still(lines: Iterable[str], carried: Mapping[int, int]) -> Iterator[str]:
    """The lines of an earlier draft about units that stand unchanged; `carried` gives their numbers, then and
    now. A line that a person has written stays."""
    for line in lines:
        match = _LINE.fullmatch(line)
        if not match:
            yield line
        elif not match[3].startswith(", offered") and int(match[2]) in carried:
            yield f"{match[1]}{carried[int(match[2])]}{match[3]}"


def confidences(wrote: Mapping[str, tuple[str, ...]], known: Mapping[str, Drafted], before: Page) -> str:
    """How sure the machine is of each sentence of its blocks, a word a block: '1a2b3c4d:92,38'.

    `wrote` has the blocks in the page's record by hash, each with the sentences that were decoded for it now,
    () where it stands as the page said it `before`.
    """
    earlier = pairs.confidences(before)
    said = {
        hashed: tuple(round(100 * known[text].confidence) for text in sentences) or earlier.get(hashed, ())
        for hashed, sentences in wrote.items()
    }
    return " ".join(f"{hashed}:{','.join(map(str, sure))}" for hashed, sure in said.items() if sure)


def confidence(units: Iterable[Unit], known: Mapping[str, Drafted], before: object, kept: int) -> int | None:
    """From 0 to 100: the mean over the page's sentences by their length. `before` is what the page said of
    the `kept` characters that were drafted earlier; None where the machine wrote nothing."""
    drafts = [known[sentence] for unit in units if not unit.offered for sentence in unit.sentences]
    total = sum(len(draft.text) for draft in drafts)
    said = sum(draft.confidence * len(draft.text) for draft in drafts)
    if isinstance(before, int) and kept:
        total, said = total + kept, said + before / 100 * kept
    return round(100 * said / total) if total else None
