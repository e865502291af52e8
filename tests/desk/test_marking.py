"""Blocks as the desk shows them: safe HTML, marks where facts and terms stand, texts compared by words."""

import html
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.blocks import Block
from bantin.desk import marking
from bantin.desk.marking import Mark, compared, rendered, text_of

TAG = re.compile(r"<[^>]*>")


def shown(text: str, *marks: Mark) -> str:
    return rendered(Block("paragraph", text), marks)


def test_inline_markdown_is_shown_and_marks_go_around_its_tags() -> None:
    assert shown("a **b c** d") == "a <strong>b c</strong> d"
    mark = '<mark class="fact" title="n">'
    made = shown("a **b c** d", Mark(0, 3, "fact", "n"))
    assert made == f"{mark}a </mark><strong>{mark}b</mark> c</strong> d"


def test_nothing_at_the_start_of_a_block_makes_a_list_or_a_heading_of_it() -> None:
    for text in ("1. x", "- x", "# x", "> x", "    x", "| a | b |"):
        assert TAG.sub("", shown(text)).strip() == html.escape(text.strip(), quote=False)
        assert "<" not in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        '<a href="x" onclick="y">b</a>',
        "<svg onload=alert(1)>",
        "![p](https://tracker.example/p.gif)",
        "<style>*{}</style>",
        "<p id=main class=skip>x</p>",
    ],
)
@pytest.mark.parametrize("kind", ["paragraph", "title", "kicker", "other", "heading", "row"])
def test_nothing_that_runs_or_asks_another_host_is_left(text: str, kind: str) -> None:
    made = rendered(Block(kind, text), (Mark(0, 4, "term", '"><script>'),))  # type: ignore[arg-type]
    tags = TAG.findall(made)
    assert not any(re.match(r"<(script|img|svg|style|p)\b", tag) for tag in tags)
    assert not any(re.search(r"\son\w+=|javascript:|\sid=|\ssrc=", tag) for tag in tags)
    assert "<script" not in made


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=3))
def test_marks_change_no_letter_of_the_text(text: str, places: list[tuple[int, int]]) -> None:
    unit = Block("paragraph", text)
    end = 0
    marks = []
    for start, size in sorted(places):
        if start >= end:
            marks.append(Mark(start, start + size, "fact", "x"))
            end = start + size
    made = rendered(unit, tuple(marks))
    assert html.unescape(TAG.sub("", made)) == text_of(unit) == html.unescape(TAG.sub("", rendered(unit)))


def test_two_texts_are_compared_word_by_word() -> None:
    pieces = compared("Có 32 đơn vị.", "Năm nay có 32 đơn vị.")
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == "Năm nay có 32 đơn vị."
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == "Có 32 đơn vị."
    assert [piece.text for piece in pieces if piece.kind == "gone"] == ["Có"]


def test_several_windows_are_rendered_at_once_without_mixing() -> None:
    texts = [f"**{number}** {'x ' * 50}[{number}](https://example.org/{number})" for number in range(300)]
    marking.rendered.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(shown, texts))
    for number, one in enumerate(made):
        assert one.startswith(f"<strong>{number}</strong>")
        assert f'href="https://example.org/{number}"' in one
