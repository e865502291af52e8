"""Readers: chosen by content, each honest about what it cannot read."""

import io
import unicodedata
import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bantin import blocks
from bantin.errors import SourceError
from bantin.normalize import compose, proof, readers
from bantin.page import Page

TEXT = "Thông tin về phòng, chống bão số 3\n\nBão đang đổ bộ vào các tỉnh ven biển phía Bắc nước ta.\n"


def page_of(data: bytes) -> Page:
    reading = readers.read(data)
    page = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, page) == []
    return page


def kinds(page: Page) -> list[tuple[str, str]]:
    return [(block.kind, f"{block.marker} {block.text}".strip()) for block in blocks.split(page.body)]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.replace("\n", "\r").encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    ],
)
def test_every_unicode_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    page = page_of(data)
    assert page.text("title") == "Thông tin về phòng, chống bão số 3"
    assert kinds(page) == [("paragraph", "Bão đang đổ bộ vào các tỉnh ven biển phía Bắc nước ta.")]
    assert page.text("source_encoding") == encoding


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b" \r\n\t\n", "an empty file"),
        (b"\xef\xbb\xbf\n", "an empty file"),
        ("Bão số 3".encode("cp1258", "replace") + b"\xe3", "0x"),
        (b"Ti\xeang Vi\xeet", "0xEA at byte 2"),
        (b"M\xc3\xb4t d\xc3\n", "0xC3 at byte 6"),
        (b"abc\x00def\x01", "binary data: a control character (0x00) at byte 3"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF that cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "an old Office file"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "a picture (PNG)"),
        (b"{\\rtf1\\ansi x", "a rich text file"),
        (b"-----\n***\n", "no text in it"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(data: bytes, found: str) -> None:
    with pytest.raises(SourceError) as caught:
        readers.read(data)
    assert found in caught.value.finding.found
    assert caught.value.finding.next_step


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def test_a_zip_that_is_no_word_document_is_refused() -> None:
    with pytest.raises(SourceError, match="no Word document"):
        readers.read(archive(a_xml=b"<a/>"))


def test_a_decompression_bomb_is_refused_before_it_is_parsed() -> None:
    bomb = archive(word__document_xml=b"<a>" + b" " * 70_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(SourceError, match="unpack to more than"):
        readers.read(bomb)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_word_document_with_a_document_type_is_refused(encoding: str) -> None:
    part = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    with pytest.raises(SourceError, match="document type declaration"):
        readers.read(archive(word__document_xml=part))


def test_a_broken_word_document_is_refused() -> None:
    whole = word(docx.Document())
    with pytest.raises(SourceError, match="cannot be opened"):
        readers.read(whole[: len(whole) // 2] + b"word/document.xml")


def word(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def table(document: "docx.document.Document", rows: list[list[str]]) -> None:
    made = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *others = text.split("\n")
            cell.paragraphs[0].text = first
            for other in others:
                cell.add_paragraph(other)


def official() -> "docx.document.Document":
    document = docx.Document()
    table(
        document,
        [
            ["ỦY BAN NHÂN DÂN\nXÃ TÂN AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
            ["Số: 42/KH-UBND", "Tân An, ngày 5 tháng 6 năm 2025"],
        ],
    )
    for text in ("KẾ HOẠCH", "Trồng cây xanh năm 2025"):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True
    document.add_paragraph("Thực hiện chỉ đạo của huyện, xã lập kế hoạch như sau:")
    document.add_paragraph("Trồng 500 cây;", style="List Bullet")
    document.add_paragraph("Chăm sóc cây.", style="List Bullet")
    document.add_paragraph("Chỉ tiêu")
    document.paragraphs[-1].runs[0].bold = True
    table(document, [["Thôn", "Số cây"], ["Hạ", "200"], ["Thượng | Trung", "300"]])
    document.add_paragraph("Giao các thôn thực hiện./.")
    table(
        document, [["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Thị Bình"]]
    )
    return document


def test_an_official_word_document() -> None:
    page = page_of(word(official()))
    assert (page.text("title"), page.text("type")) == ("Trồng cây xanh năm 2025", "ke-hoach")
    assert (page.text("identifier"), page.text("date")) == ("42/KH-UBND", "2025-06-05")
    assert page.text("issuer") == "ỦY BAN NHÂN DÂN XÃ TÂN AN"
    assert page.texts("recipients") == ["- Như trên;", "- Lưu: VT."]
    assert page.texts("signature") == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Bình"]
    assert kinds(page) == [
        ("paragraph", "Thực hiện chỉ đạo của huyện, xã lập kế hoạch như sau:"),
        ("item", "- Trồng 500 cây;"),
        ("item", "- Chăm sóc cây."),
        ("heading", "Chỉ tiêu"),
        ("row", "Thôn | Số cây"),
        ("row", "Hạ | 200"),
        ("row", "Thượng | Trung | 300"),
        ("paragraph", "Giao các thôn thực hiện."),
    ]


def test_numbers_that_word_shows_are_in_the_text() -> None:
    document = docx.Document()
    document.add_heading("Quy trình tiếp nhận", 0)
    document.add_paragraph("Quy trình tiếp nhận hồ sơ gồm các bước sau:")
    for text in ("Nộp hồ sơ;", "Nhận kết quả."):
        document.add_paragraph(text, style="List Number")
    page = page_of(word(document))
    assert page.text("title") == "Quy trình tiếp nhận"
    assert kinds(page)[1:] == [("item", "1. Nộp hồ sơ;"), ("item", "2. Nhận kết quả.")]


def test_text_in_boxes_links_and_changes_is_not_lost_and_deleted_text_is_not_kept() -> None:
    document = docx.Document()
    document.add_heading("Tên bài viết", 0)
    paragraph = document.add_paragraph("Đọc thêm ")
    for tag, text in (("w:hyperlink", "tại đây"), ("w:ins", " và ở kia"), ("w:del", " XÓA")):
        outer, run, said = (
            OxmlElement(tag),
            OxmlElement("w:r"),
            OxmlElement("w:t" if tag != "w:del" else "w:delText"),
        )
        said.text = text
        said.set(qn("xml:space"), "preserve")
        run.append(said)
        outer.append(run)
        paragraph._p.append(outer)
    document.sections[0].header.paragraphs[0].text = "Trang của cơ quan"
    page = page_of(word(document))
    assert kinds(page) == [("paragraph", "Đọc thêm tại đây và ở kia")]
    assert page.texts("dropped") == ["Trang của cơ quan"]


ARTICLE = """<!DOCTYPE html>
<html lang="vi"><head><title>Bão số 3 | Báo Đông Lâm</title><style>p{}</style></head><body>
<header>BÁO ĐÔNG LÂM</header><nav><ul><li>Trang chủ</li></ul></nav>
<article><h1>Bão số 3</h1><p class="tac-gia">Lan Anh</p>
<time datetime="2025-04-26T15:40:00+07:00">26/04/2025 15:40</time>
<div class="share">Facebook</div>
<p>Bão số 3 đang đổ bộ
vào đất liền với sức gió mạnh, gây mưa lớn ở nhiều nơi trong đêm qua và rạng sáng nay.</p>
<figure><img src="a.jpg" alt=""><figcaption>Sóng lớn ở cửa biển</figcaption></figure>
<h2>Ứng phó</h2><p>Các xã thực hiện:<br>trước 9 giờ.</p>
<ol start="3"><li>Di dời dân<ul><li>Người già;</li></ul></li><li>Trực bão.</li></ol>
<table><tr><th>Xã</th><th>Hộ</th></tr><tr><td>Tân An</td><td>12</td></tr></table>
<blockquote>“Cả xã không ngủ.”</blockquote>
<script>var a = "bão";</script><!-- ẩn --> <p>Hết./.</p></article>
<aside>Tin liên quan</aside><footer>© 2025</footer></body></html>"""


def test_a_saved_web_page() -> None:
    page = page_of(ARTICLE.encode())
    assert (page.text("title"), page.text("publisher"), page.text("author")) == (
        "Bão số 3",
        "Báo Đông Lâm",
        "Lan Anh",
    )
    assert (page.text("date"), page.text("published")) == ("2025-04-26", "2025-04-26T15:40:00+07:00")
    assert page.text("date_line") == "26/04/2025 15:40"
    assert kinds(page)[0][1].startswith("Bão số 3 đang đổ bộ vào đất liền")
    assert kinds(page)[1:] == [
        ("caption", "Sóng lớn ở cửa biển"),
        ("heading", "Ứng phó"),
        ("paragraph", "Các xã thực hiện:"),
        ("paragraph", "trước 9 giờ."),
        ("item", "3. Di dời dân"),
        ("item", "- Người già;"),
        ("item", "4. Trực bão."),
        ("row", "Xã | Hộ"),
        ("row", "Tân An | 12"),
        ("quote", "“Cả xã không ngủ.”"),
        ("paragraph", "Hết."),
    ]
    for part in ("BÁO ĐÔNG LÂM", "Trang chủ", "Facebook", "Tin liên quan", "© 2025"):
        assert part in page.texts("dropped")


def test_a_page_without_an_article_element_gives_its_densest_part() -> None:
    page = page_of(ARTICLE.replace("<article>", '<div id="x">').replace("</article>", "</div>").encode())
    assert page.text("title") == "Bão số 3"
    assert ("heading", "Ứng phó") in kinds(page)
    assert "Trang chủ" in page.texts("dropped")


def test_an_old_page_laid_out_in_a_table_gives_the_cell_of_its_text() -> None:
    data = """<html><body><table><tr><td colspan=2>TRANG TIN HUYỆN</td></tr><tr><td><a href=#>Tin</a></td><td>
<div><b>Ra quân trồng cây</b></div>Sáng nay, huyện ra quân trồng cây xanh dọc tuyến đường liên xã.<br><br>
Có hơn 500 đoàn viên tham gia, mỗi xã trồng ít nhất hai nghìn cây.<br><br>
Lan Anh</td></tr></table></body></html>"""
    page = page_of(data.encode())
    assert (page.text("title"), page.text("byline")) == ("Ra quân trồng cây", "Lan Anh")
    assert len(kinds(page)) == 2
    assert "TRANG TIN HUYỆN" in page.texts("dropped")


def test_a_page_too_deep_for_the_parser_is_refused_and_not_cut_short() -> None:
    deep = "<html><body>Đầu trang." + "<div>" * 3000 + "Chữ trong sâu." + "</div>" * 3000
    with pytest.raises(SourceError, match="nested more than"):
        readers.read(deep.encode())


def test_a_word_document_whose_xml_is_broken_is_refused() -> None:
    file = io.BytesIO(word(docx.Document()))
    broken = io.BytesIO()
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(broken, "w") as made:
        for info in whole.infolist():
            data = whole.read(info)
            made.writestr(info, data[:-9] if info.filename == "word/document.xml" else data)
    with pytest.raises(SourceError, match="cannot be opened"):
        readers.read(broken.getvalue())


def test_text_that_speaks_of_tags_is_text() -> None:
    page = page_of(b"Ten bai viet\n\n<b>khong</b> phai trang web.\n")
    assert page.text("source_format") == "txt"
