"""Translation memory: approved pairs only, exact ones said again, near ones shown, TMX in and out."""

import datetime
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bantin import memory, page, tmx
from bantin.blocks import Block, join, of_text
from bantin.draft import run
from bantin.errors import SettingsError
from bantin.memory import Memory
from bantin.page import Page
from bantin.review import approval
from bantin.review.states import State, survey
from bantin.settings import Settings
from bantin.tmx import Entry

DAY = datetime.date(2026, 3, 1)
VI_EN = ("vi", "en")


def entry(source: str, target: str, origin: str = "a") -> Entry:
    return Entry(of_text("paragraph", source), of_text("paragraph", target), origin)


def bulletin(project: Settings, code: str, name: str, title: str, *texts: str) -> Path:
    path = project.bulletins(code) / f"{name}.md"
    body = join(of_text("paragraph", text) for text in texts)
    page.write(path, Page({"title": title, "lang": code}, body))
    return path


@pytest.fixture
def approved(project: Settings) -> Settings:
    """A project with one approved page, a person's from beginning to end."""
    bulletin(
        project, "vi", "a", "Thông báo", "Quận 12 mở cửa.", "Người dân thực hiện 5K tại Quận 12 và phường 5."
    )
    bulletin(
        project,
        "en",
        "a",
        "Public notice",
        "District 12 is open.",
        "People of District 12 and of ward 5: keep to 5K.",
    )
    approval.approve(project, "en", "a", "Lan Anh", DAY)
    return project


# What gets in


def test_the_blocks_of_an_approved_page_are_remembered(approved: Settings) -> None:
    found = memory.build(approved, "en")
    assert [one.target.text for one in found.entries][:2] == ["Public notice", "District 12 is open."]


@pytest.mark.parametrize(
    ("code", "old", "new"), [("en", "is open", "is closed"), ("vi", "mở cửa", "đóng cửa")]
)
def test_a_page_whose_approval_no_longer_holds_is_forgotten(
    approved: Settings, code: str, old: str, new: str
) -> None:
    path = approved.bulletins(code) / "a.md"
    path.write_text(path.read_text().replace(old, new))
    assert memory.build(approved, "en").entries == ()


def test_machine_text_is_never_remembered(approved: Settings, tiny: Path) -> None:
    bulletin(approved, "vi", "b", "Kế hoạch", "Bão số 9 tại Quận 7.")
    run.draft(approved, "en", package=tiny)
    assert {one.origin for one in memory.build(approved, "en").entries} == {"a"}


# What is said again


def test_exactly_the_same_block_is_said_as_it_was_approved_and_counts_as_a_person_s(
    approved: Settings, tiny: Path
) -> None:
    bulletin(approved, "vi", "b", "Thông báo", "Quận 12 mở cửa.", "Bão số 9.")
    assert run.draft(approved, "en", package=tiny).written == ("b.md",)
    path = approved.bulletins("en") / "b.md"
    target = page.read(path)
    assert (target.text("title"), target.body) == (
        "Public notice",
        "District 12 is open.\n\nStorm number 9.\n",
    )
    assert target.meta["draft_memory"] == 2
    assert {one.pair.name: one.state for one in survey(approved, "en").statuses}["b.md"] is State.EDITED
    before = path.read_bytes()
    assert run.draft(approved, "en", package=tiny).kept == ("a.md", "b.md")
    bulletin(approved, "vi", "b", "Thông báo", "Quận 12 mở cửa lại.", "Bão số 9.")
    run.draft(approved, "en", package=tiny)
    assert page.read(path).body == page.parse(before.decode()).body
    assert len(page.read(path).texts("draft_offers")) == 1


def test_a_changed_page_that_memory_knows_needs_no_package(approved: Settings, tiny: Path) -> None:
    bulletin(approved, "vi", "b", "Thông báo", "Bão số 9.")
    run.draft(approved, "en", package=tiny)
    bulletin(approved, "vi", "b", "Thông báo", "Quận 12 mở cửa.")
    assert run.draft(approved, "en").written == ("b.md",)
    target = page.read(approved.bulletins("en") / "b.md")
    assert target.body == "District 12 is open.\n"
    assert "translate-vi_en 1.0" in target.text("draft_package")


def test_two_ways_to_say_the_same_are_not_chosen_between() -> None:
    found = Memory([entry("Quận 12", "District 12"), entry("Quận 12", "The 12th District")])
    assert found.exact(of_text("paragraph", "Quận 12")) is None


def test_another_kind_of_block_is_another_text() -> None:
    found = Memory([entry("Quận 12", "District 12")])
    assert found.exact(of_text("heading", "Quận 12", 2)) is None
    assert found.exact(of_text("paragraph", "Quận  12")) == of_text("paragraph", "District 12")


# What is shown


def test_what_is_nearly_the_same_is_shown_with_its_difference_and_not_applied(
    approved: Settings, tiny: Path
) -> None:
    bulletin(approved, "vi", "b", "Kế hoạch", "Người dân thực hiện 5K tại Quận 7 và phường 5.")
    run.draft(approved, "en", package=tiny)
    target = page.read(approved.bulletins("en") / "b.md")
    assert target.texts("draft_near") == [
        "block 2, 91 % as in a: “12” → “7”: People of District 12 and of ward 5: keep to 5K."
    ]
    assert "keep to" not in target.body
    assert "draft_memory" not in target.meta


