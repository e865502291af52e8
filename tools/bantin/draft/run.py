"""`bantin draft`: the pages of one language that are due, planned, decoded together, written one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bantin import page
from bantin.draft import packages, write
from bantin.draft.package import Package
from bantin.draft.plan import Draft, Left, plan
from bantin.errors import Finding, PageError
from bantin.pairs import pairs
from bantin.settings import Settings

Progress = Callable[[int, int], None]

# Sentences decoded before pages are written: enough for full batches, few enough that a run which is stopped
# has lost minutes, not hours.
_WAVE = 4096


@dataclass(frozen=True)
class Report:
    """Names of pages: written now, kept as they are, waiting for a person; and the package that was used."""

    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    package: Package | None = None


@dataclass
class _Work:
    """The pages of a run as they were planned, and what a person should look at."""

    due: list[Draft] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def draft(
    settings: Settings,
    code: str,
    *,
    package: Path | None = None,
    only: Sequence[Path | str] = (),
    progress: Progress | None = None,
) -> Report:
    """Draft what is due in the language `code`; `only` names pages by path or slug. Raises ModelError."""
    chosen = packages.choose(settings, settings.source.code, code, package)
    work = _plan(settings, code, chosen, {Path(name).name.removesuffix(".md") for name in only})
    written: list[str] = []
    if work.due and chosen:
        written = _write_all(settings, code, chosen, work, progress)
    elif work.due:
        work.findings.append(_no_package(settings, code, len(work.due)))
    kept = [one.pair.name for one in work.left if not one.finding]
    names = [*(due.pair.name for due in work.due), *(left.pair.name for left in work.left)]
    waiting = sorted(set(names) - {*written, *kept})
    return Report(tuple(written), tuple(kept), tuple(waiting), tuple(work.findings), chosen)


def _plan(settings: Settings, code: str, chosen: Package | None, only: set[str]) -> _Work:
    work = _Work()
    seen: set[str] = set()
    for pair in pairs(settings, code, work.findings):
        slug = pair.name.removesuffix(".md")
        seen.add(slug)
        if only and slug not in only:
            continue
        match plan(settings, pair, chosen):
            case Draft() as due:
                work.due.append(due)
            case Left() as left:
                work.left.append(left)
                work.findings += [left.finding] if left.finding else []
    work.findings += [_unknown(settings, slug) for slug in sorted(only - seen)]
    return work


def _write_all(
    settings: Settings, code: str, package: Package, work: _Work, progress: Progress | None
) -> list[str]:
    """Decode and write wave by wave; the names of the pages written. A page that fails is a finding."""
    from bantin.draft import engine  # late: loading argostranslate takes a second

    loaded: engine.Engine | None = None
    record = engine.describe(settings.beam), package.identity
    total = len({sentence for draft in work.due for sentence in draft.sentences})
    known: dict[str, str] = {}
    written: list[str] = []
    for wave in _waves(work.due):
        new = sorted({sentence for draft in wave for sentence in draft.sentences} - known.keys())
        if new:
            loaded = loaded or engine.Engine(package, settings.beam)
            step = _step(progress, len(known), len(new), total)
            known.update(zip(new, loaded.translate(new, step), strict=True))
        for draft in wave:
            try:
                page.write(draft.pair.target_path, write.compose(draft, known, code, *record))
                written.append(draft.pair.name)
            except PageError as error:
                work.findings.append(error.in_file(settings.relative(draft.pair.target_path)))
    return written


def _waves(due: list[Draft]) -> Iterator[list[Draft]]:
    """Runs of pages with about _WAVE sentences each."""
    wave: list[Draft] = []
    count = 0
    for draft in due:
        wave.append(draft)
        count += len(draft.sentences)
        if count >= _WAVE:
            yield wave
            wave, count = [], 0
    if wave:
        yield wave


def _step(progress: Progress | None, before: int, now: int, total: int) -> Progress | None:
    """The engine's progress within one wave as progress of the whole run, in sentences."""
    if progress is None:
        return None
    return lambda done, parts: progress(before + done * now // max(parts, 1), total)


def _no_package(settings: Settings, code: str, pages: int) -> Finding:
    source = settings.source.code
    return Finding(
        settings.relative(settings.bulletins(code)),
        "",
        f"no translation package from '{source}' to '{code}' is here; {pages} pages are not drafted",
        expected="an installed package, or one in models/",
        next_step="type `bantin model install` (it fetches the official package), or, without network, "
        "`bantin model install FILE` with an .argosmodel file",
        severity="warning",
    )


def _unknown(settings: Settings, slug: str) -> Finding:
    return Finding(
        settings.relative(settings.bulletins(settings.source.code) / f"{slug}.md"),
        "",
        "no such page",
        expected="the path or the slug of a page",
        next_step="look for its name with `bantin status`",
    )
