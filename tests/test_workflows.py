"""The workflows: what they may do, whom they trust, and that the steps of the review do what they say."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bantin import page
from support import ROOT, correct

FOLDER = ROOT / ".github" / "workflows"
NAMES = sorted(path.name for path in FOLDER.glob("*.yml"))


def workflow(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text())
    found["on"] = found.pop(True)  # YAML 1.1 reads the key `on` as true
    return found


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_has_a_limit_and_names_what_it_may_do(name: str) -> None:
    found = workflow(name)
    assert found["permissions"].get("contents") == "read"
    for job in found["jobs"].values():
        assert job["timeout-minutes"] <= 60
        assert "permissions" not in job
    for step in steps(name):
        assert ("run" in step) != ("uses" in step)
        if "uses" in step:  # GitHub's own actions, at the version that all workflows use
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])
        # what others have typed never stands in a shell's text: it comes through the environment
        assert "${{" not in step.get("run", "")


def test_all_workflows_use_an_action_at_one_version() -> None:
    used = {step["uses"] for name in NAMES for step in steps(name) if "uses" in step}
    assert len({one.partition("@")[0] for one in used}) == len(used)


def test_the_review_runs_on_pull_requests_of_forks_with_nothing_to_steal() -> None:
    found = workflow("review.yml")
    assert found["on"] == {"pull_request": None}
    assert found["permissions"] == {"contents": "read"}
    assert "secrets" not in (FOLDER / "review.yml").read_text()
    (checkout,) = [one for one in steps("review.yml") if one.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    (upload,) = [
        one for one in steps("review.yml") if one.get("uses", "").startswith("actions/upload-artifact@")
    ]
    assert upload["with"]["path"] == "preview"


def git(folder: Path, *arguments: str) -> str:
    own = ("-c", "user.name=Lan", "-c", "user.email=lan@x.example", "-c", "commit.gpgsign=false")
    command = ["git", *own, "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def pull_request(tmp_path: Path) -> tuple[Path, str]:
    """A checkout of a pull request as GitHub makes it from a bare remote, and its base."""
    if not (ROOT / ".venv" / "ready").is_file():
        pytest.skip("the environment was not set up by make: nothing to share with the copy")
    author = tmp_path / "author"
    author.mkdir()
    for name in (
        "docs",
        "docs_en",
        "glossary",
        "Makefile",
        "mkdocs.yml",
        "pyproject.toml",
        "requirements.lock",
    ):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, author / name)
    (author / ".gitignore").write_text("/.venv\n/preview/\n/.cache/\n")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(author, "init", "-q", "-b", "main")
    git(author, "add", ".")
    git(author, "commit", "-q", "-m", "main")
    base = git(author, "rev-parse", "HEAD")
    git(author, "checkout", "-q", "-b", "work")
    changed = min((author / "docs_en" / "ban-tin").glob("ngay-hoi*.md"))
    correct(changed, page.read(changed).body.replace("1,350", "1,530"))
    git(author, "commit", "-q", "-a", "-m", "work")
    git(author, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(author, "push", "-q", "origin", "main", "work")
    runner = tmp_path / "runner"
    git(tmp_path, "clone", "-q", "-b", "work", str(tmp_path / "remote.git"), "runner")
    (runner / ".venv").symlink_to(ROOT / ".venv")
    for name in ("requirements.lock", "pyproject.toml"):  # the environment is as new as they are
        os.utime(runner / name, (0, 0))
    return runner, base


def test_the_steps_of_the_review_annotate_the_changed_line_and_build_its_preview(
    pull_request: tuple[Path, str],
) -> None:
    runner, base = pull_request
    own = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    done = [
        subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=runner,
            env={**own, "BASE": base},
            capture_output=True,
            text=True,
            check=False,
        )
        for step in steps("review.yml")
        if "run" in step
    ]
    setup, preview, check = done
    assert (setup.returncode, preview.returncode) == (0, 0), setup.stderr + preview.stderr
    assert check.returncode == 1, check.stderr
    (error,) = [line for line in check.stdout.splitlines() if line.startswith("::error ")]
    file, line = re.findall(r"file=([^,]+),line=(\d+)", error)[0]
    assert "1,530" in (runner / file).read_text().splitlines()[int(line) - 1]
    assert "“1,530” where the source says “1.350”" in error
    (shown,) = (runner / "preview" / "en").iterdir()
    assert "<del>1,350</del><ins>1,530</ins>" in shown.read_text()
