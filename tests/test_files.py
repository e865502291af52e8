"""Files are written whole or not at all, and what killed writers leave is taken away."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from bantin import files

KILLED = (  # the power fails, as it were, when all is written but not yet in its place
    "import os, signal, sys; from pathlib import Path; from bantin import files; "
    "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL); "
    "files.write_text(Path(sys.argv[1]), 'new')"
)


def killed(path: Path) -> Path:
    """A writer killed in the middle of its work; what it leaves behind."""
    before = set(path.parent.iterdir())
    run = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert run.returncode == -signal.SIGKILL
    (left,) = set(path.parent.iterdir()) - before
    return left


def aged(path: Path, seconds: float) -> Path:
    path.write_text("kept?")
    os.utime(path, (time.time() - seconds,) * 2)
    return path


def test_what_a_killed_writer_leaves_is_gone_after_the_next_write_and_the_old_text_was_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / "page.md"
    path.write_text("old")
    assert killed(path).name.startswith(".page.md.")
    assert path.read_text() == "old"
    files._swept.clear()  # this process has been here before
    assert files.write_text(path, "newer")
    assert [one.name for one in tmp_path.iterdir()] == ["page.md"]
    assert path.read_text() == "newer"


def test_files_of_living_writers_and_of_anybody_else_stay(tmp_path: Path) -> None:
    machine = files._MACHINE
    kept = [
        aged(tmp_path / name, 3600)
        for name in (
            f".a.md.{machine}-{os.getpid()}.abcd1234.tmp",  # someone at work: this process
            ".a.md.000000-1234567.abcd1234.tmp",  # another machine on the same disk, an hour ago
            ".a.md.abcd1234.tmp",
            f"a.md.{machine}-999999999.abcd1234.tmp",
            f".a.md.{machine}-999999999.abcd.tmp",
            ".tmp",
            "a.tmp",
        )
    ]
    gone = [
        aged(tmp_path / f".a.md.{machine}-999999999.abcd1234.tmp", 1),
        aged(tmp_path / ".a\nb.md.000000-1234567.abcd1234.tmp", 2 * 86_400),
        aged(tmp_path / f".a.md.{machine}-{os.getpid()}.abcd1235.tmp", 2 * 86_400),
    ]
    files.sweep(tmp_path)
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in gone)


def test_two_writers_at_once_leave_one_text_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    program = (
        "import sys; from pathlib import Path; from bantin import files\n"
        "for number in range(200): files.write_text(Path(sys.argv[1]), sys.argv[2] * number)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(path), letter]) for letter in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert path.read_text() in ("a" * 199, "b" * 199)
    assert list(tmp_path.iterdir()) == [path]
