"""PDF files set in columns, and what looks like columns and is none."""

import io
from collections import Counter

import pdfplumber
import pytest
from PIL import Image as Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    Image,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from bantin import blocks
from bantin.normalize import compose, proof, readers
from bantin.page import Page
from normalize import formats
from normalize.test_readers_pdf import built, style

pytestmark = pytest.mark.skipif(
    not formats.fonts_here(), reason="no DejaVu fonts here to set a PDF in: apt-get install fonts-dejavu-core"
)
TEXT = (
    "Sáng nay, xã Tân An ra quân trồng cây xanh dọc các tuyến đường liên thôn, có hơn năm trăm đoàn viên, "
    "thanh niên và hội viên các đoàn thể tham gia. Mỗi thôn nhận chăm sóc một đoạn đường, làm cỏ, tưới nước "
    "và trồng dặm những cây bị chết; xã hỗ trợ cây giống, phân bón và công cụ cho các thôn khó khăn."
)
WORDS = TEXT.split()
TITLE = "Bản tin nông thôn mới xã Tân An"


def paragraph(number: int) -> str:
    """A paragraph that is like no other."""
    start = number * 7 % 40
    return f"Đoạn {number} {' '.join(WORDS[start:] + WORDS[: 10 + number * 11 % 31])} hết đoạn {number}."


def newsletter(count: int, flow: list[object], foot: str = "", indent: int = 0) -> bytes:
    """A title over the whole width, then the flow in columns."""
    file = io.BytesIO()
    inner = 17 * cm
    width = (inner - (count - 1) * 0.8 * cm) / count
    top = Frame(2 * cm, 26 * cm, inner, 2 * cm, 0, 0, 0, 0)

    def columns(height: float) -> list[Frame]:
        return [
            Frame(2 * cm + number * (width + 0.8 * cm), 2.2 * cm, width, height, 0, 0, 0, 0)
            for number in range(count)
        ]

    def margin(canvas: Canvas, document: object) -> None:
        canvas.setFont("Serif", 9)
        canvas.drawString(2 * cm, 1.2 * cm, f"{foot} Trang {document.page}".strip())  # type: ignore[attr-defined]

    document = BaseDocTemplate(file, pagesize=A4)
    document.addPageTemplates(
        [
            PageTemplate("first", [top, *columns(23.5 * cm)], onPage=margin),
            PageTemplate("later", columns(25 * cm), onPage=margin),
        ]
    )
    title = Paragraph(TITLE, style(fontName="Bold", fontSize=20, leading=24))
    body = style(fontSize=10, leading=13, alignment=4, spaceAfter=0 if indent else 5, firstLineIndent=indent)
    made = [Paragraph(one, body) if isinstance(one, str) else one for one in flow]
    document.build([NextPageTemplate("later"), title, FrameBreak(), *made])
    return file.getvalue()


def picture(colour: str) -> io.BytesIO:
    file = io.BytesIO()
    made = Drawing.new("RGB", (120, 80), "white")
    made.paste(colour, (10, 10, 60, 60))
    made.save(file, "PNG")
    file.seek(0)
    return file


def page_of(data: bytes) -> Page:
    reading = readers.read(data)
    made = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, made) == []
    with pdfplumber.open(io.BytesIO(data)) as document:  # what the file holds, counted by other means
        held = Counter(char["text"] for page in document.pages for char in page.chars if char["text"].strip())
    assert Counter("".join(reading.text.split())) == held
    return made


def texts(made: Page) -> list[str]:
    return [block.text for block in blocks.split(made.body)]


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("indent", [0, 12], ids=["space between", "indented"])
def test_columns_are_read_one_after_the_other_over_all_pages(count: int, indent: int) -> None:
    wanted = [paragraph(number) for number in range(26)]
    made = page_of(newsletter(count, list(wanted), "Bản tin số 5 |", indent))
    assert made.text("title") == TITLE
    assert texts(made) == wanted
    assert {text[:14] for text in made.texts("dropped")} == {"Bản tin số 5 |"}


def test_a_picture_in_a_column_stands_where_it_stood() -> None:
    wanted = [paragraph(number) for number in range(10)]
    flow: list[object] = list(wanted)
    flow.insert(7, Image(picture("red"), 6 * cm, 4 * cm))
    flow.insert(2, Image(picture("blue"), 6 * cm, 4 * cm))
    made = page_of(newsletter(2, flow))
    kinds = [block.kind for block in blocks.split(made.body)]
    assert [number for number, kind in enumerate(kinds) if kind == "other"] == [2, 8]
    assert [text for text in texts(made) if text] == wanted


def test_an_official_letterhead_and_its_foot_stay_rows() -> None:
    small = style(fontSize=11, alignment=1)
    head = Table(
        [
            [Paragraph("ỦY BAN NHÂN DÂN", small), Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", small)],
            [Paragraph("XÃ TÂN AN", small), Paragraph("Độc lập - Tự do - Hạnh phúc", small)],
            [Paragraph("Số: 42/TB-UBND", small), Paragraph("Tân An, ngày 5 tháng 6 năm 2025", small)],
        ],
        colWidths=[6 * cm, 10.5 * cm],
    )
    left = ["<b>Nơi nhận:</b>", "- Như trên;", "- Huyện ủy, HĐND huyện;", "- Các phòng, ban;", "- Các thôn;"]
    left += ["- Đài truyền thanh xã;", "- Trang tin điện tử của xã;", "- Lưu: VT, VP."]
    right = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Bình"]
    foot = Table(
        [
            [
                [Paragraph(text, style(fontSize=10, leading=12)) for text in left],
                [Paragraph(text, style(alignment=1, spaceAfter=14)) for text in right],
            ]
        ],
        colWidths=[8 * cm, 8.5 * cm],
    )
    middle = style(fontName="Bold", alignment=1)
    flow = [head, Paragraph("THÔNG BÁO", middle), Paragraph("Về việc trồng cây", middle)]
    flow += [paragraph(number) for number in range(3)]
    body = style(spaceAfter=6)
    flow = [Paragraph(one, body) if isinstance(one, str) else one for one in flow]
    made = page_of(built([*flow, Spacer(1, 12), foot]))
    assert (made.text("identifier"), made.text("type")) == ("42/TB-UBND", "thong-bao")
    assert made.texts("recipients")[-1] == "- Lưu: VT, VP."
    assert made.texts("signature") == right
    assert [text for text in texts(made) if text.startswith("Đoạn")] == [
        paragraph(number) for number in range(3)
    ]


def test_a_table_without_lines_is_no_column() -> None:
    cell = style(fontSize=11, leading=14)
    rows = [
        [
            Paragraph(
                f"Việc {number}: trồng cây xanh dọc tuyến đường liên thôn, chăm sóc cây sau khi trồng", cell
            ),
            Paragraph(
                f"Thôn {number} chủ trì, đoàn thanh niên và hội phụ nữ của thôn cùng phối hợp làm", cell
            ),
        ]
        for number in range(6)
    ]
    table = Table(rows, colWidths=[8 * cm, 8 * cm])
    said = " ".join(texts(page_of(newsletter(1, [paragraph(1), table, paragraph(2)]))))
    places = [said.find(f"{word} {number}") for number in range(6) for word in ("Việc", "Thôn")]
    assert min(places) > 0
    assert places == sorted(places)
