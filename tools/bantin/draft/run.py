"""`bantin draft`: the pages of one language that are due, planned, decoded together, written one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bantin import memory, page
from bantin.draft import offers, packages, write
from bantin.draft.package import Package
from bantin.draft.plan import Draft, Left, plan
from bantin.draft.result import Drafted
from bantin.errors import Finding, PageError
from bantin.page import Page
from bantin.pairs import OFFERS, pairs
from bantin.settings import Settings

if TYPE_CHECKING:  # only for its type: importing it would load the engine
    from bantin.draft.translate import Translator

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
    if any(one.sentences for one in work.due):
        remembered = memory.build(settings, code)
        work.due = [one.recalled(remembered) for one in work.due]
    ready = [one for one in work.due if chosen or not one.is_decoded]
    if ready:
        written = _write_all(settings, code, chosen, ready, work.findings, progress)
    if len(ready) < len(work.due):
        work.findings.append(_no_package(settings, code, len(work.due) - len(ready)))
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
    settings: Settings,
    code: str,
    package: Package | None,
    due: list[Draft],
    findings: list[Finding],
    progress: Progress | None,
) -> list[str]:
    """Decode and write wave by wave; the names of the pages written. A page that fails is a finding."""
    total = len({sentence for draft in due for sentence in draft.sentences})
    engine = _Engine(settings, code, package, total, progress)
    written: list[str] = []
    for wave in _waves(due):
        known = engine.translated({sentence for draft in wave for sentence in draft.sentences})
        for draft in wave:
            path = draft.pair.target_path
            try:
                made = write.compose(draft, known, code, engine.record if draft.is_decoded else None)
                page.write(path, made)
                written.append(draft.pair.name)
                findings += _told(settings, draft, made)
            except PageError as error:
                findings.append(error.in_file(settings.relative(path)))
            except OSError as error:
                findings.append(_not_written(settings, path, error))
    return written


class _Engine:
    """The translations of a run, each sentence decoded once; the engine is loaded when it is needed."""

    def __init__(
        self,
        settings: Settings,
        code: str,
        package: Package | None,
        total: int,
        progress: Progress | None,
    ) -> None:
        self._place, self._package = (settings, code), package
        self._total, self._progress = total, progress
        self._known: dict[str, Drafted] = {}
        self._translator: Translator | None = None
        self.record: write.Engine | None = None

    def translated(self, sentences: set[str]) -> dict[str, Drafted]:
        """What is known of these sentences and of all before. Raises ModelError."""
        if self._package and not self._translator:
            from bantin.draft import translate  # late: loading argostranslate takes a second

            self._translator = translate.Translator(*self._place, self._package)
            self.record = write.Engine(self._translator.name, self._package.identity)
        new = sorted(sentences - self._known.keys())
        if new and self._translator:
            step = _step(self._progress, len(self._known), len(new), self._total)
            self._known.update(zip(new, self._translator.translate(new, step), strict=True))
        return self._known


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


def _told(settings: Settings, draft: Draft, made: Page) -> Iterator[Finding]:
    """What a person should know of a page that was merged."""
    file = settings.relative(draft.pair.target_path)
    if lines := made.texts(OFFERS):
        yield offers.finding(file, lines)
    for place in draft.places:
        if place.action == "gone":
            text = place.piece.units[0].block.text
            yield Finding(
                file,
                f"“{text[:60]}”",
                "its source is gone; a person wrote it, so it stays",
                next_step="take it out of the page if it is no longer wanted",
                severity="warning",
            )


def _not_written(settings: Settings, path: Path, error: OSError) -> Finding:
    return Finding(
        settings.relative(path),
        "",
        f"it cannot be written: {error.strerror or error}",
        expected="room on the disk, and leave to write there; the page is as it was",
        next_step="put that right, then run `bantin draft` again: it goes on where it stopped",
    )


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
