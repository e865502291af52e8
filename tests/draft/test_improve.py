"""Drafts repaired: planted faults are put right or flagged, with real packages and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import tiny_package
from bantin.draft import packages
from bantin.draft.engine import PLAIN, Engine, Hypothesis, Options
from bantin.draft.improve import improve
from bantin.draft.package import Decoding, Package
from bantin.draft.progress import Progress
from bantin.draft.result import Drafted
from bantin.facts.compare import compare
from bantin.settings import Settings
from bantin.terms import Glossary, Term


@pytest.fixture
def faulty(project: Settings, tmp_path: Path) -> Callable[..., Engine]:
    """An engine whose dictionary holds planted faults on top of the usual words."""

    def make(**faults: str) -> Engine:
        words = {**tiny_package.DEFAULT, **{key.replace("_", " "): text for key, text in faults.items()}}
        return loaded(project, tiny_package.write(tmp_path / "faulty.argosmodel", words))

    return make


def loaded(project: Settings, path: Path, beam: int = 4) -> Engine:
    package = packages.choose(project, "vi", "en", path)
    assert package
    return Engine(replace(package, decoding=Decoding()), beam)


@pytest.fixture
def fine(project: Settings, tiny: Path) -> Engine:
    return loaded(project, tiny)


def test_a_wrong_number_is_written_right_in_its_place(faulty: Callable[..., Engine]) -> None:
    engine = faulty(**{"96": "69"})
    assert engine.translate(["Tiêm 96 người dân."]) == ["Tiêm 69 people."]
    assert [one.text for one in improve(engine, ["Tiêm 96 người dân."])] == ["Tiêm 96 people."]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Quận 12 tiêm 96,56% người dân.", "District 12 vaccinate 96.56% people."),
        ("Quận 12 tiêm 1.234.567 người dân.", "District 12 vaccinate 1,234,567 people."),
    ],
)
def test_numbers_are_written_the_english_way(fine: Engine, source: str, expected: str) -> None:
    assert [one.text for one in improve(fine, [source])] == [expected]


def test_a_dropped_document_number_is_in_the_draft_or_is_flagged(faulty: Callable[..., Engine]) -> None:
    source = "Thông báo 16/CT-TTg tại phường"
    engine = faulty(**{"16/CT-TTg": "it"})
    drafted = improve(engine, [source])[0]
    assert "16/CT-TTg" in drafted.text
    assert drafted.flags == ()


def test_no_wrong_fact_passes_in_silence(faulty: Callable[..., Engine]) -> None:
    engine = faulty(**{"5": "6", "12": "21", "18/7": "17/8"})
    sources = ["Quận 12 và phường 5.", "Ngày 18/7 tiêm 15 người dân tại Quận 12.", "Phường 5 có 5 điểm."]
    for source, drafted in zip(sources, improve(engine, sources), strict=True):
        wrong = compare(source, drafted.text)
        assert len(drafted.flags) >= len(wrong)
        assert all(any(one.kind in flag for flag in drafted.flags) for one in wrong)


def test_a_sentence_of_facts_alone_is_written_by_value_and_not_decoded(fine: Engine) -> None:
    steps: list[int] = []
    sources = ["ngày 31/12/2021", "96,56%", "2,5 tỷ đồng", "12,5 km", "2021", "517-CV/TU"]
    drafted = improve(fine, sources, progress=lambda done, _: steps.append(done))
    assert [one.text for one in drafted] == [
        "31 December 2021", "96.56%", "VND 2.5 billion", "12.5 km", "2021", "517-CV/TU",
    ]  # fmt: skip
    assert all(one == Drafted(one.text) for one in drafted)
    assert steps == []


def test_a_forbidden_rendering_never_survives(faulty: Callable[..., Engine]) -> None:
    engine = faulty(phường="parish", Phường="Parishes")
    glossary = Glossary((Term("phường", "ward", "place", ("parish",)),))
    drafted = improve(engine, ["Quận 12 và phường 5.", "Phường 5."], glossary)
    assert [one.text for one in drafted] == ["District 12 and ward 5.", "Wards 5."]
    assert [one.flags for one in drafted] == [(), ()]


def test_a_term_that_is_not_rendered_is_forced_or_flagged(faulty: Callable[..., Engine]) -> None:
    engine = faulty(bão="wind")
    glossary = Glossary((Term("bão", "storm"),))
    drafted = improve(engine, ["Người dân phòng, chống bão tại Quận 12."], glossary)[0]
    assert "storm" in drafted.text or drafted.flags == ("term bão: “storm” expected",)


def test_loops_are_broken_or_flagged(faulty: Callable[..., Engine]) -> None:
    engine = faulty(tại="and", của="and")
    drafted = improve(engine, ["Người dân và tại của Quận 12."])[0]
    assert "and and" not in drafted.text or any("said twice" in flag for flag in drafted.flags)


def test_vietnamese_that_is_left_is_flagged(fine: Engine) -> None:
    drafted = improve(fine, ["Người dân thực hiện nghiêm túc tại Quận 12."])[0]
    assert any("left in Vietnamese" in flag and "nghiêm" in flag for flag in drafted.flags)


def test_confidence_falls_with_what_is_left_in_vietnamese(fine: Engine) -> None:
    good = improve(fine, ["Người dân tại Quận 12 tiêm."])[0]
    bad = improve(fine, ["Người dân nghiêm túc khẩn trương tại Quận 12 tiêm."])[0]
    assert 0 <= bad.confidence < good.confidence <= 1


def test_repetitions_order_and_empty_texts_are_kept(fine: Engine) -> None:
    sources = ["quận", "", "phường 5", "quận", "***"]
    assert [one.text for one in improve(fine, sources)] == ["district", "", "ward 5", "district", "***"]


def test_a_draft_does_not_depend_on_its_neighbours(faulty: Callable[..., Engine]) -> None:
    engine = faulty(**{"5": "6", "12": "21"})
    sources = ["Quận 12 và phường 5.", "Phường 5 có 5 điểm.", "Tiêm tại phường 51."]
    assert improve(engine, sources) == [improve(engine, [source])[0] for source in sources]


def test_other_languages_are_drafted_without_rules_of_vietnamese(fine: Engine) -> None:
    assert improve(fine, ["quận 1.234"], languages=("vi", "fr"))[0].text == "district 1.234"


def test_a_translation_without_end_is_none_and_carries_no_flags(project: Settings, tmp_path: Path) -> None:
    engine = loaded(project, tiny_package.write(tmp_path / "endless.argosmodel", endless=True), 1)
    assert improve(engine, ["quận"])[0].text == ""


def test_asking_for_more_hypotheses_does_not_change_the_first(fine: Engine) -> None:
    sources = ["Quận 12 và phường 5.", "Người dân tại Quận 12 tiêm."]
    many = fine.hypotheses(sources, Options(count=4))
    assert [found[0].text for found in many] == fine.translate(sources)
    assert all(len(found) == 4 for found in many)


def test_a_translation_begins_with_the_words_it_is_told(fine: Engine) -> None:
    found = fine.hypotheses(["Quận 12 và phường 5"], prefixes=["Town 12"])
    assert found[0][0].text.startswith("Town 12")


def test_scores_tell_the_model_s_own_translation_from_another(fine: Engine) -> None:
    own, other = fine.scores([("Quận 12", "District 12"), ("Quận 12", "District 13")])
    assert own > other


class Counting(Engine):
    """An engine that remembers what it was asked to decode."""

    def __init__(self, package: Package, beam: int) -> None:
        super().__init__(package, beam)
        self.asked: list[tuple[str, str, Options]] = []

    def hypotheses(
        self,
        sentences: Sequence[str],
        options: Options = PLAIN,
        prefixes: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        self.asked += [
            (one, prefix, options)
            for one, prefix in zip(sentences, prefixes or [""] * len(sentences), strict=True)
        ]
        return super().hypotheses(sentences, options, prefixes, progress)


def test_what_did_not_help_is_not_tried_again(project: Settings, tmp_path: Path) -> None:
    words = {**tiny_package.DEFAULT, "5": "6", "12": "21", "bão": "wind"}
    package = packages.choose(project, "vi", "en", tiny_package.write(tmp_path / "x.argosmodel", words))
    assert package
    engine = Counting(package, 4)
    glossary = Glossary((Term("bão", "storm"), Term("nghiêm túc", "earnest")))
    improve(engine, ["Quận 12 nghiêm túc chống bão tại phường 5.", "Người dân tiêm.", "Bão số 12."], glossary)
    assert len(engine.asked) > 6
    assert len(engine.asked) == len(set(engine.asked))
    assert [one for one, *_ in engine.asked].count("Người dân tiêm.") == 1
