"""Previews written to a folder: one HTML file a page, and a list of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from bantin import files
from bantin.check.run import file_name, glossary_of, subject_of
from bantin.errors import Finding, PageError
from bantin.pairs import pairs
from bantin.preview.model import Preview, preview
from bantin.review import history
from bantin.review.history import Base
from bantin.review.states import status_of
from bantin.settings import Settings

FOLDER = "preview"  # where previews go that are not told another place


@dataclass(frozen=True)
class Report:
    """Where the previews are, how many, and the pages that could not be read."""

    folder: Path
    pages: int
    findings: tuple[Finding, ...]


def write(
    settings: Settings, codes: Sequence[str], only: Sequence[str], base: str = "", folder: Path | None = None
) -> Report:
    """Write the previews of the pages named, or of those that changed since `base`, or of all.

    Raises SettingsError where git does not know the base, PageError where a name means no page.
    """
    out = folder or settings.root / FOLDER
    since = history.base(settings, base) if base else None
    findings: list[Finding] = []
    made = [one for code in codes for one in _previews(settings, code, only, since, findings)]
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("bantin.preview"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    for one in made:
        text = templates.get_template("page.html").render(page=one, site_name=settings.site_name)
        files.write_text(out / one.code / f"{one.name}.html", text + "\n")
    text = templates.get_template("index.html").render(pages=made, site_name=settings.site_name)
    files.write_text(out / "index.html", text + "\n")
    return Report(out, len(made), tuple(findings))


def _previews(
    settings: Settings, code: str, only: Sequence[str], since: Base | None, findings: list[Finding]
) -> list[Preview]:
    wanted = {file_name(name) for name in only}
    changed = since.changed(settings, code) if since else None
    glossary = glossary_of(settings, code)
    made: list[Preview] = []
    known: set[str] = set()
    for pair in pairs(settings, code, findings):
        known.add(pair.name)
        if (wanted and pair.name not in wanted) or (changed is not None and pair.name not in changed):
            continue
        subject = subject_of(settings, code, pair, glossary)
        if subject:
            before = (since.page(subject.source_file), since.page(subject.file)) if since else None
            made.append(preview(subject, status_of(pair), before))
    for name in sorted(wanted - known):
        raise PageError("no such page", file=name, next_step="look for its name with 'bantin status'")
    return made
