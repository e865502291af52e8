"""The board behind `bantin status`: the same states as from the pages, through a cache, for programs too."""

import datetime
import json
import os

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bantin import cli, page, settings, terminal
from bantin.blocks import units
from bantin.page import Page
from bantin.review import approval, board, states
from bantin.review.cache import Cache
from bantin.settings import Settings

DAY = datetime.date(2026, 3, 1)
SOURCE = Page({"title": "Bão", "lang": "vi"}, "Gió mạnh – mưa to.\n\n- Ở nhà\n")
TARGET = Page({"title": "Storm", "lang": "en"}, "Strong wind, heavy rain.\n\n- Stay at home\n")


@pytest.fixture
def three(project: Settings) -> Settings:
    """One approved, one machine draft with one block corrected, one missing."""
    for name in ("a", "b", "c"):
        page.write(project.bulletins("vi") / f"{name}.md", SOURCE)
    page.write(project.bulletins("en") / "a.md", TARGET)
    approval.approve(project, "en", "a", "Lan Anh", DAY)
    machine = [unit.hash for unit in units(TARGET)]
    record = " ".join(f"{ours.hash}:{said}" for ours, said in zip(units(SOURCE), machine, strict=True))
    corrected = Page(TARGET.meta, TARGET.body.replace("Stay at home", "Stay in"))
    page.write(project.bulletins("en") / "b.md", corrected.with_meta({"draft_segments": record}))
    return project


