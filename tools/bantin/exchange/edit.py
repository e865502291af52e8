"""Some blocks of a page said otherwise, every other character of the page left as it stands."""

import re
from collections.abc import Mapping
from itertools import accumulate

from bantin import blocks
from bantin.blocks import Block
from bantin.draft.layout import HEAD
from bantin.page import Page

_MARKER = re.compile(r"\s*\S+\s+")


def with_blocks(page: Page, changes: Mapping[int, Block]) -> Page:
    """The page with these units, by number from 1 as blocks.units counts them, in place of its own."""
    fields = [name for name in HEAD if page.text(name)]
    lines = page.body.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    parts: list[str] = []
    end = 0
    for number, (old, first, last) in enumerate(blocks.spans(page.body), len(fields) + 1):
        if number in changes:
            last = first + 1 if old.kind == "row" else last  # the rule below a table's first row stays
            said = page.body[starts[first] : starts[last]]
            parts += [page.body[end : starts[first]], _written(changes[number], said), _line_end(said)]
            end = starts[last]
    head = {name: changes[at].text for at, name in enumerate(fields, 1) if at in changes}
    return Page(page.meta, "".join(parts) + page.body[end:], page.header).with_meta(head)


def _line_end(said: str) -> str:
    return said[len(said.rstrip("\r\n")) :]


def _written(block: Block, said: str) -> str:
    """The block as the body writes it; an item keeps the indentation and marker that it has there."""
    marker = _MARKER.match(said) if block.kind == "item" else None
    return f"{marker.group()}{block.markup}" if marker else blocks.written(block)
