"""One block edited: the rest of the page stays byte for byte, and nobody's words are overwritten."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin import blocks, page
from bantin.blocks import Block
from bantin.desk import edits
from bantin.desk.edits import ConflictError, Edit, RefusedEditError

TEXT = """\
---
title: Storm   # a person's remark
lang: en
kicker: NEWS
draft_offers:
- 'block 4, source 1a2b3c4d: A new wording.'
- 'after block 6, source 5e6f7a8b: Stay at home.'
---

Strong wind,
in two lines.


## What to do

- Stay in
* Call   112

| A | B |
|:--|--:|
| 1 | 2 |

> Somebody said so.

*A photo (Photo: Lan)*


"""


def units(text: str = TEXT) -> tuple[Block, ...]:
    return blocks.units(page.parse(text))


def seen(number: int, of: str = TEXT, **more: str) -> Edit:
    unit = units(of)[number - 1]
    return Edit("save", number, seen=edits.block_print(unit), file=edits.text_print(of), **more)


def save(number: int, typed: str, text: str = TEXT) -> str:
    return page.render(edits.apply(text, seen(number, text, text=typed)))


@pytest.mark.parametrize("number", range(3, 11))
def test_an_edit_changes_its_block_and_no_other_character(number: int) -> None:
    typed = "One | Two" if units()[number - 1].kind == "row" else "Quite another text."
    after = save(number, typed)
    changed = [unit for unit, old in zip(units(after), units(), strict=True) if unit != old]
    assert [unit.markup for unit in changed] == [typed]
    raw = "Strong wind,\nin two lines." if number == 3 else units()[number - 1].markup
    if number == 6:
        raw = "Call   112"
    before, _, rest = TEXT.partition(raw if number != 7 else "A | B")
    assert after.startswith(before.rstrip("*-"))
    assert after.endswith(rest)


def test_a_title_and_a_kicker_are_edited_like_blocks() -> None:
    after = save(2, "Storm: what to *do*\nnow")
    assert page.parse(after).text("title") == "Storm: what to *do* now"
    assert page.parse(save(1, "NOTICE")).text("kicker") == "NOTICE"
    assert after.partition("\n---\n")[2] == TEXT.partition("\n---\n")[2]


@pytest.mark.parametrize(
    "typed", ["# 5 people", "- no", "2021. A year", "1) first", "> more", "<b>", "| a", "```"]
)
def test_what_would_be_a_mark_at_the_start_of_a_block_is_kept_as_text(typed: str) -> None:
    after = units(save(3, typed))
    assert (after[2].kind, after[2].text, len(after)) == ("paragraph", typed, len(units()))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "empty"), (" \n ", "empty"), ("x" * 100_001, "long"), ("a\0b", "control"), ("a\x1bb", "control")],
)
def test_a_text_that_cannot_stand_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(RefusedEditError) as refused:
        save(3, typed)
    assert refused.value.reason == reason


def test_a_caption_that_would_no_longer_be_one_is_refused() -> None:
    with pytest.raises(RefusedEditError, match="caption"):
        save(10, "a * b")


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(1, 10))
def test_whatever_is_typed_the_other_blocks_stay(typed: str, number: int) -> None:
    try:
        after = units(save(number, typed))
    except RefusedEditError:
        return
    others = [unit for at, unit in enumerate(units(), 1) if at != number]
    assert [unit for at, unit in enumerate(after, 1) if at != number] == others
    assert after[number - 1].kind == units()[number - 1].kind


def test_a_block_that_somebody_else_changed_is_a_conflict_that_shows_their_text() -> None:
    mine = seen(3, text="Mine.")
    theirs = TEXT.replace("in two lines", "in 2 lines")
    with pytest.raises(ConflictError) as conflict:
        edits.apply(theirs, mine)
    assert conflict.value.theirs == "Strong wind, in 2 lines."


def test_an_edit_elsewhere_in_the_page_is_no_conflict_and_stays() -> None:
    theirs = TEXT.replace("Somebody said so.", "Lan said so.").replace("## What", "A new block.\n\n## What")
    after = page.render(edits.apply(theirs, seen(6, text="Call 115")))
    assert "Lan said so." in after
    assert "* Call 115\n" in after
    assert after.replace("Call 115", "Call   112") == theirs


def test_where_two_blocks_say_the_same_a_changed_file_is_a_conflict() -> None:
    twice = TEXT.replace("* Call   112", "- Stay in")
    mine = seen(6, twice, text="Call 115")
    assert "Call 115" in page.render(edits.apply(twice, mine))
    with pytest.raises(ConflictError):
        edits.apply(twice.replace("Storm", "Storms"), mine)


def test_a_block_that_is_gone_is_a_conflict_without_their_text() -> None:
    with pytest.raises(ConflictError) as conflict:
        edits.apply(TEXT.partition("*A photo")[0], seen(10, text="Mine"))
    assert conflict.value.theirs is None


def test_taking_an_offer_over_takes_its_line_away() -> None:
    line = page.parse(TEXT).texts("draft_offers")[0]
    after = edits.apply(TEXT, seen(4, text="A new wording.", line=line))
    assert after.texts("draft_offers") == page.parse(TEXT).texts("draft_offers")[1:]
    gone = edits.apply(TEXT, Edit("dismiss", 4, seen=edits.block_print(units()[3]), line=line))
    assert (gone.texts("draft_offers"), gone.body) == (after.texts("draft_offers"), page.parse(TEXT).body)


def test_a_block_is_taken_away_and_the_offers_below_are_told_its_new_number() -> None:
    edit = seen(5)
    after = edits.apply(TEXT, Edit("remove", 5, seen=edit.seen, file=edit.file))
    assert blocks.units(after) == (*units()[:4], *units()[5:])
    assert after.texts("draft_offers")[1].startswith("after block 5, source")
    assert "|:--|--:|" in after.body


def test_the_first_row_of_a_table_is_taken_away_and_the_next_one_leads() -> None:
    edit = seen(7)
    after = edits.apply(TEXT, Edit("remove", 7, seen=edit.seen, file=edit.file))
    assert "| 1 | 2 |\n|:--|--:|\n" in after.body or "| 1 | 2 |\n| --- | --- |\n" in after.body


def test_a_missing_block_is_put_in_where_it_belongs() -> None:
    edit = Edit(
        "add", 4, text="Keep calm.", file=edits.text_print(TEXT), model=Block("paragraph", "Bình tĩnh.")
    )
    after = edits.apply(TEXT, edit)
    assert blocks.units(after) == (*units()[:4], Block("paragraph", "Keep calm."), *units()[4:])
    assert after.texts("draft_offers")[0].startswith("block 4, ")
    assert after.texts("draft_offers")[1].startswith("after block 7, ")
    with pytest.raises(ConflictError):
        edits.apply(TEXT + "\nMore.\n", edit)


def test_a_missing_title_is_put_in() -> None:
    bare = re.sub(r"title: .*\n", "", TEXT)
    edit = Edit("add", 1, text="Storm", file=edits.text_print(bare), model=Block("title", "Bão"))
    assert edits.apply(bare, edit).text("title") == "Storm"
