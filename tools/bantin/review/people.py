"""Who has worked on a page, as the project's git history tells it.

A name typed into a page can say anything; history is written by another tool, at another time, and is seen by
everybody who has the repository. So the people of a page are the authors of the commits in which words that
stand in it today appeared for the first time, and for words that are not committed yet, the person whom git
knows here. What the machine wrote is nobody's. Someone who sets another name in git, or commits a colleague's
words as their own, is not found out: no tool that runs on the liar's own machine can do that.
"""

import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bantin.blocks import units
from bantin.errors import ApprovalError, PageError
from bantin.page import Page, parse
from bantin.pairs import segments

_MARK = "\x01"
_PATIENCE = 60  # seconds for one git command


@dataclass(frozen=True)
class Person:
    """A person as git names them."""

    name: str
    email: str

    def called(self, name: str) -> bool:
        """Whether a name, or an address, means this person; capitals and spacing do not matter."""
        return _plain(name) in (_plain(self.name), _plain(self.email))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def refuse_alone(root: Path, file: str, target: Page, by: str) -> None:
    """Refuse an approver who wrote all of a page that a person wrote. Raises ApprovalError."""
    people = editors(root, file, target)
    if people and all(person.called(by) for person in people):
        raise ApprovalError(
            f"{by} is the only one who has worked on it, and the project asks for two people",
            file=file,
            expected="an approver who did not write all of it",
            next_step="let a second person read both texts and approve: bantin approve PAGE --by NAME",
        )


def editors(root: Path, file: str, target: Page) -> frozenset[Person]:
    """The people whose words stand in the page today. Raises ApprovalError where there is no git history."""
    here = Person(
        _git(root, "config", "user.name", fails=True), _git(root, "config", "user.email", fails=True)
    )
    first: dict[str, Person | None] = {}
    for person, page in [*_versions(root, file), (here, target)]:
        machine = {segment.machine for segment in segments(page)}
        for unit in units(page):
            first.setdefault(unit.hash, None if unit.hash in machine else person)
    found = (first[unit.hash] for unit in units(target))
    return frozenset(person for person in found if person)


def _versions(root: Path, file: str) -> Iterator[tuple[Person, Page]]:
    """Every committed version of a file with its author, the oldest first; unreadable ones left out."""
    log = _git(root, "log", "--follow", "--name-only", f"--format={_MARK}%H%n%an%n%ae", "--", file)
    for entry in reversed(log.split(_MARK)[1:]):
        commit, name, email, *rest = entry.strip().split("\n")
        path = rest[-1] if rest else file
        try:
            yield Person(name, email), parse(_git(root, "show", f"{commit}:{path}", fails=True))
        except PageError:
            continue


def _git(root: Path, *arguments: str, fails: bool = False) -> str:
    """What git says; '' where it `fails` and may. Raises ApprovalError."""
    command = ["git", "-c", "core.quotepath=off", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_history(str(error)) from error
    if done.returncode and not fails:
        raise _no_history(done.stderr.decode(errors="replace").strip())
    text = done.stdout.decode(errors="replace") if not done.returncode else ""
    return text if arguments[0] == "show" else text.strip()


def _no_history(reason: str) -> ApprovalError:
    return ApprovalError(
        f"who has worked on it cannot be told ({reason})",
        expected="a git repository with the page's history, since the project asks for two people",
        next_step="approve in a clone of the repository, or set extra.bantin.two_people to false",
    )
