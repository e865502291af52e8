"""Sentences: Vietnamese traps, and not one character lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.draft.sentences import shorten, split
from support import SHARED

TRAPS = Path(__file__).with_name("sentence_traps.txt")
PUBLISHED = (383, 386)  # texts cut right, of all: change it with the traps or the rules, never without them

MIXED = """
    TP. TS. ThS. Q. P. Điều Khoản 1. 2. a) b. Ông Nguyễn A. Các và đồng thời, xã; phường: dịch… hết... rồi!
    sao? ./. /. “Xin chào.” “Một (hai ba) bốn” " "vàng". 1.234,5 31/3. 16/CT-TTg. www.a.vn. - – ) ] » ” v.v.
    🎉 ✅ → { } (a) “Ở Điều. 3a. Tiểu mục HLV. L. N. UBND.
"""
WORDS = st.sampled_from(MIXED.split())
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=200))


def traps() -> Iterator[list[str]]:
    for line in TRAPS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split(" ¦ ")


def test_the_hand_made_traps_give_the_published_score() -> None:
    results = [(split(" ".join(wanted)), wanted) for wanted in traps()]
    wrong = [found for found, wanted in results if found != wanted]
    print(f"{len(results) - len(wrong)} of {len(results)} texts are cut right")
    assert (len(results) - len(wrong), len(results)) == PUBLISHED, wrong


@given(TEXTS)
def test_sentences_joined_with_spaces_are_the_text(text: str) -> None:
    assert " ".join(split(text)) == " ".join(text.split())


@given(TEXTS, st.integers(1, 60))
def test_shortened_sentences_joined_with_spaces_are_the_text(text: str, longest: int) -> None:
    parts = split(text, longest)
    assert " ".join(parts) == " ".join(text.split())
    assert all(len(part) <= longest or " " not in part for part in parts)


@given(TEXTS)
def test_no_sentence_is_empty(text: str) -> None:
    assert all(split(text))


def test_an_over_long_sentence_is_cut_at_its_clause_marks() -> None:
    text = (
        "Tổ chức xét nghiệm theo vùng nguy cơ, phát hiện sớm các ca bệnh; kịp thời cập nhật dữ liệu, "
        "cấp thẻ xanh cho người dân, đồng thời thực hiện tốt công tác chăm lo an sinh xã hội"
    )
    assert shorten(text, 100) == [
        "Tổ chức xét nghiệm theo vùng nguy cơ, phát hiện sớm các ca bệnh;",
        "kịp thời cập nhật dữ liệu, cấp thẻ xanh cho người dân,",
        "đồng thời thực hiện tốt công tác chăm lo an sinh xã hội",
    ]


def test_a_decimal_comma_is_no_place_to_cut() -> None:
    assert all("96,56%" in part or "96" not in part for part in shorten("đạt 96,56% dân số " * 20, 50))


def test_a_lone_word_stays_whole_however_long() -> None:
    assert split("x" * 500, 20) == ["x" * 500]


def test_the_limit_is_in_the_measure_s_units() -> None:
    assert split("một hai ba bốn", 2, lambda text: len(text.split())) == ["một hai", "ba bốn"]


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="no acceptance corpus beside the repository")
def test_neighbouring_sentences_of_a_foreign_corpus_are_found_again() -> None:
    right = total = 0
    for path in sorted((SHARED / "corpus").glob("*.tsv")):
        texts = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]
        ended = [text for text in texts if text.endswith(".") and len(split(text)) == 1]
        for first, second in zip(ended[::2], ended[1::2], strict=False):
            total += 1
            right += split(f"{first} {second}") == [first, second]
    assert total > 1000
    assert right / total > 0.99
