"""Where a source has moved on since its translation was approved, block by block.

An approval records a short hash of each block that the source then had (`approved_units`), and the approved
translation has the same blocks one by one. So what differs today can be named on both pages.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher

from bantin.blocks import Block, units
from bantin.page import Page
from bantin.typography import letters

_NUMBERED = re.compile(r'<(\w+)([^>]*) data-b="(\d+)"([^>]*)>')
_KINDS = {"replace": "changed", "insert": "added", "delete": "removed"}


@dataclass(frozen=True)
class Change:
    """A run of blocks: `own` are the translation's (empty where the source has new ones), `theirs` today's of
    the source (empty where they are gone); both number units from 0, kicker and title included."""

    kind: str  # changed, added, removed
    own: range
    theirs: range


def changes(source: Page, target: Page) -> tuple[Change, ...]:
    """What has changed in the source since the target was approved; empty where that cannot be named."""
    old, new = target.text("approved_units").split(), letters(source, units(source)).units.split()
    if len(old) != len(units(target)):
        return ()
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        Change(_KINDS[kind], range(start, end), range(first, last))
        for kind, start, end, first, last in found
        if kind != "equal"
    )


def head(page: Page) -> int:
    """How many units stand before the body: kicker and title."""
    return sum(unit.kind in ("kicker", "title") for unit in units(page))


def section(blocks: tuple[Block, ...], number: int) -> tuple[int, int]:
    """Where a body's block stands: the number of the heading above it (-1 for none), and which block below
    that heading it is, from 1; 0 for a heading."""
    above = max((one for one in range(number + 1) if blocks[one].kind == "heading"), default=-1)
    return above, number - above


def anchor(number: int) -> str:
    """The address within a page of a body's block that has changed."""
    return f"b-{number}"


def marked(html: str, numbers: Collection[int], note: str = "") -> str:
    """The same HTML with an address at each of these blocks, and `note` as the block's mark."""
    return _NUMBERED.sub(lambda match: _marked(match, numbers, note), html) if numbers else html


def _marked(match: re.Match[str], numbers: Collection[int], note: str) -> str:
    tag, before, number, after = match.groups()
    if int(number) not in numbers:
        return match.group()
    mark = f' data-outdated="{note}"' if note else ""
    if "id=" in before + after:  # a heading keeps its own address
        return f'<{tag}{before} data-b="{number}"{after}{mark}><span id="{anchor(int(number))}"></span>'
    return f'<{tag}{before} data-b="{number}"{after} id="{anchor(int(number))}"{mark}>'
