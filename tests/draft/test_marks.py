"""How sure the machine is, kept in the page for whoever reads the draft."""

import datetime
from pathlib import Path

from bantin import page, pairs
from bantin.blocks import units
from bantin.review import approval
from bantin.settings import Settings
from support import correct

from .conftest import draft, source

GOOD = "Người dân tại Quận 12 tiêm."
BAD = "Người dân nghiêm túc khẩn trương rà soát."  # the tiny package leaves half of it in Vietnamese


def by_block(path: Path) -> list[tuple[int, ...] | None]:
    found = page.read(path)
    sure = pairs.confidences(found)
    return [sure.get(unit.hash) for unit in units(found)]


def test_every_sentence_of_every_decoded_block_says_how_sure_the_machine_is(
    project: Settings, tiny: Path
) -> None:
    source(project, "a.md", "Thông báo", f"{GOOD} {BAD}", "1.234,5", GOOD)
    draft(project, tiny)
    title, both, figure, good = by_block(project.bulletins("en") / "a.md")
    assert title is not None
    assert both is not None
    assert good is not None
    assert (len(title), len(both), figure, len(good)) == (1, 2, (100,), 1)
    assert 0 <= both[1] < both[0] == good[0] <= 100


def test_what_stays_keeps_its_confidence_and_what_is_drafted_anew_gets_another(
    project: Settings, tiny: Path
) -> None:
    path = project.bulletins("en") / "a.md"
    source(project, "a.md", "Thông báo", GOOD, GOOD + " Tiêm.")
    draft(project, tiny)
    before = by_block(path)
    source(project, "a.md", "Thông báo", BAD, GOOD + " Tiêm.")
    draft(project, tiny)
    after = by_block(path)
    assert (after[0], after[2]) == (before[0], before[2])
    assert before[1] is not None
    assert after[1] is not None
    assert after[1] < before[1]


def test_a_person_s_block_has_none_and_a_draft_offered_beside_it_has(project: Settings, tiny: Path) -> None:
    path = project.bulletins("en") / "a.md"
    source(project, "a.md", "Thông báo", GOOD)
    draft(project, tiny)
    correct(path, "Residents of District 12 are vaccinated.\n")
    assert by_block(path)[1] is None
    source(project, "a.md", "Thông báo", BAD)
    draft(project, tiny)
    offered = pairs.segments(page.read(path))[1]
    assert offered.person
    assert offered.machine in pairs.confidences(page.read(path))


def test_an_approval_leaves_it_readable(project: Settings, tiny: Path) -> None:
    path = project.bulletins("en") / "a.md"
    source(project, "a.md", "Thông báo", GOOD)
    draft(project, tiny)
    before = by_block(path)
    approval.approve(project, "en", "a", "Lan Anh", datetime.date(2026, 3, 1))
    assert by_block(path) == before != [None, None]


def test_a_field_that_a_person_has_spoilt_tells_nothing() -> None:
    spoilt = page.Page({pairs.CONFIDENCES: "1a2b3c4d:92,x 5e6f7a8b: 9 :5 6a7b8c9d:40"}, "")
    assert pairs.confidences(spoilt) == {"": (5,), "6a7b8c9d": (40,)}
