"""gettext PO, written and read with polib: an entry a block, both texts as Markdown.

PO has no tags of its own: the markup stands in the text, and whether facts and markup are still there is
compared when it comes back. `fuzzy` marks what a person has not read: raw machine text, and text whose source
has changed. The entry's context names page and block; its comment carries the translation's fingerprint.
"""

import re
from collections.abc import Iterable, Iterator

import polib

from bantin import __version__
from bantin.errors import SettingsError
from bantin.exchange import tags
from bantin.exchange.model import Delivery, Returned, Sheet, Unit

_PRINT = re.compile(r"^fingerprint of the translation: ([0-9a-f]{16})$", re.M)
_COUNT = "X-Blocks"  # so that a file that was cut off is noticed
_LINE = re.compile(r'(?:msg(?:ctxt|id|id_plural|str(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"|#.*|')
_FUZZY = ("raw", "changed")


def write(sheets: Iterable[Sheet], languages: tuple[str, str]) -> bytes:
    """The sheets as one PO file; the same sheets give the same bytes."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": f"bantin {__version__}",
        "Language": languages[1],
        "X-Source-Language": languages[0],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for sheet in sheets:
        file.extend(_entry(sheet, unit, first=not number) for number, unit in enumerate(sheet.units))
    file.metadata[_COUNT] = str(len(file))
    return f"{file}\n".encode()


def _entry(sheet: Sheet, unit: Unit, *, first: bool) -> polib.POEntry:
    notes = [*(sheet.notes if first else ()), *unit.notes]
    comment = [f"{unit.kind}, block {unit.number}, {unit.state}", *notes]
    comment.append(f"fingerprint of the translation: {unit.target_print}")
    return polib.POEntry(
        msgctxt=f"{sheet.name} {unit.id}",
        msgid=tags.written(unit.source),
        msgstr=tags.written(unit.target),
        comment="\n".join(" ".join(line.split()) for line in comment),
        occurrences=[(sheet.source_file, str(unit.line))],
        flags=["fuzzy"] if unit.state in _FUZZY else [],
    )


def read(text: str, file: str) -> Delivery:
    """The blocks of a PO file. Raises SettingsError."""
    for number, line in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(line.strip()):
            raise _unreadable(f"line {number}: {line[:80]}", file)
    try:
        found = polib.pofile(text, wrapwidth=0)
    except (OSError, ValueError, UnicodeError, IndexError, KeyError, AttributeError) as error:
        raise _unreadable(repr(error)[:200], file) from error
    languages = (found.metadata.get("X-Source-Language", ""), found.metadata.get("Language", ""))
    units = tuple(_units(found))
    if (count := found.metadata.get(_COUNT, "")) and count != str(len(units)):
        raise _unreadable(f"{len(units)} blocks of {count}: it was cut off, or filtered", file)
    return Delivery(languages, units)


def _unreadable(what: str, file: str) -> SettingsError:
    return SettingsError(
        f"a PO file that cannot be read ({what})",
        file=file,
        expected="a whole gettext PO file, as bantin exports it",
        next_step="save it in the CAT tool again; to work on few pages, export only these",
    )


def _units(found: polib.POFile) -> Iterator[Returned]:
    for entry in found:
        if entry.obsolete:
            continue
        name, _, number = (entry.msgctxt or "").rpartition(" ")
        print_line = _PRINT.search(entry.comment)
        yield Returned(
            name,
            number,
            print_line.group(1) if print_line else "",
            (entry.msgid,),
            (entry.msgstr,) if entry.msgstr else None,
            is_markup=True,
            notes=tuple(line for line in entry.tcomment.splitlines() if line.strip()),
        )
