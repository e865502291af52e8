"""Markup and shared facts become tags, and come back to the character."""

from hypothesis import given
from hypothesis import strategies as st

from bantin.blocks import Block
from bantin.exchange import tags
from bantin.exchange.tags import Tag

MARKUP = st.lists(
    st.sampled_from([*"ab1.- *_`[]()!&<>\\#|:", "**", "](", "&amp;", "15/4", "đ"]), max_size=30
).map("".join)


def shown(block: Block) -> list[str]:
    return [f"<{piece.raw}>" if isinstance(piece, Tag) else piece for piece in tags.pieces(block)]


def test_markup_becomes_tags_and_text_is_what_a_reader_sees() -> None:
    block = Block("paragraph", r"See **the [list](a.pdf)** of 5 \* 3 &amp; `code` ![cow](b.png)")
    assert shown(block) == [
        "See ", "<**>", "the ", "<[>", "list", "<](a.pdf)>", "<**>", " of 5 * 3 & ", "<`code`>", " ",
        "<![cow](b.png)>",
    ]  # fmt: skip


def test_the_bars_of_a_table_row_are_tags() -> None:
    assert shown(Block("row", "Đồng Mây | 420")) == ["Đồng Mây", "< | >", "420"]


@given(MARKUP, st.sampled_from(["paragraph", "row"]))
def test_what_is_cut_into_pieces_says_the_same_when_it_is_written(markup: str, kind: str) -> None:
    block = Block("row" if kind == "row" else "paragraph", markup)
    again = Block(block.kind, tags.written(tags.pieces(block)))
    assert tags.says(tags.pieces(again)) == tags.says(tags.pieces(block))


def test_facts_that_both_sides_share_are_protected_under_one_id_and_others_stay_text() -> None:
    source, target = tags.protected(
        Block("paragraph", "Ngày 15 tháng 11 năm 2024 có 1.250 con bò, 30 con ốm, số 42/TB-UBND"),
        Block("paragraph", "On 15 November 2024 there were 1,250 cattle, 13 sick, No. 42/TB-UBND"),
        ("vi", "en"),
    )
    ours, theirs = (
        {piece.id: piece.raw for piece in side if isinstance(piece, Tag)} for side in (source, target)
    )
    assert ours.keys() == theirs.keys()
    assert sorted(theirs.values()) == ["1,250", "15 November 2024", "42/TB-UBND"]
    assert "13 sick" in " ".join(piece for piece in target if isinstance(piece, str))
