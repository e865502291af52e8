"""Markdown as received: its marks become what they mean, and nothing of its text is lost."""

from bantin import blocks
from bantin.normalize import compose, proof, readers
from bantin.page import Page
from normalize.test_readers_rich import NAME, PICTURE

TEXT = "Sáng nay, xã Tân An ra quân trồng cây xanh dọc tuyến đường liên thôn, hơn 500 đoàn viên tham gia."
SOURCE = f"""---
title: Ra quân trồng cây
nguồn: Cổng thông tin xã
---

**{TEXT}**

![Đoàn viên](anh/a.jpg)

*Đoàn viên trồng cây*

## Việc cần *làm*

Xem [kế hoạch](https://example.vn/kh)
và các việc sau:

1. Chuẩn bị **cây**;
   - Keo;
2. Đào hố.

> Mỗi người một cây.

| Thôn | Cây |
| --- | --- |
| Hạ | 200 |

<b>Không phải thẻ</b> 5 < 6 &amp; 2\\*3.
"""


def page_of(text: str) -> Page:
    reading = readers.read(text.encode())
    made = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, made) == []
    return made


def test_every_kind_of_block() -> None:
    made = page_of(SOURCE)
    assert (made.text("source_format"), made.text("title")) == ("md", "Ra quân trồng cây")
    assert [(block.kind, f"{block.marker} {block.text}".strip()) for block in blocks.split(made.body)] == [
        ("paragraph", TEXT),
        ("caption", "Đoàn viên trồng cây"),
        ("heading", "Việc cần làm"),
        ("paragraph", "Xem kế hoạch và các việc sau:"),
        ("item", "1. Chuẩn bị cây;"),
        ("item", "- Keo;"),
        ("item", "2. Đào hố."),
        ("quote", "Mỗi người một cây."),
        ("row", "Thôn | Cây"),
        ("row", "Hạ | 200"),
        ("paragraph", "<b>Không phải thẻ</b> 5 < 6 & 2*3."),
    ]
    for dropped in (
        "nguồn: Cổng thông tin xã",
        "picture Đoàn viên (anh/a.jpg)",
        "link https://example.vn/kh",
    ):
        assert dropped in made.texts("dropped")


def test_the_first_heading_is_the_title() -> None:
    made = page_of(f"Tin huyện\n\n# Ra quân trồng cây\n\n{TEXT}\n\n## Hai\n\n{TEXT}\n")
    assert (made.text("title"), made.text("kicker")) == ("Ra quân trồng cây", "Tin huyện")


def test_plain_text_with_dashes_stars_and_numbers_is_no_markdown() -> None:
    for text in (
        f"Tin\n\n{TEXT}\n\n- Một;\n- Hai.\n",
        f"Tin * hai\n\n1. {TEXT}\n",
        f"#tag và *sao*\n\n{TEXT}\n",
    ):
        assert readers.read(text.encode()).format == "txt"


def test_a_picture_that_lies_beside_the_file_travels_with_its_description() -> None:
    reading = readers.read(SOURCE.encode(), beside=lambda address: PICTURE if address == "anh/a.jpg" else b"")
    made = compose.page_of(reading, "sources/a", "0" * 64)
    assert proof.check(reading.text, made) == []
    assert [block.text for block in blocks.split(made.body)][:3] == [TEXT, "Đoàn viên", "Đoàn viên trồng cây"]
    assert f"![Đoàn viên](assets/{NAME})" in made.body
    assert not any("picture" in dropped for dropped in made.texts("dropped"))
    note = readers.read(SOURCE.replace("anh/", "https://example.vn/").encode()).notes[0]
    assert note == "picture left behind (“Đoàn viên”): it lies on a server: https://example.vn/a.jpg"
