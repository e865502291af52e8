"""Three real bulletins against what a careful editor made of them."""

from pathlib import Path

import pytest

from bantin import blocks, files
from bantin.blocks import Block
from bantin.normalize import compose, proof, readers, slugs
from bantin.page import Page
from support import SHARED

SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the acceptance seeds are not here (../shared/seeds)"
)


def seed(number: str) -> tuple[Page, list[str], tuple[Block, ...]]:
    """The page of a seed, its lines, its blocks; the page is proved on the way."""
    path = next(SEEDS.glob(f"{number}_*.txt"))
    data = path.read_bytes()
    reading = readers.read(data)
    page = compose.page_of(reading, f"sources/{path.name}", files.sha256(data))
    assert proof.check(reading.text, page) == []
    lines = [" ".join(line.split()) for line in data.decode().split("\n")]
    return page, lines, blocks.split(page.body)


def kinds(body: tuple[Block, ...]) -> str:
    letters = {"paragraph": "p", "heading": "h", "item": "i", "caption": "c"}
    return "".join(letters[block.kind] for block in body)


def reference(number: str) -> list[tuple[str, str]]:
    path: Path = next(SEEDS.glob(f"{number}_*.reference.tsv"))
    rows = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [(kind, text) for kind, text in rows]


@pytest.mark.parametrize("number", ["001", "003", "004"])
def test_the_blocks_are_the_editors(number: str) -> None:
    _, _, body = seed(number)
    same = {"lead": "paragraph", "list-item": "item"}
    wanted = [
        (same.get(kind, kind), text)
        for kind, text in reference(number)
        if kind not in ("kicker", "title", "byline", "date")
    ]
    assert [block.kind for block in body] == [kind for kind, _ in wanted]
    for block, (_, text) in zip(body, wanted, strict=True):
        assert proof.letters(block.text) == proof.letters(text)


def test_001_a_word_extract_with_relics() -> None:
    page, lines, body = seed("001")
    assert page.text("kicker") == lines[0]
    assert page.text("title") == "Không chủ quan khi “mở cửa” – chống dịch nữa anh em ơi"
    assert page.text("type") == "tai-lieu-tuyen-truyen"
    assert ("date" in page.meta, page.text("date_precision")) == (False, "none")
    assert page.text("place") == "Quận 12"
    assert page.texts("references") == ["16/CT-TTg; Chỉ thị; Thủ tướng Chính phủ; "]
    assert page.texts("dropped") == ["[bookmark: _GoBack]"]
    assert page.texts("repairs") == ["Covid – 19 → Covid-19 (line 3)"]
    assert "line 3: giản cách? giãn cách" in page.texts("review_notes")
    assert "line 8: truyên truyền? tuyên truyền" in page.texts("review_notes")
    assert kinds(body) == "pppppiiiiip"
    assert body[3].text.endswith("hợp lý, an toàn.")
    assert body[4].text.startswith("Thành phố cũng như Quận 12")
    text = page.body
    for kept in (
        "96,56%",
        "46,22%",
        "31 tháng 12 năm 2021",
        "100%",
        "18 tuổi",
        "5K",
        "“thẻ xanh”",
        "giản cách",
    ):
        assert kept in text
    assert slugs.slug(page.text("title")) == "khong-chu-quan-khi-mo-cua-chong-dich-nua-anh-em-oi"


def test_003_a_hard_wrapped_scrape_without_a_title() -> None:
    page, lines, body = seed("003")
    assert page.meta["title_provisional"] is True
    assert "kicker" not in page.meta
    assert ("date" in page.meta, page.text("date_precision")) == (False, "conflict")
    assert "31/3" in page.text("date_evidence")
    assert "24/7" in page.text("date_evidence")
    assert (page.text("author"), page.text("publisher"), page.text("place")) == (
        "Xuân Quảng",
        "Vietnam+",
        "Hà Nội",
    )
    ranges = (
        "1-4 6-10 11-14 15-19 20-20 21-25 26-26 27-28 29-31 32-34 36-36 38-41 42-48 49-56 57-62 63-65 66-71"
    )
    wanted = [" ".join(lines[int(a) - 1 : int(b)]) for a, b in (part.split("-") for part in ranges.split())]
    paragraphs = [block.text for block in body if block.kind == "paragraph"]
    wanted[-1] = wanted[-1].replace("./.", ".")
    wanted[3] = wanted[3].replace('"thời gian vàng"', "“thời gian vàng”")
    assert paragraphs == wanted
    assert [block.text for block in body if block.kind == "heading"] == [lines[4], lines[34]]
    assert [block.text for block in body if block.kind == "caption"] == [lines[36]]
    assert page.meta["end_mark"] is True
    assert "references" not in page.meta
    assert "dropped" not in page.meta
    assert page.texts("repairs")[0] == '"thời gian vàng" → “thời gian vàng” (line 18)'
    assert [repair for repair in page.texts("repairs")[1:] if "end mark" not in repair] == []
    notes = "\n".join(page.texts("review_notes"))
    for remark in (
        "line 1: COVIDd?",
        "line 5: CÁC LÀM? CÁCH LÀM",
        "line 17: không chế",
        "line 36: ",
        "date conflict",
    ):
        assert remark in notes
    for kept in ("24/7", "0 đồng", "3 trước", "3 lớp", "Nguyễn Văn Phong, Phó", "Bắc Từ Liêm", "COVIDd-19"):
        assert kept in page.body


def test_004_a_web_page_text() -> None:
    page, lines, body = seed("004")
    assert page.text("title") == lines[4].removesuffix(".")
    assert page.text("type") == "tin-bai"
    assert (page.text("date"), page.text("date_precision")) == ("2021-07-20", "exact")
    assert page.text("published") == "2021-07-20T17:07:00+07:00"
    assert (page.text("author"), page.text("publisher"), page.text("place")) == ("BLA", "BLA", "Long An")
    assert "identifier" not in page.meta
    assert page.texts("references") == [
        "517-CV/TU; Công văn; Ban Thường vụ Tỉnh ủy Long An; 2021-07-19 (inferred)",
        "971/TTg-KGVX; Công văn; Thủ tướng Chính phủ; 2021-07-18",
    ]
    assert page.texts("dropped") == ["Tiếng Việt | English", "Chia sẻ bài viết"]
    assert kinds(body) == "pc" + "p" * 8
    assert body[1].text == lines[8]
    assert page.meta["end_mark"] is True
    assert "line 21: tổng họp? tổng hợp" in page.texts("review_notes")
    wanted = "long-an-kip-thoi-quan-tam-dong-vien-cac-luc-luong-tuyen-dau-phong-chong-dich-benh-covid-19"
    assert slugs.slug(page.text("title")) == wanted
    for kept in ("19/7", "18/7/2021", "Công văn này", "Ban cán sự Đảng", "HĐND", "viên,... để"):
        assert kept in page.body
