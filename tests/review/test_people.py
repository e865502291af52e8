"""Two people: who has worked on a page is told by git, and the only one cannot approve."""

import datetime
import subprocess
from pathlib import Path

import pytest

from bantin import page, settings
from bantin.blocks import units
from bantin.errors import ApprovalError
from bantin.page import Page
from bantin.review import approval, people
from bantin.settings import Settings

MKDOCS = """
plugins:
  - i18n: {languages: [{locale: vi, name: Tiếng Việt, default: true}, {locale: en, name: English}]}
extra:
  bantin: {two_people: true}
"""
DAY = datetime.date(2026, 3, 1)
SOURCE = Page({"title": "Bão", "lang": "vi"}, "Gió mạnh.\n\nMưa to.\n")
MACHINE = Page({"title": "Storm", "lang": "en"}, "Strong wind.\n\nBig rain.\n")


def git(root: Path, *arguments: str, name: str = "Trần Lan", email: str = "lan@example.org") -> None:
    identity = ["-c", f"user.name={name}", "-c", f"user.email={email}", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, name: str, email: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Work", name=name, email=email)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A machine draft, committed by somebody who only ran the machine; Lan sits at the keyboard."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    root = tmp_path / "project"
    root.mkdir()
    (root / "mkdocs.yml").write_text(MKDOCS)
    found = settings.read(root)
    record = " ".join(
        f"{ours.hash}:{theirs.hash}" for ours, theirs in zip(units(SOURCE), units(MACHINE), strict=True)
    )
    page.write(found.bulletins("vi") / "bao.md", SOURCE)
    page.write(found.bulletins("en") / "bao.md", MACHINE.with_meta({"draft_segments": record}))
    git(root, "init", "-q")
    git(root, "config", "user.name", "Trần Lan")
    git(root, "config", "user.email", "lan@example.org")
    commit(root, "Máy", "may@example.org")
    return found


def edit(project: Settings, old: str, new: str) -> None:
    path = project.bulletins("en") / "bao.md"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def names(project: Settings) -> set[str]:
    path = project.bulletins("en") / "bao.md"
    return {one.name for one in people.editors(project.root, project.relative(path), page.read(path))}


def approve(project: Settings, by: str) -> None:
    approval.approve(project, "en", "bao", by, DAY)


def test_what_the_machine_wrote_is_nobody_s(project: Settings) -> None:
    assert names(project) == set()
    approve(project, "Trần Lan")


@pytest.mark.parametrize("by", ["Trần Lan", "trần  lan", "lan@example.org"])
def test_the_only_one_who_edited_cannot_approve(project: Settings, by: str) -> None:
    edit(project, "Big rain.", "Heavy rain.")
    assert names(project) == {"Trần Lan"}
    with pytest.raises(ApprovalError, match="asks for two people"):
        approve(project, by)
    approve(project, "Lê Minh")


def test_an_edit_counts_whether_committed_or_not(project: Settings) -> None:
    edit(project, "Big rain.", "Heavy rain.")
    commit(project.root, "Lê Minh", "minh@example.org")
    assert names(project) == {"Lê Minh"}
    with pytest.raises(ApprovalError):
        approve(project, "Lê Minh")
    approve(project, "Trần Lan")
    assert names(project) == {"Lê Minh"}


def test_a_person_all_of_whose_words_are_gone_does_not_count(project: Settings) -> None:
    edit(project, "Big rain.", "Rain and rain.")
    commit(project.root, "Lê Minh", "minh@example.org")
    edit(project, "Rain and rain.", "Heavy rain.")
    assert names(project) == {"Trần Lan"}
    with pytest.raises(ApprovalError):
        approve(project, "Trần Lan")


def test_two_who_edited_may_each_approve(project: Settings) -> None:
    edit(project, "Big rain.", "Heavy rain.")
    commit(project.root, "Lê Minh", "minh@example.org")
    edit(project, "Strong wind.", "Strong winds.")
    assert names(project) == {"Lê Minh", "Trần Lan"}
    approve(project, "Trần Lan")


def test_a_renamed_page_keeps_its_people(project: Settings) -> None:
    edit(project, "Big rain.", "Heavy rain.")
    commit(project.root, "Lê Minh", "minh@example.org")
    for code in ("vi", "en"):
        folder = project.bulletins(code)
        (folder / "bao.md").rename(folder / "bao-so-3.md")
    commit(project.root, "Trần Lan", "lan@example.org")
    path = project.bulletins("en") / "bao-so-3.md"
    found = people.editors(project.root, project.relative(path), page.read(path))
    assert {one.name for one in found} == {"Lê Minh"}


def test_without_a_history_two_people_cannot_be_told(project: Settings, tmp_path: Path) -> None:
    (project.root / ".git").rename(tmp_path / "away")
    with pytest.raises(ApprovalError, match="cannot be told"):
        approve(project, "Trần Lan")
