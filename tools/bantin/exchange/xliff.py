"""XLIFF 1.2 (OASIS standard, 1 February 2008), written and read: the version that every CAT tool knows.

A page is a `file`, a block a `trans-unit`. Tags are `ph` elements, whose text is there for the eye: what
counts when they come back is their `id`. The fingerprint of the translation stands in a `context`.
"""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from bantin import __version__
from bantin.errors import SettingsError
from bantin.exchange.model import Delivery, Ref, Returned, Sheet, State, Unit
from bantin.exchange.tags import Piece, Tag
from bantin.exchange.xml import allowed, local

_NS = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PRINT = "x-target-fingerprint"
_OURS = "bantin"
_STATES: dict[State, dict[str, str]] = {
    "raw": {"state": "needs-review-translation", "state-qualifier": "leveraged-mt"},
    "edited": {"state": "translated"},
    "approved": {"state": "final"},
    "changed": {"state": "needs-adaptation"},
}
_SIGNED = frozenset({"signed-off", "final"})
_INLINE = frozenset({"ph", "x", "it", "bpt", "ept", "bx", "ex"})  # tools turn one into another
_AROUND = frozenset({"g", "mrk", "sub"})  # their content is text


def write(sheets: Iterable[Sheet], languages: tuple[str, str]) -> bytes:
    """The sheets as one XLIFF file; the same sheets give the same bytes."""
    # lxml writes the default name space for None, which its stubs do not know.
    root = etree.Element(f"{{{_NS}}}xliff", {"version": "1.2"}, nsmap={None: _NS})  # type: ignore[dict-item]
    for sheet in sheets:
        _add_file(root, sheet, languages)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def _child(parent: etree._Element, name: str, attributes: dict[str, str], text: str = "") -> etree._Element:
    made = etree.SubElement(parent, f"{{{_NS}}}{name}", attributes)
    made.text = allowed(text) or None
    made.tail = "\n"
    return made


def _add_file(root: etree._Element, sheet: Sheet, languages: tuple[str, str]) -> None:
    root.text = "\n"
    attributes = {
        "original": sheet.source_file,
        "source-language": languages[0],
        "target-language": languages[1],
        "datatype": "x-markdown",
        "tool-id": _OURS,
        _SPACE: "preserve",
    }
    file = _child(root, "file", attributes, "\n")
    header = _child(file, "header", {}, "\n")
    _child(header, "tool", {"tool-id": _OURS, "tool-name": "bantin", "tool-version": __version__})
    for note in sheet.notes:
        _child(header, "note", {"from": _OURS}, note)
    body = _child(file, "body", {}, "\n")
    for unit in sheet.units:
        _add_unit(body, unit)


def _add_unit(body: etree._Element, unit: Unit) -> None:
    approved = "yes" if unit.state == "approved" else "no"
    attributes = {"id": unit.id, "resname": f"block {unit.number}", "restype": f"x-{unit.kind}"}
    made = _child(body, "trans-unit", {**attributes, "approved": approved, _SPACE: "preserve"}, "\n")
    _fill(_child(made, "source", {}), unit.source)
    _fill(_child(made, "target", _STATES[unit.state]), unit.target)
    group = _child(made, "context-group", {"purpose": "information"}, "\n")
    _child(group, "context", {"context-type": "linenumber"}, str(unit.line))
    _child(group, "context", {"context-type": _PRINT}, unit.target_print)
    for note in unit.notes:
        _child(made, "note", {"from": _OURS}, note)


def _fill(element: etree._Element, pieces: Sequence[Piece]) -> None:
    last: etree._Element | None = None
    for piece in pieces:
        if isinstance(piece, Tag):
            last = _child(element, "ph", {"id": piece.id}, piece.raw)
            last.tail = None
            if piece.is_fact:
                last.set("ctype", "x-fact")
        elif last is None:
            element.text = allowed(piece)
        else:
            last.tail = allowed(piece)


def read(root: etree._Element, file: str) -> Delivery:
    """The blocks of an XLIFF 1.x file. Raises SettingsError."""
    if not (root.get("version") or "").startswith("1."):
        raise SettingsError(
            f"XLIFF version {root.get('version')}",
            file=file,
            expected="XLIFF 1.2, as bantin exports it",
            next_step="save it in the CAT tool as XLIFF 1.2",
        )
    files = [element for element in root if local(element) == "file"]
    languages = {(one.get("source-language") or "", one.get("target-language") or "") for one in files}
    if len(languages) != 1:
        raise SettingsError(
            "no pages in it" if not files else "pages in several pairs of languages",
            file=file,
            expected="pages of one pair of languages, as bantin exports them",
        )
    units = [unit for one in files for unit in _units(one)]
    return Delivery(languages.pop(), tuple(units))


def _units(file: etree._Element) -> Iterator[Returned]:
    for element in file.iter(f"{{{file.nsmap.get(file.prefix, '')}}}trans-unit"):
        parts = {local(child): child for child in reversed(element)}
        source, target = parts.get("source"), parts.get("target")
        said = None if target is None else _content(target)
        yield Returned(
            file.get("original") or "",
            element.get("id") or "",
            _print(element),
            () if source is None else _content(source),
            said,
            is_signed=target is not None and target.get("state") in _SIGNED,
            notes=tuple(_notes(element)),
        )


def _content(element: etree._Element) -> tuple[str | Ref, ...]:
    found: list[str | Ref] = [element.text or ""]
    for child in element:
        name = local(child)
        if name in _INLINE:
            found.append(Ref(child.get("id") or ""))
        elif name in _AROUND:
            found += _content(child)
        found.append(child.tail or "")
    merged: list[str | Ref] = []
    for piece in found:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece:
            merged.append(piece)
    return tuple(merged)


def _print(element: etree._Element) -> str:
    found = (one for one in element.iter() if local(one) == "context" and one.get("context-type") == _PRINT)
    return next(((one.text or "").strip() for one in found), "")


def _notes(element: etree._Element) -> Iterator[str]:
    """What the tool's users wrote: notes that are not the export's own."""
    for child in element:
        if local(child) == "note" and child.get("from") != _OURS and (child.text or "").strip():
            yield " ".join((child.text or "").split())
