"""Killed at any moment, the trees hold the old text or the new, file by file: hundreds of real SIGKILLs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import crash
from bantin import files
from bantin.settings import Settings


def test_killed_at_any_moment_every_page_is_what_it_was_or_what_it_was_to_be(
    project: Settings, tiny: Path
) -> None:
    command = [sys.executable, "-W", "error", crash.__file__, str(project.root), str(tiny), "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told.keys() == {"save", "approve", "import", "draft"}
    assert [one["wrong"] for one in told.values()] == [[], [], [], []]
    assert all(one["steps"] >= 10 for one in told.values()), told
    assert sum(one["random"] for one in told.values()) >= 150, told


def careless(path: Path, data: bytes) -> bool:
    """What writing would be without a temporary file."""
    with path.open("wb") as file:
        file.write(data[: len(data) // 2])
        file.flush()
        os.fsync(file.fileno())
        file.write(data[len(data) // 2 :])
    return True


def test_a_careless_writer_is_caught(project: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    again = crash.approving(project)
    again(0)
    trial = crash.Trial("approve", project, again, kills=0)
    monkeypatch.setattr(files, "write_bytes", careless)
    trial.run(crash.random.Random(1))
    assert trial.step_kills >= 2
    assert any("holds" in one for one in trial.wrong)


def test_what_a_kill_leaves_behind_is_out_of_sight_and_the_next_run_does_not_stumble(
    project: Settings,
) -> None:
    path = project.bulletins("en") / "a.md"
    files.write_text(path, "old")
    killed = crash.in_child(lambda: files.write_text(path, "new") and None, before=3, root=project.root)
    assert killed
    assert path.read_text() == "old"
    left = [one for one in path.parent.iterdir() if one != path]
    assert [one.name.startswith(".a.md.") and one.suffix == ".tmp" for one in left] == [True]
    assert list(path.parent.glob("*.md")) == [path]
    assert files.write_text(path, "new")
    assert path.read_text() == "new"
