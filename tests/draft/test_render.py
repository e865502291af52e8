"""Facts written the English way, and read back by value."""

import pytest

from bantin.draft import render
from bantin.facts import vi
from bantin.facts.compare import compare


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("96,56%", "96.56%"),
        ("1.234.567", "1,234,567"),
        ("2,5 tỷ", "2.5 billion"),
        ("1.200 tỷ", "1.2 trillion"),
        ("350 triệu", "350 million"),
        ("10 phần trăm", "10%"),
        ("ngày 30 tháng 9 năm 2021", "30 September 2021"),
        ("18/7/2021", "18 July 2021"),
        ("tháng 9/2021", "September 2021"),
        ("Ngày 31/3", "31 March"),
        ("7 giờ 30 chiều", "7.30 p.m."),
        ("13h30", "13:30"),
        ("24/7", "24/7"),
        ("2021", "2021"),
        ("10.000 đồng", "VND 10,000"),
        ("15 – 20 kg", "15 – 20 kg"),
        ("517-CV/TU; 971/TTg-KGVX", "517-CV/TU; 971/TTg-KGVX"),
        ("(028) 3822.1234", "(028) 3822.1234"),
        ("F0", "F0"),
        ("Covid – 19", "COVID-19"),
    ],
)
def test_a_text_of_facts_alone_is_written_the_english_way(source: str, expected: str) -> None:
    assert render.pure(source) == expected
    assert compare(source, expected) == []


@pytest.mark.parametrize(
    "text",
    ["18 người", "Ngày", "", "Quận 12", "Nguyễn Văn An", "hai bên", "Năm", "Tám"],
)
def test_a_text_that_says_more_is_left_to_the_model(text: str) -> None:
    assert render.pure(text) is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")],
)
def test_ordinals(number: int, expected: str) -> None:
    assert render.ordinal(number) == expected


def test_names_keep_their_diacritics() -> None:
    fact = next(fact for fact in vi.find("ông Nguyễn Văn Được") if fact.kind == "name")
    assert render.english(fact) == "Nguyễn Văn Được"
