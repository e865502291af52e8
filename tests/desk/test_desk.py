"""The desk without HTTP: its queue, its pages, edits, undo, approvals."""

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bantin import blocks, page, settings
from bantin.desk import changes
from bantin.desk.desk import Desk, NoSuchPageError
from bantin.desk.edits import ConflictError, Edit
from bantin.desk.workbench import Row, Workbench
from bantin.errors import ApprovalError, PageError
from bantin.review.approval import RefusedError
from bantin.review.states import State
from bantin.settings import Settings
from desk.sample import COUNTER, FAIR, WATER, moved_on, project


@pytest.fixture
def desk(found: Settings) -> Desk:
    made = Desk(found)
    made.warm()
    return made


def row(bench: Workbench, words: str) -> Row:
    (one,) = [one for one in bench.rows if words in one.text]
    return one


def edit(bench: Workbench, one: Row, text: str, **more: str) -> Edit:
    return replace(Edit("save", one.number, text, one.seen, bench.file), **more)


def path_of(desk: Desk, slug: str, code: str = "en") -> Path:
    return desk.settings.bulletins(code) / f"{slug}.md"


def test_the_queue_begins_with_what_is_wrong_and_then_with_what_is_least_sure(desk: Desk) -> None:
    surer = page.read(path_of(desk, WATER)).with_meta({"draft_confidence": 90})
    shutil.copy(path_of(desk, WATER, "vi"), path_of(desk, "a-surer-one", "vi"))
    page.write(path_of(desk, "a-surer-one"), surer)
    found = desk.queue("en")
    assert [(item.slug, item.state.value, item.confidence) for item in found.items[:3]] == [
        (FAIR, "stale", None),
        (WATER, "draft", 71),
        ("a-surer-one", "draft", 90),
    ]
    assert [item.state.value for item in found.items[3:]] == ["missing"] * 7 + ["approved"]
    assert (found.progress.pages, found.progress.due, found.progress.raw) == (11, 10, 18)


def test_the_queue_is_filtered_and_searched_with_and_without_marks(desk: Desk) -> None:
    assert [item.slug for item in desk.queue("en", State.APPROVED).items] == [COUNTER]
    for query in ("việc làm", "viec lam", "JOB fair"):
        assert [item.slug for item in desk.queue("en", None, query).items] == [FAIR]
    assert desk.queue("en", None, "kangaroo").items == ()


def test_the_queue_is_cut_into_pages(desk: Desk) -> None:
    for number in range(120):
        shutil.copy(path_of(desk, COUNTER, "vi"), path_of(desk, f"x{number:03}", "vi"))
    first, last, beyond = (desk.queue("en", number=number) for number in (1, 3, 99))
    assert (len(first.items), len(last.items), first.pages, first.total) == (50, 30, 3, 130)
    assert beyond == last


