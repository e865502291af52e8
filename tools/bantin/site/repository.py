"""Where the project's files can be edited: from the settings, else from GitHub's or git's own knowledge."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bantin.settings import Settings

_REMOTE = re.compile(
    r"^(?:[a-z+]+://)?(?:[^@/]+@)?([A-Za-z0-9.-]+\.[A-Za-z]+)(?::\d+/|[:/])(.+?)(?:\.git)?/?$"
)


@dataclass(frozen=True)
class Repository:
    """A repository on a forge: its web address ('' when not known) and the folder of the project in it."""

    address: str
    branch: str
    prefix: str = ""

    def edit_url(self, path: str) -> str:
        """Where a file can be edited in the browser; '' when no repository is known."""
        if not self.address:
            return ""
        verb = "-/edit" if "gitlab" in self.address else "edit"
        return f"{self.address}/{verb}/{quote(self.branch)}/{quote(self.prefix + path)}"

    @property
    def pages(self) -> str:
        """Where GitHub Pages serves this repository; '' when it is not on GitHub."""
        host, _, name = self.address.removeprefix("https://").partition("/")
        owner, _, name = name.partition("/")
        if host != "github.com" or not name:
            return ""
        root = f"https://{owner.lower()}.github.io/"
        return root if name.lower() == f"{owner.lower()}.github.io" else f"{root}{name}/"


def find(settings: Settings) -> Repository:
    """The repository of a project: `extra.bantin.repository`, GITHUB_REPOSITORY, the remote 'origin'."""
    prefix = _git(settings.root, "rev-parse", "--show-prefix")
    return Repository(_address(settings), settings.branch, prefix)


def modified(settings: Settings) -> dict[str, str]:
    """The day 'YYYY-MM-DD' of each file's last commit, by its path from the project's root.

    Nothing where git does not know it all: in a shallow copy of a repository, or in none. A file that differs
    from its commit is not among them.
    """
    if _git(settings.root, "rev-parse", "--is-shallow-repository") != "false":
        return {}
    roots = [settings.relative(settings.docs(language.code)) for language in settings.languages]
    quiet = ("-c", "core.quotePath=false")
    changed = set(
        _git(settings.root, *quiet, "diff", "--name-only", "--relative", "HEAD", "--", *roots).splitlines()
    )
    log = _git(settings.root, *quiet, "log", "--format=:%cs", "--name-only", "--relative", "--", *roots)
    found: dict[str, str] = {}
    day = ""
    for line in log.splitlines():
        if line.startswith(":"):
            day = line[1:]
        elif line and line not in changed:
            found.setdefault(line, day)
    return found


def _address(settings: Settings) -> str:
    if settings.repository:
        return settings.repository.rstrip("/").removesuffix(".git")
    if name := os.environ.get("GITHUB_REPOSITORY"):
        return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{name}"
    return web_address(_git(settings.root, "remote", "get-url", "origin"))


def web_address(remote: str) -> str:
    """The web address of a git remote, without any user name or token in it; '' for a local one."""
    match = _REMOTE.match(remote)
    return f"https://{match.group(1)}/{match.group(2)}" if match else ""


def _git(root: Path, *arguments: str) -> str:
    """What git says, or '' where there is no git or no repository."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
