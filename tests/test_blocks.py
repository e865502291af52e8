"""Blocks: a body is cut and put back without loss, and text never turns into markup."""

import html
import re

import markdown
from hypothesis import given
from hypothesis import strategies as st

from bantin import blocks, markup
from bantin.blocks import Block
from bantin.page import Page, normal

LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=80).filter(
    lambda text: normal(text) == text
)
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "{: onclick=alert(1) }",
        '--8<-- "mkdocs.yml"',
        "{{ config }} {% x %}",
        "2021. Năm",
        "2021) Năm",
        "- gạch",
        "+ cộng",
        "# thăng",
        "> trích",
        "===",
        "---",
        "| a | b |",
        "[bookmark: x](javascript:alert)",
        "![x](y)",
        "*a* _b_ `c` ~~d~~ ^e^",
        "a\\*b &amp; &copy; <b>",
        "[^1]: chú thích",
        "!!! note",
        ": định nghĩa",
        "http://x.vn <mailto:a@b.vn>",
        "*[HTML]: x",
        "a_b_c 517_CV",
        "100 % \\ 5",
    ]
)
TEXTS = st.one_of(LINE, HOSTILE)
KINDS = st.sampled_from(["paragraph", "heading", "item", "quote", "caption"])


@st.composite
def block(draw: st.DrawFn) -> Block:
    kind = draw(KINDS)
    level = 2 if kind == "heading" else 0
    return blocks.of_text(kind, draw(TEXTS), level, "-" if kind == "item" else "")


@given(st.lists(block(), max_size=8))
def test_a_body_is_cut_into_the_blocks_it_was_made_of(made: list[Block]) -> None:
    assert blocks.split(blocks.join(made)) == tuple(made)


@given(TEXTS)
def test_text_is_read_back_from_its_markup(text: str) -> None:
    assert markup.plain(markup.escape(text)) == text


@given(st.lists(block(), min_size=1, max_size=5))
def test_a_rendered_body_shows_the_letters_of_its_text_and_nothing_else(made: list[Block]) -> None:
    rendered = markdown.markdown(blocks.join(made), extensions=["tables", "sane_lists"])
    shown = html.unescape(re.sub(r"<[^>]+>", "", rendered))
    expected = "".join(one.text for one in made)
    assert "".join(shown.split()) == "".join(expected.split())


def test_what_translators_type_is_understood() -> None:
    body = (
        "Lead in:\n\n* one\n  goes on\n* two\n1. three\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n*Photo*\n\n```\nx\n\ny\n```\n"
    )
    assert [(b.kind, b.markup) for b in blocks.split(body)] == [
        ("paragraph", "Lead in:"),
        ("item", "one goes on"),
        ("item", "two"),
        ("item", "three"),
        ("row", "a | b"),
        ("row", "c | d"),
        ("caption", "Photo"),
        ("other", "```\nx\n\ny\n```"),
    ]


def test_the_fingerprint_follows_words_and_not_white_space() -> None:
    page = Page({"title": "A"}, "One two.\n\nThree.\n")
    same = Page({"title": "A", "other": "x"}, "One  two.\n\n\nThree.\n\n")
    assert blocks.fingerprint(page) == blocks.fingerprint(same)
    for other in (
        Page({"title": "B"}, page.body),
        Page(page.meta, "One two. Three.\n"),
        Page(page.meta, "## One two.\n\nThree.\n"),
        Page({**page.meta, "letterhead": ["No. 5"]}, page.body),
    ):
        assert blocks.fingerprint(page) != blocks.fingerprint(other)
