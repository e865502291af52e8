"""PDF files: what a printed page holds is put back into paragraphs, tables and letterhead."""

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from bantin import blocks
from bantin.errors import SourceError
from bantin.normalize import compose, proof, readers
from bantin.page import Page
from normalize import formats

pytestmark = pytest.mark.skipif(
    not formats.fonts_here(), reason="no DejaVu fonts here to set a PDF in: apt-get install fonts-dejavu-core"
)
LONG = (
    "Thực hiện chỉ đạo của huyện, Ủy ban nhân dân xã lập kế hoạch trồng cây xanh dọc các tuyến đường liên "
    "thôn, giao các thôn chuẩn bị cây giống, phân công đoàn viên, thanh niên chăm sóc sau khi trồng. Xã hỗ "
    "trợ một phần kinh phí; phần còn lại do các thôn vận động."
)


def page_of(data: bytes) -> Page:
    reading = readers.read(data)
    made = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, made) == []
    return made


def kinds(made: Page) -> list[tuple[str, str]]:
    return [(block.kind, f"{block.marker} {block.text}".strip()) for block in blocks.split(made.body)]


def style(**changes: object) -> ParagraphStyle:
    for name, path in formats.FONT_PATHS.items():
        pdfmetrics.registerFont(TTFont(name, path))
    values = {"fontName": "Serif", "fontSize": 12, "leading": 16, **changes}
    return ParagraphStyle("one", **values)


def built(flow: list[object], margin: Callable[[Canvas, object], None] = lambda *_: None) -> bytes:
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(flow, onFirstPage=margin, onLaterPages=margin)
    return file.getvalue()


@pytest.mark.parametrize(
    "changes",
    [
        {"spaceAfter": 6},
        {"spaceAfter": 3, "alignment": 4},
        {"firstLineIndent": 28, "alignment": 4},
        {"leading": 22, "spaceAfter": 12},
        {"firstLineIndent": 28},
    ],
    ids=["space between", "justified", "indented and justified", "wide rows", "indented"],
)
def test_paragraphs_are_found_however_they_are_set(changes: dict[str, object]) -> None:
    one = style(**changes)
    words = LONG.split()
    wanted = [
        f"Đoạn {start} {' '.join(words[start : start + 13 * size])}."
        for start in range(12)
        for size in (1, 2, 3)
    ]
    assert [
        text for _, text in kinds(page_of(built([Paragraph(text, one) for text in ("Tên bài", *wanted)])))
    ] == wanted


