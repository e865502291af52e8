"""The README's commands do what it says, in a copy of the project as a newcomer has it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support import ROOT, SHARED

README = (ROOT / "README.md").read_text()


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split("\0") if name]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What is in git, beside an environment that is already set up."""
    if not (ROOT / ".venv" / "ready").is_file():
        pytest.skip("the environment was not set up by make: nothing to share with the copy")
    root = tmp_path / "bantin"
    for name in tracked():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, root / name)
    (root / ".venv").symlink_to(ROOT / ".venv")
    (root / ".cache").mkdir()
    (root / ".cache" / "package-tried").touch()  # no network in tests: the compact package is used
    return root


def make(root: Path, *arguments: str) -> str:
    own = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", *arguments], cwd=root, env=own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_commands_are_those_of_the_makefile() -> None:
    commands = re.findall(r"^make [^#\n]*", "\n".join(re.findall(r"```sh\n(.*?)```", README, re.S)), re.M)
    assert [command.strip() for command in commands] == ["make site", "make test", "make empty FORCE=1"]
    verbs = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make ([a-z]+)", README)) <= verbs


def test_make_site_builds_it_and_a_publisher_s_own_bulletins_take_the_samples_place(copy: Path) -> None:
    make(copy, "site")
    samples = {path.parent.name for path in (copy / "site" / "ban-tin").glob("*/index.html")}
    assert len(samples) == 10
    assert len(list((copy / "site" / "en" / "ban-tin").glob("*/index.html"))) == 10
    assert "3 approved" in make(copy, "status")

    make(copy, "empty", "FORCE=1")
    (copy / "sources" / "moi.txt").write_text("Bản tin đầu tiên\n\nHuyện có 5 xã.\n")
    own = list((SHARED / "seeds").glob("0*.txt"))
    for path in own:
        shutil.copy2(path, copy / "sources")
    make(copy, "site")
    built = {path.parent.name for path in (copy / "site" / "ban-tin").glob("*/index.html")}
    assert "ban-tin-dau-tien" in built
    assert len(built) == len(own) + 1
    assert not built & samples


def test_ci_runs_the_readme_s_test_command() -> None:
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("\nmake test")
    assert "bash .ci/run" in (ROOT / ".github" / "workflows" / "ci.yml").read_text()
