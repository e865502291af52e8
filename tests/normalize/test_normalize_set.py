"""Decisions of a person: kept through reruns, new rules and changed sources; addresses never move."""

from pathlib import Path

import pytest

from bantin import page, settings
from bantin.errors import PageError
from bantin.normalize import compose, edit, run
from bantin.normalize.pages import Standing
from bantin.settings import Settings

MKDOCS = "plugins:\n- i18n:\n    languages:\n    - {locale: vi, default: true}\n    - {locale: en}\n"
LEDE = "Sáng 12/9, xã Tân An tổ chức họp dân bàn việc trồng cây xanh dọc tuyến đường liên thôn."
PAGE = "sang-12-9-xa-tan-an-to-chuc-hop-dan-ban-viec-trong-cay-xanh-doc-tuyen-duong-lien-thon"


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.txt").write_text(f"{LEDE}\n\n{LEDE} Hai.\n", encoding="utf-8")
    made = settings.read(tmp_path)
    run.normalize(made)
    return made


def read(here: Settings) -> page.Page:
    return page.read(here.bulletins("vi") / f"{PAGE}.md")


def test_a_provisional_title_becomes_real_and_the_address_stays(here: Settings) -> None:
    assert read(here).meta["title_provisional"] is True
    path = edit.set_fields(here, PAGE, {"title": "Trồng  cây\txanh", "date": "2024-09-12"})
    made = read(here)
    assert path.stem == PAGE
    assert (made.text("title"), made.text("date"), made.text("date_precision")) == (
        "Trồng cây xanh", "2024-09-12", "exact",
    )  # fmt: skip
    assert "title_provisional" not in made.meta
    assert made.texts("set_by_hand") == ["date", "title"]
    assert not [note for note in made.texts("review_notes") if "title" in note or "date" in note]


def test_decisions_survive_reruns_changed_sources_and_new_rules(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit.set_fields(here, PAGE, {"title": "Trồng cây xanh", "author": "Lan Anh", "place": "Tân An"})
    assert run.normalize(here).written == ()
    (here.sources / "a.txt").write_text(f"{LEDE}\n\n{LEDE} Ba.\n", encoding="utf-8")
    assert run.normalize(here).written == (f"docs/ban-tin/{PAGE}.md",)
    monkeypatch.setattr(compose, "VERSION", "of tomorrow")
    assert run.normalize(here).written == (f"docs/ban-tin/{PAGE}.md",)
    made = read(here)
    assert "Ba." in made.body
    assert [made.text(key) for key in ("title", "author", "place")] == ["Trồng cây xanh", "Lan Anh", "Tân An"]
    assert not Standing(PAGE, here.root, made).is_edited


def test_setting_twice_changes_nothing_more(here: Settings) -> None:
    edit.set_fields(here, f"docs/ban-tin/{PAGE}.md", {"title": "Trồng cây xanh", "date": ""})
    once = (here.bulletins("vi") / f"{PAGE}.md").read_bytes()
    edit.set_fields(here, f"{PAGE}.md", {"title": "Trồng cây xanh", "date": ""})
    assert (here.bulletins("vi") / f"{PAGE}.md").read_bytes() == once
    assert read(here).text("date_precision") == "none"


def test_a_page_edited_by_hand_stays_known_as_edited(here: Settings) -> None:
    path = here.bulletins("vi") / f"{PAGE}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("họp dân", "họp toàn dân"), encoding="utf-8")
    edit.set_fields(here, PAGE, {"title": "Trồng cây xanh"})
    assert Standing(PAGE, path, read(here)).is_edited


def test_the_same_text_in_other_bytes_is_known_after_a_decision(here: Settings) -> None:
    edit.set_fields(here, PAGE, {"title": "Trồng cây xanh", "date": "2024-09-12"})
    data = (here.sources / "a.txt").read_bytes()
    (here.sources / "b.txt").write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    report = run.normalize(here)
    assert report.written == ()
    assert [finding.found for finding in report.findings] == ["the same bulletin as sources/a.txt"]


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        (PAGE, {"body": "x"}, "'body' cannot be set"),
        (PAGE, {"letterhead": "x"}, "'letterhead' cannot be set"),
        (PAGE, {"title": "  "}, "an empty title"),
        (PAGE, {"title": "a\u202eb"}, "an invisible character"),
        (PAGE, {"date": "12/9/2024"}, "the date '12/9/2024'"),
        (PAGE, {"date": "2024-02-30"}, "the date '2024-02-30'"),
        ("../../etc/passwd", {"title": "x"}, "no such page"),
        ("none", {"title": "x"}, "no such page"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_changes(
    here: Settings, name: str, values: dict[str, str], found: str
) -> None:
    before = (here.bulletins("vi") / f"{PAGE}.md").read_bytes()
    with pytest.raises(PageError) as caught:
        edit.set_fields(here, name, {"author": "An", **values})
    assert found in caught.value.finding.found
    assert (here.bulletins("vi") / f"{PAGE}.md").read_bytes() == before
