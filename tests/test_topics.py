"""Topics: a person's decision stands, cue words of the text only where nobody has decided, and say so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin import topics
from bantin.errors import SettingsError
from bantin.page import Page
from bantin.topics import Topics
from support import ROOT

LISTED = """\
slug\tvi\ten\tcues
y-te\tY tế\tHealth\tsốt xuất huyết|muỗi|trạm y tế
rung\tRừng\tForests\trừng|cháy rừng|kiểm lâm
can-bo\tCán bộ\t\tcán bộ
"""


def listed(folder: Path, text: str = LISTED) -> Topics:
    (folder / topics.FILE).write_text(text)
    return topics.read(folder)


def slugs(found: Topics, page: Page) -> list[str]:
    return [one.topic.slug for one in found.of(page)]


def test_what_a_person_decided_stands_whatever_the_text_speaks_of(tmp_path: Path) -> None:
    found = listed(tmp_path)
    body = "Muỗi và muỗi ở trạm y tế, sốt xuất huyết.\n"
    decided = found.of(Page({"title": "Diệt muỗi", "topics": ["rung"]}, body))
    assert [(one.topic.slug, one.inferred) for one in decided] == [("rung", False)]
    assert found.of(Page({"title": "Diệt muỗi", "set_by_hand": ["topics"]}, body)) == ()


def test_a_topic_that_the_text_speaks_of_is_inferred_and_says_by_which_words(tmp_path: Path) -> None:
    (one,) = listed(tmp_path).of(Page({"title": "Tin"}, "Cháy rừng. Kiểm lâm giữ rừng, giữ rừng.\n"))
    assert one.topic.slug == "rung"
    assert one.inferred
    assert one.evidence == ("rừng", "cháy rừng", "kiểm lâm")


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Diệt muỗi", "Chữ.", ["y-te"]),  # a cue word in the title is enough
        ("MUỖI", "Chữ.", ["y-te"]),
        ("Mu\u0303o\u0302\u0303i", "Chữ.", []),  # other letters
        ("Die\u0323\u0302t muo\u0302\u0303i", "Chữ.", ["y-te"]),  # marks apart
        ("Tin", "Có muỗi.", []),
        ("Tin", "Muỗi, muỗi, muỗi, muỗi.", []),  # one word over and over is no topic
        ("Tin", "Muỗi, sốt xuất huyết, trạm y tế.", ["y-te"]),
        ("Tin", "Tưng bừng, lừng lẫy, bừng sáng.", []),  # "rừng" is no part of another syllable
        ("Tin", "Rừng, kiểm lâm, rừng. " * 3 + "Muỗi, trạm y tế, muỗi.", ["rung"]),
        ("Muỗi trong rừng", "Muỗi, trạm y tế. Kiểm lâm, rừng.", ["y-te", "rung"]),
    ],
)
def test_a_text_has_the_topics_that_it_speaks_of_and_no_others(
    tmp_path: Path, title: str, body: str, expected: list[str]
) -> None:
    assert slugs(listed(tmp_path), Page({"title": title}, f"{body}\n")) == expected


@given(st.text(st.sampled_from("rừng muỗi kiểmlâm.,\n"), max_size=200))
def test_there_are_never_more_topics_than_a_reader_can_take_in(body: str) -> None:
    found = topics.read(ROOT / "glossary").of(Page({"title": body}, body))
    assert len(found) <= topics.MOST
    assert all(one.evidence for one in found)


def test_names_are_those_of_the_page_s_language_or_say_in_which_they_are(tmp_path: Path) -> None:
    by_slug = listed(tmp_path).by_slug
    assert by_slug["y-te"].named("en") == ("Health", "")
    assert by_slug["can-bo"].named("en") == ("Cán bộ", "vi")


def test_no_list_is_no_topics(tmp_path: Path) -> None:
    assert topics.read(tmp_path).of(Page({"title": "Diệt muỗi", "topics": ["y-te"]}, "Muỗi.\n")) == ()


@pytest.mark.parametrize("row", ["Y tế\tY tế\t\t", "y-te\tLại\t\t", "moi\t\t\tcue", "a\tb\tc\td\te"])
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, row: str) -> None:
    with pytest.raises(SettingsError, match=r"topics\.tsv, row 5"):
        listed(tmp_path, f"{LISTED}{row}\n")


def test_the_project_s_own_list_names_every_topic_in_both_languages() -> None:
    found = topics.read(ROOT / "glossary").topics
    assert len(found) >= 10
    assert all(set(topic.names) == {"vi", "en"} and len(topic.cues) >= 8 for topic in found)
