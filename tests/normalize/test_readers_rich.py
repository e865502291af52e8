"""Word processors' documents: fonts, lists, tables, notes and pictures, the same from every program."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from docx.shared import Inches

from bantin import blocks, page, settings
from bantin.normalize import compose, proof, readers, run
from bantin.normalize.readers.base import Reading
from bantin.page import Page
from normalize import formats

TEXT = "Sáng nay, xã Tân An ra quân trồng cây xanh dọc tuyến đường liên thôn, hơn 500 đoàn viên tham gia."


def page_of(data: bytes) -> Page:
    reading = readers.read(data)
    made = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, made) == []
    return made


def kinds(made: Page) -> list[tuple[str, str]]:
    return [(block.kind, f"{block.marker} {block.text}".strip()) for block in blocks.split(made.body)]


def texts(data: bytes) -> list[str]:
    return [line.text for line in readers.read(data).lines]


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x20\x80\x40" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PICTURE = png(120, 80)
NAME = readers.read(
    formats.odt(
        '<text:p>a<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>',
        parts={"Pictures/a.png": PICTURE},
    )
).figures[0].name  # fmt: skip


# Fonts


def test_a_mixed_document_is_converted_run_by_run_by_own_font_style_and_default() -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.styles.add_style("Chữ", 2).font.name = "VNI-Times"  # a character style
    paragraph = document.add_paragraph("NghÞ quyÕt ")
    paragraph.add_run("cuûa Ñaûng uûy", style="Chữ")
    paragraph.add_run(" về ").font.name = "Times New Roman"
    run_of_capitals = paragraph.add_run("phßng chèng dÞch")
    run_of_capitals.font.name = ".VnTimeH"
    reading = readers.read(formats.saved(document))
    assert reading.lines[0].text == "Nghị quyết của Đảng ủy về PHÒNG CHỐNG DỊCH"
    assert reading.encoding == "tcvn3 by font, vni by font"
    assert len(reading.notes) == 2


def test_a_letter_cut_between_two_runs_of_a_vni_font_is_whole() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for part in ("khaú", "ng ño", "ò", "nh"):
        paragraph.add_run(part).font.name = "VNI-Times"
    assert texts(formats.saved(document)) == ["khẳng định".replace("định", "đoịnh")]


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_unicode_text_under_an_old_font_is_left_as_it_is(font: str) -> None:
    document = docx.Document()
    for part in (TEXT, "có", "à, é, ó là nguyên âm"):
        document.add_paragraph().add_run(part).font.name = font
    reading = readers.read(formats.saved(document))
    assert [line.text for line in reading.lines] == [TEXT, "có", "à, é, ó là nguyên âm"]
    assert "nothing converted" in reading.notes[0]


def test_text_in_new_fonts_is_never_converted() -> None:
    document = docx.Document()
    document.add_paragraph("España, ñandú; Übergröße; NghÞ quyÕt")
    assert texts(formats.saved(document)) == ["España, ñandú; Übergröße; NghÞ quyÕt"]


def test_an_opendocument_font_is_found_through_its_styles() -> None:
    styles = (
        '<style:font-face style:name="F1" svg:font-family="\'VNI-Times\'"/>'
        '<style:style style:name="P1" style:family="paragraph">'
        '<style:text-properties style:font-name="F1"/></style:style>'
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-family="Arial"/></style:style>'
    )
    body = '<text:p text:style-name="P1">khaúng ñònh <text:span text:style-name="T1">é</text:span></text:p>'
    assert texts(formats.odt(body, styles)) == ["khẳng định é"]


# Structure


def test_an_opendocument_text_with_headings_lists_tables_and_notes() -> None:
    styles = (
        '<style:style style:name="P1" style:family="paragraph">'
        '<style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-bullet text:level="2"/></text:list-style>'
    )
    body = (
        '<text:p text:style-name="P1">Ra quân trồng cây</text:p>'
        f"<text:p>{TEXT}<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Theo báo cáo của xã.</text:p></text:note-body></text:note></text:p>"
        '<text:h text:outline-level="2">Việc cần làm</text:h>'
        '<text:list text:style-name="L1"><text:list-item><text:p>Chuẩn bị cây;</text:p>'
        "<text:list><text:list-item>"
        "<text:p>Keo;</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>Đào hố.</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Thôn</text:p></table:table-cell>"
        "<table:table-cell><text:p>Cây</text:p></table:table-cell></table:table-row><table:table-row>"
        "<table:table-cell><text:p>Hạ</text:p></table:table-cell><table:table-cell><text:p>200</text:p>"
        "</table:table-cell></table:table-row></table:table>"
        "<text:tracked-changes><text:p>XÓA</text:p></text:tracked-changes>"
    )
    made = page_of(formats.odt(body, styles))
    assert made.text("title") == "Ra quân trồng cây"
    assert kinds(made) == [
        ("paragraph", TEXT),
        ("paragraph", "Theo báo cáo của xã."),
        ("heading", "Việc cần làm"),
        ("item", "1. Chuẩn bị cây;"),
        ("item", "- Keo;"),
        ("item", "2. Đào hố."),
        ("row", "Thôn | Cây"),
        ("row", "Hạ | 200"),
    ]


RICH = r"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset163 Times New Roman;}}
{\info{\title Khong doc}}{\header\pard Trang tin\par}
\pard\qc\f0\b Ra qu\u226\'e2n\b0\par\pard
\f1 \'d0o\f0\u224 an \uc2 c\u226ayy.\uc1{\footnote\pard Theo b\u225?o c\u225?o.\par}\par
{\listtext 1.\tab}Cây keo;\par {\listtext\'b7\tab}\u272?\u224?o h\u7889?.\par
\trowd\cellx1\cellx2\pard\intbl Th\u244?n\cell S\u7889?\cell\row
\trowd\pard\intbl H\u7841?\cell 200\cell\row
\pard {\field{\*\fldinst HYPERLINK x}{\fldrslt \{xem\}}}{\v giau}\par}"""


