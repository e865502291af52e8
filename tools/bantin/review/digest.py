"""What the state of a translation depends on, taken out of a page once: a few short texts."""

from dataclasses import dataclass

from bantin.blocks import fingerprint, units
from bantin.page import Page
from bantin.pairs import segments
from bantin.typography import letters


@dataclass(frozen=True)
class Digest:
    """A page as states see it. `units` are hashes in one line of text, typography folded; `raw` counts the
    units that are what the machine wrote."""

    title: str
    title_provisional: bool
    text: str  # fingerprint
    letters: str  # fingerprint, typography folded
    units: str
    raw: int
    drafted: bool  # whether a machine wrote it and every unit still is what it wrote
    draft_source: str
    approved_by: str
    approved_on: str
    approved_source: str
    approved_text: str
    approved_letters: str
    approved_units: str
    confidence: int = -1  # how sure the machine was, 0 to 100; -1 where the page does not say

    @property
    def is_approved(self) -> bool:
        """Whether the page carries an approval, valid or not."""
        return bool(self.approved_by and self.approved_text)

    @property
    def size(self) -> int:
        """How many units the page has."""
        return len(self.units.split())


def digest(page: Page) -> Digest:
    """The digest of a page."""
    said = units(page)
    machine = [segment.machine for segment in segments(page)]
    written = set(machine)
    folded = letters(page, said)
    hashes = [unit.hash for unit in said] if machine else []
    return Digest(
        page.text("title"),
        bool(page.meta.get("title_provisional")),
        fingerprint(page, said),
        folded.print,
        folded.units,
        sum(one in written for one in hashes),
        bool(machine) and machine == hashes,
        page.text("draft_source"),
        page.text("approved_by"),
        page.text("approved_on"),
        page.text("approved_source"),
        page.text("approved_text"),
        page.text("approved_letters"),
        page.text("approved_units"),
        _confidence(page.meta.get("draft_confidence")),
    )


def _confidence(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= 100 and value is not True else -1
