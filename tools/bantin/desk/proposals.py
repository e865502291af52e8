"""What could stand in a block instead: the machine's new draft, what people approved for the like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bantin.blocks import Block
from bantin.desk.edits import typed
from bantin.memory import Memory
from bantin.page import Page
from bantin.pairs import OFFERS

FLAGS, CONFIDENCE = "draft_flags", "draft_confidence"

_OFFER = re.compile(
    r"(?P<after>after )?block (?P<number>\d+), source (?P<source>[0-9a-f]{8}): (?P<text>.*)", re.S
)
_FLAG = re.compile(r"block (?P<number>\d+): (?P<said>.*)", re.S)


@dataclass(frozen=True)
class Proposal:
    """A text to take over: from the `machine` or from a `memory`. `note` tells where it is from or how its
    source differs, `likeness` how much alike that is (0 to 100), `line` is the offer's line in the page."""

    kind: Literal["machine", "memory"]
    text: str
    note: str = ""
    origin: str = ""
    likeness: int = 0
    line: str = ""


@dataclass(frozen=True)
class Offer:
    """A line of draft_offers: `number` is the block that it is for; `is_after` where it is to follow it."""

    number: int
    is_after: bool
    source: str
    proposal: Proposal


def offers(target: Page) -> list[Offer]:
    """The machine's open offers of a page; lines that a person has rewritten otherwise are passed over."""
    found = ((line, _OFFER.fullmatch(line)) for line in target.texts(OFFERS))
    return [
        Offer(int(m["number"]), bool(m["after"]), m["source"], Proposal("machine", m["text"], line=line))
        for line, m in found
        if m
    ]


def flags(target: Page) -> dict[int, list[str]]:
    """What the machine was unsure of, by number of the block."""
    found: dict[int, list[str]] = {}
    for line in target.texts(FLAGS):
        if match := _FLAG.fullmatch(line):
            found.setdefault(int(match["number"]), []).append(match["said"])
    return found


def confidence(target: Page) -> int | None:
    """How sure the machine is of a page, 0 to 100; None where it does not say."""
    value = target.meta.get(CONFIDENCE)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100 else None


def of_memory(memory: Memory, source: Block, now: str) -> Iterator[Proposal]:
    """What people have approved for this source or one much like it, unless it stands there already."""
    exact = memory.exact(source)
    if exact:
        if typed(exact) != now:
            yield Proposal("memory", typed(exact), likeness=100)
        return
    near = memory.near(source)
    if near and typed(near.entry.target) != now:
        text = typed(near.entry.target)
        yield Proposal("memory", text, near.difference, near.entry.origin, round(100 * near.likeness))
