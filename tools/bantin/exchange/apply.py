"""What came back from a CAT tool, put into its page block by block; what does not fit is refused, and said.

A block is taken when its source, and its translation, are today what was exported, and when every tag came
back once. Everything else leaves the page as it is. No state that a tool gives a block approves anything.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bantin import blocks
from bantin.blocks import Block
from bantin.errors import Finding
from bantin.exchange import edit, tags
from bantin.exchange.model import Ref, Returned, Sheet, Unit
from bantin.exchange.tags import Piece, Tag
from bantin.exchange.xml import allowed
from bantin.facts.compare import compare
from bantin.page import Page, parse, render

_AGAIN = "export the page again, and carry the new wording over"
_WHITE = re.compile(r"[ \t\n]+")  # what XML tools reflow; no other space is touched


class MisfitError(Exception):
    """A block that does not fit: what was found, what was expected, what to do next."""

    def __init__(self, found: str, expected: str = "", next_step: str = _AGAIN) -> None:
        super().__init__(found)
        self.found, self.expected, self.next_step = found, expected, next_step


@dataclass(frozen=True)
class Outcome:
    """The page with what was taken, the numbers of the blocks taken, and what a person should look at."""

    page: Page
    taken: tuple[int, ...]
    findings: tuple[Finding, ...]


def apply(sheet: Sheet, target: Page, returned: Sequence[Returned], languages: tuple[str, str]) -> Outcome:
    """The translation with the blocks that came back; `sheet` is what would be exported today."""
    here = {unit.id: unit for unit in sheet.units}
    standing = blocks.units(target)
    findings: list[Finding] = []
    wanted: dict[int, Block] = {}
    for one in _once(sheet, returned, findings):
        unit = here.get(one.id)
        place = f"block {unit.number}" if unit else one.id
        try:
            if unit is None:
                raise MisfitError(
                    "its source has changed since the export, or is gone", "the source of today"
                )
            block = _block(unit, standing[unit.number - 1], one, languages)
        except MisfitError as misfit:
            findings.append(_finding(sheet.file, place, misfit))
            continue
        if block:
            wanted[unit.number] = block
        findings += _remarks(sheet.file, unit, one)
    page, taken, misfits = _put(target, wanted)
    findings += [_finding(sheet.file, f"block {number}", misfit) for number, misfit in misfits]
    return Outcome(page, taken, tuple(findings))


def _finding(file: str, place: str, misfit: MisfitError) -> Finding:
    return Finding(file, place, f"refused: {misfit.found}", misfit.expected, misfit.next_step)


def _once(sheet: Sheet, returned: Sequence[Returned], findings: list[Finding]) -> Iterator[Returned]:
    """The blocks that came back once, or several times alike."""
    by_id: dict[str, list[Returned]] = {}
    for one in returned:
        by_id.setdefault(one.id, []).append(one)
    for name, ones in by_id.items():
        if len({one.target for one in ones}) == 1:
            yield ones[0]
        else:
            misfit = MisfitError("it came back twice, in different words", "one translation of each block")
            findings.append(_finding(sheet.file, name, misfit))


def _block(unit: Unit, old: Block, one: Returned, languages: tuple[str, str]) -> Block | None:
    """The block as it came back; None where nothing is new. Raises MisfitError."""
    if _line(_sight(unit.source, one)) != _line(one.source):
        raise MisfitError("its source in the file is not the page's", "the source as it was exported")
    if one.target is None or not any(isinstance(piece, Ref) or piece.strip() for piece in one.target):
        raise MisfitError("no translation in the file", "a translation", "translate it, and import again")
    if _line(_sight(unit.target, one)) == _line(one.target):
        return None
    if not one.target_print:
        raise MisfitError(
            "the fingerprint of its translation did not come back",
            "the context or comment that the export gave the block",
            "use a tool that keeps it, or correct the page itself",
        )
    if one.target_print != unit.target_print:
        raise MisfitError(
            "the translation has changed since the export", "the translation as it was exported"
        )
    said = _markup(unit, one, languages)
    if said == old.markup:
        return None
    return replace(old, markup=said)


def _sight(pieces: Sequence[Piece], one: Returned) -> tuple[str | Ref, ...]:
    """Pieces as they come back from a tool that changes nothing."""
    if one.is_markup:
        return (tags.written(pieces),)
    return tuple(Ref(piece.id) if isinstance(piece, Tag) else allowed(piece) for piece in pieces)


def _line(content: Sequence[str | Ref]) -> tuple[str | Ref, ...]:
    """Content on one line, no white space at its ends."""
    found = [piece if isinstance(piece, Ref) else _WHITE.sub(" ", piece) for piece in content]
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip(" ")
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip(" ")
    return tuple(piece for piece in found if piece)


def _markup(unit: Unit, one: Returned, languages: tuple[str, str]) -> str:
    said = _line(one.target or ())
    if one.is_markup:
        return _from_markdown(unit, "".join(map(str, said)), languages)
    here = {piece.id: piece for piece in unit.target if isinstance(piece, Tag)}
    _same_tags(
        Counter(here.keys()),
        Counter(piece.id for piece in said if isinstance(piece, Ref)),
        lambda name: here[name].raw,
    )
    return _readable(unit, [here[piece.id] if isinstance(piece, Ref) else piece for piece in said])


def _same_tags(ours: Counter[str], theirs: Counter[str], sight: Callable[[str], str]) -> None:
    """Raise MisfitError unless both have the same tags, each as often."""
    lost = [f"“{sight(name)}” ({name})" for name in (ours - theirs)]
    more = [f"“{sight(name)}” ({name})" if name in ours else name for name in (theirs - ours)]
    if lost or more:
        found = [f"without {', '.join(lost)}"] if lost else []
        found += [f"with {', '.join(more)} too often or from elsewhere"] if more else []
        raise MisfitError(
            f"it came back {' and '.join(found)}",
            "every tag once",
            "put the tags right in the CAT tool and import again; to change what a tag holds, edit the page",
        )


def _readable(unit: Unit, pieces: Sequence[Piece]) -> str:
    """The markup of the pieces. Raises MisfitError when it would not read back as the same."""
    said = tags.written(pieces)
    if tags.says(tags.pieces(Block(unit.kind, said))) != tags.says(pieces):
        raise MisfitError(
            "its tags stand where they would mean something else",
            "marks in pairs around words, as they were exported",
            "put the tags right in the CAT tool and import again",
        )
    return said


def _from_markdown(unit: Unit, said: str, languages: tuple[str, str]) -> str:
    """Markdown that came back, if its marks and its facts are those of the export."""
    before = tags.pieces(Block(unit.kind, tags.written(unit.target)))
    after = tags.pieces(Block(unit.kind, said))
    marks = [Counter(piece.raw for piece in side if isinstance(piece, Tag)) for side in (before, after)]
    _same_tags(marks[0], marks[1], str)
    source = Block(unit.kind, tags.written(unit.source)).text
    known = Counter(map(str, compare(source, Block(unit.kind, tags.written(unit.target)).text, languages)))
    now = Counter(map(str, compare(source, Block(unit.kind, said).text, languages)))
    if worse := list(now - known):
        raise MisfitError(
            f"its facts are no longer those of the source: {'; '.join(worse)}",
            "the figures, dates and numbers of the source",
            "put them right and import again",
        )
    return said


def _put(
    target: Page, wanted: dict[int, Block]
) -> tuple[Page, tuple[int, ...], list[tuple[int, MisfitError]]]:
    """The page with the blocks that read back as they are; all at once, or one by one when some do not."""
    if _holds(target, wanted):
        return edit.with_blocks(target, wanted), tuple(wanted), []
    page, taken = target, []
    misfits: list[tuple[int, MisfitError]] = []
    for number, block in wanted.items():
        if _holds(page, {number: block}):
            page = edit.with_blocks(page, {number: block})
            taken.append(number)
        else:
            found = f"it would not read back as one {block.kind}: “{block.text[:60]}”"
            misfits.append(
                (number, MisfitError(found, f"the text of one {block.kind}", "edit the page itself"))
            )
    return page, tuple(taken), misfits


def _holds(page: Page, changes: dict[int, Block]) -> bool:
    """Whether the page, written and read again, has exactly these blocks and its others as they are."""
    wanted = list(blocks.units(page))
    for number, block in changes.items():
        wanted[number - 1] = block
    made = parse(render(edit.with_blocks(page, changes)))
    found = [(unit.kind, unit.level, unit.marker, unit.markup) for unit in blocks.units(made)]
    return found == [(unit.kind, unit.level, unit.marker, unit.markup) for unit in wanted]


def _remarks(file: str, unit: Unit, one: Returned) -> Iterator[Finding]:
    """What people said in the tool: it changes nothing, and is not lost."""
    place = f"block {unit.number}"
    for note in one.notes:
        yield Finding(file, place, f"a note from the CAT tool: {note}", severity="note")
    if one.is_signed and unit.state != "approved":
        yield Finding(
            file,
            place,
            "the CAT tool calls it final, which approves nothing",
            next_step="read both texts, then: bantin approve PAGE --by NAME",
            severity="note",
        )
