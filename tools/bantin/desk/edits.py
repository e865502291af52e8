"""One block of a translation changed, put in or taken away; nothing that others wrote meanwhile is lost.

An edit names the block that its author had before their eyes, by number and print, and the file as it was
then. Where the file is no longer that file, the edit counts only when exactly one block still says what they
saw; anything else is a conflict, and both texts are kept.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bantin import blocks, markup, page
from bantin.blocks import Block
from bantin.draft import layout
from bantin.draft.layout import HEAD, Standing
from bantin.errors import PageError
from bantin.exchange.edit import with_blocks
from bantin.files import sha256
from bantin.page import Page, Value
from bantin.pairs import OFFERS

LONGEST = 100_000  # characters of one block

Action = Literal["save", "add", "remove", "dismiss"]
Reason = Literal["empty", "long", "kind", "gone", "control"]

_NUMBERED = ("draft_near", "draft_flags", OFFERS)  # fields whose lines begin with the number of a block
_PLACE = re.compile(r"(?P<after>after )?block (?P<number>\d+)\b")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NUMBER_FIRST = re.compile(r"^(\d+)([.)])")


@dataclass(frozen=True)
class Edit:
    """What a person wants: `number` counts the page's blocks from 1 (for `add`, the one to stand after, 0 for
    the first place), `text` is Markdown, a title's or kicker's plain text. `seen` is the print of that block
    and `file` that of the whole file, as the person saw them. `session` is the same for the saves of one
    stretch of typing, which are undone together. `line` is the offer that is taken over or dismissed."""

    action: Action
    number: int
    text: str = ""
    seen: str = ""
    file: str = ""
    session: str = ""
    line: str = ""
    source: int = 0  # for `add`: the number of the source's block that the new one translates
    model: Block | None = None  # and that block itself


class RefusedEditError(PageError):
    """A text that cannot stand in its block; `reason` tells why in one word."""

    def __init__(self, reason: Reason, found: str) -> None:
        super().__init__(found, next_step="write it otherwise; what you typed is still in its field")
        self.reason = reason


class ConflictError(PageError):
    """Somebody changed the block meanwhile; `theirs` is what it says now, None where it is gone."""

    def __init__(self, theirs: str | None) -> None:
        super().__init__(
            "the block was changed meanwhile in another window or editor",
            expected="the block as it was shown",
            next_step="compare both texts, then save again",
        )
        self.theirs = theirs


def text_print(text: str) -> str:
    """The print of a file's text."""
    return sha256(text.encode())[:32]


def block_print(unit: Block) -> str:
    """The print of a block, exact to the last character."""
    return sha256(f"{unit.kind}\n{blocks.written(unit)}".encode())[:16]


def typed(unit: Block) -> str:
    """What a person edits of a block: its Markdown, of a title or kicker the text."""
    return unit.text if unit.kind in HEAD else unit.markup


def apply(text: str, edit: Edit, file: str = "") -> Page:
    """The page after an edit; `text` is what the file says now. Raises ConflictError, RefusedEditError."""
    found = page.parse(text, file)
    units = blocks.units(found)
    unchanged = edit.file == text_print(text)
    if edit.action == "add":
        if not unchanged:
            raise ConflictError(None)
        return _added(found, edit)
    number = _place(units, edit, unchanged=unchanged)
    work: Callable[[Page, int, Edit], Page] = {"save": _saved, "remove": _removed, "dismiss": _dismissed}[
        edit.action
    ]
    return work(found, number, edit)


def _place(units: Sequence[Block], edit: Edit, *, unchanged: bool) -> int:
    """The number of the block that is meant, in the page as it is now."""
    at = edit.number - 1
    there = units[at] if 0 <= at < len(units) else None
    if unchanged and there and block_print(there) == edit.seen:
        return edit.number
    same = [number for number, unit in enumerate(units, 1) if block_print(unit) == edit.seen]
    if len(same) == 1:
        return same[0]
    raise ConflictError(typed(there) if there else None)


def _saved(found: Page, number: int, edit: Edit) -> Page:
    units = blocks.units(found)
    wanted = _wanted(units[number - 1], edit.text)
    changed = with_blocks(found, {number: wanted})
    changed = changed.with_meta(_without_line(changed, edit.line))
    _verify(changed, [*units[: number - 1], wanted, *units[number:]])
    return changed


def edit_text(text: str) -> str:
    """A title or kicker as it is kept: one line."""
    return page.normal(text)


