"""What has changed since a commit, as the project's git history tells it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from bantin.errors import PageError, SettingsError
from bantin.page import Page, parse
from bantin.settings import Settings

_PATIENCE = 60  # seconds for one git command


@dataclass(frozen=True)
class Base:
    """A commit that the pages of today are compared with."""

    root: Path
    commit: str

    def changed(self, settings: Settings, code: str) -> frozenset[str]:
        """The names of the bulletins whose source or translation is not what it was, new ones among them."""
        folders = [settings.relative(settings.bulletins(one)) for one in (settings.source.code, code)]
        told = _git(
            self.root, "diff", "--name-only", "-z", "--relative", "--no-renames", self.commit, "--", *folders
        )
        new = _git(self.root, "ls-files", "--others", "--exclude-standard", "-z", "--", *folders)
        paths = (path for path in (told + new).split("\0") if path.endswith(".md"))
        return frozenset(path.rpartition("/")[2] for path in paths)

    def page(self, file: str) -> Page:
        """A page as it was then; an empty one where it was not there, or cannot be read."""
        try:
            return parse(_git(self.root, "show", f"{self.commit}:./{file}"), file)
        except (SettingsError, PageError):
            return Page({}, "")


def base(settings: Settings, named: str) -> Base:
    """The commit where today's work left the branch or commit that is named. Raises SettingsError."""
    if named.startswith("-"):
        raise SettingsError(f"no commit '{named}'", next_step="name a branch or a commit")
    return Base(settings.root, _git(settings.root, "merge-base", named, "HEAD").strip())


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotepath=off", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_history(str(error)) from error
    if done.returncode:
        raise _no_history(done.stderr.decode(errors="replace").strip())
    return done.stdout.decode(errors="replace")


def _no_history(reason: str) -> SettingsError:
    return SettingsError(
        f"git cannot tell what has changed ({reason})",
        expected="a clone that has the commit to compare with",
        next_step="fetch it (git fetch origin main), or leave --base out",
    )
