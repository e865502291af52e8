"""Merging: what becomes of every block when its source moves on, case by case."""

from pathlib import Path

import pytest

from bantin import page, pairs
from bantin.blocks import Block, of_text
from bantin.review import approval
from bantin.review.states import State, survey
from bantin.settings import Settings

from .conftest import DAY, draft, source

TITLE = "Thông báo"
FIRST, SECOND, THIRD = "Quận 12 và phường 5.", "Bão số 9.", "Người dân thực hiện."
DRAFTS = ("District 12 and ward 5.", "Storm number 9.", "People carry out.")


@pytest.fixture
def english(project: Settings, tiny: Path) -> Path:
    """A page of three paragraphs, drafted; its English path."""
    source(project, "a.md", TITLE, FIRST, SECOND, THIRD)
    assert draft(project, tiny).written == ("a.md",)
    path = project.bulletins("en") / "a.md"
    assert page.read(path).body == "\n\n".join(DRAFTS) + "\n"
    return path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def state(project: Settings) -> State:
    (status,) = survey(project, "en").statuses
    return status.state


def offers(path: Path) -> list[str]:
    """The drafts on offer, without the hashes of their sources."""
    lines = page.read(path).texts("draft_offers")
    return [f"{line.partition(', source ')[0]}: {line.partition(': ')[2]}" for line in lines]


# A person's block


def test_an_edited_block_stays_while_its_neighbours_follow_their_sources(
    project: Settings, tiny: Path, english: Path
) -> None:
    typed = "The ninth\n  storm  of *this* year."
    edit(english, DRAFTS[1], typed)
    source(project, "a.md", TITLE, "Quận 7.", SECOND, "Phường 6.")
    report = draft(project, tiny)
    assert (report.written, report.findings) == (("a.md",), ())
    assert page.read(english).body == f"District 7.\n\n{typed}\n\nPhường 6.\n"
    assert offers(english) == []
    assert state(project) is State.EDITED
    assert draft(project, tiny).kept == ("a.md",)


def test_where_the_source_of_an_edited_block_changes_a_draft_is_offered_beside_it(
    project: Settings, tiny: Path, english: Path
) -> None:
    edit(english, DRAFTS[1], "The ninth storm.")
    source(project, "a.md", TITLE, FIRST, "Bão số 10.", THIRD)
    report = draft(project, tiny)
    assert page.read(english).body == f"{DRAFTS[0]}\n\nThe ninth storm.\n\n{DRAFTS[2]}\n"
    assert offers(english) == ["block 3: Storm number 10."]
    (finding,) = report.findings
    assert (finding.file, finding.block, finding.severity) == ("docs_en/ban-tin/a.md", "block 3", "warning")
    before = english.read_bytes()
    assert draft(project, tiny).waiting == ("a.md",)
    assert english.read_bytes() == before


def test_an_offer_goes_when_it_is_taken_up_or_replaced_by_a_newer_one(
    project: Settings, tiny: Path, english: Path
) -> None:
    edit(english, DRAFTS[1], "The ninth storm.")
    source(project, "a.md", TITLE, FIRST, "Bão số 10.", THIRD)
    draft(project, tiny)
    source(project, "a.md", TITLE, FIRST, "Bão số 11.", THIRD)
    draft(project, tiny)
    assert offers(english) == ["block 3: Storm number 11."]
    edit(english, "The ninth storm.", "Storm number 11.")
    source(project, "a.md", TITLE, FIRST, "Bão số 11.", "Quận 7.")
    draft(project, tiny)
    assert offers(english) == []
    assert page.read(english).body == f"{DRAFTS[0]}\n\nStorm number 11.\n\nDistrict 7.\n"
    assert state(project) is State.DRAFT


