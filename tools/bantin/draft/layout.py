"""A page's units with the characters that they are written in, so that what stays, stays byte for byte."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, takewhile

from bantin import blocks
from bantin.blocks import Block
from bantin.page import Page

HEAD = ("kicker", "title")  # units that stand in the front matter


@dataclass(frozen=True)
class Standing:
    """A unit of a page. `raw` is how its body writes it ('' when it is to be written anew), `before` all that
    parts it from unit `place - 1` of that body; `rule` is the line below the first row of a table."""

    block: Block
    raw: str = ""
    before: str = ""
    place: int = -1
    rule: str = ""

    @property
    def in_head(self) -> bool:
        """Whether the unit stands in the front matter."""
        return self.block.kind in HEAD


def standing(page: Page) -> tuple[Standing, ...]:
    """The units of a page as they stand, in order."""
    lines = page.body.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    ends = [start + len("".join(line.splitlines())) for start, line in zip(starts, lines, strict=False)]
    found = [Standing(unit) for unit in blocks.units(Page(page.meta, ""))]
    last = 0
    for place, (block, first, end) in enumerate(blocks.spans(page.body)):
        said = first + 1 if block.kind == "row" else end
        raw = page.body[starts[first] : ends[said - 1]]
        rule = page.body[starts[said] : ends[end - 1]] if said < end else ""
        found.append(Standing(block, raw, page.body[last : starts[first]], place, rule))
        last = ends[end - 1]
    return tuple(found)


def body(units: Iterable[Standing]) -> str:
    """A body of these units; those that stood side by side are parted as they were."""
    parts: list[str] = []
    said: Standing | None = None
    written = [unit for unit in units if not unit.in_head]
    for number, unit in enumerate(written):
        parts += [_between(said, unit)] if said else []
        parts.append(unit.raw or blocks.written(unit.block))
        if unit.block.kind == "row" and not (said and said.block.kind == "row"):
            parts.append(_rule(written[number:]))
        said = unit
    return "".join(parts) + "\n" if parts else ""


def _between(said: Standing, unit: Standing) -> str:
    if unit.place > 0 and said.place == unit.place - 1:
        return unit.before
    tight = said.block.kind == unit.block.kind and unit.block.kind in ("item", "row")
    return "\n" if tight else "\n\n"


def _rule(rows: list[Standing]) -> str:
    """The line below a table's first row: as it was, or a plain one."""
    table = list(takewhile(lambda row: row.block.kind == "row", rows))
    rule = next((row.rule for row in table if row.rule), "")
    return f"\n{rule or blocks.rule(table[0].block)}"