def test_a_rich_text_file_with_code_pages_lists_tables_and_headers() -> None:
    reading = readers.read(RICH.encode("cp1252"))
    assert [line.text for line in reading.lines] == [
        "Ra quân", "Đoàn cây.", "Theo báo cáo.", "1. Cây keo;", "Đào hố.", "Thôn", "Số", "Hạ", "200", "{xem}",
    ]  # fmt: skip
    assert (reading.lines[0].hint.bold, reading.lines[0].hint.centred) == (True, True)
    assert [line.hint.cell for line in reading.lines[5:9]] == [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1)]
    assert reading.lines[4].hint.marker == "-"
    assert reading.dropped == ("Trang tin", "giau")


def test_windows_1258_letters_of_a_rich_text_font_are_put_together() -> None:
    data = b"{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset163 Arial;}}\\f0 "
    data += b"".join(
        b"\\'%02x" % byte if byte > 127 else bytes([byte]) for byte in formats.to_windows_1258(TEXT)
    )
    assert texts(data + b"\\par}") == [TEXT]


def test_a_strict_word_document_is_read_as_the_usual_one_and_its_text_is_untouched() -> None:
    said = 'Theo <xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"> và Type="http://purl.oclc.org/ooxml/a/b"'
    document = docx.Document(io.BytesIO(word_with_picture(PICTURE)))
    document.add_paragraph(said)
    document.add_paragraph("Trồng 500 cây;", style="List Number")
    document.sections[0].header.paragraphs[0].text = "Trang của cơ quan"
    table = document.add_table(2, 2)
    table.cell(1, 1).text = "200"
    usual = formats.saved(document)
    strict = formats.strict(usual)
    with zipfile.ZipFile(io.BytesIO(strict)) as archive:
        assert b"purl.oclc.org/ooxml/wordprocessingml/main" in archive.read("word/document.xml")
        assert b"openxmlformats.org/officeDocument" not in archive.read("_rels/.rels")
    assert readers.read(strict) == readers.read(usual)
    assert said in [line.text for line in readers.read(strict).lines]
    assert len(readers.read(strict).figures) == 1


# Pictures