def test_an_offer_that_a_person_rewrote_is_theirs(project: Settings, tiny: Path, english: Path) -> None:
    edit(english, DRAFTS[1], "The ninth storm.")
    source(project, "a.md", TITLE, FIRST, "Bão số 10.", THIRD)
    draft(project, tiny)
    edit(english, "Storm number 10.", "The tenth storm, ask Lan.")
    source(project, "a.md", TITLE, FIRST, "Bão số 11.", THIRD)
    draft(project, tiny)
    assert offers(english) == ["block 3: The tenth storm, ask Lan.", "block 3: Storm number 11."]


def test_a_person_s_block_moves_with_its_source(project: Settings, tiny: Path, english: Path) -> None:
    edit(english, DRAFTS[0], "The Twelfth District.")
    source(project, "a.md", TITLE, SECOND, THIRD, FIRST)
    assert draft(project, tiny).findings == ()
    assert page.read(english).body == f"{DRAFTS[1]}\n\n{DRAFTS[2]}\n\nThe Twelfth District.\n"


def test_a_person_s_block_whose_source_is_gone_stays_and_is_named(
    project: Settings, tiny: Path, english: Path
) -> None:
    edit(english, DRAFTS[1], "The ninth storm.")
    source(project, "a.md", TITLE, FIRST, THIRD)
    (finding,) = draft(project, tiny).findings
    assert (finding.block, "source is gone" in finding.found) == ("“The ninth storm.”", True)
    assert page.read(english).body == f"{DRAFTS[0]}\n\nThe ninth storm.\n\n{DRAFTS[2]}\n"
    assert state(project) is State.EDITED


def test_a_block_that_a_person_added_stays_where_they_put_it(
    project: Settings, tiny: Path, english: Path
) -> None:
    edit(english, DRAFTS[1], f"{DRAFTS[1]}\n\nNote: see page 2.")
    for texts in ((FIRST, SECOND, "Quận 7."), (THIRD, FIRST, SECOND)):
        source(project, "a.md", TITLE, *texts)
        assert draft(project, tiny).written == ("a.md",)
        assert f"{DRAFTS[1]}\n\nNote: see page 2." in english.read_text()


def test_a_block_that_a_person_deleted_is_not_brought_back_but_offered_when_it_changes(
    project: Settings, tiny: Path, english: Path
) -> None:
    edit(english, f"{DRAFTS[1]}\n\n", "")
    source(project, "a.md", TITLE, FIRST, SECOND, "Quận 7.")
    draft(project, tiny)
    assert page.read(english).body == f"{DRAFTS[0]}\n\nDistrict 7.\n"
    source(project, "a.md", TITLE, FIRST, "Bão số 10.", "Quận 7.")
    draft(project, tiny)
    assert page.read(english).body == f"{DRAFTS[0]}\n\nDistrict 7.\n"
    assert offers(english) == ["after block 2: Storm number 10."]
    edit(english, f"{DRAFTS[0]}\n", f"{DRAFTS[0]}\n\nStorm number 10.\n")
    source(project, "a.md", TITLE, FIRST, "Bão số 11.", "Quận 7.")
    draft(project, tiny)
    assert page.read(english).body == f"{DRAFTS[0]}\n\nStorm number 11.\n\nDistrict 7.\n"
    assert state(project) is State.DRAFT


@pytest.mark.parametrize("typed", ["Storm.\n\nNumber nine.", "Storm number nine:\n\n- a\n- b"])
def test_a_block_that_a_person_split_stays_whole_while_other_sources_change(
    project: Settings, tiny: Path, english: Path, typed: str
) -> None:
    edit(english, DRAFTS[1], typed)
    source(project, "a.md", TITLE, "Quận 7.", SECOND, THIRD)
    draft(project, tiny)
    assert page.read(english).body == f"District 7.\n\n{typed}\n\n{DRAFTS[2]}\n"


def test_blocks_that_a_person_joined_stay_whole_while_other_sources_change(
    project: Settings, tiny: Path, english: Path
) -> None:
    edit(english, f"{DRAFTS[0]}\n\n{DRAFTS[1]}", "Storm 9 in District 12.")
    source(project, "a.md", TITLE, FIRST, SECOND, "Quận 7.")
    draft(project, tiny)
    assert page.read(english).body == "Storm 9 in District 12.\n\nDistrict 7.\n"