def test_the_queue_sees_a_change_of_the_same_size_made_at_once(desk: Desk) -> None:
    path = path_of(desk, COUNTER)
    assert desk.queue("en", State.APPROVED).total == 1
    stat = path.stat()
    path.write_text(path.read_text().replace("a", "e"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert desk.queue("en", State.APPROVED).total == 0


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_shown(desk: Desk) -> None:
    path_of(desk, WATER).write_text("---\ntitle: [\n---\n\nx\n")
    found = desk.queue("en")
    assert [finding.file for finding in found.findings] == [f"docs_en/ban-tin/{WATER}.md"]
    assert found.total == 9
    with pytest.raises(PageError):
        desk.open("en", WATER)
    shutil.copy(path_of(desk, COUNTER), path_of(desk, WATER))
    assert desk.queue("en").findings == ()


def test_a_page_shows_both_sides_block_by_block_with_facts_terms_and_findings(desk: Desk) -> None:
    bench = desk.open("en", WATER)
    assert len(bench.rows) == len(blocks.units(page.read(path_of(desk, WATER))))
    wrong = row(bench, "21:00")
    assert '<mark class="differs" title="= 22">22</mark>' in wrong.source
    assert '<mark class="differs" title="= 21:00">21:00</mark>' in wrong.target
    assert '<mark class="fact" title="= 2025-05-23">23/5/2025</mark>' in wrong.source
    assert any(result.check == "facts" and result.finding.severity == "error" for result in wrong.results)
    civil = row(bench, "Civil Committee")
    assert civil.severity == "error"
    assert "People's Committee" in [term.target for term in civil.terms]
    assert (bench.confidence, bench.raw, bench.rows[3].flags) == (71, 9, ("long sentence",))


def test_an_edit_is_written_checked_at_once_and_can_be_taken_back(desk: Desk) -> None:
    before = path_of(desk, WATER).read_bytes()
    bench = desk.open("en", WATER)
    assert not bench.can_undo
    wrong = row(bench, "21:00")
    after = desk.save("en", WATER, edit(bench, wrong, wrong.text.replace("21:00", "22:00")))
    assert after.count("error") == bench.count("error") - 1
    assert path_of(desk, WATER).read_bytes() == before.replace(b"21:00", b"22:00")
    assert (after.state, after.raw, after.can_undo) == (State.EDITED, bench.raw - 1, True)
    assert desk.queue("en", State.EDITED).items[0].slug == WATER
    again = desk.undo("en", WATER)
    assert path_of(desk, WATER).read_bytes() == before
    assert (again.state, again.can_undo) == (State.DRAFT, False)
    with pytest.raises(ConflictError):
        desk.undo("en", WATER)


def test_one_stretch_of_typing_is_one_step_back_and_steps_survive_a_restart(desk: Desk) -> None:
    before = path_of(desk, WATER).read_bytes()
    for typed in ("One", "One two", "One two three"):
        bench = desk.open("en", WATER)
        desk.save("en", WATER, edit(bench, bench.rows[1], typed, session="abc"))
    bench = desk.open("en", WATER)
    desk.save("en", WATER, edit(bench, bench.rows[1], "Four", session="def"))
    again = Desk(desk.settings)
    assert again.undo("en", WATER).rows[1].text == "One two three"
    again.undo("en", WATER)
    assert path_of(desk, WATER).read_bytes() == before


def test_a_step_is_not_taken_back_over_what_another_editor_wrote(desk: Desk) -> None:
    bench = desk.open("en", WATER)
    desk.save("en", WATER, edit(bench, bench.rows[1], "Another title"))
    other = path_of(desk, WATER).read_text().replace("Civil", "District")
    path_of(desk, WATER).write_text(other)
    assert not desk.open("en", WATER).can_undo
    with pytest.raises(ConflictError):
        desk.undo("en", WATER)
    assert path_of(desk, WATER).read_text() == other


def test_what_another_editor_wrote_meanwhile_is_never_overwritten(desk: Desk) -> None:
    bench = desk.open("en", WATER)
    theirs = path_of(desk, WATER).read_text().replace("21:00", "20:00")
    path_of(desk, WATER).write_text(theirs)
    wrong = row(bench, "21:00")
    with pytest.raises(ConflictError) as conflict:
        desk.save("en", WATER, edit(bench, wrong, "Mine"))
    assert "20:00" in (conflict.value.theirs or "")
    assert path_of(desk, WATER).read_text() == theirs
    desk.save("en", WATER, edit(bench, bench.rows[1], "Mine"))  # a block that nobody else has touched
    assert "20:00" in path_of(desk, WATER).read_text()


def test_a_changed_source_is_shown_word_by_word_from_the_copy_that_the_desk_kept(tmp_path: Path) -> None:
    found = project(tmp_path / "project")
    desk = Desk(found)
    desk.open("en", FAIR)
    moved_on(found)
    bench = desk.open("en", FAIR)
    (number,) = bench.changes.blocks
    said = [(piece.kind, piece.text.strip()) for piece in bench.rows[number - 1].change]
    assert ("gone", "32") in said
    assert ("new", "34") in said
    assert ("new", "năm nay") in said
    assert [one.number for one in bench.rows if one.is_changed] == [number]


def test_a_changed_source_is_shown_word_by_word_from_git(tmp_path: Path) -> None:
    found = project(tmp_path / "project")
    git = ["git", "-c", "user.name=Lan", "-c", "user.email=lan@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Work"]):
        subprocess.run(
            [*git, *command], cwd=found.root, check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"}
        )
    moved_on(found)
    bench = Desk(found).open("en", FAIR)
    assert any(piece.kind == "gone" and "32" in piece.text for one in bench.rows for piece in one.change)


def test_where_the_old_wording_is_nowhere_the_blocks_are_named_and_nothing_is_made_up(desk: Desk) -> None:
    bench = desk.open("en", FAIR)
    assert not bench.changes.found
    assert [one.source_number for one in bench.rows if one.is_changed] == [4]
    assert all(one.change == () for one in bench.rows)


def test_blocks_taken_out_of_a_source_are_told(tmp_path: Path) -> None:
    found = project(tmp_path / "project")
    Desk(found).open("en", FAIR)
    path = found.bulletins("vi") / f"{FAIR}.md"
    before = page.read(path)
    gone = blocks.split(before.body)[2]
    page.write(path, replace(before, body=before.body.replace(f"{gone.markup}\n\n", "")))
    bench = Desk(found).open("en", FAIR)
    assert bench.changes.removed == (gone.text,)


def test_a_fingerprint_that_a_person_typed_never_becomes_the_name_of_a_file(found: Settings) -> None:
    secret = found.root / "secret.md"
    secret.write_text("x")
    source = page.read(found.bulletins("vi") / f"{FAIR}.md")
    target = page.read(found.bulletins("en") / f"{FAIR}.md").with_meta({"approved_source": "../../secret"})
    made = changes.changes(found.root, "x", source, target, Desk(found).open("en", FAIR).verdict)
    assert not made.found


def test_the_machine_s_new_draft_is_taken_over_with_its_line(desk: Desk) -> None:
    bench = desk.open("en", FAIR)
    one = row(bench, "At the fair, 32")
    (offer,) = one.proposals
    assert (offer.kind, offer.text[:24]) == ("machine", "At this year's fair, 34 ")
    after = desk.save("en", FAIR, edit(bench, one, offer.text, line=offer.line))
    assert after.rows[one.number - 1].proposals == ()
    assert "draft_offers" not in path_of(desk, FAIR).read_text()
    assert after.count("error") == 0


def test_what_was_approved_elsewhere_is_proposed(desk: Desk) -> None:
    source = page.read(path_of(desk, COUNTER, "vi"))
    target = page.read(path_of(desk, COUNTER))
    exact, near = blocks.split(source.body)[0], blocks.split(source.body)[1]
    changed = near.with_text(near.text.replace(near.text.split()[5], "khác", 1))
    body = blocks.join([exact, changed])
    page.write(path_of(desk, "moi", "vi"), page.Page({"title": "Mới", "lang": "vi"}, body))
    page.write(path_of(desk, "moi"), page.Page({"title": "New", "lang": "en"}, "First.\n\nSecond.\n"))
    first, second = desk.open("en", "moi").rows[1:]
    assert [(one.text, one.likeness) for one in first.proposals] == [
        (blocks.split(target.body)[0].markup, 100)
    ]
    (like,) = second.proposals
    assert (like.text, like.origin) == (blocks.split(target.body)[1].markup, COUNTER)
    assert 75 <= like.likeness < 100
    assert "khác" in like.note


def test_what_has_just_been_approved_is_proposed_at_once(desk: Desk) -> None:
    source = page.read(path_of(desk, COUNTER, "vi"))
    first = blocks.split(source.body)[0]
    page.write(path_of(desk, "moi", "vi"), page.Page({"title": "Mới", "lang": "vi"}, f"{first.markup}\n"))
    page.write(path_of(desk, "moi"), page.Page({"title": "New", "lang": "en"}, "First.\n"))
    bench = desk.open("en", COUNTER)
    said = next(one for one in bench.rows if one.kind not in ("kicker", "title"))
    better = said.text.replace("the", "this", 1)
    bench = desk.save("en", COUNTER, edit(bench, said, better))
    desk.approve("en", COUNTER, "Lê Minh", (bench.source_print, bench.text_print))
    assert [one.text for one in desk.open("en", "moi").rows[1].proposals] == [better]


def test_a_block_that_is_missing_is_written_where_it_belongs(desk: Desk) -> None:
    found = page.read(path_of(desk, WATER))
    lost = blocks.split(found.body)[1]
    page.write(
        path_of(desk, WATER), replace(found, body=found.body.replace(f"{blocks.written(lost)}\n\n", "", 1))
    )
    bench = desk.open("en", WATER)
    (missing,) = [one for one in bench.rows if one.is_missing]
    assert any("nothing stands for" in result.finding.found for result in missing.results)
    after = desk.save(
        "en", WATER, Edit("add", missing.after, lost.markup, "", bench.file, source=missing.source_number)
    )
    assert not any(one.is_missing for one in after.rows)
    assert page.read(path_of(desk, WATER)).body == found.body
    with pytest.raises(ConflictError):
        desk.save("en", WATER, Edit("add", 3, "x", "", after.file, source=99))


def test_an_approval_is_refused_while_errors_stand_and_given_when_they_are_gone(desk: Desk) -> None:
    bench = desk.open("en", WATER)
    with pytest.raises(RefusedError) as refused:
        desk.approve("en", WATER, "Lê Minh", (bench.source_print, bench.text_print))
    assert len(refused.value.findings) == bench.count("error") == 2
    for wrong, right in (("21:00", "22:00"), ("Civil Committee", "People's Committee")):
        bench = desk.open("en", WATER)
        one = row(bench, wrong)
        desk.save("en", WATER, edit(bench, one, one.text.replace(wrong, right)))
    bench = desk.open("en", WATER)
    after = desk.approve("en", WATER, "Lê Minh", (bench.source_print, bench.text_print))
    assert after.state is State.APPROVED
    assert page.read(path_of(desk, WATER)).text("approved_by") == "Lê Minh"


@pytest.mark.parametrize("side", ["vi", "en"])
def test_only_what_the_person_has_seen_is_approved(desk: Desk, side: str) -> None:
    bench = desk.open("en", COUNTER)
    path = path_of(desk, COUNTER, side)
    path.write_text(path.read_text() + "\nUnread.\n")
    before = path_of(desk, COUNTER).read_bytes()
    with pytest.raises(ConflictError):
        desk.approve("en", COUNTER, "Lê Minh", (bench.source_print, bench.text_print))
    assert path_of(desk, COUNTER).read_bytes() == before


def test_the_only_editor_is_refused_where_the_project_asks_for_two_people(tmp_path: Path) -> None:
    found = replace(project(tmp_path / "project"), two_people=True)
    desk = Desk(found)
    bench = desk.open("en", COUNTER)
    with pytest.raises(ApprovalError, match="cannot be told"):
        desk.approve("en", COUNTER, "Lê Minh", (bench.source_print, bench.text_print))


@pytest.mark.parametrize(
    "slug",
    ["", ".", "..", "../index", "../../mkdocs", "a/b", "a\\b", "a\0b", ".hidden", "no-such-page", "x" * 300],
)
def test_no_name_leads_out_of_the_two_trees(desk: Desk, slug: str) -> None:
    for code in ("en", "vi", "fr", "..", ""):
        with pytest.raises(NoSuchPageError):
            desk.open(code, slug)


def test_a_link_out_of_the_tree_is_no_page(desk: Desk) -> None:
    outside = desk.settings.root / "outside.md"
    outside.write_text("---\ntitle: Outside\n---\n\nSecret.\n")
    path_of(desk, "link").symlink_to(outside)
    shutil.copy(path_of(desk, COUNTER, "vi"), path_of(desk, "link", "vi"))
    with pytest.raises(NoSuchPageError):
        desk.open("en", "link")


def test_a_missing_page_and_an_orphan_are_shown_without_rows(desk: Desk) -> None:
    slug = next(item.slug for item in desk.queue("en", State.MISSING).items)
    assert desk.open("en", slug).rows == ()
    path_of(desk, COUNTER, "vi").unlink()
    assert (desk.open("en", COUNTER).state, desk.open("en", COUNTER).rows) == (State.ORPHAN, ())
    with pytest.raises(NoSuchPageError):
        desk.save("en", slug, Edit("save", 1, "x"))


def test_the_next_page_is_the_one_that_is_due_after_this(desk: Desk) -> None:
    assert desk.next_due("en", FAIR) == WATER
    assert desk.next_due("en", WATER) == FAIR
    assert desk.next_due("en", COUNTER) == FAIR


def test_a_third_language_has_its_own_queue_and_pages(found: Settings) -> None:
    text = (found.root / "mkdocs.yml").read_text()
    french = "        - locale: fr\n          name: Français\n        - locale: en\n"
    (found.root / "mkdocs.yml").write_text(text.replace("        - locale: en\n", french))
    three = settings.read(found.root)
    path = three.bulletins("fr") / f"{COUNTER}.md"
    page.write(path, page.Page({"title": "Horaires", "lang": "fr"}, "Bonjour.\n"))
    desk = Desk(three)
    assert desk.queue("fr").items[0].slug == COUNTER
    bench = desk.open("fr", COUNTER)
    after = desk.save("fr", COUNTER, edit(bench, row(bench, "Bonjour."), "Bonsoir."))
    assert "Bonsoir." in path.read_text()
    assert after.code == "fr"
    with pytest.raises(NoSuchPageError):
        desk.open("de", COUNTER)


def test_a_changed_term_base_is_used_at_once(desk: Desk) -> None:
    def terms() -> list[str]:
        return [term.source for one in desk.open("en", WATER).rows for term in one.terms]

    assert "nước sạch" not in terms()
    (desk.settings.root / "glossary" / "own.tsv").write_text("vi\ten\nnước sạch\tclean water\n")
    assert "nước sạch" in terms()


def test_many_windows_that_save_at_once_lose_nothing(desk: Desk) -> None:
    bench = desk.open("en", WATER)
    edits_ = [edit(bench, one, f"Text of window {one.number}.") for one in bench.rows[2:]]
    with ThreadPoolExecutor(len(edits_)) as pool:
        list(pool.map(lambda one: desk.save("en", WATER, one), edits_))
    said = [one.text for one in desk.open("en", WATER).rows[2:]]
    assert said == [one.text for one in edits_]
