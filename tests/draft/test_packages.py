"""Packages: which there are, and which one is used."""

import shutil
import zipfile
from pathlib import Path

import pytest

import tiny_package
from bantin.draft import packages, ways
from bantin.draft.engine import Engine, Options
from bantin.draft.package import Decoding, Package, grade_of
from bantin.errors import ModelError
from bantin.settings import Settings

from .conftest import left_behind, sha256


def test_without_any_package_there_is_none(project: Settings) -> None:
    assert packages.available(project) == []
    assert packages.choose(project, "vi", "en", None) is None


def test_an_embedded_package_is_the_compact_model_and_unpacked_on_demand(
    project: Settings, tiny: Path
) -> None:
    (project.root / "models").mkdir()
    shutil.copy(tiny, project.root / "models" / "small.argosmodel")
    (listed,) = packages.available(project)
    assert (listed.label, listed.used, listed.folder) == ("compact model (embedded)", True, None)
    chosen = packages.choose(project, "vi", "en", None)
    assert chosen
    assert chosen.folder == project.root / ".cache" / "packages" / sha256(tiny)[:16]
    assert chosen.identity == f"translate-vi_en 1.0, compact model, sha256 {sha256(tiny)[:12]}"
    assert packages.choose(project, "vi", "en", None) == chosen


def test_an_installed_package_goes_before_the_embedded_and_a_given_one_before_both(
    project: Settings, tmp_path: Path
) -> None:
    for version, place in (("0.1", project.root / "models"), ("1.0", tmp_path), ("2.0", tmp_path)):
        tiny_package.write(place / f"{version}.argosmodel", version=version)
    packages.install(project, str(tmp_path / "1.0.argosmodel"))
    assert [(one.version, one.used) for one in packages.available(project)] == [("1.0", True), ("0.1", False)]
    given = packages.choose(project, "vi", "en", tmp_path / "2.0.argosmodel")
    assert given
    assert (given.version, given.place) == ("2.0", "given")


def test_the_official_package_goes_before_a_newer_one_of_unknown_quality() -> None:
    def made(version: str, kind: str) -> Package:
        return Package("translate-vi_en", version, "vi", "en", 1, "0" * 64, kind, "installed", Path("x"))

    best = ways.best([made("9.9", "other"), made("1.9", "official"), made("10", "compact")], "vi", "en-GB")
    assert best
    assert best.label == "official"


def test_a_page_s_record_tells_the_grade_of_its_package() -> None:
    assert [
        grade_of(f"translate-vi_en 1, {kind}sha256 0") for kind in ("official, ", "compact model, ", "")
    ] == [
        2,
        0,
        1,
    ]


def test_a_package_installed_by_argostranslate_itself_is_found(project: Settings, tiny: Path) -> None:
    with zipfile.ZipFile(tiny) as zipped:
        zipped.extractall(packages.packages_folder())
    (package,) = packages.available(project)
    assert (package.label, package.size, package.used) == ("installed", 0, True)
    assert len(package.sha256) == 64


def test_a_broken_folder_among_installed_packages_is_passed_over(project: Settings, tiny: Path) -> None:
    (packages.packages_folder() / "broken").mkdir(parents=True)
    packages.install(project, str(tiny))
    assert [one.name for one in packages.available(project)] == ["translate-vi_en"]


def test_a_package_for_other_languages_is_not_taken(project: Settings, tmp_path: Path) -> None:
    wrong = tiny_package.write(tmp_path / "x.argosmodel", from_code="en", to_code="fr")
    with pytest.raises(ModelError, match="from 'en' to 'fr'"):
        packages.choose(project, "vi", "en", wrong)
    with pytest.raises(ModelError, match="from 'en' to 'fr'"):
        packages.install(project, str(wrong))
    assert left_behind(project) == ["x.argosmodel"]


# How a package asks to be decoded


def test_a_package_is_decoded_as_its_metadata_asks(project: Settings, tmp_path: Path) -> None:
    said: list[str] = []
    for number, decoding in enumerate((None, {"no_repeat_ngram_size": 1})):
        path = tiny_package.write(tmp_path / "given" / f"{number}.argosmodel", decoding=decoding)
        package = packages.choose(project, "vi", "en", path)
        assert package
        assert package.decoding == Decoding(**(decoding or {}))
        said += Engine(package, 4).translate(["bão bão"])
    assert said[0] == "storm storm"
    assert said[1].count("storm") == 1


def test_other_options_reach_the_decoder_too(project: Settings, tmp_path: Path) -> None:
    scores: list[float] = []
    for number, decoding in enumerate(({}, {"length_penalty": 1}, {"repetition_penalty": 1.5})):
        path = tiny_package.write(tmp_path / "given" / f"{number}.argosmodel", decoding=decoding)
        package = packages.choose(project, "vi", "en", path)
        assert package
        scores.append(Engine(package, 4).hypotheses(["bão bão và bão"], Options(count=4))[0][-1].score)
    assert scores[0] != scores[2]


@pytest.mark.parametrize(
    "decoding",
    [
        {"no_repeat_ngram_size": "4"},
        {"no_repeat_ngram_size": True},
        {"repetition_penalty": 0},
        {"length_penalty": -1},
        {"beam": 4},
        [4],
    ],
)
def test_decoding_options_that_make_no_sense_are_refused(
    project: Settings, tmp_path: Path, decoding: dict[str, object]
) -> None:
    path = tiny_package.write(tmp_path / "given" / "x.argosmodel", decoding=decoding)
    with pytest.raises(ModelError, match="decoding options that make no sense"):
        packages.install(project, str(path))
