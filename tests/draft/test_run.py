"""`draft`: what is due is drafted, what a person touched is left, and nothing is written twice."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import tiny_package
from bantin import blocks, page, pairs
from bantin.blocks import Block, of_text
from bantin.draft import packages, run
from bantin.settings import Settings

from .conftest import draft, sentences_decoded, source


def test_a_page_without_translation_is_drafted_whole(project: Settings, tiny: Path) -> None:
    path = source(
        project,
        "a.md",
        "Thông báo của Ủy ban nhân dân",
        of_text("heading", "Kế hoạch", level=2),
        "Quận 12 và phường 5. Người dân thực hiện.",
        of_text("item", "tiêm", marker="1."),
        of_text("item", "phòng", level=1, marker="-"),
        of_text("quote", "Thành phố *"),
        of_text("caption", "Bão số 5"),
        Block("row", "quận | 1.234"),
    )
    page.write(path, page.read(path).with_meta({"kicker": "KẾ HOẠCH", "date": "2021-06-05"}))
    report = draft(project, tiny)
    assert (report.written, report.kept, report.waiting, report.findings) == (("a.md",), (), (), ())
    target = page.read(project.bulletins("en") / "a.md")
    package = packages.choose(project, "vi", "en", tiny)
    assert package
    segments = target.meta.pop("draft_segments")
    assert 0 <= int(target.meta.pop("draft_confidence")) <= 100
    target.meta.pop("draft_confidences")
    assert target.meta == {
        "title": "Notice of People's Committee",
        "kicker": "Plan",
        "lang": "en",
        "draft_engine": "argostranslate 1.12.1, beam 4",
        "draft_package": package.identity,
        "draft_source": blocks.fingerprint(page.read(path)),
    }
    assert next(iter(target.meta)) == "title"
    assert str(segments).count(":") == 9
    assert target.body == (
        "## Plan\n\nDistrict 12 and ward 5. People carry out.\n\n1. vaccinate\n    - prevent\n\n"
        "> City \\*\n\n*Storm number 5*\n\n| district | 1,234 |\n| --- | --- |\n"
    )


def test_a_draft_reads_as_untouched_and_a_second_run_decodes_nothing(
    project: Settings, tiny: Path, drafted: Path
) -> None:
    before = drafted.read_bytes()
    assert pairs.untouched(page.read(drafted))
    assert sentences_decoded(project, tiny) == 0
    assert draft(project, tiny).kept == ("a.md",)
    assert drafted.read_bytes() == before


def test_where_nothing_changed_no_engine_is_loaded(project: Settings, tiny: Path, drafted: Path) -> None:
    (project.root / "models").mkdir()
    shutil.copy2(tiny, project.root / "models")
    child = (
        "import sys; from pathlib import Path; from bantin import settings; from bantin.draft import run;"
        "report = run.draft(settings.read(Path(sys.argv[1])), 'en');"
        "print(report.kept, 'ctranslate2' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", child, str(project.root)], capture_output=True, check=True)
    assert ran.stdout.decode().split() == ["('a.md',)", "False"]
    assert drafted.is_file()


def test_drafting_again_from_nothing_gives_the_same_bytes(
    project: Settings, tiny: Path, drafted: Path
) -> None:
    before = drafted.read_bytes()
    drafted.unlink()
    source(project, "b.md", "Kế hoạch", "Quận 12.")
    draft(project, tiny)
    assert drafted.read_bytes() == before


def test_only_the_named_pages_are_drafted(project: Settings, tiny: Path) -> None:
    for name in ("a.md", "b.md", "c.md"):
        source(project, name, "Thông báo", "Quận 12.")
    report = draft(project, tiny, "a", "docs/ban-tin/c.md", "nowhere")
    assert report.written == ("a.md", "c.md")
    assert [(one.file, one.found) for one in report.findings] == [("docs/ban-tin/nowhere.md", "no such page")]


def test_equal_sentences_of_all_pages_are_decoded_once(project: Settings, tiny: Path) -> None:
    for name in ("a.md", "b.md"):
        source(project, name, "Thông báo", "Quận 12. Phường 5.", "12")
    assert sentences_decoded(project, tiny) == 3


def test_many_pages_are_written_wave_by_wave(
    project: Settings, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_WAVE", 3)
    for number in range(7):
        source(project, f"{number}.md", f"Thông báo {number}", "Quận 12.", f"Phường {number}.")
    steps: list[tuple[int, int]] = []
    report = run.draft(project, "en", package=tiny, progress=lambda done, total: steps.append((done, total)))
    assert len(report.written) == 7
    assert steps == sorted(steps)
    assert steps[-1] == (15, 15)


def test_a_field_that_a_person_added_to_a_draft_stays(project: Settings, tiny: Path, drafted: Path) -> None:
    drafted.write_text(drafted.read_text().replace("lang: en\n", "lang: en\n# for Lan\neditor: Lan\n"))
    source(project, "a.md", "Thông báo", "Quận 12 và phường 5.")
    assert draft(project, tiny).written == ("a.md",)
    assert "# for Lan\neditor: Lan\n" in drafted.read_text()


# What cannot be drafted


def test_without_a_package_nothing_is_written_and_the_finding_says_what_to_type(project: Settings) -> None:
    source(project, "a.md", "Thông báo", "Quận 12.")
    report = draft(project)
    assert (report.written, report.waiting, report.package) == ((), ("a.md",), None)
    (finding,) = report.findings
    assert finding.severity == "warning"
    assert "`bantin model install`" in finding.next_step
    assert "`bantin model install FILE`" in finding.next_step
    assert not project.bulletins("en").exists()


@pytest.mark.usefixtures("drafted")
def test_without_a_package_and_with_nothing_due_there_is_no_finding(project: Settings) -> None:
    assert draft(project).findings == ()


@pytest.mark.parametrize("data", [b"---\ntitle: [\n---\n\nx\n", b"---\ntitle: \xff\n---\n"])
def test_an_unreadable_translation_is_a_finding_and_untouched(
    project: Settings, tiny: Path, drafted: Path, data: bytes
) -> None:
    drafted.write_bytes(data)
    source(project, "b.md", "Thông báo", "Quận 12.")
    report = draft(project, tiny)
    assert report.written == ("b.md",)
    assert [one.file for one in report.findings] == ["docs_en/ban-tin/a.md"]
    assert drafted.read_bytes() == data


def test_a_sentence_without_translation_keeps_its_page_from_being_written(
    project: Settings, tmp_path: Path
) -> None:
    package = tiny_package.write(tmp_path / "mute.argosmodel", {"Im": "", "Quận": "District"})
    source(project, "a.md", "Quận", "Quận 12.", "Quận 5. Im")
    source(project, "b.md", "Quận", "Quận 12.")
    report = draft(project, package)
    assert (report.written, report.waiting) == (("b.md",), ("a.md",))
    (finding,) = report.findings
    assert (finding.file, finding.block) == ("docs_en/ban-tin/a.md", "block 3")
    assert not (project.bulletins("en") / "a.md").exists()


def test_a_failing_draft_never_replaces_a_good_page(project: Settings, drafted: Path, tmp_path: Path) -> None:
    before = drafted.read_bytes()
    package = tiny_package.write(tmp_path / "endless.argosmodel", endless=True)
    assert draft(project, package).waiting == ("a.md",)
    assert drafted.read_bytes() == before


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40)


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TEXT, st.lists(st.tuples(st.sampled_from(["paragraph", "heading", "item", "quote", "caption"]), TEXT)))
def test_whatever_a_page_says_its_draft_mirrors_it_or_is_not_written(
    project: Settings, tiny: Path, title: str, texts: list[tuple[str, str]]
) -> None:
    shutil.rmtree(project.bulletins("en"), ignore_errors=True)
    path = source(project, "a.md", title, *[of_text(kind, text, 2) for kind, text in texts])
    report = draft(project, tiny)
    target = project.bulletins("en") / "a.md"
    assert target.is_file() == (report.written == ("a.md",)) == (not report.findings)
    if target.is_file():
        english = page.read(target)
        kinds = [[unit.kind for unit in blocks.units(one)] for one in (page.read(path), english)]
        assert kinds[0] == kinds[1]
        assert pairs.untouched(english)
        assert draft(project, tiny).kept == ("a.md",)
