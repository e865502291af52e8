"""`bantin normalize`: sources/ to docs/ban-tin/, only what changed, never over a person's work."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from bantin import page
from bantin.errors import Finding
from bantin.normalize import assets, compose, edit, pages, similar, slugs, sources
from bantin.normalize.ahead import ahead
from bantin.normalize.making import Job, Made, make
from bantin.normalize.pages import Entry, Index, Standing, identity
from bantin.normalize.sources import Source
from bantin.normalize.writing import Writer
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
    pictures: list[tuple[str, Finding]] = field(default_factory=list)  # by the name that they would travel by
    notes: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    new: dict[str, "similar.Sketch | None"] = field(default_factory=dict)  # pages that stood not before
    encoding: str = ""
    ocr: bool = False

    def __post_init__(self) -> None:
        self.writer = Writer(self.done)

    def done(self, standing: Standing, changed: bool) -> None:
        """Take note of a page that has been written."""
        name = self.settings.relative(standing.path)
        if changed:
            self.written.append(name)
            self.notes.append((name, tuple(_notes(standing.page))))
        else:
            self.unchanged.append(name)


def normalize(
    settings: Settings, only: Sequence[Path] = (), progress: Progress | None = None,
    encoding: str = "", ocr: bool = False,
) -> Report:  # fmt: skip
    """Write a page for every source that is new or changed. `only`: files or folders to look at.

    `encoding`: the old encoding in which texts are read that are in none of Unicode; `ocr`: read scans by
    machine. A page records both, and later runs read its source in the same way.
    """
    findings: list[Finding] = []
    every = sources.paths(settings, findings)
    run = _Run(
        settings,
        pages.index(settings, findings),
        {sources.name_of(settings, path) for path in every},
        findings=findings,
        encoding=encoding,
        ocr=ocr,
    )
    wanted = sources.chosen(settings, only, every, findings)
    with run.writer:
        jobs = _jobs(run, sources.each(settings, wanted, findings), progress, len(wanted))
        for job, made in ahead(jobs, partial(make, settings=replace(settings, raw={}))):
            _finish(run, job, made)
    taken = {id(fault) for name, fault in run.pictures if assets.is_here(settings, name)}
    run.findings = [finding for finding in run.findings if id(finding) not in taken]
    run.findings += _alike(run)
    if not only:
        run.findings += _removed(run)
    return Report(tuple(run.written), tuple(run.unchanged), tuple(run.findings), tuple(run.notes))


def _jobs(run: _Run, every: Iterator[Source], progress: Progress | None, total: int) -> Iterator[Job]:
    """The sources whose pages are to be made."""
    for count, source in enumerate(every, 1):
        if (how := _due(run, source)) is not None:
            yield Job(source, *how)
        if progress:
            progress(count, total)


def _refuse(run: _Run, source: Source, finding: Finding) -> None:
    """A picture is no fault where a web page takes it along, which shows only at the end."""
    run.findings.append(finding)
    if name := assets.name_of(source.data):
        run.pictures.append((name, finding))


def _due(run: _Run, source: Source) -> tuple[str, bool] | None:
    """How a source is to be read (encoding, ocr); None when its page stands or it is there twice."""
    if assets.name_of(source.data):
        return "", False  # never a page: refused by its reader
    standing = _standing(run, source)
    if standing and standing.source != source.name:
        standing = _renamed(run, standing, source)
    first = run.seen.setdefault(source.sha256, source.name)
    if standing is None and (first != source.name or source.sha256 in run.index.by_sha256):
        other = run.index.by_sha256.get(source.sha256)
        run.findings.append(_twice(source.name, other.source if other else first))
        return None
    current = standing and standing.normalizer == compose.rules(run.settings.typography)
    before = standing.recorded if standing else assets.recorded(None)
    how = (run.encoding or before[0], run.ocr or before[1])
    same = standing is not None and standing.sha256 == source.sha256 and how == before
    if standing and same and (current or standing.is_edited):
        run.unchanged.append(run.settings.relative(standing.path))
        return None
    return how


def _finish(run: _Run, job: Job, made: Made) -> None:
    """Write a page that is proved, where it belongs."""
    if made.refusal:
        _refuse(run, job.source, made.refusal)
    run.findings += made.faults
    if made.page is None or made.faults:
        return
    assets.write(run.settings, made.figures)
    standing = _standing(run, job.source)
    if standing:
        _rewrite(run, standing, made.page)
    else:
        _write_new(run, made.page, made.sketch)


def _standing(run: _Run, source: Source) -> Entry | None:
    """The page of a source: by its name, or by its content when it was renamed."""
    by_name = run.index.by_source.get(source.name)
    if by_name:
        return by_name
    by_content = run.index.by_sha256.get(source.sha256)
    return by_content if by_content and by_content.source not in run.names else None


def _renamed(run: _Run, standing: Entry, source: Source) -> Entry:
    """The page keeps its address; only the name of its source is put right."""
    page.write(standing.path, standing.load().page.with_meta({"source": source.name}))
    moved = replace(standing, source=source.name)
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


def _rewrite(run: _Run, standing: Entry, made: Page) -> None:
    name = run.settings.relative(standing.path)
    if standing.is_edited:
        run.findings.append(_edited(name, made))
        run.unchanged.append(name)
    else:
        _write(run, Standing(standing.slug, standing.path, edit.kept(standing.load().page, made)))


def _write_new(run: _Run, made: Page, sketch: "similar.Sketch | None") -> None:
    folder = run.settings.bulletins(run.settings.source.code)
    same = run.index.by_identity.get(identity(made))
    if same:
        run.findings.append(_twice(made.text("source"), same.source))
        return
    slug = slugs.free(slugs.slug(made.text("title")), run.index.slugs)
    path = folder / f"{slug}.md"
    run.new[run.settings.relative(path)] = sketch
    _write(run, Standing(slug, path, made))


def _write(run: _Run, standing: Standing) -> None:
    run.index.add(standing)
    run.writer.write(standing)


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


def _alike(run: _Run) -> Iterator[Finding]:
    """New pages that are probably revisions of others; nothing is compared when nothing is new."""
    if not run.new:
        return
    every = {run.settings.relative(path): one for path, one in sorted(run.index.by_path.items())}
    sketches = {name: run.new.get(name) or similar.sketch(one.body()) for name, one in every.items()}
    for pair in similar.pairs(sketches, set(run.new)):
        old, new = every[pair.other].load().page, every[pair.new].load().page
        what = "".join(f"\n      {change}" for change in similar.changes(old, new))
        yield Finding(
            pair.new,
            "",
            f"probably a revision of {pair.other}: {pair.share:.0%} of the wording is the same; "
            f"what differs, theirs → here:{what}",
            "",
            "nothing if both shall stand; else delete the source and the page of the older one",
            "note",
        )


def _removed(run: _Run) -> Iterator[Finding]:
    for name, standing in sorted(run.index.by_source.items()):
        if name.startswith("sources/") and name not in run.names:
            yield Finding(
                run.settings.relative(standing.path), "", f"its source {name} is gone", "",
                "nothing, or delete the page (and its translations) if it shall go too", "note",
            )  # fmt: skip
