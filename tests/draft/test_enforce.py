"""What is put right in a finished draft."""

import random
import re

import pytest

from bantin.draft import enforce
from bantin.draft.judge import Judge
from bantin.terms import NONE, Glossary, Term
from support import SHARED

PLAIN = Judge(NONE, ("vi", "en"))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Tiêm 96,56% người dân.", "Vaccinate 65.96% of people.", "Vaccinate 96.56% of people."),
        (
            "Công văn số 971/TTg-KGVX.",
            "Official Dispatch No. 971/UBND.",
            "Official Dispatch No. 971/TTg-KGVX.",
        ),
        ("ngày 18/7/2021", "on 7 August 2021", "on 18 July 2021"),
        ("đợt thứ 4", "the 5th wave", "the 4th wave"),
        ("Có 5 xã và 7 thôn.", "There are 6 communes and 8 hamlets.", "There are 5 communes and 7 hamlets."),
    ],
)
def test_a_wrong_fact_is_written_right_where_it_stands(source: str, target: str, expected: str) -> None:
    assert enforce.facts(PLAIN.judge(source, target, 0.0)) == expected


def test_what_is_only_missing_cannot_be_written_anywhere() -> None:
    assert enforce.facts(PLAIN.judge("Có 15 xã.", "There are communes.", 0.0)) is None


def test_forbidden_renderings_are_replaced_with_case_and_number_kept() -> None:
    judge = Judge(Glossary((Term("ổ dịch", "outbreak cluster", "", ("disease nest",)),)), ("vi", "en"))
    text = "Disease nests and a disease nest."
    assert enforce.forbidden(text, judge.judge("ổ dịch", text, 0.0).faults) == (
        "Outbreak clusters and an outbreak cluster."
    )


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Sáng 31/3, họp.", "the meeting", "The meeting."),
        ("Thông báo", "Notice.", "Notice"),
        ("lúc 7 giờ sáng", "at 7 a.m.", "at 7 a.m."),
        ("Và…", "and...", "And..."),
        ("“Ở nhà”", "stay at home.", "stay at home."),
        ("", "", ""),
    ],
)
def test_capital_and_full_stop_are_the_source_s(source: str, target: str, expected: str) -> None:
    assert enforce.tidy(source, target) == expected


@pytest.mark.skipif(not (SHARED / "eval").exists(), reason="the evaluation sentences are not here")
def test_a_digit_changed_in_a_good_translation_is_always_caught_and_nearly_always_put_right() -> None:
    chance = random.Random(1)  # noqa: S311
    folder = SHARED / "eval" / "flores200_dev"
    sides = [(folder / f"{code}.txt").read_text("utf-8").splitlines() for code in ("vi", "en")]
    planted = right = 0
    for source, good in list(zip(*sides, strict=True))[:400]:
        digits = list(re.finditer(r"\d", good))
        if not digits or PLAIN.judge(source, good, 0.0).differences:
            continue
        place = chance.choice(digits)
        other = str((int(place.group()) + chance.randint(1, 8)) % 10)
        bad = PLAIN.judge(source, good[: place.start()] + other + good[place.end() :], 0.0)
        assert bad.differences
        planted += 1
        text = enforce.facts(bad)
        right += bool(text and not PLAIN.judge(source, text, 0.0).differences)
    assert planted > 50
    assert right >= 0.95 * planted
