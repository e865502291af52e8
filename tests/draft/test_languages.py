"""A third language by configuration alone: French by way of English, with two packages."""

import shutil
from pathlib import Path

import pytest

import tiny_package
from bantin import page, settings
from bantin.draft import packages, run
from bantin.errors import ModelError
from bantin.review.states import State, survey
from bantin.settings import Settings

from .conftest import SETTINGS, source

FRENCH = {
    "District": "Arrondissement",
    "Storm": "Tempête",
    "number": "numéro",
    "and": "et",
    "ward": "quartier",
}


@pytest.fixture
def three(project: Settings) -> Settings:
    """The project with French declared."""
    text = SETTINGS.replace("name: English}\n", "name: English}\n        - {locale: fr, name: Français}\n")
    (project.root / "mkdocs.yml").write_text(text)
    source(project, "a.md", "Bão số", "Quận 12 và phường.")
    return settings.read(project.root)


@pytest.fixture
def onwards(tmp_path: Path) -> Path:
    return tiny_package.write(tmp_path / "given" / "en_fr.argosmodel", FRENCH, "en", "fr", "2.0")


def test_french_is_drafted_through_english_where_no_package_leads_there(
    three: Settings, tiny: Path, onwards: Path
) -> None:
    for path in (tiny, onwards):
        packages.install(three, str(path))
    for code in ("en", "fr"):
        assert run.draft(three, code).written == ("a.md",)
    french = page.read(three.bulletins("fr") / "a.md")
    assert (french.text("title"), french.body) == ("Tempête numéro", "Arrondissement 12 et quartier.\n")
    assert french.text("lang") == "fr"
    recorded = french.text("draft_package")
    assert [part.partition(",")[0] for part in recorded.split(" + ")] == [
        "translate-vi_en 1.0",
        "translate-en_fr 2.0",
    ]
    assert [one.state for one in survey(three, "fr").statuses] == [State.DRAFT]
    assert run.draft(three, "fr").kept == ("a.md",)
    assert [one.name for one in packages.available(three) if one.used] == [
        "translate-en_fr",
        "translate-vi_en",
    ]


def test_a_package_that_leads_all_the_way_goes_before_two(
    three: Settings, tiny: Path, onwards: Path, tmp_path: Path
) -> None:
    direct = tiny_package.write(tmp_path / "vi_fr.argosmodel", {"Quận": "Arr."}, "vi", "fr")
    for path in (tiny, onwards, direct):
        packages.install(three, str(path))
    chosen = packages.choose(three, "vi", "fr", None)
    assert chosen
    assert (chosen.name, len(chosen.legs)) == ("translate-vi_fr", 1)


@pytest.mark.parametrize("given", ["first", "second"])
def test_a_given_package_may_be_either_half_of_the_way(
    three: Settings, tiny: Path, onwards: Path, given: str
) -> None:
    package, other = (tiny, onwards) if given == "first" else (onwards, tiny)
    with pytest.raises(ModelError):
        run.draft(three, "fr", package=package)
    (three.root / "models").mkdir()
    shutil.copy2(other, three.root / "models")
    assert run.draft(three, "fr", package=package).written == ("a.md",)
    assert page.read(three.bulletins("fr") / "a.md").text("title") == "Tempête numéro"


def test_half_of_a_way_is_no_package(three: Settings, onwards: Path) -> None:
    packages.install(three, str(onwards))
    assert run.draft(three, "fr").waiting == ("a.md",)


def test_a_glossary_of_its_own_is_checked_in_french(three: Settings, tiny: Path, onwards: Path) -> None:
    (three.root / "glossary").mkdir()
    (three.root / "glossary" / "francais.tsv").write_text("vi\tfr\nphường\tcommune\nQuận\tArrondissement\n")
    for path in (tiny, onwards):
        packages.install(three, str(path))
    run.draft(three, "fr")
    flags = page.read(three.bulletins("fr") / "a.md").texts("draft_flags")
    assert flags == ["block 2: term phường: “commune” expected"]


@pytest.mark.parametrize("leg", ["first", "second"])
def test_a_fact_that_goes_wrong_on_either_leg_is_put_right(three: Settings, tmp_path: Path, leg: str) -> None:
    wrong = {"12": "21"}
    first = {**tiny_package.DEFAULT, **(wrong if leg == "first" else {})}
    second = {**FRENCH, **(wrong if leg == "second" else {})}
    packages.install(three, str(tiny_package.write(tmp_path / "vi_en.argosmodel", first)))
    packages.install(three, str(tiny_package.write(tmp_path / "en_fr.argosmodel", second, "en", "fr")))
    run.draft(three, "fr")
    french = page.read(three.bulletins("fr") / "a.md")
    assert french.body == "Arrondissement 12 et quartier.\n"
    assert french.texts("draft_flags") == []


def test_a_fact_that_cannot_be_put_right_on_the_second_leg_is_flagged(
    three: Settings, tmp_path: Path
) -> None:
    source(three, "a.md", "Bão số", "Quận 1.234 và phường.")
    packages.install(three, str(tiny_package.write(tmp_path / "vi_en.argosmodel")))
    wrong = {**FRENCH, "1,234": "1,243", "1.234": "1,243"}
    packages.install(three, str(tiny_package.write(tmp_path / "en_fr.argosmodel", wrong, "en", "fr")))
    run.draft(three, "fr")
    flags = page.read(three.bulletins("fr") / "a.md").texts("draft_flags")
    assert flags == ["block 2: number 1,234 became 1,243"]


def test_a_page_through_two_packages_is_no_surer_than_through_one(
    three: Settings, tiny: Path, onwards: Path
) -> None:
    for path in (tiny, onwards):
        packages.install(three, str(path))
    for code in ("en", "fr"):
        run.draft(three, code)
    english, french = (page.read(three.bulletins(code) / "a.md") for code in ("en", "fr"))
    assert int(french.text("draft_confidence")) < int(english.text("draft_confidence"))
