"""What every reader gives, whatever the format: lines with hints, pictures, and what it left out.

A reader is a module with `sniff(data)` (are these bytes mine? by content, never by name) and
`read(data)`; `bantin.normalize.readers` asks them in order. A new format is a new module and one entry.
"""

from collections.abc import Iterable
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
class Figure:
    """A picture that travels with the bulletin: it stands before the line numbered `before` (or last).
    `name` is its file's, made of its content's hash; `alt` what the source says that it shows."""

    before: int
    name: str
    data: bytes = field(repr=False)
    alt: str = ""


@dataclass(frozen=True)
class Reading:
    """All that a file says. `text` is the whole text for the proof; `dropped` what is no part of the
    bulletin (menus, page furniture); `cut` is true where a line may be a piece of a paragraph; `ocr`
    where a machine read it off a picture."""

    format: str
    lines: tuple[Line, ...]
    text: str
    encoding: str = ""
    dropped: tuple[str, ...] = ()
    cut: bool = False
    published: str = ""
    publisher: str = ""
    notes: tuple[str, ...] = field(default=())
    figures: tuple[Figure, ...] = ()
    ocr: bool = False


def said(lines: Iterable[Line], figures: Iterable[Figure], dropped: Iterable[str]) -> str:
    """The whole text of a document for the proof: lines with what the pictures say, then what was dropped."""
    texts: list[str] = []
    waiting = list(figures)
    for line in lines:
        while waiting and waiting[0].before <= line.number:
            texts.append(waiting.pop(0).alt)
        texts.append(line.text)
    return "\n".join([*texts, *(figure.alt for figure in waiting), *dropped])
