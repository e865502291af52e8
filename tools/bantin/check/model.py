"""What a check looks at: the two pages, their languages, the term base, and blocks in twos."""

from dataclasses import dataclass, field
from functools import cached_property

from bantin import terms
from bantin.blocks import Block, units
from bantin.check.align import Twin, align
from bantin.errors import Finding, Severity
from bantin.page import Page
from bantin.terms import Glossary


@dataclass(frozen=True)
class Subject:
    """One translation under the checks; `file` and `source_file` are how messages call the two pages."""

    file: str
    source_file: str
    source: Page
    target: Page
    languages: tuple[str, str] = ("vi", "en")
    glossary: Glossary = field(default=terms.NONE, repr=False, compare=False)

    @cached_property
    def source_units(self) -> tuple[Block, ...]:
        """The source's blocks, title and kicker among them."""
        return units(self.source)

    @cached_property
    def target_units(self) -> tuple[Block, ...]:
        """The translation's blocks, title and kicker among them."""
        return units(self.target)

    @cached_property
    def twins(self) -> tuple[Twin, ...]:
        """Every block with its counterpart, or with None where it has none."""
        return align(self.source_units, self.target_units)

    @cached_property
    def full_twins(self) -> tuple[Twin, ...]:
        """The blocks that have a counterpart."""
        return tuple(twin for twin in self.twins if twin.source and twin.target)

    def finding(
        self,
        place: int | str,
        found: str,
        expected: str = "",
        next_step: str = "",
        severity: Severity = "error",
    ) -> Finding:
        """A finding in the translation; `place` is the number of a block or a name such as 'front matter'."""
        block = f"block {place}" if isinstance(place, int) else place
        return Finding(self.file, block, found, expected, next_step, severity)


def short(text: str, size: int = 60) -> str:
    """The text in quotes, its end left out where it is long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= size else text[: size - 1].rstrip() + '…'}”"
