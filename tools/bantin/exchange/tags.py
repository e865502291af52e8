"""The inline Markdown of a block as text and protected tags, and back.

A tag stands for characters that a CAT tool must carry and nobody shall retype: markup (`**`, the address of a
link, the bar between two cells), and facts that both sides of a block share by value (a date, a figure, the
number of a document). A fact that the sides do not share stays text: it may be what is to be corrected.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from bantin import markup
from bantin.blocks import Block
from bantin.facts.compare import FINDERS
from bantin.facts.model import Fact


@dataclass(frozen=True)
class Tag:
    """Protected characters: `raw` as they stand in the block's markup; `id` is one of a block's."""

    raw: str
    id: str = ""
    is_fact: bool = False


Piece = str | Tag

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()>#+\-.!])"
    r"|(?P<whole>`[^`]+`|!\[[^\]]*\]\([^)]*\)|<[^<>]+>)"
    r"|\[(?P<label>(?:\\.|[^\\\]])*)(?P<address>\]\([^)]*\))"
    r"|(?P<mark>\*\*|__|\*|_)(?=\S)(?P<inside>(?:\\.|[^\\])+?)(?<=\S)(?P=mark)"
    r"|(?P<entity>&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);)"
)
_CELLS = " | "
_WHOLE_KINDS = frozenset({"document", "email", "url", "phone", "code"})
_DIGIT = re.compile(r"\d")


def pieces(block: Block) -> tuple[Piece, ...]:
    """The block's text and the tags of its markup, in order; facts are still text."""
    found: list[Piece] = []
    for number, cell in enumerate(block.markup.split(_CELLS) if block.kind == "row" else [block.markup]):
        found += [Tag(_CELLS)] if number else []
        found += _inline(cell)
    return _joined(found)


def _inline(text: str) -> Iterator[Piece]:
    end = 0
    for match in _TOKEN.finditer(text):
        yield text[end : match.start()]
        end = match.end()
        match match.lastgroup:
            case "escaped":
                yield match["escaped"]
            case "entity":
                yield html.unescape(match["entity"])
            case "whole":
                yield Tag(match["whole"])
            case "address":
                yield from (Tag("["), *_inline(match["label"]), Tag(match["address"]))
            case _:
                yield from (Tag(match["mark"]), *_inline(match["inside"]), Tag(match["mark"]))
    yield text[end:]


def _joined(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces, texts that stand side by side made one and empty ones left out."""
    result: list[Piece] = []
    for piece in found:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece
        elif piece:
            result.append(piece)
    return tuple(result)


def written(found: Sequence[Piece]) -> str:
    """The markup that says these pieces."""
    parts: list[str] = []
    for number, piece in enumerate(says(found)):
        if isinstance(piece, Tag):
            parts.append(piece.raw)
        elif number:  # only what begins a block may look like the beginning of a list
            parts.append(markup.escape(f"x{piece}")[1:])
        else:
            parts.append(markup.escape(piece))
    return "".join(parts)


def says(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """What the pieces say, with facts as text: two blocks are the same when this is."""
    plain = (piece.raw if isinstance(piece, Tag) and piece.is_fact else piece for piece in found)
    return _joined(replace(piece, id="") if isinstance(piece, Tag) else piece for piece in plain)


def protected(
    source: Block, target: Block, languages: tuple[str, str]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sides with the tags of their markup and of the facts that they share, which have the same ids."""
    ours, theirs = pieces(source), pieces(target)
    if all(code in FINDERS for code in languages):
        ours, theirs = _facts(ours, theirs, languages)
    return _numbered(ours, theirs)


def _facts(
    ours: tuple[Piece, ...], theirs: tuple[Piece, ...], languages: tuple[str, str]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    here, there = (
        [(at, fact) for at, piece in enumerate(side) if isinstance(piece, str) for fact in _firm(piece, code)]
        for side, code in zip((ours, theirs), languages, strict=True)
    )
    left: list[tuple[int, Fact, str]] = []
    right: list[tuple[int, Fact, str]] = []
    rest = list(there)
    for number, (at, fact) in enumerate(here, 1):
        twin = next((one for one in rest if (one[1].kind, one[1].value) == (fact.kind, fact.value)), None)
        if twin:
            rest.remove(twin)
            left.append((at, fact, f"f{number}"))
            right.append((*twin, f"f{number}"))
    return _cut(ours, left), _cut(theirs, right)


def _firm(text: str, code: str) -> Iterator[Fact]:
    """The facts that are written in figures or letters of their own, each character taken once."""
    end = 0
    for fact in FINDERS[code](text):
        as_text = fact.kind != "name" and (fact.kind in _WHOLE_KINDS or bool(_DIGIT.search(fact.text)))
        if fact.firm and as_text and fact.start >= end and text[fact.start : fact.end] == fact.text:
            end = fact.end
            yield fact


def _cut(side: tuple[Piece, ...], facts: list[tuple[int, Fact, str]]) -> tuple[Piece, ...]:
    """The side with these facts as tags; each names the piece that it stands in."""
    result: list[Piece] = []
    for at, piece in enumerate(side):
        end = 0
        within = sorted(((fact, name) for number, fact, name in facts if number == at), key=_start)
        for fact, name in within if isinstance(piece, str) else ():
            result += [str(piece)[end : fact.start], Tag(fact.text, name, is_fact=True)]
            end = fact.end
        result.append(piece[end:] if isinstance(piece, str) else piece)
    return _joined(result)


def _start(named: tuple[Fact, str]) -> int:
    return named[0].start


def _numbered(
    ours: tuple[Piece, ...], theirs: tuple[Piece, ...]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Ids for the tags of markup: the same on both sides for the same markup, the n-th with the n-th."""
    numbers = count(1)
    known: dict[tuple[str, int], str] = {}
    sides: list[tuple[Piece, ...]] = []
    for side in (ours, theirs):
        seen: dict[str, int] = {}
        named: list[Piece] = []
        for piece in side:
            if isinstance(piece, Tag) and not piece.is_fact:
                seen[piece.raw] = nth = seen.get(piece.raw, 0) + 1
                if (piece.raw, nth) not in known:
                    known[piece.raw, nth] = f"m{next(numbers)}"
                named.append(replace(piece, id=known[piece.raw, nth]))
            else:
                named.append(piece)
        sides.append(tuple(named))
    return sides[0], sides[1]
