"""Web pages in old fonts, and what they say of their encoding."""

from html import escape

import pytest

from bantin.errors import SourceError
from bantin.normalize import readers
from normalize import formats, typed
from normalize.test_readers_rich import TEXT

# Old fonts


def spans(style: str, font: str, line: str) -> str:
    """A line as Word saves it in a font of the time before Unicode; a font's twin draws capitals."""
    made = ""
    for name, text in typed.typed_in(font, line):
        for place in range(0, len(text), 7):
            made += style.format(name=name, text=escape(text[place : place + 7]))
    return f"<p class=MsoNormal>{made}</p>"


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
@pytest.mark.parametrize(
    "style",
    [
        '<font face="{name}">{text}</font>',
        "<span style='font-size:14.0pt;font-family:{name}'>{text}</span>",
        "<span lang=EN-US style='font-family:\"{name}\",serif'><b>{text}</b></span>",
        "<span style='font: bold 12pt {name}'>{text}</span>",
    ],
)
@pytest.mark.parametrize("code", ["cp1252", "ascii", "utf-8"])
def test_a_page_in_a_font_of_the_time_before_unicode_becomes_unicode(
    font: str, style: str, code: str
) -> None:
    lines = ["ỦY BAN NHÂN DÂN XÃ TÂN AN", "Đẩy mạnh trồng cây, khẳng định quyết tâm của Đảng ủy", TEXT]
    body = "\r\n".join(spans(style, font, line) for line in lines)
    charset = "utf-8" if code == "utf-8" else "windows-1252"
    head = f'<meta http-equiv=Content-Type content="text/html; charset={charset}">'
    data = f"<html><head>{head}</head><body>{body}</body></html>".encode(code, "xmlcharrefreplace")
    reading = readers.read(data)
    assert [line.text for line in reading.lines] == lines
    name = "tcvn3" if font == ".VnTime" else "vni"
    assert reading.encoding.endswith(f"{name} by font")
    first = f"{font}H" if name == "tcvn3" else font
    assert reading.notes == (f"{name.upper()} text converted by its font ({first}): compare with the source",)


def test_the_fonts_of_a_style_sheet_are_known() -> None:
    style = """<style><!-- /* Font Definitions */ @font-face {font-family:".VnTime"; panose-1:2 11;}
    p.MsoNormal, li.MsoNormal {margin:0cm; font-size:14.0pt; font-family:".VnTime","sans-serif";}
    span.h {font-family:.VnTimeH} .new {font-family:"Times New Roman"} --></style>"""
    body = (
        "<p class=MsoNormal>NghÞ quyÕt <span class=h>phßng chèng dÞch</span> "
        "<span class='x new'>España số 5</span> cña x·</p><div>NghÞ</div>"
    )
    data = f"<html><head><meta charset=utf-8>{style}</head><body>{body}</body></html>".encode()
    assert [line.text for line in readers.read(data).lines] == [
        "Nghị quyết PHÒNG CHỐNG DỊCH España số 5 của xã",
        "NghÞ",
    ]


def test_unicode_text_under_an_old_font_and_text_in_new_fonts_stay_as_they_are() -> None:
    body = f'<p><font face=".VnTime">{TEXT}</font></p><p>España, ñandú</p>'
    data = f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()
    reading = readers.read(data)
    assert [line.text for line in reading.lines] == [TEXT, "España, ñandú"]
    assert "nothing converted" in reading.notes[0]


# Encodings


def declared(charset: str, data: bytes) -> bytes:
    return f'<html><head><meta charset="{charset}"></head><body><p>'.encode() + data + b"</p></body></html>"


@pytest.mark.parametrize(
    ("charset", "data", "encoding"),
    [
        ("windows-1258", formats.to_windows_1258("Xã Tân An."), "windows-1258"),
        ("x-viet-tcvn", formats.tcvn3("Xã Tân An.").encode("cp1252"), "tcvn3"),
        ("viscii", b"X\xe3 T\xe2n An.", "viscii"),
        ("windows-1252", b"X&#227; T\xe2n An.", "windows-1252"),
        ("iso-8859-1", "Xã Tân An.".encode("cp1252"), "windows-1252"),
        ("utf-8", "Xã Tân An.".encode(), "utf-8"),
    ],
)
def test_what_a_page_says_of_its_encoding_is_believed_where_the_text_bears_it_out(
    charset: str, data: bytes, encoding: str
) -> None:
    reading = readers.read(declared(charset, data))
    assert ([line.text for line in reading.lines], reading.encoding) == (["Xã Tân An."], encoding)


def test_a_page_that_says_nothing_or_the_wrong_thing_of_its_encoding_is_refused() -> None:
    vni = formats.vni(TEXT).encode("cp1252")
    for charset in ("utf-8", "windows-1258", "windows-1252", "x-unknown"):
        with pytest.raises(SourceError):
            readers.read(declared(charset, vni))
    with pytest.raises(SourceError, match="0x"):
        readers.read(b"<html><body><p>X\xe3 T\xe2n An.</p></body></html>")


def test_unicode_bytes_outweigh_what_a_page_says_and_a_note_tells_it() -> None:
    reading = readers.read(declared("windows-1252", TEXT.encode()))
    assert reading.lines[0].text == TEXT
    assert reading.notes == ("the page calls itself windows-1252, its bytes are UTF-8",)
