"""Units: what is decoded, what is carried over, and how a translation becomes a block again."""

import pytest

from bantin.blocks import Block, of_text
from bantin.draft import units


def drafted(unit: Block) -> Block | str:
    """The unit with every sentence 'translated' into angle brackets."""
    job = units.due(unit)
    return units.drafted(job, {sentence: f"<{sentence}>" for sentence in job.sentences})


def test_a_paragraph_is_drafted_sentence_by_sentence_and_escaped() -> None:
    assert drafted(of_text("paragraph", "Một. Hai.")) == of_text("paragraph", "<Một.> <Hai.>")


def test_kind_level_and_marker_stay() -> None:
    unit = of_text("item", "Một", level=1, marker="3.")
    assert drafted(unit) == of_text("item", "<Một>", level=1, marker="3.")


def test_a_table_row_is_drafted_cell_by_cell() -> None:
    assert drafted(Block("row", "Quận 12 | 1.234 | a &#124; b")) == Block(
        "row", "&lt;Quận 12&gt; | &lt;1.234&gt; | &lt;a &#124; b&gt;"
    )


@pytest.mark.parametrize(
    "unit",
    [
        of_text("paragraph", "31/12 – 96%"),
        Block("other", "```\nmột hai\n```"),
        Block("paragraph", "![](anh.jpg)"),
        Block("row", "1 | 2"),
    ],
)
def test_what_has_no_words_is_carried_over_as_it_stands(unit: Block) -> None:
    assert units.due(unit).sentences == ()
    assert drafted(unit) == unit


def test_a_kept_unit_takes_its_place_from_the_source() -> None:
    job = units.kept(of_text("heading", "Tiêu đề", level=3), of_text("heading", "Heading", level=2))
    assert units.drafted(job, {}) == of_text("heading", "Heading", level=3)


def test_a_sentence_without_translation_is_named() -> None:
    job = units.due(of_text("paragraph", "Một. Hai."))
    assert units.drafted(job, {"Một.": "One.", "Hai.": ""}) == "Hai."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SẼ CÓ CHỈ THỊ MỚI VỀ PHÒNG CHỐNG DỊCH", "Sẽ có chỉ thị mới về phòng chống dịch"),
        ("UBND TỈNH PHÒNG DỊCH COVID-19", "UBND tỉnh phòng dịch COVID-19"),
        ("“MỞ CỬA” TRỞ LẠI", "“Mở cửa” trở lại"),
        ("1. MỤC ĐÍCH", "1. Mục đích"),
        ("II. VI PHẠM VÀ Y TẾ", "II. Vi phạm và y tế"),
        ("PHÁT TRIỂN KINH TẾ – XÃ HỘI", "Phát triển kinh tế – xã hội"),
        ("KINH TẾ-XÃ HỘI QUÝ III", "Kinh tế-xã hội quý III"),
        ("UBND", "UBND"),
        ("Quận 12 tiêm vắc xin", "Quận 12 tiêm vắc xin"),
        ("31/3", "31/3"),
    ],
)
def test_a_text_in_capitals_is_read_as_a_sentence(text: str, said: str) -> None:
    assert units.sentence_case(text) == said


def test_numerals_that_english_writes_otherwise_are_drafted_cell_by_cell() -> None:
    job = units.due(Block("row", "1 | 1.234.567 | 96,5%"))
    assert job.sentences == ("1", "1.234.567", "96,5%")
