"""What an OpenDocument text's styles say: bold, centred, font, lists (ODF 1.3, part 3, chapter 16)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from bantin.normalize.readers.numbering import roman

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"


@dataclass(frozen=True)
class Style:
    """A style with what it inherits; None and '' where unsaid. `name` is the one that people see."""

    name: str = ""
    bold: bool | None = None
    centred: bool | None = None
    font: str = ""
    list: str = ""


@dataclass(frozen=True)
class Level:
    """One level of a list style: number format ('' for a bullet), what stands around it, first number."""

    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.isdigit() else default


@dataclass
class Styles:
    """The styles of content.xml and styles.xml together."""

    roots: list[Any]
    known: dict[tuple[str, str], Style] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.faces: dict[str, str] = {}
        self.elements: dict[tuple[str, str], Any] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        for root in self.roots:
            for face in root.iter(f"{STYLE}font-face"):
                family = face.get(f"{SVG}font-family", "")
                self.faces[face.get(f"{STYLE}name", "")] = family.strip("'\" ")
            for style in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
                key = (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", ""))
                self.elements[key] = style
            for style in root.iter(f"{TEXT}list-style"):
                self.lists[style.get(f"{STYLE}name", "")] = dict(_levels(style))

    def of(self, family: str, name: str) -> Style:
        """A style of a family ('paragraph', 'text') with what it inherits, the family's default last."""
        key = (family, name)
        if key not in self.known:
            self.known[key] = Style()  # a circle of parents ends here
            element = self.elements.get(key)
            if element is None:
                return Style() if name == "" else self.of(family, "")
            parent = element.get(f"{STYLE}parent-style-name", "") if name else None
            base = self.of(family, parent) if parent is not None else Style()
            self.known[key] = self._merged(element, base)
        return self.known[key]

    def _merged(self, element: Any, base: Style) -> Style:
        name = element.get(f"{STYLE}display-name") or element.get(f"{STYLE}name") or ""
        made = replace(base, name=base.name if _is_automatic(element) else name)
        for properties in element.iterchildren(f"{STYLE}text-properties"):
            weight = properties.get(f"{FO}font-weight")
            if weight:
                made = replace(made, bold=weight == "bold" or weight in ("600", "700", "800", "900"))
            font = properties.get(f"{STYLE}font-name")
            family = properties.get(f"{FO}font-family", "").strip("'\" ")
            if font or family:
                made = replace(made, font=self.faces.get(font or "", font or "") or family)
        for properties in element.iterchildren(f"{STYLE}paragraph-properties"):
            align = properties.get(f"{FO}text-align")
            if align:
                made = replace(made, centred=align == "center")
        return replace(made, list=element.get(f"{STYLE}list-style-name") or made.list)


def _is_automatic(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{OFFICE}automatic-styles"


def _levels(style: Any) -> Iterator[tuple[int, Level]]:
    for level in style:
        depth = _number(level.get(f"{TEXT}level"), 1)
        if level.tag == f"{TEXT}list-level-style-number":
            yield (
                depth,
                Level(
                    level.get(f"{STYLE}num-format", ""),
                    level.get(f"{STYLE}num-prefix", ""),
                    level.get(f"{STYLE}num-suffix", ""),
                    _number(level.get(f"{TEXT}start-value"), 1),
                    _number(level.get(f"{TEXT}display-levels"), 1),
                ),
            )


def figure_of(form: str, number: int) -> str:
    """A number in one of the formats of ODF: 1, a, A, i, I."""
    if form in ("i", "I"):
        return roman(number).lower() if form == "i" else roman(number)
    if form in ("a", "A") and 1 <= number <= 26:
        return chr((96 if form == "a" else 64) + number)
    return str(number)
