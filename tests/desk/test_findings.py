"""What the checks say is said in Vietnamese too: tried with every planted fault that the checks catch."""

import random
import re

import pytest

from bantin import page
from bantin.check.model import Subject
from bantin.check.run import check_page
from bantin.desk.views import Speech
from bantin.desk.words.findings import _SAYINGS, vietnamese
from check import planted
from desk.sample import COUNTER, FAIR, WATER
from support import ROOT

VI = Speech("vi")


def test_the_words_of_every_planted_fault_are_known() -> None:
    unknown, said = set(), 0
    for slug in (FAIR, COUNTER, WATER):
        source, target = (page.read(ROOT / name / "ban-tin" / f"{slug}.md") for name in ("docs", "docs_en"))
        for _, plant in planted.PLANTS.values():
            wrong = plant(source, target, random.Random(1))  # noqa: S311
            for result in check_page(Subject("x", "y", source, wrong)) if wrong else ():
                said += 1
                for sentence in (result.finding.found, result.finding.next_step):
                    if vietnamese(sentence) is None and not re.fullmatch(r"\w+: .*", sentence):
                        unknown.add(sentence)
    assert said > 50
    assert {one for one in unknown if "raw machine text" not in one} == set()


@pytest.mark.parametrize(
    ("english", "said"),
    [
        (
            "the time “21:00” where the source says “22 giờ”",
            "giờ “21:00” trong khi bản gốc viết “22 giờ”",
        ),
        ("no “People's Committee” for “UBND”", "không thấy “People's Committee” cho “UBND”"),
        ("a paragraph: paragraph “x”", "đoạn văn: đoạn văn “x”"),
        ("the figure “{0}” of the source is not there", "thiếu con số “{0}” của bản gốc"),
    ],
)
def test_a_finding_is_said_in_vietnamese(english: str, said: str) -> None:
    assert VI.finding(english) == (said, "vi")
    assert Speech("en").finding(english) == (english, "en")


def test_what_is_not_known_stays_english_and_is_marked_so() -> None:
    assert VI.finding("something quite new") == ("something quite new", "en")


def test_every_saying_has_the_same_gaps_in_both_languages() -> None:
    for line in _SAYINGS.strip().splitlines():
        english, said = line.split(" | ")
        assert english.count("{}") == said.count("{}"), line
