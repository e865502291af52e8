"""Documents typed in fonts of the time before Unicode, in every format that has fonts."""

import unicodedata
from itertools import groupby
from xml.sax.saxutils import escape

import docx

from bantin.normalize import legacy
from normalize import formats


def typed_in(font: str, line: str) -> list[tuple[str, str]]:
    """A line as it was typed in a font of the time before Unicode: (font, text) pieces.

    A TCVN3 font has no capitals with tones: they are small letters in the font's twin that draws capitals.
    """
    if font.startswith("VNI"):
        return [(font, formats.vni(line))]
    table = {char: chr(code) for code, char in enumerate(legacy.TCVN3) if code >= 0xA1 and char.isalpha()}
    pieces = []
    for char in unicodedata.normalize("NFC", line):
        if not char.isascii() and char not in table and char.lower() in table:
            pieces.append((f"{font}H", table[char.lower()]))
        else:
            pieces.append((font, table.get(char, char)))
    return [(name, "".join(text for _, text in group)) for name, group in groupby(pieces, lambda one: one[0])]


Typed = list[list[tuple[str, str]]]  # lines, each of (font, text) pieces


def to_docx_in(font: str, lines: list[str]) -> bytes:
    """A Word document typed in a font of the time before Unicode."""
    return to_docx_typed([typed_in(font, line) for line in lines])


def to_docx_typed(lines: Typed) -> bytes:
    """A Word document of pieces, each cut into runs of 7 characters, as Word cuts anywhere."""
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for name, typed in line:
            for place in range(0, len(typed), 7):
                paragraph.add_run(typed[place : place + 7]).font.name = name
    return formats.saved(document)


def to_odt_in(font: str, lines: list[str]) -> bytes:
    """An OpenDocument text typed in a font of the time before Unicode."""
    return to_odt_typed([typed_in(font, line) for line in lines])


def to_odt_typed(lines: Typed) -> bytes:
    """An OpenDocument text of pieces, a style for each font."""
    fonts = list(dict.fromkeys(name for line in lines for name, _ in line))
    styles = "".join(
        f'<style:style style:name="T{number}" style:family="text">'
        f"<style:text-properties fo:font-family=\"'{name}'\"/></style:style>"
        for number, name in enumerate(fonts)
    )
    body = ""
    for line in lines:
        body += "<text:p>"
        for name, typed in line:
            text = escape(typed).replace("\t", "<text:tab/>").replace("  ", ' <text:s text:c="1"/>')
            body += f'<text:span text:style-name="T{fonts.index(name)}">{text}</text:span>'
        body += "</text:p>"
    return formats.odt(body, styles)


def to_rtf_in(font: str, lines: list[str]) -> bytes:
    """A rich text file typed in a font of the time before Unicode."""
    return to_rtf_typed([typed_in(font, line) for line in lines])


def to_rtf_typed(lines: Typed) -> bytes:
    """A rich text file of pieces: bytes of code page 1252."""
    fonts = list(dict.fromkeys(name for line in lines for name, _ in line))
    table = "".join(rf"{{\f{number}\fnil\fcharset0 {name};}}" for number, name in enumerate(fonts))
    body = ""
    for line in lines:
        body += "\\pard"
        for name, typed in line:
            body += f"\\f{fonts.index(name)} " + "".join(map(_rtf_byte, typed.encode("cp1252")))
        body += "\\par\n"
    return (rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{table}}}" + body + "}").encode("ascii")


def _rtf_byte(byte: int) -> str:
    return chr(byte) if 0x20 <= byte < 0x80 and chr(byte) not in "\\{}" else f"\\'{byte:02x}"


def to_html_in(font: str, lines: list[str]) -> bytes:
    """A web page typed in a font of the time before Unicode."""
    return to_html_typed([typed_in(font, line) for line in lines])


def to_html_typed(lines: Typed) -> bytes:
    """A web page of pieces in <font> elements."""
    body = ""
    for line in lines:
        body += "".join(["<p>", *(f'<font face="{name}">{escape(typed)}</font>' for name, typed in line)])
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()
