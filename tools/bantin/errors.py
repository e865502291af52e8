"""The error tree: one class for each thing that a person, not a programmer, can put right.

    BantinError
    ├── SettingsError   correct mkdocs.yml or the command line      cannot run, exit 2
    ├── ModelError      install or replace a translation package    cannot run, exit 2
    ├── PublishError    put the repository or the build right       cannot run, exit 2
    ├── SourceError     look at one file in sources/                a finding, the others go on
    ├── PageError       correct one page in docs/ or docs_<locale>/ a finding, the others go on
    └── ApprovalError   finish the page before it is approved       a finding, exit 1

An error stops one piece of work and carries one Finding; work that goes on collects Findings and shows
them together.
"""

from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Finding:
    """What a person should look at: where, what was found, what was expected, what to do next."""

    file: str
    block: str
    found: str
    expected: str = ""
    next_step: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.block) if part)
        lines = [f"{self.severity}: {place + ': ' if place else ''}{self.found}"]
        if self.expected:
            lines.append(f"    expected: {self.expected}")
        if self.next_step:
            lines.append(f"    next:     {self.next_step}")
        return "\n".join(lines)


class BantinError(Exception):
    """Anything that a person can put right; never raised itself."""

    def __init__(
        self, found: str, *, file: str = "", block: str = "", expected: str = "", next_step: str = ""
    ) -> None:
        super().__init__(found)
        self.finding = Finding(file, block, found, expected, next_step)

    def __str__(self) -> str:
        return str(self.finding)

    def in_file(self, file: str) -> Finding:
        """The finding, with the file named by a caller that knows it better."""
        return replace(self.finding, file=file)


class SettingsError(BantinError):
    """mkdocs.yml or the command line asks for what cannot be."""


class ModelError(BantinError):
    """No usable translation package, or one that must not be installed."""


class PublishError(BantinError):
    """The site cannot be built or pushed as it stands."""


class SourceError(BantinError):
    """A file in sources/ that cannot be read as a bulletin."""


class PageError(BantinError):
    """A page whose front matter or body cannot be read."""


class ApprovalError(BantinError):
    """A page that cannot be approved as it stands."""
