"""The term base as TBX-Basic (ISO 30042:2019, style DCA), for CAT tools; TBX version 2 is read as well.

The required rendering is the preferred term, others that are right are admitted, forbidden ones deprecated.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from bantin import files
from bantin.errors import SettingsError
from bantin.terms import Term

_NS = "urn:iso:std:iso:30042:ed-2"
# lxml writes the default name space for None, which its stubs do not know.
_PREFIXES: Any = {None: _NS}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFERRED, _ADMITTED, _DEPRECATED = (
    f"{name}Term-admn-sts" for name in ("preferred", "admitted", "deprecated")
)
_ENTRIES, _SECTIONS, _TERMS = (
    {"conceptEntry", "termEntry"},
    {"langSec", "langSet"},
    {"termSec", "tig", "ntig"},
)


def write(path: Path, terms: Iterable[Term], languages: tuple[str, str]) -> None:
    """Write the terms that have a rendering; the same terms give the same bytes."""
    root = etree.Element(
        f"{{{_NS}}}tbx", {"type": "TBX-Basic", "style": "dca", _LANG: languages[0]}, nsmap=_PREFIXES
    )
    described = _child(_child(_child(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _child(described, "p").text = "Term base of a publication of public bulletins"
    body = _child(_child(root, "text"), "body")
    for number, term in enumerate((term for term in terms if term.target), 1):
        _add(_child(body, "conceptEntry", {"id": f"c{number}"}), term, languages)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    files.write_text(path, data.decode("utf-8"))


def _child(parent: etree._Element, name: str, attributes: dict[str, str] | None = None) -> etree._Element:
    return etree.SubElement(parent, f"{{{_NS}}}{name}", attributes or {})


def _add(entry: etree._Element, term: Term, languages: tuple[str, str]) -> None:
    if term.kind:
        _child(entry, "descrip", {"type": "subjectField"}).text = term.kind
    if term.note:
        _child(entry, "note").text = term.note
    _section(entry, languages[0], [(term.source, _PREFERRED)])
    renderings = [
        (term.target, _PREFERRED),
        *((one, _ADMITTED) for one in term.accepted),
        *((one, _DEPRECATED) for one in term.forbidden),
    ]
    _section(entry, languages[1], renderings)


def _section(entry: etree._Element, code: str, terms: Iterable[tuple[str, str]]) -> None:
    section = _child(entry, "langSec", {_LANG: code})
    for text, status in terms:
        part = _child(section, "termSec")
        _child(part, "term").text = text
        _child(part, "termNote", {"type": "administrativeStatus"}).text = status


def read(path: Path, languages: tuple[str, str]) -> list[Term]:
    """The terms of a TBX file that have both languages; no other file is read. Raises SettingsError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.parse(path, parser).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise SettingsError(
            f"a TBX file that cannot be read ({error})",
            file=str(path),
            expected="TBX-Basic, version 2 or 3",
            next_step="export it from the CAT tool again",
        ) from error
    return [term for entry in _each(root, _ENTRIES) for term in _terms(entry, languages)]


def _each(element: etree._Element, names: set[str]) -> Iterator[etree._Element]:
    for one in element.iter():
        if isinstance(one.tag, str) and etree.QName(one).localname in names:
            yield one


def _said(element: etree._Element, name: str, kind: str = "") -> str:
    """The text of the first element of this name, and of this type where one is asked for."""
    for one in _each(element, {name}):
        if not kind or one.get("type") == kind:
            return " ".join("".join(map(str, one.itertext())).split())
    return ""


def _terms(entry: etree._Element, languages: tuple[str, str]) -> Iterator[Term]:
    """A term for every source word of an entry; the first rendering not deprecated is the required one."""
    sides: dict[str, list[tuple[str, str]]] = {code: [] for code in languages}
    for section in _each(entry, _SECTIONS):
        code = (section.get(_LANG) or "").split("-")[0].lower()
        for part in _each(section, _TERMS) if code in sides else ():
            status = _said(part, "termNote", "administrativeStatus")
            sides[code].append((_said(part, "term"), status))
    renderings = sides[languages[1]]
    right = sorted((one for one in renderings if one[1] != _DEPRECATED), key=lambda one: one[1] != _PREFERRED)
    forbidden = tuple(text for text, status in renderings if status == _DEPRECATED)
    for source, status in sides[languages[0]]:
        if right and source and status != _DEPRECATED:
            target, *accepted = (text for text, _ in right)
            kind = _said(entry, "descrip", "subjectField")
            yield Term(source, target, kind, forbidden, _said(entry, "note"), tuple(accepted))