def word_with_picture(data: bytes) -> bytes:
    document = docx.Document()
    document.add_heading("Ra quân trồng cây", 0)
    document.add_paragraph(TEXT)
    shape = document.add_paragraph().add_run().add_picture(io.BytesIO(data), width=Inches(2))
    shape._inline.docPr.set("descr", "Đoàn viên [xã] trồng cây")
    document.add_paragraph("Đoàn viên trồng cây. (Ảnh: UBND xã)", style="Caption")
    document.add_paragraph(TEXT)
    return formats.saved(document)


def odt_with_picture(data: bytes) -> bytes:
    return formats.odt(
        f"<text:p>Ra quân trồng cây</text:p><text:p>{TEXT}</text:p>"
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/>'
        "<svg:desc>Đoàn viên [xã] trồng cây</svg:desc></draw:frame></text:p>"
        f"<text:p>Đoàn viên trồng cây. (Ảnh: UBND xã)</text:p><text:p>{TEXT}</text:p>",
        parts={"Pictures/a.png": data},
    )


def rtf_with_picture(data: bytes) -> bytes:
    alt = formats.rtf_text("Đoàn viên [xã] trồng cây")
    lines = [
        "Ra quân trồng cây",
        TEXT,
        "PICTURE",
        "Đoàn viên trồng cây. (Ảnh: UBND xã)",
        TEXT,
    ]
    picture = rf"{{\pict{{\*\picprop{{\sp{{\sn wzDescription}}{{\sv {alt}}}}}}}\pngblip {data.hex()}}}"
    return formats.to_rtf(lines).replace(b"PICTURE", picture.encode())


@pytest.mark.parametrize("make", [word_with_picture, odt_with_picture, rtf_with_picture])
def test_a_picture_travels_to_just_before_its_caption(make: "type[object]") -> None:
    data: bytes = make(PICTURE)  # type: ignore[assignment,call-arg]
    made = page_of(data)
    assert kinds(made) == [
        ("paragraph", TEXT),
        ("other", "Đoàn viên [xã] trồng cây"),
        ("caption", "Đoàn viên trồng cây. (Ảnh: UBND xã)"),
        ("paragraph", TEXT),
    ]
    assert f"![Đoàn viên \\[xã\\] trồng cây](assets/{NAME})" in made.body
    assert blocks.join(blocks.split(made.body)) == made.body


def test_pictures_that_browsers_shall_not_be_given_stay_behind_with_a_note() -> None:
    for data, why in ((b"\x01\0\0\0EMF", "not PNG"), (PICTURE + b"x" * 10_000_001, "10,0")):
        reading: Reading = readers.read(odt_with_picture(data))
        assert reading.figures == ()
        assert "“Đoàn viên [xã] trồng cây”" in reading.notes[0]
        assert why in reading.notes[0]
    assert readers.read(odt_with_picture(png(10, 10))).notes == ()


def test_a_run_writes_the_pictures_beside_the_page(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n", encoding="utf-8"
    )
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.docx").write_bytes(word_with_picture(PICTURE))
    report = run.normalize(settings.read(tmp_path))
    assert report.written == ("docs/ban-tin/ra-quan-trong-cay.md",)
    assert (tmp_path / "docs/ban-tin/assets" / NAME).read_bytes() == PICTURE
    assert run.normalize(settings.read(tmp_path)).written == ()


def test_a_named_encoding_is_kept_by_the_page_for_later_runs(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n", encoding="utf-8"
    )
    path = tmp_path / "sources" / "a.txt"
    path.parent.mkdir()
    text = f"Ra quân trồng cây\n\n{TEXT}\n\n"
    path.write_bytes(formats.vni(text).encode("cp1252"))
    project = settings.read(tmp_path)
    assert [finding.severity for finding in run.normalize(project).findings] == ["error"]
    (name,) = run.normalize(project, encoding="vni").written
    assert page.read(tmp_path / name).text("source_encoding") == "vni"
    assert run.normalize(project).written == ()
    path.write_bytes(formats.vni(text + TEXT.replace("500", "600")).encode("cp1252"))
    assert run.normalize(project).written == (name,)
    assert "600" in (tmp_path / name).read_text(encoding="utf-8")
