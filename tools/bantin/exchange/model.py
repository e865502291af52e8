"""What travels to a CAT tool and comes back: blocks with both texts, their state, and notes for people."""

from dataclasses import dataclass
from typing import Literal

from bantin.blocks import Kind
from bantin.exchange.tags import Piece

State = Literal["raw", "edited", "approved", "changed"]
"""raw: machine text that nobody has touched; edited: a person's; approved: under an approval that holds;
changed: its source is not what was approved."""


@dataclass(frozen=True)
class Unit:
    """A block and its translation. `id` names the source block by its text, and is the same in every export
    as long as that text is; `target_print` is the fingerprint of the translation."""

    id: str
    number: int  # of the block in the translation, from 1
    line: int  # of the source's file
    kind: Kind
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    target_print: str
    state: State
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A page as a CAT tool gets it: `name` is its file's name in both trees; `notes` are about all of it."""

    name: str
    source_file: str
    file: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ref:
    """A tag that came back: only its id counts, its text is the page's."""

    id: str


@dataclass(frozen=True)
class Returned:
    """A block as a CAT tool gave it back. `target` is its text with tags, or Markdown (`is_markup`), or None
    where there is none; `is_signed` when the tool calls it final; `notes` are those that the tool added."""

    page: str
    id: str
    target_print: str
    source: tuple[str | Ref, ...]
    target: tuple[str | Ref, ...] | None
    is_markup: bool = False
    is_signed: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """A file that came back: its two languages and its blocks."""

    languages: tuple[str, str]
    units: tuple[Returned, ...]
