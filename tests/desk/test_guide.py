"""The guide for translators: its pictures can be taken, and every button and key that it names is there."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from bantin.desk.views import SHORTCUTS
from bantin.desk.words import ALL
from desk import pictures
from support import ROOT

GUIDES = {"en": ROOT / "guide" / "translators.md", "vi": ROOT / "guide" / "translators.vi.md"}
KEYS = {key for keys, _ in SHORTCUTS for key in keys}
EXAMPLES = {"make review", "*slanted*", "**bold**", "*nghiêng*", "**đậm**"}
COLOURS = {"Green", "Red", "Blue", "xanh lá", "đỏ", "xanh dương", "bold", "đậm"}


def buttons(text: str) -> set[str]:
    """What stands in bold: words of the desk, but for colours, examples and questions."""
    running = re.sub(r"`[^`]*`", "", text)
    bold = {" ".join(one.split()) for one in re.findall(r"\*\*([^*]+)\*\*", running)}
    return {one for one in bold if one not in COLOURS and not one.endswith((".", "?"))}


@pytest.mark.parametrize("code", GUIDES)
def test_every_button_that_the_guide_names_is_there(code: str) -> None:
    words = {re.sub(r" \(\{\w+\}\)", "", word) for word in ALL[code].values()}
    named = buttons(GUIDES[code].read_text())
    assert len(named) > 15
    assert named - words == set()


@pytest.mark.parametrize("code", GUIDES)
def test_every_key_of_the_desk_stands_in_the_guide_and_no_other(code: str) -> None:
    named = set(re.findall(r"`([^`]+)`", GUIDES[code].read_text()))
    assert named - EXAMPLES == KEYS


@pytest.mark.parametrize("code", GUIDES)
def test_every_picture_of_the_guide_is_there_small_and_described(code: str) -> None:
    found = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", GUIDES[code].read_text())
    assert {Path(name).name for _, name in found} == {f"{name}-{code}.webp" for name in pictures.SCENES}
    for _, name in found:
        path = ROOT / "guide" / name
        assert path.stat().st_size < pictures.LARGEST
        with Image.open(path) as image:
            assert image.size == (pictures.WIDTH, pictures.HEIGHT)


def test_the_two_guides_have_the_same_parts() -> None:
    marks = [
        re.findall(r"^(#+ |!|- |\d\. |\| `|    http)", text.read_text(), re.M) for text in GUIDES.values()
    ]
    assert marks[0] == marks[1]


@pytest.mark.browser
def test_the_pictures_can_be_taken(chromium: Browser, tmp_path: Path) -> None:
    for path in pictures.take(chromium, tmp_path, ("vi",)):
        assert 5_000 < path.stat().st_size < pictures.LARGEST


def test_the_words_of_the_two_languages_are_the_same_with_the_same_gaps() -> None:
    assert ALL["en"].keys() == ALL["vi"].keys()
    for name, word in ALL["en"].items():
        assert set(re.findall(r"{\w+}", word)) == set(re.findall(r"{\w+}", ALL["vi"][name])), name


def test_the_guide_is_not_part_of_the_site() -> None:
    assert not any((ROOT / name / "guide").exists() for name in ("docs", "docs_en"))