def test_a_title_and_a_kicker_that_a_person_wrote_stay(project: Settings, tiny: Path) -> None:
    path = source(project, "a.md", TITLE, FIRST)
    page.write(path, page.read(path).with_meta({"kicker": "Kế hoạch"}))
    draft(project, tiny)
    english = project.bulletins("en") / "a.md"
    edit(english, "title: Notice", "title: Good news")
    edit(english, "kicker: Plan", "kicker: 'Our: plan'")
    page.write(path, page.read(path).with_meta({"kicker": "Kế hoạch số 5", "title": "Thông báo số 6"}))
    draft(project, tiny)
    target = page.read(english)
    assert (target.text("title"), target.text("kicker")) == ("Good news", "Our: plan")
    assert offers(english) == ["block 1: Plan number 5", "block 2: Notice number 6"]


def test_a_table_keeps_its_line_and_a_person_s_row(project: Settings, tiny: Path) -> None:
    rows = [Block("row", f"quận {number} | bão") for number in range(1, 4)]
    source(project, "a.md", TITLE, *rows)
    draft(project, tiny)
    english = project.bulletins("en") / "a.md"
    edit(english, "| --- | --- |", "|:---|---:|")
    edit(english, "| district 2 | storm |", "|  2nd district | the storm|")
    source(project, "a.md", TITLE, Block("row", "phường 9 | bão"), *rows[1:])
    draft(project, tiny)
    assert page.read(english).body == (
        "| phường 9 | storm |\n|:---|---:|\n|  2nd district | the storm|\n| district 3 | storm |\n"
    ).replace("phường", "ward")


def test_fields_and_comments_of_a_person_survive_a_merge(
    project: Settings, tiny: Path, english: Path
) -> None:
    edit(english, "lang: en\n", "lang: en-GB\n# for Lan: 'see' below\neditor: Lan\ntags:\n- a\n- b\n")
    edit(english, DRAFTS[1], "The ninth storm.")
    source(project, "a.md", TITLE, FIRST, "Bão số 10.", THIRD)
    draft(project, tiny)
    assert "lang: en-GB\n# for Lan: 'see' below\neditor: Lan\ntags:\n- a\n- b\n" in english.read_text()


# What has been approved


def test_an_approved_page_keeps_every_byte_of_its_text_and_gets_offers(
    project: Settings, tiny: Path, english: Path
) -> None:
    edit(english, DRAFTS[1], "The ninth\nstorm.")
    approval.approve(project, "en", "a", "Lan Anh", DAY)
    before = page.read(english).body
    source(project, "a.md", TITLE, "Quận 7.", SECOND, THIRD, "Quận 5.")
    report = draft(project, tiny)
    target = page.read(english)
    assert target.body == before
    assert offers(english) == ["block 2: District 7.", "after block 4: District 5."]
    assert [finding.block for finding in report.findings] == ["block 2, after block 4"]
    assert state(project) is State.STALE
    assert target.text("approved_by") == "Lan Anh"
    source(project, "a.md", TITLE, FIRST, SECOND, THIRD)
    draft(project, tiny)
    assert state(project) is State.APPROVED


def test_an_approval_decides_upon_all_offers(project: Settings, tiny: Path, english: Path) -> None:
    edit(english, DRAFTS[1], "The storm no. 10.")
    source(project, "a.md", TITLE, FIRST, "Bão số 10.", THIRD)
    draft(project, tiny)
    assert offers(english) == ["block 3: Storm number 10."]
    approval.approve(project, "en", "a", "Lan Anh", DAY)
    assert offers(english) == []
    assert draft(project, tiny).kept == ("a.md",)


