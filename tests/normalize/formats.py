"""A bulletin's lines in every format that is read: what tests feed to the readers, made on the spot."""

import io
import re
import unicodedata
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from bantin.normalize import legacy

_TONES = "\u0300\u0301\u0303\u0309\u0323"
FONT_PATHS = {
    "Serif": "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "Sans": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "Bold": "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf",
}


def to_docx(lines: list[str]) -> bytes:
    """A Word document, one paragraph a line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    """The bytes of a Word document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def strict(document: bytes) -> bytes:
    """A Word document as Word saves it as "Strict Open XML Document": other namespaces, other words."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as usual, zipfile.ZipFile(file, "w") as made:
        for info in usual.infolist():
            part = usual.read(info)
            if info.filename.endswith((".xml", ".rels")):
                part = re.sub(rb"http://schemas\.openxmlformats\.org/(?!package)(\w+)/2006/", _STRICT, part)
                part = part.replace(b"extended-properties", b"extendedProperties")
                part = part.replace(b"<w:document ", b'<w:document w:conformance="strict" ')
            made.writestr(info.filename, part)
    return file.getvalue()


_STRICT = rb"http://purl.oclc.org/ooxml/\1/"
ODT_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odt(body: str, styles: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument text with this body and these automatic styles."""
    content = (
        f"<office:document-content {ODT_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, data in {"content.xml": content.encode(), **(parts or {})}.items():
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def to_odt(lines: list[str]) -> bytes:
    """An OpenDocument text, one paragraph a line; tabs and runs of spaces as elements."""
    paragraphs = [
        escape(line).replace("\t", "<text:tab/>").replace("  ", ' <text:s text:c="1"/>') for line in lines
    ]
    return odt("".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs))


def to_rtf(lines: list[str]) -> bytes:
    """A rich text file, letters beyond ASCII as Unicode with a substitute, as Word writes them."""
    paragraphs = (f"\\pard {rtf_text(line)}\\par\n" for line in lines)
    head = r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}}"
    return (head + "".join(paragraphs) + "}").encode("ascii")


def rtf_text(text: str) -> str:
    """Text as RTF writes it."""
    made = ""
    for char in unicodedata.normalize("NFC", text):
        if char in "\\{}":
            made += "\\" + char
        elif char == "\t":
            made += "\\tab "
        else:
            made += char if ord(char) < 0x80 else f"\\u{ord(char)}?"
    return made


def fonts_here() -> bool:
    """Whether the fonts are here with which test PDFs are set."""
    return all(Path(path).is_file() for path in FONT_PATHS.values())


def to_pdf(lines: list[str], mixed: bool = False, title: str = "") -> bytes:
    """A PDF of running text, one paragraph a line; `mixed` sets every letter with marks in another font."""
    for name, path in FONT_PATHS.items():
        pdfmetrics.registerFont(TTFont(name, path))
    body = ParagraphStyle("body", fontName="Serif", fontSize=12, leading=16, spaceAfter=6)
    head = ParagraphStyle("head", parent=body, fontSize=17, leading=22, alignment=1)
    flow = [
        Paragraph(_mixed(line) if mixed else escape(line), head if line == title else body)
        for line in lines
        if line.strip()
    ]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4, onLaterPages=_numbered).build(flow, onLaterPages=_numbered)
    return file.getvalue()


def _numbered(canvas: "object", document: "object") -> None:
    canvas.setFont("Serif", 10)  # type: ignore[attr-defined]
    canvas.drawCentredString(A4[0] / 2, A4[1] - 40, str(document.page))  # type: ignore[attr-defined]


def _mixed(line: str) -> str:
    return "".join(
        escape(char)
        if char.isascii()
        else f'<font name="{"Sans" if ord(char) % 2 else "Bold"}">{char}</font>'
        for char in line
    )


def to_html(lines: list[str]) -> bytes:
    """A web page, one paragraph a line."""
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines if line.strip())
    return f"<!DOCTYPE html><html lang=vi><body><article>{body}</article></body></html>".encode()


def to_markdown(lines: list[str], title: str) -> bytes:
    """Markdown, one paragraph a line; the title and the lines in capitals are headings."""
    marked = ("# " if line == title else "## " if line.isupper() and " " in line else "" for line in lines)
    return "\n\n".join(mark + line.strip() for mark, line in zip(marked, lines, strict=True)).encode()


def to_windows_1258(text: str) -> bytes:
    """Text in Windows-1258: vowels with circumflex, breve or horn are letters, tones stand after them."""
    made = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            made += char.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", char)
            tones = "".join(mark for mark in apart if mark in _TONES)
            base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
            made += (base + tones).encode("cp1258")
    return made


_VNI = {letter: typed for typed, letter in legacy.VNI.items()}


def vni(text: str) -> str:
    """Text as it was typed in a VNI font."""
    return "".join(_VNI.get(char, char) for char in unicodedata.normalize("NFC", text))


_TCVN3 = {char: code for code, char in enumerate(legacy.TCVN3) if code >= 0xA1 and char.isalpha()}


def tcvn3(text: str) -> str:
    """Text in TCVN3 as Windows-1252 shows it."""
    return "".join(chr(_TCVN3.get(char, ord(char))) for char in without_toned_capitals(text))


def without_toned_capitals(text: str) -> str:
    """The text as far as TCVN3 of Windows can write it: its capitals with tones have no codes."""
    chars = unicodedata.normalize("NFC", text)
    return "".join(char if char in _TCVN3 or char.lower() not in _TCVN3 else char.lower() for char in chars)


def to_tcvn_5712(text: str) -> bytes:
    """Text in the whole TCVN 5712:1993, which has every letter and none of Windows' quotes and dashes."""
    return bytes(legacy.TCVN3.index(char) for char in unicodedata.normalize("NFC", text))


_VIQR = dict(zip("\u0301\u0300\u0309\u0303\u0323\u0302\u0306\u031b", "'`?~.^(+", strict=True))


def viqr(text: str) -> str:
    """Text in VIQR: marks after their letters, a backslash before a mark that is none (RFC 1456)."""
    made = ""
    for char in unicodedata.normalize("NFC", text):
        base, *marks = unicodedata.normalize("NFD", char)
        if char in "đĐ":
            made += "dd" if char == "đ" else "DD"
        elif marks:
            order = sorted(marks, key=lambda mark: mark in _TONES)
            made += base + "".join(_VIQR[mark] for mark in order)
        else:
            escaped = (char in "'`?~.^(+" and made[-1:].isalpha()) or char + made[-1:] in ("dd", "DD", "dD")
            made += f"\\{char}" if escaped else char
    return made