def status_json(project: Settings, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert cli.main(["--root", str(project.root), "status", "--json"]) == cli.FINDINGS
    (language,) = json.loads(capsys.readouterr().out)["languages"]
    found: dict[str, object] = language
    return found


def test_json_tells_states_approvals_and_raw_machine_text(
    three: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    found = status_json(three, capsys)
    assert {key: found[key] for key in ("code", "name", "units", "raw_units")} == {
        "code": "en", "name": "English", "units": 6, "raw_units": 2
    }  # fmt: skip
    assert found["counts"] == {
        "missing": 1, "draft": 0, "edited": 1, "approved": 1, "stale": 0, "orphan": 0
    }  # fmt: skip
    pages = found["pages"]
    assert isinstance(pages, list)
    assert [one["state"] for one in pages] == ["approved", "edited", "missing"]
    assert pages[0] == {
        "page": "a.md",
        "title": "Bão",
        "state": "approved",
        "approved_by": "Lan Anh",
        "approved_on": "2026-03-01",
        "approval_holds": True,
        "source_changed": False,
        "typographic_changes": False,
        "changed_blocks": [],
        "removed_blocks": 0,
        "units": 3,
        "raw_units": 0,
        "confidence": None,
    }


def test_every_key_of_the_json_is_documented(three: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    found = status_json(three, capsys)
    pages = found["pages"]
    assert isinstance(pages, list)
    for key in (*found, *pages[0]):
        assert key in (board.as_json.__doc__ or "")


def test_the_table_says_what_changed_and_what_is_raw(
    three: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = three.bulletins("vi") / "a.md"
    path.write_text(path.read_text().replace("Ở nhà", "Ở trong nhà"))
    cli.main(["--root", str(three.root), "status"])
    said = " ".join(capsys.readouterr().out.split())
    assert "changed: block 3" in said
    assert "the approval by Lan Anh on 2026-03-01 no longer holds" in said
    assert "2 of 3 blocks are raw machine text" in said
    assert "33% of its blocks are raw machine text" in said


def test_hundreds_of_pages_are_shown_one_a_line(three: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(300):
        page.write(three.bulletins("vi") / f"trang-{number}.md", SOURCE)
    cli.main(["--root", str(three.root), "status"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 304
    assert sum(line.startswith("missing") for line in lines) == 301
    assert any(line.startswith("approved") and "by Lan Anh" in line for line in lines)


def test_a_typographic_change_is_shown_beside_the_approval(
    three: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = three.bulletins("vi") / "a.md"
    path.write_text(path.read_text().replace("–", "-"))
    cli.main(["--root", str(three.root), "status"])
    said = " ".join(capsys.readouterr().out.split())
    assert "by Lan Anh on 2026-03-01; the source's typography has changed since" in said


def test_approval_is_refused_with_every_error_and_the_page_stays(
    three: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = three.bulletins("en") / "b.md"
    page.write(path, Page({"title": "Storm 12", "lang": "en"}, "Gió mạnh – mưa to.\n\n- Stay in\n"))
    before = path.read_bytes()
    assert cli.main(["--root", str(three.root), "approve", "b", "--by", "Lan"]) == cli.FINDINGS
    said = capsys.readouterr().err
    assert "block 1: the figure “12” that the source does not have" in said
    assert "block 2: Vietnamese left" in said
    assert path.read_bytes() == before


def cached(project: Settings, rest: int) -> tuple[board.Board, int]:
    cache = Cache(project.root / board.CACHE, project.root, rest)
    found = board.board(project, "en", "English", cache)
    cache.save()
    return found, cache.read


def test_pages_at_rest_are_not_read_again_and_touched_ones_are(three: Settings) -> None:
    first, read = cached(three, rest=-1)
    assert read == 5
    assert cached(three, rest=-1) == (first, 0)
    path = three.bulletins("vi") / "a.md"
    path.write_text(path.read_text().replace("Ở", "ở"))
    assert cached(three, rest=-1)[1] == 1


def test_a_page_that_was_just_written_is_read_again(three: Settings) -> None:
    cached(three, rest=10**12)
    assert cached(three, rest=10**12)[1] == 5


def test_a_page_of_the_same_size_and_time_is_read_again(three: Settings) -> None:
    cached(three, rest=-1)
    path = three.bulletins("en") / "a.md"
    before = path.stat()
    path.write_text(path.read_text().replace("heavy", "light"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    found, read = cached(three, rest=-1)
    assert read == 1
    assert found.count([states.State.APPROVED]) == 0


@pytest.mark.parametrize("damage", ["", "{}", "[1, 2]", '["x", {"docs/ban-tin/a.md": [[1], [2]]}]', "\xff"])
def test_a_damaged_cache_is_as_good_as_none(three: Settings, damage: str) -> None:
    good, _ = cached(three, rest=-1)
    (three.root / board.CACHE).write_bytes(damage.encode("latin-1"))
    assert cached(three, rest=-1) == (good, 5)


def test_a_cache_that_other_code_made_is_not_read(three: Settings) -> None:
    cached(three, rest=-1)
    path = three.root / board.CACHE
    path.write_text(json.dumps(["other", json.loads(path.read_text())[1]]))
    assert cached(three, rest=-1)[1] == 5


EDITS = st.lists(
    st.tuples(st.sampled_from(["docs", "docs_en"]), st.sampled_from(["mưa", "heavy", "Lan", "-", "- "])),
    max_size=4,
)


@given(EDITS)
@hypothesis_settings(max_examples=40)
def test_the_cache_never_changes_what_is_said(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str]]
) -> None:
    root = tmp_path_factory.mktemp("board")
    (root / "mkdocs.yml").write_text(
        "plugins: [{i18n: {languages: [{locale: vi, default: true}, {locale: en, name: English}]}}]"
    )
    project = settings.read(root)
    page.write(project.bulletins("vi") / "a.md", SOURCE)
    page.write(project.bulletins("en") / "a.md", TARGET)
    approval.approve(project, "en", "a", "Lan Anh", DAY)
    for tree, word in edits:
        cached(project, rest=-1)
        path = root / tree / "ban-tin" / "a.md"
        path.write_text(path.read_text().replace(word, f"{word}x", 1))
        fresh = states.survey(project, "en")
        (entry,) = cached(project, rest=-1)[0].entries
        assert entry.verdict == fresh.statuses[0].verdict


def test_the_weakest_drafts_are_shown_first_and_programs_are_told_how_sure_the_machine_was(
    three: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = [unit.hash for unit in units(TARGET)]
    record = " ".join(f"{ours.hash}:{said}" for ours, said in zip(units(SOURCE), machine, strict=True))
    for name, confidence in (("d", 71), ("e", 38), ("f", 90)):
        page.write(three.bulletins("vi") / f"{name}.md", SOURCE)
        draft = TARGET.with_meta({"draft_segments": record, "draft_confidence": confidence})
        page.write(three.bulletins("en") / f"{name}.md", draft)
    (board_of_all,) = board.boards(three, ["en"])
    terminal.show_status(board_of_all)
    shown = capsys.readouterr().out
    assert [shown.index(word) for word in ("38 %", "71 %", "90 %")] == sorted(
        shown.index(word) for word in ("38 %", "71 %", "90 %")
    )
    pages = status_json(three, capsys)["pages"]
    assert isinstance(pages, list)
    told = {one["page"]: one["confidence"] for one in pages}
    assert told == {"a.md": None, "b.md": None, "c.md": None, "d.md": 71, "e.md": 38, "f.md": 90}
