"""What every reader gives, whatever the format: lines with hints, and what it left out.

A reader is a module with `sniff(data)` (are these bytes mine? by content, never by name) and
`read(data)`; `bantin.normalize.readers` asks them in order. A new format is a new module and one entry.
"""

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["", "title", "heading", "item", "quote", "caption", "byline", "date"]


@dataclass(frozen=True)
class Hint:
    """What a format says about a line beyond its text.

    `level`: a heading's rank from 1, an item's depth from 0. `marker`: an item's own mark ('-', '1.').
    `cell`: table number, row, column (from 0). `figure`: a picture stands just before.
    """

    role: Role = ""
    level: int = 0
    marker: str = ""
    bold: bool = False
    centred: bool = False
    figure: bool = False
    cell: tuple[int, int, int] | None = None


PLAIN = Hint()


@dataclass(frozen=True)
class Line:
    """A line of a text file, or a paragraph of a format that has paragraphs; numbered from 1.

    `gap`: a blank line, or the edge of a paragraph, stands before it. `indent`: columns before the text.
    """

    number: int
    text: str
    hint: Hint = PLAIN
    gap: bool = True
    indent: int = 0


@dataclass(frozen=True)
class Reading:
    """All that a file says. `text` is the whole text for the proof; `dropped` what is no part of the
    bulletin (menus, page furniture); `cut` is true where a line may be a piece of a paragraph."""

    format: str
    lines: tuple[Line, ...]
    text: str
    encoding: str = ""
    dropped: tuple[str, ...] = ()
    cut: bool = False
    published: str = ""
    publisher: str = ""
    notes: tuple[str, ...] = field(default=())