def test_what_is_unlike_is_not_shown() -> None:
    found = Memory([entry("Người dân thực hiện nghiêm quy định", "People keep the rules")])
    assert found.near(of_text("paragraph", "Bão số 9 vào đất liền đêm nay")) is None
    assert found.near(of_text("paragraph", "Người dân")) is None


@given(
    st.lists(
        st.sampled_from(["quận", "phường", "người", "dân", "tiêm", "bão", "12"]), min_size=8, max_size=30
    )
)
def test_one_word_changed_in_a_text_is_found_again(words: list[str]) -> None:
    found = Memory([entry(" ".join([*words, "hết."]), "x")]).near(
        of_text("paragraph", " ".join([*words, "thôi."]))
    )
    # every hash that is kept may be of words at the end; then nothing is shown, never something wrong
    assert found is None or found.difference == "“hết.” → “thôi.”"


# TMX

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1, max_size=30
).map(lambda text: " ".join(text.split()))
BLOCKS = st.builds(of_text, st.sampled_from(["paragraph", "heading", "title", "item"]), TEXTS.filter(bool))


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(BLOCKS, TEXTS.filter(bool))))
def test_what_is_written_to_tmx_is_read_again(tmp_path: Path, pairs: list[tuple[Block, str]]) -> None:
    entries = [Entry(source, of_text(source.kind, target), "a") for source, target in pairs]
    tmx.write(tmp_path / "m.tmx", entries, VI_EN)
    assert tmx.read(tmp_path / "m.tmx", VI_EN) == entries


def test_markup_survives_tmx_and_other_programs_see_plain_text(tmp_path: Path) -> None:
    bold = Entry(Block("paragraph", "**Quận** 12"), Block("paragraph", "**District** <b> 12"), "a")
    tmx.write(tmp_path / "m.tmx", [bold], VI_EN)
    assert tmx.read(tmp_path / "m.tmx", VI_EN) == [bold]
    assert "<seg>Quận 12</seg>" in (tmp_path / "m.tmx").read_text()


FOREIGN = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="X" segtype="sentence" o-tmf="x" adminlang="en" srclang="vi-VN"
  datatype="plaintext"/><body>
<tu tuid="1"><tuv xml:lang="vi-VN"><seg>Quận <bpt i="1">&lt;b&gt;</bpt>12</seg></tuv>
<tuv xml:lang="en-GB"><seg>District 12</seg></tuv><tuv xml:lang="fr"><seg>12e</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>rien</seg></tuv></tu></body></tmx>
"""


def test_another_program_s_memory_is_used_once_it_lies_in_the_folder(project: Settings) -> None:
    folder = project.root / memory.FOLDER
    folder.mkdir()
    (folder / "agency.tmx").write_text(FOREIGN.replace('<bpt i="1">&lt;b&gt;</bpt>', ""))
    found = memory.build(project, "en")
    assert found.exact(of_text("paragraph", "Quận 12")) == of_text("paragraph", "District 12")
    assert [one.origin for one in found.entries] == ["agency"]


@pytest.mark.parametrize(
    "data", ["", "<tmx", "<html/>", '<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><a>&x;</a>']
)
def test_a_damaged_memory_is_named(project: Settings, data: str) -> None:
    folder = project.root / memory.FOLDER
    folder.mkdir()
    (folder / "bad.tmx").write_text(data)
    with pytest.raises(SettingsError, match=r"memory/bad\.tmx"):
        memory.build(project, "en")


# Kept between runs


def kept(project: Settings) -> dict[str, list[object]]:
    path = project.root / memory.CACHE.format("en")
    found: dict[str, list[object]] = json.loads(path.read_text(encoding="utf-8"))[1] if path.exists() else {}
    return found


def test_pages_at_rest_are_kept_and_say_the_same_and_changed_ones_are_read_again(
    approved: Settings,
) -> None:
    first = memory.build(approved, "en").entries
    assert first
    assert kept(approved) == {}  # written a moment ago: another write might not show
    time.sleep(2.1)
    assert memory.build(approved, "en").entries == first
    assert "a" in kept(approved)
    again = memory.build(approved, "en")
    assert again.entries == first
    assert [again.near(one.source) for one in first] == [Memory(first).near(one.source) for one in first]
    target = approved.bulletins("en") / "a.md"
    target.write_text(target.read_text().replace("District", "Ward"))
    assert memory.build(approved, "en").entries == ()


def test_a_damaged_cache_is_passed_over(approved: Settings) -> None:
    first = memory.build(approved, "en").entries
    path = approved.root / memory.CACHE.format("en")
    for damage in ("", "[", '["x", {"a": []}]', '["x", 5]'):
        path.parent.mkdir(exist_ok=True)
        path.write_text(damage)
        assert memory.build(approved, "en").entries == first
