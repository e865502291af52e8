"""Pairs made from pairs: the two sides always go on saying the same."""
# ruff: noqa: S311 - chance, not secrecy

import re
from random import Random

import pytest
from training.augment import (
    MONTHS,
    Names,
    is_sentence,
    joined,
    names,
    parts,
    vary_dates,
    vary_figures,
    vary_month,
)


@pytest.mark.parametrize("seed", range(20))
def test_a_date_changes_on_both_sides_to_the_same_day(seed: int) -> None:
    vi, en = vary_dates(
        ("Chiều 19/7, phường họp.", "On the afternoon of 19 July, the ward met."), Random(seed)
    )
    day, month = map(int, re.findall(r"\d+", vi))
    assert f"{day} {MONTHS[month - 1]}" in en


def test_a_date_in_words_keeps_its_year() -> None:
    vi, en = vary_dates(("ngày 05 tháng 9 năm 2021", "September 5, 2021"), Random(1))
    day, month, year = map(int, re.findall(r"\d+", vi))
    assert (en, year) == (f"{MONTHS[month - 1]} {day}, 2021", 2021)


def test_a_date_that_the_other_side_does_not_name_stays() -> None:
    pair = ("Ngày 31/4 không có.", "There is no such day.")
    assert vary_dates(pair, Random(1)) == pair


def test_a_month_changes_on_both_sides() -> None:
    vi, en = vary_month(("Họp vào tháng 3.", "It meets in March."), Random(3))
    (month,) = map(int, re.findall(r"\d+", vi))
    assert en == f"It meets in {MONTHS[month - 1]}."


@pytest.mark.parametrize("seed", range(20))
def test_a_figure_changes_on_both_sides_to_the_same_value(seed: int) -> None:
    pair = ("Có 1.890 ca, tăng 2,5%, ở 12 xã.", "There are 1,890 cases, up 2.5%, in 12 communes.")
    vi, en = vary_figures(pair, Random(seed))
    swapped = vi.translate({ord("."): ",", ord(","): "."})
    assert re.findall(r"\d[\d.,]*\d", swapped) == re.findall(r"\d[\d.,]*\d", en)
    assert vi != pair[0]


@pytest.mark.parametrize("text", ["Covid-19", "F0", "16/CT-TTg", "24/7", "13h05"])
def test_a_figure_inside_a_word_a_date_or_a_number_stays(text: str) -> None:
    assert vary_figures((text, text), Random(1)) == (text, text)


def test_a_figure_that_stands_twice_stays() -> None:
    pair = ("Từ 15 đến 15.", "From 15 to 15.")
    assert vary_figures(pair, Random(1)) == pair


def test_names_are_what_stands_the_same_on_both_sides() -> None:
    pair = ("Ông Nguyễn Văn Bình ở Đông Anh.", "Mr Nguyễn Văn Bình lives in Đông Anh.")
    assert names(pair) == ["Nguyễn Văn Bình", "Đông Anh"]


def test_a_name_changes_on_both_sides() -> None:
    known = Names([("Bà Trần Thị Lý", "Ms Trần Thị Lý")])
    pair = ("Ông Nguyễn Văn Bình đến.", "Mr Nguyễn Văn Bình came.")
    assert known.vary(pair, Random(1)) == ("Ông Trần Thị Lý đến.", "Mr Trần Thị Lý came.")


def test_clauses_are_paired_where_both_sides_are_cut_alike() -> None:
    pair = ("Người dân ở nhà; trường học đóng cửa.", "People stay at home; schools are closed.")
    assert list(parts(pair)) == [
        ("Người dân ở nhà", "People stay at home"),
        ("trường học đóng cửa.", "schools are closed."),
    ]


def test_a_pair_whose_sides_are_cut_otherwise_has_no_parts() -> None:
    assert (
        list(parts(("Người dân ở nhà; trường học đóng cửa.", "People stay at home, schools closed."))) == []
    )


def test_only_sentences_are_joined() -> None:
    first, second = ("Xin chào.", "Hello."), ("Cảm ơn!", "Thanks!")
    assert is_sentence(first)
    assert not is_sentence(("", ""))
    assert not is_sentence(("Thông báo", "Notice"))
    assert joined(first, second) == ("Xin chào. Cảm ơn!", "Hello. Thanks!")
