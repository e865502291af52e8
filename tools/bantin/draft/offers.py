"""Drafts offered beside a person's words: lines of front matter, to be taken up, or deleted, by a person.

    draft_offers:
    - 'block 3, source 1a2b3c4d: District 12 has been open since 5 March.'
    - 'after block 4, source 5e6f7a8b: Stay at home.'

A line stays until its block says what it offers, until the source changes again, until a person deletes it,
or until the page is approved. A line that a person has rewritten is theirs and stays.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from bantin.blocks import Block, Kind, of_text
from bantin.draft.layout import HEAD
from bantin.errors import Finding
from bantin.pairs import OFFERS, Segment

_LINE = re.compile(r"(?P<place>(?:after )?block \d+), source (?P<source>[0-9a-f]{8}): (?P<text>.*)", re.S)


@dataclass(frozen=True)
class Offer:
    """A draft for the source unit with this hash, and where in the page it belongs: 'block 3'."""

    place: str
    source: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}, source {self.source}: {self.text}"


def offered(place: str, source: Block, made: Block) -> Offer:
    """An offer, its text as the page would write it."""
    return Offer(place, source.hash, made.text if made.kind in HEAD else made.markup)


def still_open(
    lines: list[str], record: tuple[Segment, ...], places: Mapping[str, str], new: list[Offer]
) -> list[str]:
    """All lines of the field: the old ones that still hold, and the new. `record` is the one that the old
    lines were written with; `places` tells where in the page a source's rendering is, by hash, if a person's
    words stand there."""
    kept: list[str] = []
    again = {offer.source for offer in new}
    wrote = {(segment.source, segment.machine) for segment in record}
    for line in lines:
        match = _LINE.fullmatch(line)
        if not match or not _is_machines(match["source"], match["text"], wrote):
            kept.append(line)
        elif match["source"] in places and match["source"] not in again:
            kept.append(str(Offer(places[match["source"]], match["source"], match["text"])))
    return [*kept, *map(str, new)]


def finding(file: str, lines: list[str]) -> Finding:
    """What a person is told about a page with open offers."""
    matches = (_LINE.fullmatch(line) for line in lines)
    return Finding(
        file,
        ", ".join(match["place"] for match in matches if match),
        f"the source has changed where a person wrote; a new draft is offered in its field {OFFERS}",
        expected="the person's words kept or the new draft taken over, block by block",
        next_step=f"correct these blocks, delete their lines from {OFFERS}, then approve the page",
        severity="warning",
    )


def _is_machines(source: str, text: str, wrote: set[tuple[str, str]]) -> bool:
    """Whether the text is word for word what the machine wrote for this source."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    blocks = (of_text(kind, text) if kind in HEAD else Block(kind, text) for kind in kinds)
    return any((source, block.hash) in wrote for block in blocks)
