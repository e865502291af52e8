"""An approval is carried by typography and by nothing else, whatever is edited on whichever side."""

import datetime
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.blocks import units
from bantin.facts import vi
from bantin.page import Page, normal
from bantin.pairs import Pair
from bantin.review.approval import seal
from bantin.review.states import State, status_of

SOURCE = Page(
    {"title": "Nhiệt độ xuống -3 độ", "kicker": "Bản tin “Sáng”", "recipients": ["- Như trên;"]},
    "Dịch Covid – 19: 1.234 ca, tăng 12,5% (từ 5/3 - 7/3); ngày 06-08.\n\n- Hai, ba\n- 3 - 5 người...\n",
)
TARGET = Page(
    {"title": "Temperatures fall to -3 degrees", "kicker": "The “Morning” bulletin"},
    "COVID-19: 1,234 cases, up 12.5% (5 to 7 March); from 6 to 8.\n\n- Two, three\n- 3 to 5 people...\n",
)
MARKS = "“”\"'‘’«»-–—−‐…. ,;:!?/%()\u00a0\u200b\u00ad"
ALPHABET = st.sampled_from(MARKS + "0123456789aàăđhnHN")
EDITS = st.lists(
    st.tuples(st.integers(0, 200), st.sampled_from(["insert", "delete", "replace"]), ALPHABET),
    min_size=1,
    max_size=3,
)


def approved(source: Page = SOURCE) -> Page:
    return TARGET.with_meta(seal(source, TARGET, "Lan Anh", datetime.date(2026, 3, 1)))


def status(source: Page, target: Page) -> tuple[State, bool]:
    found = status_of(Pair("a.md", Path("a.md"), Path("b.md"), source, target))
    return found.state, found.verdict.typographic


def edited(text: str, edits: list[tuple[int, str, str]]) -> str:
    for place, what, char in edits:
        at = place % (len(text) + 1)
        text = text[:at] + ("" if what == "delete" else char) + text[at + (what != "insert") :]
    return text


def words(page: Page) -> list[str]:
    """Every run of letters and digits, one after the other, in the order of the page."""
    text = "\n".join([*(unit.text for unit in units(page)), *page.texts("recipients")])
    text = re.sub("[\u200b\u00ad]", "", unicodedata.normalize("NFC", text))
    return re.findall(r"[^\W_]+", text)


def figures(page: Page) -> list[str]:
    """Every figure with its sign and the marks inside it; a range may be set with or without spaces."""
    text = " ".join(unit.text for unit in units(page))
    text = re.sub("[\u200b\u00ad]", "", re.sub("[‐–—−]", "-", text))
    text = re.sub(r"(?<=\w) ?- ?(?=\w)", lambda match: "-" if len(match[0]) != 2 else match[0], text)
    return re.findall(r"(?<!\w)-?\d+(?:[.,:/-]\d+)*%?", " ".join(text.split()))


@given(EDITS)
def test_an_approval_that_holds_has_the_words_and_figures_that_were_approved(
    edits: list[tuple[int, str, str]],
) -> None:
    source = Page(SOURCE.meta, edited(SOURCE.body, edits))
    state, typographic = status(source, approved())
    assert state in (State.APPROVED, State.STALE)
    if state is State.APPROVED:
        assert words(source) == words(SOURCE)
        assert figures(source) == figures(SOURCE)
        facts = [[(one.kind, one.value) for one in vi.find(normal(page.body))] for page in (source, SOURCE)]
        assert facts[0] == facts[1] or typographic
    assert typographic <= (state is State.APPROVED)


@given(EDITS, st.sampled_from(["title", "kicker"]))
def test_the_same_holds_for_the_title(edits: list[tuple[int, str, str]], field: str) -> None:
    source = SOURCE.with_meta({field: edited(SOURCE.text(field), edits)})
    state, _ = status(source, approved())
    if state is State.APPROVED:
        assert words(source) == words(SOURCE)
        assert figures(source) == figures(SOURCE)


@given(EDITS)
def test_a_translation_whose_text_was_edited_is_never_approved(edits: list[tuple[int, str, str]]) -> None:
    body = edited(TARGET.body, edits)
    sealed = approved()
    state, _ = status(SOURCE, Page(sealed.meta, body))
    same = [unit.markup for unit in units(Page({}, body))] == [
        unit.markup for unit in units(Page({}, TARGET.body))
    ]
    if normal(body) != normal(TARGET.body) and not same:
        assert state is State.EDITED
    if body == TARGET.body:
        assert state is State.APPROVED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Covid – 19", "Covid-19"),
        ("Covid – 19", "Covid — 19"),
        ("5/3 - 7/3", "5/3 – 7/3"),
        ("người...", "người…"),
        ("ca, tăng", "ca , tăng"),
        ("1.234 ca", "1.234\u200b ca"),
        ("06-08", "06–08"),
    ],
)
def test_typographic_changes_of_the_source_carry_the_approval_and_show(old: str, new: str) -> None:
    assert old in SOURCE.body
    source = Page(SOURCE.meta, SOURCE.body.replace(old, new))
    assert status(source, approved()) == (State.APPROVED, True)


def test_white_space_alone_carries_it_and_need_not_show() -> None:
    source = Page(SOURCE.meta, SOURCE.body.replace("Dịch Covid", "Dịch  \u00a0Covid"))
    assert status(source, approved()) == (State.APPROVED, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.234", "12.34"),
        ("1.234", "1234"),
        ("12,5%", "12,5"),
        ("12,5%", "1 2,5%"),
        ("5/3 - 7/3", "5/3, 7/3"),
        ("06-08", "0608"),
        ("06-08", "06 -08"),
        ("Dịch", "dịch"),
        ("tăng", "tang"),
        ("Hai, ba", "Hai ba"),
        ("Hai, ba", "Haiba"),
    ],
)
def test_changed_words_and_figures_void_it(old: str, new: str) -> None:
    assert old in SOURCE.body
    source = Page(SOURCE.meta, SOURCE.body.replace(old, new))
    assert status(source, approved())[0] is State.STALE


@pytest.mark.parametrize("title", ["Nhiệt độ xuống 3 độ", "Nhiệt độ xuống - 3 độ", "Nhiệt độ xuống-3 độ"])
def test_a_minus_sign_is_no_typography(title: str) -> None:
    assert status(SOURCE.with_meta({"title": title}), approved())[0] is State.STALE


def test_an_official_part_that_changed_makes_it_stale() -> None:
    source = SOURCE.with_meta({"recipients": ["- Như trên;", "- Lưu: VT."]})
    assert status(source, approved())[0] is State.STALE


def test_an_approval_that_did_not_record_letters_is_read_as_before() -> None:
    old = approved().with_meta({"approved_letters": None, "approved_units": None})
    assert status(SOURCE, old) == (State.APPROVED, False)
    source = Page(SOURCE.meta, SOURCE.body.replace("Covid – 19", "Covid-19"))
    assert status(source, old) == (State.STALE, False)


def test_the_blocks_that_changed_are_named() -> None:
    source = Page(SOURCE.meta, SOURCE.body.replace("Hai, ba", "Hai, bốn") + "\nThêm một đoạn.\n")
    found = status_of(Pair("a.md", Path("a.md"), Path("b.md"), source, approved())).verdict
    assert (found.state, found.changed, found.removed) == (State.STALE, (4, 6), 0)
    source = Page(SOURCE.meta, SOURCE.body.replace("- Hai, ba\n", ""))
    found = status_of(Pair("a.md", Path("a.md"), Path("b.md"), source, approved())).verdict
    assert (found.state, found.changed, found.removed) == (State.STALE, (), 1)
