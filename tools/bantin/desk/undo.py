"""What a page said before each edit, kept in .cache/undo/, so that a translator can go back step by step.

Every step is the whole page as it was, in a file that a person can open. Its name holds the print of what the
page said after the edit: a step is taken back only while the page still says exactly that.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from bantin import files

FOLDER = ".cache/undo"
STEPS = 100  # kept for each page

_NAME = re.compile(r"(?P<number>\d{6})-(?P<after>[0-9a-f]{32})-(?P<session>[0-9A-Za-z]{0,32})\.md")


@dataclass(frozen=True)
class Step:
    """One edit that can be taken back."""

    path: Path
    number: int
    after: str
    session: str

    @property
    def before(self) -> str:
        """What the page said before it."""
        return self.path.read_bytes().decode()


def steps(folder: Path) -> list[Step]:
    """The steps of a page, the oldest first."""
    matches = ((path, _NAME.fullmatch(path.name)) for path in folder.glob("*.md"))
    found = [Step(path, int(m["number"]), m["after"], m["session"]) for path, m in matches if m]
    return sorted(found, key=lambda step: step.number)


def last(folder: Path, now: str) -> Step | None:
    """The step that can be taken back while the page has the print `now`."""
    found = steps(folder)
    return found[-1] if found and found[-1].after == now else None


def keep(folder: Path, before: str, prints: tuple[str, str], session: str) -> None:
    """Keep what a page said; `prints` are those before and after the edit. Saves of one session that follow
    each other are one step."""
    found = steps(folder)
    if session and found and (found[-1].session, found[-1].after) == (session, prints[0]):
        top = found[-1]
        top.path.replace(folder / _name(top.number, prints[1], session))
        return
    number = found[-1].number + 1 if found else 1
    files.write_text(folder / _name(number, prints[1], session), before)
    for old in found[: max(len(found) + 1 - STEPS, 0)]:
        old.path.unlink(missing_ok=True)


def _name(number: int, after: str, session: str) -> str:
    return f"{number:06}-{after}-{re.sub('[^0-9A-Za-z]', '', session)[:32]}.md"
