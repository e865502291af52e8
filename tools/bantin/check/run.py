"""All checks on all pages: this module knows their names and puts their findings together, nothing else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bantin import terms
from bantin.check import (
    completeness,
    consistency,
    english,
    facts,
    language,
    loops,
    machine,
    parity,
    punctuation,
    structure,
    vietnamese,
)
from bantin.check import terms as renderings
from bantin.check.model import Subject
from bantin.errors import Finding, PageError
from bantin.pairs import Pair, pairs
from bantin.settings import Settings

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "facts": facts.facts,
    "structure": structure.structure,
    "official-parts": structure.official,
    "front-matter": parity.parity,
    "empty": completeness.empty,
    "doubled": completeness.doubled,
    "length": completeness.length,
    "page-language": language.language,
    "vietnamese-left": vietnamese.left,
    "not-english": english.prose,
    "english-figures": english.figures,
    "terms": renderings.terms,
    "loops": loops.loops,
    "punctuation": punctuation.punctuation,
    "machine-text": machine.machine,
}
SITE_CHECKS = {"consistency": consistency.consistency}


@dataclass(frozen=True, order=True)
class Result:
    """A finding and the check that it comes from."""

    finding: Finding
    check: str


@dataclass(frozen=True)
class Report:
    """What the checks found: `results` by page, `findings` about pages that could not be read."""

    pages: int
    results: tuple[Result, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Everything that a person should look at."""
        return (*(result.finding for result in self.results), *self.findings)

    def count(self, severity: str) -> int:
        """How many findings of a severity there are."""
        return sum(finding.severity == severity for finding in self.all_findings)


def subject_of(settings: Settings, code: str, pair: Pair, glossary: terms.Glossary) -> Subject | None:
    """A pair as the checks see it; None where a side is missing."""
    if pair.source is None or pair.target is None:
        return None
    return Subject(
        settings.relative(pair.target_path),
        settings.relative(pair.source_path),
        pair.source,
        pair.target,
        (settings.source.code, code),
        glossary,
    )


def glossary_of(settings: Settings, code: str) -> terms.Glossary:
    """The project's term base for one target language."""
    return terms.read(settings.root / "glossary", (settings.source.code, code))


def check_page(subject: Subject) -> tuple[Result, ...]:
    """The findings of every check of one page, in the order of CHECKS."""
    return tuple(Result(finding, name) for name, check in CHECKS.items() for finding in check(subject))


def check_site(subjects: Sequence[Subject]) -> tuple[Result, ...]:
    """The findings of the checks that look at all pages together."""
    return tuple(Result(finding, name) for name, check in SITE_CHECKS.items() for finding in check(subjects))


def check(settings: Settings, code: str, only: Sequence[str] = ()) -> Report:
    """Check the translations into `code`: those named by path, file name or slug, or all.

    All pages are read in any case, so that a page can be compared with the others. Raises PageError where a
    name means no page.
    """
    unread: list[Finding] = []
    glossary = glossary_of(settings, code)
    found = (subject_of(settings, code, pair, glossary) for pair in pairs(settings, code, unread))
    subjects = [subject for subject in found if subject]
    wanted = _wanted(settings, code, subjects, only)
    chosen = [subject for subject in subjects if subject.file in wanted]
    results = [result for subject in chosen for result in check_page(subject)]
    results += [result for result in check_site(subjects) if result.finding.file in wanted]
    return Report(len(chosen), tuple(results), tuple(unread))


def _wanted(settings: Settings, code: str, subjects: Sequence[Subject], only: Sequence[str]) -> set[str]:
    files = {subject.file for subject in subjects}
    if not only:
        return files
    wanted = {settings.relative(settings.bulletins(code) / file_name(name)) for name in only}
    for file in sorted(wanted - files):
        raise PageError(
            "no such translation",
            file=file,
            expected="the path or the slug of a page that stands in both trees",
            next_step="look for its name with 'bantin status'",
        )
    return wanted


def file_name(name: str) -> str:
    """The file's name that a path, a file name or a slug means."""
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2].removesuffix(".md") + ".md"