def test_an_approved_page_without_a_record_is_left_and_named_when_its_source_changes(
    project: Settings, tiny: Path
) -> None:
    source(project, "a.md", TITLE, FIRST, SECOND)
    english = project.bulletins("en") / "a.md"
    page.write(english, page.Page({"title": "News"}, "District 12, ward 5.\n\nStorm no. 9.\n"))
    approval.approve(project, "en", "a", "Lan Anh", DAY)
    before = english.read_bytes()
    source(project, "a.md", TITLE, FIRST, "Bão số 10.")
    (finding,) = draft(project, tiny).findings
    assert "changed since it was approved" in finding.found
    assert english.read_bytes() == before


# What cannot be told


@pytest.mark.parametrize(
    ("typed", "texts", "named", "found"),
    [
        ({1: "Storm.\n\nNine."}, (FIRST, "Bão số 10.", THIRD), "block 3", "side by side"),
        ({1: "The ninth."}, (FIRST, "Bão số 10.", "Quận 7.", THIRD), "block 3, block 4", "side by side"),
        ({1: "The ninth.", 2: "All."}, (FIRST, "Quận 7."), "block 3", "side by side"),
        ({0: DRAFTS[1], 1: DRAFTS[0]}, ("Quận 7.", SECOND, THIRD), "“", "order of blocks"),
        ({0: "", 2: f"{DRAFTS[2]}\n\nMore."}, (FIRST, "Quận 7.", THIRD), "block 4", "taken blocks away"),
        ({0: "", 1: "Both."}, (SECOND, FIRST, THIRD), "“Both.”", "split or joined"),
        ({1: "The ninth."}, (FIRST, SECOND, SECOND, THIRD), "block 3, block 4", "equal blocks"),
    ],
)
def test_where_it_cannot_be_told_the_page_stays_and_the_message_says_which(
    project: Settings,
    tiny: Path,
    english: Path,
    typed: dict[int, str],
    texts: tuple[str, ...],
    named: str,
    found: str,
) -> None:
    written = [typed.get(number, text) for number, text in enumerate(DRAFTS)]
    english.write_text(
        english.read_text().partition("\n---\n")[0] + "\n---\n\n" + "\n\n".join(written) + "\n"
    )
    before = english.read_bytes()
    source(project, "a.md", TITLE, *texts)
    report = draft(project, tiny)
    assert (report.written, report.waiting) == ((), ("a.md",))
    (finding,) = report.findings
    assert found in finding.found
    assert named in finding.block
    assert english.read_bytes() == before


def test_approval_settles_what_could_not_be_told(project: Settings, tiny: Path, english: Path) -> None:
    edit(english, DRAFTS[1], "The ninth.")
    source(project, "a.md", TITLE, FIRST, "Bão số 10.", "Quận 7.", THIRD)
    assert draft(project, tiny).waiting == ("a.md",)
    edit(english, "The ninth.", "The storm no. 10.\n\nDistrict no. 7.")
    approval.approve(project, "en", "a", "Lan Anh", DAY)
    source(project, "a.md", TITLE, FIRST, "Bão số 11.", "Quận 7.", THIRD)
    draft(project, tiny)
    assert offers(english) == ["block 3: Storm number 11."]


def test_a_damaged_record_stops_the_merge_and_loses_nothing(
    project: Settings, tiny: Path, english: Path
) -> None:
    record = page.read(english).text("draft_segments")
    edit(english, record, " ".join(record.split()[::-1]))
    before = english.read_bytes()
    source(project, "a.md", TITLE, "Quận 7.", SECOND, THIRD)
    assert draft(project, tiny).waiting == ("a.md",)
    assert english.read_bytes() == before


def test_a_record_holds_the_person_s_units_too(project: Settings, tiny: Path, english: Path) -> None:
    edit(english, DRAFTS[1], "The ninth storm.")
    source(project, "a.md", TITLE, "Quận 7.", SECOND, THIRD)
    draft(project, tiny)
    target = page.read(english)
    persons = [one.person for one in pairs.segments(target)]
    assert persons == ["", "", of_text("paragraph", "The ninth storm.").hash, ""]
