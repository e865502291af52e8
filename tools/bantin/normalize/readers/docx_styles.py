"""What a Word document's styles say of a paragraph or run: name, bold, centred, font; bases included."""

from dataclasses import dataclass, replace
from typing import Any

from bantin.normalize import legacy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Style:
    """The part of a style that matters here, inherited values filled in; None and '' where unsaid."""

    name: str = ""
    bold: bool | None = None
    centred: bool | None = None
    font: str = ""


def is_on(element: Any) -> bool:
    """Whether a toggle such as w:b is switched on."""
    return element.get(f"{W}val", "1") not in ("0", "false", "off")


def _font(properties: Any) -> str:
    """The font of letters beyond ASCII in run properties, or ''; a theme's font is never an old one."""
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    if fonts is None:
        return ""
    if fonts.get(f"{W}hAnsiTheme") or fonts.get(f"{W}asciiTheme"):
        return "theme"
    return fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii") or ""


def _own(element: Any) -> Style:
    name, run = element.find(f"{W}name"), element.find(f"{W}rPr")
    bold = run.find(f"{W}b") if run is not None else None
    alignment = element.find(f"{W}pPr/{W}jc")
    return Style(
        name.get(f"{W}val", "") if name is not None else "",
        None if bold is None else is_on(bold),
        None if alignment is None else alignment.get(f"{W}val") == "center",
        _font(run),
    )


class Styles:
    """The styles of one document by id, and the font of any run."""

    def __init__(self, root: Any, parts: list[Any]) -> None:
        self.elements = {style.get(f"{W}styleId"): style for style in root.iterfind(f"{W}style")}
        self.known: dict[str, Style] = {}
        self.default = next(
            (
                key
                for key, style in self.elements.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")
            ),
            "",
        )
        self.document_font = _font(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        names = {name for part in parts for fonts in part.iter(f"{W}rFonts") for name in fonts.values()}
        self.old_fonts = any(map(legacy.font_encoding, names))  # most documents have none

    def of(self, name: str | None) -> Style:
        """A style with what it inherits."""
        if not name or name not in self.elements:
            return Style()
        if name not in self.known:
            self.known[name] = Style()  # a circle of bases ends here
            element = self.elements[name]
            based = element.find(f"{W}basedOn")
            base = self.of(based.get(f"{W}val")) if based is not None else Style()
            own = _own(element)
            self.known[name] = replace(
                own,
                bold=base.bold if own.bold is None else own.bold,
                centred=base.centred if own.centred is None else own.centred,
                font=own.font or base.font,
            )
        return self.known[name]

    def of_paragraph(self, p: Any) -> Style:
        """The style of a paragraph; the default one where it names none."""
        named = p.find(f"{W}pPr/{W}pStyle")
        return self.of(named.get(f"{W}val") if named is not None else self.default)

    def font(self, run: Any, paragraph: Style) -> str:
        """The font of a run: its own, its style's, its paragraph's, the document's; '' where all are new."""
        if not self.old_fonts:
            return ""
        properties = run.find(f"{W}rPr")
        own = _font(properties)
        if own or properties is None:
            return own or paragraph.font or self.document_font
        named = properties.find(f"{W}rStyle")
        styled = self.of(named.get(f"{W}val")).font if named is not None else ""
        return styled or paragraph.font or self.document_font

    def bold(self, run: Any, paragraph: Style) -> bool:
        """Whether a run is bold, by itself or by its styles."""
        own = run.find(f"{W}rPr/{W}b")
        if own is not None:
            return is_on(own)
        named = run.find(f"{W}rPr/{W}rStyle")
        styled = self.of(named.get(f"{W}val")).bold if named is not None else None
        return bool(paragraph.bold if styled is None else styled)
