"""Masks: simple facts in the place of hard ones, put back by value, never leaked and never dropped."""

import shutil

import pytest

from bantin.draft import mask, packages
from bantin.draft.engine import Engine, Options
from bantin.draft.mask import Masked
from bantin.facts import en, vi
from bantin.facts.compare import compare
from bantin.settings import Settings
from support import ROOT

SENTENCES = [
    "Ngày 12/9/2023, huyện có 1.452 hộ dân và 96,56% diện tích lúa đã thu hoạch.",
    "Thông báo số 42/TB-UBND ngày 3 tháng 5 năm 2024 của Ủy ban nhân dân huyện.",
    "Tổng kinh phí 2,5 tỷ đồng, hỗ trợ 350 hộ nghèo.",
    "Ông Nguyễn Văn Lâm cho biết có 7 xã hoàn thành trước ngày 30/6.",
]


def masked(text: str) -> Masked:
    found = mask.mask(text, [fact for fact in vi.find(text) if fact.firm])
    assert found
    return found


def test_every_hard_fact_is_masked_by_a_simple_one_of_its_kind() -> None:
    found = masked(SENTENCES[0])
    assert "1.452" not in found.text
    assert "96,56" not in found.text
    assert [fact.kind for fact in vi.find(found.text)] == [fact.kind for fact in vi.find(SENTENCES[0])]
    assert len({str(one.value) for one in found.masks}) == len(found.masks)


def test_the_real_facts_come_back_in_any_order() -> None:
    found = masked("Có 1.452 hộ và 96,56% diện tích.")
    first, second = (one.text for one in found.masks)
    assert mask.unmask(found, f"{second}% of the area and {first} households") == (
        "96.56% of the area and 1,452 households"
    )
    assert mask.unmask(found, f"The {first}th and {second}%") == "The 1452nd and 96.56%".replace(
        "1452", "1,452"
    )


@pytest.mark.parametrize("target", ["{0} households", "{0} and {0} and {1}", "households", "{0}{1}"])
def test_a_mask_that_is_dropped_doubled_or_garbled_makes_the_attempt_void(target: str) -> None:
    found = masked("Có 1.452 hộ và 96,56% diện tích.")
    assert mask.unmask(found, target.format(*(one.text for one in found.masks))) is None


def test_a_value_that_the_sentence_has_itself_is_never_a_mask() -> None:
    text = "Có 17 hộ, 23 xã và 1.452 người ngày 17/3."
    found = mask.mask(text, [fact for fact in vi.find(text) if fact.text == "1.452"])
    assert found
    assert str(found.masks[0].value) not in ("17", "23", "3")


def test_no_mask_leaks_from_what_the_compact_package_makes_of_them(project: Settings) -> None:
    (project.root / "models").mkdir()
    for path in (ROOT / "models").glob("*.argosmodel"):
        shutil.copy(path, project.root / "models")
    package = packages.choose(project, "vi", "en", None)
    assert package
    engine = Engine(package, 4)
    for text in SENTENCES:
        found = masked(text)
        for hypothesis in engine.hypotheses([found.text], Options(count=4))[0]:
            draft = mask.unmask(found, hypothesis.text)
            if draft is None:
                continue
            left = {str(fact.value) for fact in en.find(draft)} & {str(one.value) for one in found.masks}
            assert left <= {str(fact.value) for fact in vi.find(text)}
            told = {one.fact.text for one in found.masks}
            assert not any(one.source and one.source.text in told for one in compare(text, draft))


def test_a_name_that_the_sentence_has_itself_is_never_a_mask() -> None:
    text = "Ông Nguyễn Văn An gặp bà Trần Thị Lan."
    found = masked(text)
    assert [one.text for one in found.masks].count("Nguyễn Văn An") == 0