def test_an_official_document_with_two_columns_a_table_and_page_furniture() -> None:
    one, bold = style(spaceAfter=6), style(fontName="Bold", alignment=1, spaceAfter=6)
    small = style(fontSize=11, alignment=1)

    def margin(canvas: Canvas, document: object) -> None:
        canvas.setFont("Serif", 9)
        canvas.drawString(70, 30, "Ủy ban nhân dân xã Tân An")
        canvas.drawRightString(525, 30, f"Trang {document.page}")  # type: ignore[attr-defined]

    head = Table(
        [
            [Paragraph("ỦY BAN NHÂN DÂN", small), Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", small)],
            [Paragraph("XÃ TÂN AN", small), Paragraph("Độc lập - Tự do - Hạnh phúc", small)],
            [Paragraph("Số: 42/KH-UBND", small), Paragraph("Tân An, ngày 5 tháng 6 năm 2025", small)],
        ],
        colWidths=[6 * cm, 10.5 * cm],
    )
    table = Table(
        [["Thôn", "Số cây"], ["Hạ", "200"], ["Thượng", "300"]], style=[("GRID", (0, 0), (-1, -1), 1, 0)]
    )
    table.setStyle([("FONT", (0, 0), (-1, -1), "Serif", 12)])
    flow = [head, Paragraph("KẾ HOẠCH", bold), Paragraph("Trồng cây xanh năm 2025", bold)]
    flow += [*[Paragraph(LONG, one)] * 9, Paragraph("Chỉ tiêu của các thôn như sau:", one), table]
    flow += [*[Paragraph(LONG, one)] * 5]
    made = page_of(built(flow, margin))
    assert (made.text("title"), made.text("type")) == ("Trồng cây xanh năm 2025", "ke-hoach")
    assert (made.text("identifier"), made.text("date")) == ("42/KH-UBND", "2025-06-05")
    assert made.text("issuer") == "ỦY BAN NHÂN DÂN XÃ TÂN AN"
    assert [text for kind, text in kinds(made) if kind == "row"] == [
        "Thôn | Số cây",
        "Hạ | 200",
        "Thượng | 300",
    ]
    assert [text for kind, text in kinds(made) if kind == "paragraph"].count(LONG) == 14
    assert any("Trang 1" in text for text in made.texts("dropped"))


def test_a_title_in_big_letters_over_two_rows_is_the_title() -> None:
    title = "Huyện Đông Lâm ra quân trồng cây, dọn vệ sinh và thăm hỏi các gia đình chính sách"
    flow = [Paragraph(title, style(fontSize=20, leading=26)), *[Paragraph(LONG, style(spaceAfter=6))] * 3]
    assert page_of(built(flow)).text("title") == title


def test_letters_whose_fonts_do_not_say_what_they_are_are_never_lost_in_silence() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    style()
    canvas.setFont("Serif", 12)
    canvas.drawString(80, 700, "Nước \uf123ta là một, dân tộc \ue001Việt Nam là một.")
    canvas.save()
    with pytest.raises(SourceError, match="do not say which letters") as caught:
        readers.read(file.getvalue())
    assert caught.value.finding.block == "page 1"


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    style()
    for shift in (0, 0.3):
        canvas.setFont("Serif", 12)
        canvas.drawString(80 + shift, 700, "Tiết kiệm 100% điện, nước")
    canvas.save()
    assert [line.text for line in readers.read(file.getvalue()).lines] == ["Tiết kiệm 100% điện, nước"]


def test_text_in_a_font_of_the_time_before_unicode_is_converted() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for name in ("DejaVuSerif", "VNI-Times"):
        font = TTFont(name, formats.FONT_PATHS["Serif"])
        font.face.name = name.encode()
        pdfmetrics.registerFont(font)
    canvas.setFont("VNI-Times", 12)
    canvas.drawString(80, 700, formats.vni("Ủy ban nhân dân xã khẳng định quyết tâm."))
    canvas.save()
    reading = readers.read(file.getvalue())
    assert reading.lines[0].text == "Ủy ban nhân dân xã khẳng định quyết tâm."
    assert reading.encoding == "vni by font"


FEET = [
    "Ủy ban nhân dân xã Tân An | Trang 1/1",
    "Trang 1/1",
    "1",
    "https://tanan.example.vn/tin-tuc/trong-cay.html",
    "Địa chỉ: thôn Hạ, xã Tân An; điện thoại: 0123 456 789; email: xa@tanan.example.vn",
]


@pytest.mark.parametrize("foot", FEET)
def test_the_foot_of_a_single_page_is_no_part_of_the_text(foot: str) -> None:
    def margin(canvas: Canvas, _: object) -> None:
        canvas.setFont("Serif", 8)
        canvas.drawString(70, 30, foot)
        canvas.drawString(70, 815, "26/04/2025, 15:40")
        canvas.drawRightString(525, 815, "Trồng cây | Trang tin xã Tân An")

    flow = [
        Paragraph("Tên bài", style()),
        *[Paragraph(f"{n}. {LONG}", style(spaceAfter=6)) for n in range(3)],
    ]
    reading = readers.read(built(flow, margin))
    assert reading.dropped == ("26/04/2025, 15:40\tTrồng cây | Trang tin xã Tân An", foot)
    assert len(reading.lines) == 4


@pytest.mark.parametrize(
    "last",
    [
        "Địa chỉ nhận cây: nhà văn hóa thôn Hạ.",
        "Xem thêm tại https://tanan.example.vn",
        "Đoàn xã có 1/1 chi đoàn tham gia",
        "Trần Thị Bình",
        "1 Theo báo cáo của xã Tân An.",
    ],
)
def test_the_last_row_of_a_single_page_is_text_where_it_says_something(last: str) -> None:
    def margin(canvas: Canvas, _: object) -> None:
        canvas.setFont("Serif", 9)
        canvas.drawString(70, 45, last)

    flow = [Paragraph("Tên bài", style()), Paragraph(LONG, style())]
    reading = readers.read(built(flow, margin))
    assert (reading.lines[-1].text, reading.dropped) == (last, ())


def test_a_contact_line_right_below_the_text_is_text() -> None:
    flow = [Paragraph(LONG, style()) for _ in range(8)]
    flow.append(Paragraph("Điện thoại: 0123 456 789, email: xa@tanan.example.vn", style()))
    reading = readers.read(built(flow))
    assert reading.lines[-1].text.startswith("Điện thoại")


@pytest.mark.parametrize("rows", range(8))
def test_a_paragraph_goes_on_over_the_end_of_a_page(rows: int) -> None:
    def margin(canvas: Canvas, document: object) -> None:
        canvas.setFont("Serif", 9)
        canvas.drawCentredString(297, 30, str(document.page))  # type: ignore[attr-defined]

    one = style(spaceAfter=6, allowWidows=1, allowOrphans=1)
    wanted = [f"Đoạn {number} {LONG}" for number in range(12)]
    flow = [Paragraph("Tên bài", one), Spacer(1, 16 * rows), *[Paragraph(text, one) for text in wanted]]
    assert [text for _, text in kinds(page_of(built(flow, margin)))] == wanted
