"""`bantin draft`: the pages of one language that are due, planned, decoded together, written one by one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bantin import memory, page
from bantin.draft import offers, packages, write
from bantin.draft.package import Package
from bantin.draft.plan import Draft, Left, plan
from bantin.draft.progress import Progress, share
from bantin.draft.result import Drafted
from bantin.errors import Finding, PageError
from bantin.page import Page
from bantin.pairs import OFFERS, Pair, pairs
from bantin.settings import Settings

if TYPE_CHECKING:  # only for their types: importing them would load the engine, or dask
    from bantin.draft.cluster import Cluster
    from bantin.draft.translate import Translator

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
    scheduler: str = "",
    progress: Progress | None = None,
) -> Report:
    """Draft what is due in the language `code`: `only` these pages, named by path or slug; by the workers of
    the Dask cluster whose `scheduler` has this address. Raises ModelError, SettingsError."""
    chosen = packages.choose(settings, settings.source.code, code, package)
    work = _plan(settings, code, chosen, {Path(name).name.removesuffix(".md") for name in only})
    written: list[str] = []
    if any(one.sentences for one in work.due):
        remembered = memory.build(settings, code)
        work.due = [one.recalled(remembered) for one in work.due]
    ready = [one for one in work.due if chosen or not one.is_decoded]
    if ready:
        with ExitStack() as stack:
            engine = _Engine(settings, code, chosen, scheduler, stack)
            written = _write_all(settings, code, engine, ready, work.findings, progress)
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
    engine: "_Engine",
    due: list[Draft],
    findings: list[Finding],
    progress: Progress | None,
) -> list[str]:
    """Decode and write wave by wave; the names of the pages written. A page that fails is a finding."""
    total = len({sentence for draft in due for sentence in draft.sentences})
    written: list[str] = []
    for wave in _waves(due):
        sentences = {sentence for draft in wave for sentence in draft.sentences}
        known = engine.translated(sentences, total, progress)
        for draft in wave:
            path = draft.pair.target_path
            try:
                if _on_disk(draft.pair) != draft.pair.target:
                    findings.append(_saved_meanwhile(settings, path))
                    continue
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
    """The translations of a run, each sentence decoded once; the engine is loaded, or the cluster called,
    when it is needed, and leaves with the stack."""

    def __init__(
        self, settings: Settings, code: str, package: Package | None, scheduler: str, stack: ExitStack
    ) -> None:
        self._place, self._package = (settings, code), package
        self._scheduler, self._stack = scheduler, stack
        self._known: dict[str, Drafted] = {}
        self._translator: Translator | Cluster | None = None
        self.record: write.Engine | None = None

    def translated(self, sentences: set[str], total: int, progress: Progress | None) -> Mapping[str, Drafted]:
        """What is known of these sentences and of all before; `total` is the run's. Raises ModelError."""
        new = sentences - self._known.keys()
        if self._package and not self._translator:
            self._translator = self._made(self._package)
        if new and self._translator:
            step = share(progress, len(self._known), len(new), total)
            self._known.update(self._translator.translate(new, step))
        return self._known

    def _made(self, package: Package) -> "Translator | Cluster":
        from bantin.draft import translate  # late: loading argostranslate takes a second

        recipe = translate.recipe(*self._place, package)
        self.record = write.Engine(recipe.engine, package.identity)
        if not self._scheduler:
            return translate.Translator(recipe)
        from bantin.draft import cluster  # late: dask need not even be installed

        return self._stack.enter_context(cluster.connected(self._scheduler, recipe))


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


def _on_disk(pair: Pair) -> Page | None:
    """The translation as it is now: decoding takes minutes, and a person may have saved it since."""
    return page.read(pair.target_path) if pair.target_path.is_file() else None


def _saved_meanwhile(settings: Settings, path: Path) -> Finding:
    return Finding(
        settings.relative(path),
        "",
        "the page was saved by somebody while its draft was made; it is as they saved it",
        next_step="run `bantin draft` again: it starts from the page as it is now",
        severity="warning",
    )


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
