"""States: each follows from the two texts, and an edit on either side voids an approval by itself."""

import datetime
from pathlib import Path

import pytest

from bantin import page, settings
from bantin.blocks import fingerprint, units
from bantin.errors import ApprovalError
from bantin.page import Page
from bantin.review import approval
from bantin.review.states import State, Status, survey
from bantin.settings import Settings

MKDOCS = """
site_name: Bản tin
plugins:
  - i18n:
      languages:
        - {locale: vi, name: Tiếng Việt, default: true}
        - {locale: en, name: English}
"""
NAME = "bao.md"
DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    (tmp_path / "mkdocs.yml").write_text(MKDOCS)
    found = settings.read(tmp_path)
    page.write(found.bulletins("vi") / NAME, Page({"title": "Bão"}, "Một.\n\n- Hai\n"))
    return found


def drafted(project: Settings) -> Path:
    """A machine draft of the page, as `draft` records it."""
    source = page.read(project.bulletins("vi") / NAME)
    target = Page({"title": "Storm"}, "One.\n\n- Two\n")
    pairs = zip(units(source), units(target), strict=True)
    record = {
        "draft_engine": "test",
        "draft_source": fingerprint(source),
        "draft_segments": " ".join(f"{a.hash}:{b.hash}" for a, b in pairs),
    }
    path = project.bulletins("en") / NAME
    page.write(path, target.with_meta(record))
    return path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def only(project: Settings) -> Status:
    found = survey(project, "en")
    assert not found.findings
    assert len(found.statuses) == 1
    return found.statuses[0]


def test_a_bulletin_without_a_translation_is_missing(project: Settings) -> None:
    assert only(project).state is State.MISSING


def test_machine_text_is_a_draft_until_a_person_changes_a_word(project: Settings) -> None:
    path = drafted(project)
    assert only(project).state is State.DRAFT
    edit(path, "One.", "The first.")
    assert only(project).state is State.EDITED


def test_a_draft_whose_source_moved_on_says_so(project: Settings) -> None:
    drafted(project)
    edit(project.bulletins("vi") / NAME, "Một.", "Một và ba.")
    assert (only(project).state, only(project).source_changed) == (State.DRAFT, True)


@pytest.mark.parametrize(
    ("code", "old", "new", "state"),
    [
        ("en", "One.", "One!", State.EDITED),
        ("en", "title: Storm", "title: Typhoon", State.EDITED),
        ("vi", "Một.", "Một!", State.STALE),
        ("vi", "title: Bão", "title: Bão số 3", State.STALE),
        ("vi", "- Hai", "Hai", State.STALE),
    ],
)
def test_editing_either_side_voids_an_approval(
    project: Settings, code: str, old: str, new: str, state: State
) -> None:
    drafted(project)
    approval.approve(project, "en", NAME, "Lan Anh", DAY)
    assert only(project).state is State.APPROVED
    edit(project.bulletins(code) / NAME, old, new)
    assert (only(project).state, only(project).approval_void) == (state, True)
    edit(project.bulletins(code) / NAME, new, old)
    assert only(project).state is State.APPROVED


def test_changed_spacing_does_not_void_an_approval(project: Settings) -> None:
    path = drafted(project)
    approval.approve(project, "en", NAME, "Lan Anh", DAY)
    edit(path, "One.\n\n- Two", "One.\n\n\n-   Two\n")
    assert only(project).state is State.APPROVED


def test_an_approval_of_one_page_pasted_into_another_does_not_hold(project: Settings) -> None:
    path = drafted(project)
    approval.approve(project, "en", NAME, "Lan Anh", DAY)
    seal = {key: page.read(path).text(key) for key in approval.FIELDS}
    other = Page({"title": "Lũ"}, "Một.\n\n- Hai\n")
    page.write(project.bulletins("vi") / "lu.md", other)
    page.write(project.bulletins("en") / "lu.md", Page({"title": "Flood", **seal}, "One.\n\n- Two\n"))
    assert [status.state for status in survey(project, "en").statuses] == [State.APPROVED, State.EDITED]


def test_a_page_without_a_source_is_an_orphan(project: Settings) -> None:
    drafted(project)
    (project.bulletins("vi") / NAME).unlink()
    assert only(project).state is State.ORPHAN


def test_an_unreadable_page_is_a_finding_and_the_others_are_still_counted(project: Settings) -> None:
    (project.bulletins("vi") / "hong.md").write_text("---\ntitle: a: b\n---\n")
    found = survey(project, "en")
    assert [finding.file for finding in found.findings] == ["docs/ban-tin/hong.md"]
    assert len(found.statuses) == 1


def test_a_page_that_lacks_a_block_is_not_approved_and_not_changed(project: Settings) -> None:
    path = drafted(project)
    edit(path, "\n- Two\n", "")
    before = path.read_bytes()
    with pytest.raises(ApprovalError, match=r"block 3.*\n.*item “Hai”"):
        approval.approve(project, "en", NAME, "Lan Anh", DAY)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["bao", "bao.md", "docs_en/ban-tin/bao.md", "docs/ban-tin/bao.md"])
def test_a_page_may_be_named_by_path_file_or_slug(project: Settings, name: str) -> None:
    path = drafted(project)
    assert approval.approve(project, "en", name, "Lan Anh", DAY) == path


@pytest.mark.parametrize(("name", "by"), [("khong-co", "Lan Anh"), ("../../mkdocs", "Lan Anh"), (NAME, "  ")])
def test_what_cannot_be_approved_is_refused(project: Settings, name: str, by: str) -> None:
    drafted(project)
    with pytest.raises(ApprovalError):
        approval.approve(project, "en", name, by, DAY)
