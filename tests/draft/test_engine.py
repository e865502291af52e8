"""The engine: the library's own text, sooner, and nothing lost."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from argostranslate import translate
from argostranslate.package import Package as ArgosPackage

import tiny_package
from bantin.draft import engine, packages
from bantin.draft.engine import Engine
from bantin.draft.package import Decoding, Package
from bantin.errors import ModelError
from bantin.settings import Settings
from support import ROOT

SENTENCES = [
    "Quận 12 và Thành phố Thủ Đức tiêm 96,56% người dân.",
    "Thông báo",
    "Ủy ban nhân dân Quận 12 thực hiện Kế hoạch phòng, chống bão tại phường 5.",
    "Thông báo số 16/CT-TTg ngày 31/3 của Ủy ban nhân dân.",
]


@pytest.fixture
def small(project: Settings, tiny: Path) -> Package:
    package = packages.choose(project, "vi", "en", tiny)
    assert package
    return package


@pytest.fixture
def compact(project: Settings) -> Package:
    (project.root / "models").mkdir()
    for path in (ROOT / "models").glob("*.argosmodel"):
        shutil.copy(path, project.root / "models")
    package = packages.choose(project, "vi", "en", None)
    assert package
    return package


def by_the_library(package: Package, sentences: list[str]) -> list[str]:
    """What argostranslate itself says, sentence by sentence."""
    assert package.folder
    languages = translate.Language("vi", "Vietnamese"), translate.Language("en", "English")
    translation = translate.PackageTranslation(*languages, ArgosPackage(package.folder))

    class Whole:
        def split_sentences(self, text: str) -> list[str]:
            return [text]

    translation.sentencizer = Whole()
    return [translation.translate(sentence) for sentence in sentences]


def test_the_tiny_package_translates_word_by_word(small: Package) -> None:
    assert Engine(small, 4).translate(SENTENCES) == [
        "District 12 and City Thủ Đức vaccinate 96,56% people.",
        "Notice",
        "People's Committee District 12 carry out Plan prevent, fight storm at ward 5.",
        "Notice number 16/CT-TTg day 31/3 of People's Committee.",
    ]


def test_the_text_is_the_library_s_own_with_the_tiny_package(small: Package) -> None:
    assert Engine(small, 4).translate(SENTENCES) == by_the_library(small, SENTENCES)


def test_the_text_is_the_library_s_own_with_the_compact_package(compact: Package) -> None:
    sentences = [
        *SENTENCES,
        "Người dân cần kiểm tra nhà cửa trước khi bão đổ bộ.",
        "Tổ chức xét nghiệm theo vùng nguy cơ để phát hiện sớm các ca nhiễm bệnh trong cộng đồng.",
        "Học sinh nghỉ học.",
        "Không chủ quan khi “mở cửa” – chống dịch nữa anh em ơi",
    ]
    plain = replace(compact, decoding=Decoding())  # the library has no such option
    assert Engine(plain, 4).translate(sentences) == by_the_library(plain, sentences)


def test_a_sentence_s_draft_does_not_depend_on_its_neighbours(compact: Package) -> None:
    loaded = Engine(compact, 4)
    alone = [loaded.translate([sentence])[0] for sentence in SENTENCES]
    assert loaded.translate([f"{sentence} Hết." for sentence in SENTENCES] + SENTENCES)[4:] == alone


def test_the_compact_package_is_kept_from_looping(compact: Package) -> None:
    assert (compact.kind, compact.decoding.no_repeat_ngram_size) == ("compact", 4)
    text = "Quận 12 xét nghiệm, Quận 12 tiêm vắc xin, Quận 12 phun khử khuẩn. " * 4
    words = Engine(compact, 4).translate([text.strip()])[0].split()
    runs = list(zip(words, words[1:], words[2:], words[3:], strict=False))
    assert len(runs) > 3
    assert len(runs) == len(set(runs))


def test_order_and_repetitions_are_kept_and_equal_sentences_decoded_once(small: Package) -> None:
    steps: list[tuple[int, int]] = []
    said = Engine(small, 4).translate(
        ["quận", "phường 5", "quận", "12", ""], lambda done, total: steps.append((done, total))
    )
    assert said == ["district", "ward 5", "district", "12", ""]
    assert steps[-1] == (2, 2)


@pytest.mark.parametrize("text", ["", "1.234,5", "31/3 – 24/7", "***", "…"])
def test_text_without_letters_is_carried_over_undecoded(small: Package, text: str) -> None:
    steps: list[int] = []
    assert Engine(small, 4).translate([text], lambda done, _: steps.append(done)) == [text]
    assert steps == []


def test_nothing_of_a_very_long_sentence_is_lost(small: Package) -> None:
    text = " ".join(f"quận {number}," for number in range(600))
    said = Engine(small, 1).translate([text])[0]
    assert said == text.replace("quận", "district")


def test_a_long_string_that_is_no_language_is_carried_over(small: Package) -> None:
    assert Engine(small, 1).translate(["a1" * 3000]) == ["a1" * 3000]


def test_underscores_and_odd_characters_survive(small: Package) -> None:
    text = "a_b@c.vn 漢字 😀 “quận” <b>&amp;</b> \\ | `x`"
    assert Engine(small, 4).translate([text]) == [text]


def test_a_translation_that_does_not_end_is_reported_as_none(project: Settings, tmp_path: Path) -> None:
    path = tiny_package.write(tmp_path / "endless.argosmodel", endless=True)
    package = packages.choose(project, "vi", "en", path)
    assert package
    assert Engine(package, 1).translate(["quận", "12"]) == ["", "12"]


def test_the_number_of_workers_changes_nothing(small: Package) -> None:
    assert Engine(small, 2, workers=1).translate(SENTENCES) == Engine(small, 2, workers=3).translate(
        SENTENCES
    )


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("model/model.bin", b"not a model"),
        ("model/model.bin", None),
        ("sentencepiece.model", b"not a tokenizer"),
        ("sentencepiece.model", None),
        ("metadata.json", b"{"),
    ],
)
def test_a_damaged_package_is_an_error_that_names_it(small: Package, file: str, data: bytes | None) -> None:
    assert small.folder
    path = small.folder / file
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        Engine(small, 4)
    assert caught.value.finding.file == str(small.folder)
    assert "bantin model install" in caught.value.finding.next_step


def test_pages_record_the_library_s_version_and_the_beam() -> None:
    assert engine.describe(4).startswith("argostranslate 1.")
    assert engine.describe(4).endswith(", beam 4")
