"""TMX 1.4, the exchange format of translation memories (LISA OSCAR, 2005): read and written.

The text of a segment is what a reader sees; the kind of block, and markup that plain text cannot hold, stand
in `prop` elements, which other programs pass over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from lxml import etree

from bantin import __version__, files
from bantin.blocks import Block, Kind, of_text
from bantin.errors import SettingsError

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Entry:
    """A block and its translation by a person; `origin` names the page or the file that it is from."""

    source: Block
    target: Block
    origin: str = ""


def write(path: Path, entries: Iterable[Entry], languages: tuple[str, str]) -> bool:
    """Write a TMX file atomically; False when it already says exactly this."""
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root,
        "header",
        {
            "creationtool": "bantin",
            "creationtoolversion": __version__,
            "segtype": "paragraph",
            "o-tmf": "bantin",
            "adminlang": "en",
            "srclang": languages[0],
            "datatype": "plaintext",
        },
    )
    body = etree.SubElement(root, "body")
    for entry in entries:
        _add(body, entry, languages)
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return files.write_text(path, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n')


def _add(body: etree._Element, entry: Entry, languages: tuple[str, str]) -> None:
    unit = etree.SubElement(body, "tu")
    if entry.origin:
        etree.SubElement(unit, "note").text = _allowed(entry.origin)
    etree.SubElement(unit, "prop", type="x-kind").text = entry.source.kind
    for language, block in zip(languages, (entry.source, entry.target), strict=True):
        variant = etree.SubElement(unit, "tuv", {_LANG: language})
        if block.markup != of_text(block.kind, block.text).markup:
            etree.SubElement(variant, "prop", type="x-markup").text = _allowed(block.markup)
        etree.SubElement(variant, "seg").text = _allowed(block.text)


def _allowed(text: str) -> str:
    """The text without the control characters that XML 1.0 cannot hold."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))


def read(path: Path, languages: tuple[str, str], name: str = "") -> list[Entry]:
    """The pairs of two languages in a TMX file, of whatever program. Raises SettingsError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, OSError) as error:
        raise SettingsError(
            f"a translation memory that cannot be read ({error})",
            file=name or str(path),
            expected="a TMX 1.4 file",
            next_step="export it again, or take it out of this folder",
        ) from error
    if root.tag != "tmx":
        raise SettingsError(
            f"an XML file that begins with <{root.tag}>", file=name or str(path), expected="a TMX 1.4 file"
        )
    found = (_entry(unit, languages, path.stem) for unit in root.iter("tu"))
    return [entry for entry in found if entry]


def _entry(unit: etree._Element, languages: tuple[str, str], origin: str) -> Entry | None:
    said = dict(_variants(unit))
    source, target = (said.get(_primary(language)) for language in languages)
    if source is None or target is None:
        return None
    named = unit.findtext("prop[@type='x-kind']") or ""
    kind: Kind = next((kind for kind in _KINDS if kind == named), "paragraph")
    note = unit.findtext("note") or origin
    return Entry(_block(kind, source), _block(kind, target), note)


def _variants(unit: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for variant in unit.iter("tuv"):
        code = variant.get(_LANG) or variant.get("lang") or ""
        if variant.find("seg") is not None:
            yield _primary(code), variant


def _block(kind: Kind, variant: etree._Element) -> Block:
    """The block of a variant; inline elements count as their text."""
    seg = variant.find("seg")
    text = "" if seg is None else "".join(map(str, seg.itertext()))
    markup = variant.findtext("prop[@type='x-markup']")
    return Block(kind, markup) if markup else of_text(kind, " ".join(text.split()))


def _primary(code: str) -> str:
    return code.replace("_", "-").partition("-")[0].lower()
