"""Approval: a person's name, the day, and the fingerprints of both texts, sealed into the page.

The seal: approved_by, approved_on; approved_source and approved_text, the fingerprints of the two texts;
approved_letters, the source's with its typography folded, which lets a typographic change of the source carry
the approval; approved_units, a short hash of each of the source's blocks, which lets the blocks be named that
changed later. Approvals without the last two are as good as ever; they only tell less.
"""

import datetime
from pathlib import Path

from bantin import page
from bantin.blocks import fingerprint, units
from bantin.check.model import Subject
from bantin.check.run import check_page, file_name, glossary_of
from bantin.errors import ApprovalError, Finding
from bantin.page import Page
from bantin.pairs import OFFERS, sealed
from bantin.review import people
from bantin.settings import BULLETINS, Settings
from bantin.typography import letters

FIELDS = (
    "approved_by",
    "approved_on",
    "approved_source",
    "approved_text",
    "approved_letters",
    "approved_units",
)


class RefusedError(ApprovalError):
    """A page that holds errors; `findings` are all of them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        super().__init__(
            first.found,
            file=first.file,
            block=first.block,
            expected=first.expected,
            next_step=first.next_step,
        )
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))


def approve(settings: Settings, code: str, name: str, by: str, on: datetime.date) -> Path:
    """Seal the page that a path, file name or slug means. Raises ApprovalError, RefusedError, PageError."""
    if not by.strip():
        raise ApprovalError(
            "no name", expected="the name of the person who read both texts", next_step="add --by NAME"
        )
    file = file_name(name)
    source_path, path = settings.bulletins(settings.source.code) / file, settings.bulletins(code) / file
    source = _read(settings, source_path, "bantin normalize")
    target = _read(settings, path, "bantin draft")
    glossary = glossary_of(settings, code)
    languages = (settings.source.code, code)
    subject = Subject(
        settings.relative(path), settings.relative(source_path), source, target, languages, glossary
    )
    _refuse_errors(subject)
    if settings.two_people:
        people.refuse_alone(settings.root, subject.file, target, by)
    page.write(path, target.with_meta(seal(source, target, by.strip(), on)))
    return path


def _refuse_errors(subject: Subject) -> None:
    findings = (result.finding for result in check_page(subject))
    errors = tuple(finding for finding in findings if finding.severity == "error")
    if errors:
        raise RefusedError(errors)


def seal(source: Page, target: Page, by: str, on: datetime.date) -> dict[str, page.Value | None]:
    """The fields that an approval sets, and None for those it takes away."""
    said = letters(source, units(source))
    values = (by, on.isoformat(), fingerprint(source), fingerprint(target), said.print, said.units)
    fields: dict[str, page.Value | None] = dict(zip(FIELDS, values, strict=True))
    if target.text("draft_segments"):  # what stands in the draft is now read against today's source
        record = " ".join(map(str, sealed(source, target)))
        fields |= {"draft_source": fingerprint(source), "draft_segments": record, OFFERS: None}
    return fields


def _read(settings: Settings, path: Path, verb: str) -> Page:
    if path.is_file():
        return page.read(path, settings.relative(path))
    raise ApprovalError(
        "no such page",
        file=settings.relative(path),
        expected=f"the path or the slug of a page in {BULLETINS}/",
        next_step=f"look for its name with 'bantin status'; '{verb}' writes such pages",
    )
