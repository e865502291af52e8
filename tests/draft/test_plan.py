"""What is drafted again: changed sources and better packages, never a person's words."""

import datetime
import shutil
from pathlib import Path

import pytest

import tiny_package
from bantin import blocks, page, pairs
from bantin.draft import packages
from bantin.draft.run import Report
from bantin.review import approval
from bantin.settings import Settings

from .conftest import draft, sentences_decoded, source


def install(project: Settings, folder: Path, version: str, words: dict[str, str]) -> None:
    packages.install(
        project, str(tiny_package.write(folder / f"{version}.argosmodel", words, version=version))
    )


def embed(project: Settings, words: dict[str, str]) -> None:
    tiny_package.write(project.root / "models" / "compact.argosmodel", words, version="0.1")


# A changed source


def test_only_the_changed_units_of_a_draft_are_decoded(project: Settings, tiny: Path, drafted: Path) -> None:
    source(project, "a.md", "Thông báo", "Quận 12 và phường 5.", "Bão số 9.", "Ngày 31/3.", "Quận 7.")
    assert sentences_decoded(project, tiny) == 2
    target = page.read(drafted)
    assert target.body == "District 12 and ward 5.\n\nStorm number 9.\n\n31 March.\n\nDistrict 7.\n"
    assert pairs.untouched(target)
    assert target.text("draft_source") == blocks.fingerprint(page.read(project.bulletins("vi") / "a.md"))


def test_moved_and_removed_units_need_no_decoding(project: Settings, tiny: Path, drafted: Path) -> None:
    source(project, "a.md", "Thông báo", "Ngày 31/3.", "Quận 12 và phường 5.")
    assert sentences_decoded(project, tiny) == 0
    assert page.read(drafted).body == "31 March.\n\nDistrict 12 and ward 5.\n"


def test_an_approved_page_is_left_whatever_happens(project: Settings, tiny: Path, drafted: Path) -> None:
    vietnamese = page.read(project.bulletins("vi") / "a.md")
    english = page.read(drafted)
    seal = {
        "approved_by": "Lan Anh",
        "approved_on": "2025-01-02",
        "approved_source": blocks.fingerprint(vietnamese),
        "approved_text": blocks.fingerprint(english),
    }
    page.write(drafted, english.with_meta(seal))
    before = drafted.read_bytes()
    assert draft(project, tiny) == Report(kept=("a.md",), package=packages.choose(project, "vi", "en", tiny))
    source(project, "a.md", "Thông báo", "Bão số 9.")
    report = draft(project, tiny)
    assert report.waiting == ("a.md",)
    assert "changed since it was approved" in report.findings[0].found
    assert drafted.read_bytes() == before


def test_a_page_written_by_a_person_is_left(project: Settings, tiny: Path) -> None:
    source(project, "a.md", "Thông báo", "Quận 12.")
    path = project.bulletins("en") / "a.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\ntitle: My own\n---\n\nWords.\n")
    assert draft(project, tiny).kept == ("a.md",)
    assert path.read_text() == "---\ntitle: My own\n---\n\nWords.\n"


def test_a_page_without_source_is_left(project: Settings, tiny: Path, drafted: Path) -> None:
    before = drafted.read_bytes()
    (project.bulletins("vi") / "a.md").unlink()
    assert draft(project, tiny).kept == ("a.md",)
    assert drafted.read_bytes() == before


# Another package


def test_a_better_package_redrafts_untouched_pages_and_only_these(project: Settings, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        source(project, name, "Thông báo", "Quận 12.")
    embed(project, {"Quận": "Distr."})
    assert draft(project).written == ("a.md", "b.md")
    edited = project.bulletins("en") / "b.md"
    edited.write_text(edited.read_text().replace("Distr. 12", "Twelfth District"))
    install(project, tmp_path, "1.0", {"Quận": "District"})
    report = draft(project)
    assert (report.written, report.kept) == (("a.md",), ("b.md",))
    assert page.read(project.bulletins("en") / "a.md").body == "District 12.\n"
    assert page.read(edited).body == "Twelfth District.\n"


def test_a_worse_package_never_redrafts(project: Settings, tmp_path: Path) -> None:
    source(project, "a.md", "Thông báo", "Quận 12.")
    install(project, tmp_path, "1.0", {"Quận": "District"})
    draft(project)
    path = project.bulletins("en") / "a.md"
    before = path.read_bytes()
    shutil.rmtree(packages.packages_folder())
    embed(project, {"Quận": "Distr."})
    assert draft(project).kept == ("a.md",)
    source(project, "a.md", "Thông báo", "Quận 13.")
    report = draft(project)
    assert report.waiting == ("a.md",)
    assert "bantin model install" in report.findings[0].next_step
    assert path.read_bytes() == before
    assert draft(project, project.root / "models" / "compact.argosmodel").written == ("a.md",)
    assert page.read(path).body == "Distr. 13.\n"


@pytest.mark.usefixtures("drafted")
def test_the_same_package_from_elsewhere_redrafts_nothing(project: Settings, tiny: Path) -> None:
    packages.install(project, str(tiny))
    assert sentences_decoded(project) == 0


# A source that is only set otherwise


def approved(project: Settings, drafted: Path) -> bytes:
    approval.approve(project, "en", "a", "Lan Anh", datetime.date(2026, 3, 1))
    return drafted.read_bytes()


def test_an_approval_is_carried_by_typography_and_nothing_is_offered(
    project: Settings, tiny: Path, drafted: Path
) -> None:
    source(project, "a.md", "Thông báo", "Quận 12 – phường “5”.", "Tiêm 96,56% người dân.")
    draft(project, tiny)
    before = approved(project, drafted)
    source(project, "a.md", "Thông báo", 'Quận 12 - phường "5".', "Tiêm 96,56% người dân.")
    report = draft(project, tiny)
    assert (report.kept, report.findings, drafted.read_bytes()) == (("a.md",), (), before)


def test_where_another_block_says_something_else_only_that_block_is_offered(
    project: Settings, tiny: Path, drafted: Path
) -> None:
    source(project, "a.md", "Thông báo", "Quận 12 – phường “5”.", "Tiêm 96,56% người dân.")
    draft(project, tiny)
    approved(project, drafted)
    body = page.read(drafted).body
    source(project, "a.md", "Thông báo", 'Quận 12 - phường "5".', "Tiêm 97,56% người dân.")
    assert sentences_decoded(project, tiny) == 1
    (offer,) = page.read(drafted).texts(pairs.OFFERS)
    assert offer.startswith("block 3, ")
    assert "97.56" in offer
    assert page.read(drafted).body == body
    assert sentences_decoded(project, tiny) == 0
    assert page.read(drafted).texts(pairs.OFFERS) == [offer]


def test_a_changed_letter_is_no_typography(project: Settings, tiny: Path, drafted: Path) -> None:
    source(project, "a.md", "Thông báo", "Quận 12 – phường 5.")
    draft(project, tiny)
    approved(project, drafted)
    source(project, "a.md", "Thông báo", "Quận 12 - phường 6.")
    draft(project, tiny)
    assert [line[:8] for line in page.read(drafted).texts(pairs.OFFERS)] == ["block 2,"]
