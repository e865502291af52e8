"""A Markdown body cut into blocks, the blocks put back into a body, and the fingerprints of both.

The cut knows the plain Markdown that bantin writes and what translators usually type: headings,
paragraphs, list items, quotations, table rows, captions (a paragraph wholly in emphasis). Anything else
stays whole as kind `other`. The way of cutting has a version, BLOCKS; it stands in every fingerprint.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bantin import markup
from bantin.page import Page, normal

BLOCKS = "1"

Kind = Literal["kicker", "title", "heading", "paragraph", "item", "quote", "row", "caption", "other"]

OFFICIAL = ("letterhead", "recipients", "signature")  # an official document's head and foot, line by line

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)(?:\s+#+)?$")
_ITEM = re.compile(r"^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$")
_RULE = re.compile(r"^\|?[\s:|-]*-[\s:|-]*\|?$")
_CAPTION = re.compile(r"^\*(?!\*)((?:\\.|[^*\\])+)\*$")
_OTHER = re.compile(r"^(```|~~~|<[a-z!/]|!\[| {4}\S|\t)")


@dataclass(frozen=True)
class Block:
    """One unit of text. `markup` is its inline Markdown, `level` the heading's rank or the item's depth
    (0 outermost), `marker` an item's own ('-', '1.')."""

    kind: Kind
    markup: str
    level: int = 0
    marker: str = ""

    @property
    def text(self) -> str:
        """What a reader sees."""
        return markup.plain(self.markup)

    @property
    def hash(self) -> str:
        """A short hash of kind and normalized markup: 8 hexadecimal digits."""
        return _digest(self.kind, self.markup)[:8]

    def with_text(self, text: str) -> "Block":
        """The same kind of block saying this plain text."""
        return replace(self, markup=markup.escape(text))


def of_text(kind: Kind, text: str, level: int = 0, marker: str = "") -> Block:
    """A block that says exactly this plain text."""
    return Block(kind, markup.escape(text), level, marker)


def split(body: str) -> tuple[Block, ...]:
    """The blocks of a body, in order."""
    blocks: list[Block] = []
    for chunk in _chunks(body.splitlines()):
        blocks += _cut(chunk)
    return tuple(blocks)


def spans(body: str) -> Iterator[tuple[Block, int, int]]:
    """The blocks of a body, each with its first line and the line after its last, counted from 0."""
    lines = body.splitlines()
    start = 0
    for chunk in _chunks(lines):
        while not lines[start].strip():
            start += 1
        found = _cut(chunk)
        counts = [len(_cut(chunk[:end])) for end in range(1, len(chunk) + 1)] if found[1:] else [1]
        firsts = [counts.index(number) for number in range(1, len(found) + 1)]
        for block, first, end in zip(found, firsts, [*firsts[1:], len(chunk)], strict=False):
            yield block, start + first, start + end
        start += len(chunk)


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Runs of lines between blank lines; a fenced block counts as one run."""
    chunk: list[str] = []
    fence = ""
    for line in lines:
        mark = line.lstrip()[:3]
        if mark in ("```", "~~~") and not fence:
            fence = mark
        elif fence and mark == fence:
            fence = ""
        if line.strip() or fence:
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _cut(chunk: list[str]) -> list[Block]:
    first = chunk[0]
    if _OTHER.match(first) and not _ITEM.match(first):
        return [Block("other", "\n".join(chunk))]
    if first.startswith("|"):
        return [Block("row", _cells(line)) for line in chunk if not _RULE.match(line)]
    if first.startswith(">"):
        return [Block("quote", _join(line.lstrip("> ") for line in chunk))]
    return _cut_lines(chunk)


def _cut_lines(chunk: list[str]) -> list[Block]:
    """Headings, items and paragraphs: a line that begins none of these goes on with the one before."""
    blocks: list[Block] = []
    for line in chunk:
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if heading:
            blocks.append(Block("heading", heading.group(2), len(heading.group(1))))
        elif item and (not blocks or blocks[-1].kind == "item" or line is chunk[0]):
            depth = len(item.group(1).expandtabs(4)) // 4
            blocks.append(Block("item", item.group(3).strip(), depth, item.group(2)))
        elif blocks and blocks[-1].kind != "heading":
            blocks[-1] = replace(blocks[-1], markup=_join((blocks[-1].markup, line)))
        else:
            blocks.append(Block("paragraph", line.strip()))
    return [_caption(block) for block in blocks]


def _caption(block: Block) -> Block:
    match = _CAPTION.match(block.markup) if block.kind == "paragraph" else None
    return Block("caption", match.group(1)) if match else block


def _cells(line: str) -> str:
    return " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))


def _join(lines: Iterable[str]) -> str:
    return " ".join(line.strip() for line in lines if line.strip())


def join(blocks: Iterable[Block]) -> str:
    """The body that says these blocks; split(join(blocks)) gives them back."""
    parts: list[str] = []
    previous: Block | None = None
    for block in blocks:
        tight = previous is not None and previous.kind == block.kind and block.kind in ("item", "row")
        parts.append(("\n" if tight else "\n\n") if parts else "")
        parts.append(written(block))
        if block.kind == "row" and not tight:
            parts.append(f"\n{rule(block)}")
        previous = block
    return "".join(parts) + "\n" if parts else ""


def rule(row: Block) -> str:
    """The line below the first row of a table."""
    return "|" + " --- |" * (row.markup.count(" | ") + 1)


def written(block: Block) -> str:
    """How a body writes this block; a table row without the rule below it."""
    match block.kind:
        case "heading":
            return f"{'#' * block.level} {block.markup}"
        case "item":
            return f"{' ' * 4 * block.level}{block.marker or '-'} {block.markup}"
        case "quote":
            return f"> {block.markup}"
        case "row":
            return f"| {block.markup} |"
        case "caption":
            return f"*{block.markup}*"
        case _:
            return block.markup


def units(page: Page) -> tuple[Block, ...]:
    """All of a page that is translated, in order: kicker and title where it has them, then the body."""
    named: tuple[Kind, Kind] = ("kicker", "title")
    head = [of_text(name, page.text(name)) for name in named if page.text(name)]
    return (*head, *split(page.body))


def fingerprint(page: Page, of: Iterable[Block] | None = None) -> str:
    """The fingerprint of a page's text: equal exactly when title, body and official parts say the same.

    `of` are its units, where the caller has them already.
    """
    said = [f"{unit.kind} {unit.level} {unit.markup}" for unit in (units(page) if of is None else of)]
    said += [f"{field} {line}" for field in OFFICIAL for line in page.texts(field)]
    return f"{BLOCKS}:{_digest(*said)[:32]}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(normal(part) for part in parts).encode()).hexdigest()
