"""Structure: every block of the source has its counterpart, of the same kind, with its cells and links."""

import re
from collections import Counter
from collections.abc import Iterator

from bantin.blocks import Block
from bantin.check.align import Twin
from bantin.check.model import Subject, short
from bantin.errors import Finding

_LINK = re.compile(r"(!?)\[[^\]]*\]\(\s*<?([^)\s>]+)")
_LINES = ("recipients", "signature")  # line by line; a letterhead's lines are joined and split freely


def structure(subject: Subject) -> Iterator[Finding]:
    """Blocks missing or one too many, other kinds and levels, cells, links."""
    for twin in subject.twins:
        if twin.source and twin.target:
            yield from _unlike(subject, twin, twin.source, twin.target)
        elif twin.source:
            yield subject.finding(
                twin.number,
                f"nothing stands for the source's block {twin.source_number}",
                f"the translation of {_said(twin.source)}",
                "translate it where it belongs",
            )
        elif twin.target:
            yield subject.finding(
                twin.number,
                f"a block that the source does not have: {_said(twin.target)}",
                "one block for each block of the source",
                "take it away, or join it to the block it belongs to",
            )


def _unlike(subject: Subject, twin: Twin, source: Block, target: Block) -> Iterator[Finding]:
    place = twin.number
    if source.kind != target.kind:
        yield subject.finding(
            place, f"a {target.kind}: {_said(target)}", f"a {source.kind}", "give it the kind of its source"
        )
    elif source.level != target.level and source.kind in ("heading", "item"):
        yield subject.finding(
            place,
            f"a {target.kind} of level {target.level}",
            f"level {source.level}",
            "give it the level of its source",
            "warning",
        )
    elif source.marker[:-1].isdigit() != target.marker[:-1].isdigit():
        yield subject.finding(
            place,
            f"an item marked {short(target.marker)}",
            f"{short(source.marker)}",
            "mark it as the source does",
            "warning",
        )
    if source.kind == target.kind == "row":
        ours, theirs = _cells(source), _cells(target)
        if ours != theirs:
            yield subject.finding(
                place, f"{theirs} cells", f"{ours} cells", "give the row the cells of its source"
            )
    yield from _links(subject, place, source, target)


def _links(subject: Subject, place: int, source: Block, target: Block) -> Iterator[Finding]:
    ours, theirs = Counter(_LINK.findall(source.markup)), Counter(_LINK.findall(target.markup))
    for mark, address in (ours - theirs).elements():
        name = "picture" if mark else "link"
        yield subject.finding(place, f"no {name} to {address}", address, f"put the {name} back")
    for mark, address in (theirs - ours).elements():
        name = "picture" if mark else "link"
        yield subject.finding(
            place,
            f"a {name} to {address} that the source does not have",
            "the links of the source",
            f"take the {name} away, or correct its address",
        )


def _cells(row: Block) -> int:
    return row.markup.count(" | ") + 1


def _said(block: Block) -> str:
    return f"{block.kind} {short(block.text)}"


def official(subject: Subject) -> Iterator[Finding]:
    """The lists of an official document, where the translation has them: line for line."""
    for name in _LINES:
        ours, theirs = subject.source.texts(name), subject.target.texts(name)
        if theirs and not ours:
            yield subject.finding(
                name, "a list that the source does not have", "no such field", "take the field away"
            )
        elif theirs and len(ours) != len(theirs):
            yield subject.finding(
                name, f"{len(theirs)} lines", f"{len(ours)} lines", "give every line its counterpart"
            )
    if subject.target.texts("letterhead") and not subject.source.texts("letterhead"):
        yield subject.finding(
            "letterhead", "a letterhead that the source does not have", "no such field", "take it away"
        )
    present = [name for name in ("letterhead", *_LINES) if subject.target.texts(name)]
    for name in ("letterhead", *_LINES):
        if present and subject.source.texts(name) and name not in present:
            yield subject.finding(
                name,
                f"no {name}, though there is a {present[0]}",
                "all the official parts of the source, or none",
                f"translate the lines of {name}",
                "warning",
            )
