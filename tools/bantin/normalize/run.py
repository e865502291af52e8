"""`bantin normalize`: sources/ to docs/ban-tin/, only what changed, never over a person's work."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bantin import page
from bantin.errors import Finding, SourceError
from bantin.normalize import compose, pages, proof, readers, slugs, sources
from bantin.normalize.pages import Index, Standing
from bantin.normalize.sources import Source
from bantin.page import Page
from bantin.settings import Settings

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Report:
    """What a run did. Pages by path from the root; `notes`: (page, what a person may want to know)."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass
class _Run:
    """One run's state: the standing pages, the names of all sources, and what has been done."""

    settings: Settings
    index: Index
    names: set[str]
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)


def normalize(settings: Settings, only: Sequence[Path] = (), progress: Progress | None = None) -> Report:
    """Write a page for every source that is new or changed. `only`: files or folders to look at."""
    findings: list[Finding] = []
    every = sources.paths(settings, findings)
    run = _Run(
        settings,
        pages.index(settings, findings),
        {sources.name_of(settings, path) for path in every},
        findings=findings,
    )
    wanted = sources.chosen(settings, only, every, findings)
    for count, source in enumerate(sources.each(settings, wanted, findings), 1):
        try:
            _take(run, source)
        except SourceError as error:
            run.findings.append(error.in_file(source.name))
        if progress:
            progress(count, len(wanted))
    if not only:
        run.findings += _removed(run)
    return Report(tuple(run.written), tuple(run.unchanged), tuple(run.findings), tuple(run.notes))


def _take(run: _Run, source: Source) -> None:
    """One source: skip it, or make its page, prove it and write it."""
    standing = _standing(run, source)
    if standing and standing.source != source.name:
        standing = _renamed(run, standing, source)
    first = run.seen.setdefault(source.sha256, source.name)
    if standing is None and (first != source.name or source.sha256 in run.index.by_sha256):
        other = run.index.by_sha256.get(source.sha256)
        run.findings.append(_twice(source.name, other.source if other else first))
        return
    if standing and standing.sha256 == source.sha256 and (standing.is_current or standing.is_edited):
        run.unchanged.append(run.settings.relative(standing.path))
        return
    reading = readers.read(source.data)
    made = compose.page_of(reading, source.name, source.sha256)
    faults = proof.check(reading.text, made)
    if faults:
        run.findings += faults
    elif standing:
        _rewrite(run, standing, made)
    else:
        _write_new(run, made)


def _standing(run: _Run, source: Source) -> Standing | None:
    """The page of a source: by its name, or by its content when it was renamed."""
    by_name = run.index.by_source.get(source.name)
    if by_name:
        return by_name
    by_content = run.index.by_sha256.get(source.sha256)
    return by_content if by_content and by_content.source not in run.names else None


def _renamed(run: _Run, standing: Standing, source: Source) -> Standing:
    """The page keeps its address; only the name of its source is put right."""
    moved = replace(standing, page=standing.page.with_meta({"source": source.name}))
    page.write(moved.path, moved.page)
    run.index.move(standing, source.name)
    run.index.by_source[source.name] = moved
    run.index.by_sha256[source.sha256] = moved
    run.findings.append(
        Finding(
            source.name,
            "",
            f"renamed from {standing.source}",
            "",
            f"{moved.slug}.md keeps its address",
            "note",
        )
    )
    return moved


def _rewrite(run: _Run, standing: Standing, made: Page) -> None:
    name = run.settings.relative(standing.path)
    if standing.is_edited:
        run.findings.append(_edited(name, made))
        run.unchanged.append(name)
    else:
        _write(run, Standing(standing.slug, standing.path, made))


def _write_new(run: _Run, made: Page) -> None:
    folder = run.settings.bulletins(run.settings.source.code)
    draft = Standing("", folder, made)
    same = run.index.by_identity.get(draft.identity)
    if same:
        run.findings.append(_twice(made.text("source"), same.source))
        return
    slug = slugs.free(slugs.slug(made.text("title")), run.index.slugs)
    _write(run, Standing(slug, folder / f"{slug}.md", made))


def _write(run: _Run, standing: Standing) -> None:
    name = run.settings.relative(standing.path)
    if page.write(standing.path, standing.page):
        run.written.append(name)
        run.notes.append((name, tuple(_notes(standing.page))))
    else:
        run.unchanged.append(name)
    run.index.add(standing)


def _notes(made: Page) -> Iterator[str]:
    for key, label in (("dropped", "dropped"), ("repairs", "repaired"), ("review_notes", "look at")):
        for text in made.texts(key):
            yield f"{label}: {text}"


def _twice(name: str, first: str) -> Finding:
    return Finding(
        name, "", f"the same bulletin as {first}", "each bulletin once", "remove one of the two files", "note"
    )


def _edited(name: str, made: Page) -> Finding:
    return Finding(
        name,
        "",
        f"edited by hand, and its source {made.text('source')} has changed since",
        "one of the two to follow",
        f"bring the change into the page and set its source_sha256 to {made.text('source_sha256')}, "
        "or delete the page to have it written anew",
    )


def _removed(run: _Run) -> Iterator[Finding]:
    for name, standing in sorted(run.index.by_source.items()):
        if name.startswith("sources/") and name not in run.names:
            yield Finding(
                run.settings.relative(standing.path), "", f"its source {name} is gone", "",
                "nothing, or delete the page (and its translations) if it shall go too", "note",
            )  # fmt: skip