def _wanted(unit: Block, text: str) -> Block:
    """The block with another text. Raises RefusedEditError where that would be another kind of block."""
    if len(text) > LONGEST:
        raise RefusedEditError("long", f"{len(text)} characters, more than {LONGEST}")
    if _CONTROL.search(text):
        raise RefusedEditError("control", "a control character")
    if not text.strip():
        raise RefusedEditError("empty", "no text")
    if unit.kind in HEAD:
        return blocks.of_text(unit.kind, edit_text(text))
    said = text.strip("\n") if unit.kind == "other" else page.normal(text)
    for attempt in (said, _guarded(said)):
        wanted = replace(unit, markup=attempt)
        if blocks.split(_alone(wanted)) == (wanted,):
            return wanted
    raise RefusedEditError("kind", f"a text that would not read as one {unit.kind}")


def _alone(unit: Block) -> str:
    """A body of this block alone; a nested item below its parents."""
    return blocks.join([replace(unit, level=0)]) if unit.kind == "item" else blocks.join([unit])


def _guarded(text: str) -> str:
    """The text with its first sign kept from meaning a list, a heading, a quotation or HTML."""
    if _NUMBER_FIRST.match(text):
        return _NUMBER_FIRST.sub(r"\1\\\2", text)
    return markup.escape(text[0]) + text[1:]


def _removed(found: Page, number: int, _: Edit) -> Page:
    units = blocks.units(found)
    if units[number - 1].kind == "title":
        raise RefusedEditError("kind", "a page without a title")
    standing = list(layout.standing(found))
    left = [*standing[: number - 1], *standing[number:]]
    kind = units[number - 1].kind
    meta: dict[str, Value | None] = {"kicker": None} if kind == "kicker" else {}
    meta |= _renumbered(found, lambda at: None if at == number else at - (at > number))
    changed = _with_body(found, left).with_meta(meta)
    _verify(changed, [*units[: number - 1], *units[number:]])
    return changed


def _added(found: Page, edit: Edit) -> Page:
    """A block put in after another: of the same kind as the source's block that it translates."""
    units = blocks.units(found)
    if edit.model is None or edit.number > len(units):
        raise ConflictError(None)
    wanted = _wanted(edit.model, edit.text)
    if wanted.kind in HEAD:
        changed = _with_head(found, wanted.kind, edit_text(edit.text))
        place = [unit.kind for unit in blocks.units(changed)].index(wanted.kind)
    else:
        place = max(edit.number, len(blocks.units(Page(found.meta, ""))))
        standing = list(layout.standing(found))
        changed = _with_body(found, [*standing[:place], Standing(wanted), *standing[place:]])
    changed = changed.with_meta(_renumbered(found, lambda at: at + (at > place)))
    _verify(changed, [*units[:place], wanted, *units[place:]])
    return changed


def _with_head(found: Page, field: str, text: str) -> Page:
    return found.with_meta({field: text})


def _with_body(found: Page, standing: Sequence[Standing]) -> Page:
    return replace(found, body=layout.body(standing))


def _dismissed(found: Page, _: int, edit: Edit) -> Page:
    """The page without one line of what the machine offers."""
    if edit.line not in found.texts(OFFERS):
        raise ConflictError(None)
    return found.with_meta(_without_line(found, edit.line))


def _without_line(found: Page, line: str) -> dict[str, Value | None]:
    lines = found.texts(OFFERS)
    if not line or line not in lines:
        return {}
    return {OFFERS: [one for one in lines if one != line] or None}


def _renumbered(found: Page, number_of: Callable[[int], int | None]) -> dict[str, Value | None]:
    """The fields that name blocks by number, told the new numbers; lines about a block that is gone go."""
    changed: dict[str, Value | None] = {}
    for field in _NUMBERED:
        if lines := found.texts(field):
            again = [_moved(line, number_of) for line in lines]
            changed[field] = [line for line in again if line is not None] or None
    return changed


def _moved(line: str, number_of: Callable[[int], int | None]) -> str | None:
    match = _PLACE.match(line)
    if not match:
        return line
    number = number_of(int(match["number"]))
    if number is None:
        return None
    return f"{match['after'] or ''}block {number}{line[match.end() :]}"


def _verify(changed: Page, wanted: Sequence[Block]) -> None:
    """What would be written must read back as the same blocks, and no other block may change."""
    again = page.parse(page.render(changed))
    said = [(unit.kind, unit.markup, unit.level) for unit in blocks.units(again)]
    if said != [(unit.kind, unit.markup, unit.level) for unit in wanted]:
        raise RefusedEditError("kind", "a text that would change the blocks around it")
