"""Drafting at bad moments: killed in the middle, no room on the disk, no leave to write."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bantin import page, pairs
from bantin.draft import run
from bantin.settings import Settings

from .conftest import draft, source

PAGES = 40
CHILD = """
import sys
from pathlib import Path
from bantin import settings
from bantin.draft import run
run._WAVE = 8
run.draft(settings.read(Path(sys.argv[1])), "en", package=Path(sys.argv[2]))
"""


def fill(project: Settings, round_: int) -> None:
    for number in range(PAGES):
        source(
            project,
            f"{number}.md",
            f"Thông báo {number}",
            f"Quận {number} bão {round_}.",
            "Người dân thực hiện.",
        )


def pages(project: Settings) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in project.bulletins("en").glob("*.md")}


def test_a_run_killed_at_any_moment_leaves_old_pages_or_new_ones_and_the_next_run_goes_on(
    project: Settings, tiny: Path
) -> None:
    fill(project, 1)
    draft(project, tiny)
    typed = project.bulletins("en") / "7.md"
    typed.write_text(typed.read_text().replace("People carry out.", "By Lan's hand."))
    old = pages(project)
    fill(project, 2)
    draft(project, tiny)
    new = pages(project)
    for name, data in old.items():
        (project.bulletins("en") / name).write_bytes(data)
    moments = random.Random(1)  # noqa: S311  (no secret)
    for _ in range(3):
        killed = subprocess.Popen([sys.executable, "-c", CHILD, str(project.root), str(tiny)])
        before = pages(project)
        while killed.poll() is None and pages(project) == before:
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.05))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert all(data in (old[name], new[name]) for name, data in pages(project).items())
    assert draft(project, tiny).waiting == ()
    assert pages(project) == new
    assert "By Lan's hand." in typed.read_text()


def test_with_no_room_on_the_disk_pages_stay_as_they_are_and_are_named(
    project: Settings, tiny: Path, tmp_path: Path
) -> None:
    source(project, "long.md", "Thông báo", *["Người dân thực hiện."] * 300)
    draft(project, tiny)
    path = project.bulletins("en") / "long.md"
    before = path.read_bytes()
    source(project, "long.md", "Thông báo", *["Người dân thực hiện."] * 299, "Bão.")
    source(project, "small.md", "Thông báo", "Quận 12.")
    child = CHILD.replace("run.draft(", "report = run.draft(") + (
        "print(report.written, report.waiting, [(one.file, one.found) for one in report.findings])\n"
    )

    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    ran = subprocess.run(
        [sys.executable, "-c", child, str(project.root), str(tiny)],
        preexec_fn=no_room,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert ran.returncode == 0, ran.stderr
    assert "('small.md',) ('long.md',)" in ran.stdout
    assert "cannot be written: File too large" in ran.stdout
    assert path.read_bytes() == before
    assert not list(project.bulletins("en").glob(".*"))
    assert draft(project, tiny).written == ("long.md",)
    assert tmp_path


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 3],
        lambda text: text.replace("draft_segments: ", "draft_segments: zz:"),
        lambda text: text.replace("draft_segments: ", "draft_segments: '"),
        lambda text: text.replace("title: Notice", "title: [Notice"),
        lambda text: text.replace("District", "\x00District"),
    ],
)
def test_a_damaged_page_is_named_or_merged_and_nothing_that_it_says_is_lost(
    project: Settings, tiny: Path, drafted: Path, damage: object
) -> None:
    assert callable(damage)
    text = damage(drafted.read_text())
    drafted.write_text(text)
    source(project, "a.md", "Thông báo", "Quận 12 và phường 5.", "Bão số 9.", "Ngày 31/3.")
    report = draft(project, tiny)
    if report.written:
        assert pairs.segments(page.read(drafted))
    else:
        assert report.findings or report.kept
        assert drafted.read_text() == text


def test_a_page_that_is_saved_while_its_draft_is_made_stays_as_it_was_saved(
    project: Settings, tiny: Path, drafted: Path
) -> None:
    source(project, "a.md", "Thông báo", "Quận 12 và phường 5.", "Bão số 9.", "Ngày 31/3.")

    def save(*_: int) -> None:
        drafted.write_text(drafted.read_text().replace("District 12", "Lan's District 12"))

    report = run.draft(project, "en", package=tiny, progress=save)
    assert "Lan's District 12" in drafted.read_text()
    assert report.written == ()
    assert ["saved by somebody" in finding.found for finding in report.findings] == [True]
    assert draft(project, tiny).written == ("a.md",)
    assert "Lan's" in drafted.read_text()
