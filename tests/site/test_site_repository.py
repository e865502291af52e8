"""The edit link names the file that git has, whatever it is called and wherever the project lies in it."""

import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from bantin import settings
from bantin.site import repository
from support import ROOT


def git(folder: Path, *arguments: str) -> str:
    own = ("-c", "user.name=Lan", "-c", "user.email=lan@x.example", "-c", "commit.gpgsign=false")
    command = ["git", *own, "-c", "core.quotepath=off", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("prefix", ["", "web/bản tin/"])
@pytest.mark.parametrize("name", ["a.md", "Thông báo số 1.md", "100% #1? & more.md"])
def test_the_edit_link_opens_a_file_of_the_pushed_branch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefix: str, name: str
) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(tmp_path, "clone", "-q", str(tmp_path / "remote.git"), "clone")
    root = tmp_path / "clone" / prefix
    (root / "docs_en" / "ban-tin").mkdir(parents=True)
    (root / "docs_en" / "ban-tin" / name).write_text("---\ntitle: A\n---\n")
    shutil.copy2(ROOT / "mkdocs.yml", root)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "all")
    git(root, "push", "-q", "origin", "HEAD:main")
    git(root, "remote", "set-url", "origin", "git@github.com:agency/news.git")
    link = repository.find(settings.read(root)).edit_url(f"docs_en/ban-tin/{name}")
    start = "https://github.com/agency/news/edit/main/"
    assert link.startswith(start)
    assert not set(" #?&") & set(link)
    path = unquote(link.removeprefix(start))
    assert path in git(tmp_path / "remote.git", "ls-tree", "-r", "-z", "--name-only", "main").split("\0")
