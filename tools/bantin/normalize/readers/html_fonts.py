"""Web pages typed in fonts of the time before Unicode: their text made Unicode where it stands.

Word saved such documents with the font in <font face>, in style attributes, or in rules of its style sheet
for a tag or a class; deeper selectors are not followed. Which text is converted decides `fonts.Fonts`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from bantin.normalize import legacy
from bantin.normalize.readers import page_parts
from bantin.normalize.readers.fonts import Fonts, Piece

_OLD = re.compile(r"\.vn\w|vni-", re.I)
_RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)", re.I)
_SHORT = re.compile(r"(?:^|;)\s*font\s*:[^;]*?\d[\w.%/]*\s+([^;]+)", re.I)  # font: 12pt .VnTime
_SELECTOR = re.compile(r"^(?=.)(\w+|\*)?(?:\.([\w-]+))?$")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)


class _Text:
    """A piece of text in the tree: an element's own, or what follows it."""

    def __init__(self, element: Any, is_tail: bool, font: str, joins: bool) -> None:
        self.element = element
        self.is_tail = is_tail
        self.font = font
        self.joins = joins  # no edge of a block stands between this piece and the one before
        self.text: str = (element.tail if is_tail else element.text) or ""

    def write(self, text: str) -> None:
        """Put a text in the place of this one."""
        if self.is_tail:
            self.element.tail = text
        else:
            self.element.text = text


def may_be_old(page: str) -> bool:
    """Whether a page's markup can name an old font at all: nearly none does."""
    return bool(_OLD.search(page))


def rules(root: Any) -> dict[tuple[str, str], str]:
    """The fonts that a page's style sheets give, by (tag, class); '' for any."""
    found: dict[tuple[str, str], str] = {}
    for style in root.iter("style"):
        for selectors, body in _RULE.findall(_COMMENT.sub(" ", style.text or "")):
            font = _font_of(body)
            for selector in selectors.split(",") if font else ():
                match = _SELECTOR.match(selector.strip())
                if match:
                    tag = (match.group(1) or "").lower()
                    found[("" if tag == "*" else tag, match.group(2) or "")] = font
    return found


def to_unicode(root: Any, sheet: dict[tuple[str, str], str]) -> Fonts:
    """Convert what was typed in old fonts, in place; the fonts tell what was done."""
    fonts = Fonts()
    if not _names_old_fonts(root, sheet):
        return fonts
    texts = list(_texts(root, sheet, "", _Edges()))
    fonts.settle(Piece(one.text, one.font) for one in texts)
    for before, after in pairwise(texts):
        if after.joins and legacy.font_encoding(before.font) == legacy.font_encoding(after.font) == "vni":
            while after.text and before.text[-1:] + after.text[0] in legacy.VNI:  # a mark cut off its letter
                before.text, after.text = before.text + after.text[0], after.text[1:]
    for one in texts:
        if legacy.font_encoding(one.font):
            one.write(fonts.text([Piece(one.text, one.font)]))
    return fonts


def _names_old_fonts(root: Any, sheet: dict[tuple[str, str], str]) -> bool:
    own = (_own(element, {}) for element in root.iter())
    return any(legacy.font_encoding(font) for font in (*sheet.values(), *own) if font)


class _Edges:
    """Whether an edge of a block has been passed since the last piece of text."""

    passed = True


def _texts(element: Any, sheet: dict[tuple[str, str], str], outer: str, edges: _Edges) -> Iterator[_Text]:
    font = _own(element, sheet) or outer
    is_block = element.tag in page_parts.BLOCKS or element.tag == "br"
    edges.passed = edges.passed or is_block
    if element.text:
        yield _Text(element, False, font, not edges.passed)
        edges.passed = False
    for child in element:
        yield from _texts(child, sheet, font, edges)
        if child.tail:
            yield _Text(child, True, font, not edges.passed)
            edges.passed = False
    edges.passed = edges.passed or is_block


def _own(element: Any, sheet: dict[tuple[str, str], str]) -> str:
    """The font that an element has by itself: its style, its face, a rule of its class or tag; or ''."""
    font = _font_of(element.get("style", "")) or _first(element.get("face", ""))
    if font or not sheet:
        return font
    classes = element.get("class", "").split()
    keys = [*((tag, name) for name in classes for tag in (element.tag, "")), (element.tag, ""), ("", "")]
    return next((sheet[key] for key in keys if key in sheet), "")


def _font_of(style: str) -> str:
    """The first font that a style names, or ''."""
    family = _FAMILY.search(style) or _SHORT.search(style)
    return _first(family.group(1)) if family else ""


def _first(families: str) -> str:
    return families.split(",")[0].strip().strip("\"'").strip()
