"""`bantin normalize --verify`: the proof of every page, recomputed from the sources; nothing is written."""

from collections.abc import Callable, Iterator

from bantin.errors import Finding, SourceError
from bantin.normalize import assets, compose, edit, pages, proof, readers, sources
from bantin.normalize.pages import Standing
from bantin.page import Page
from bantin.settings import Settings

_NEXT = "put the page right, or delete it and run bantin normalize"


def verify(settings: Settings, progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """Every page against its source; a page of no source or of one that is gone cannot be proved."""
    findings: list[Finding] = []
    known = {sources.name_of(settings, path): path for path in sources.paths(settings, findings)}
    every = list(pages.paths(settings))
    for count, path in enumerate(every, 1):
        standing = pages.standing(settings, path, findings)
        if standing and standing.source:
            name = settings.relative(path)
            source_path = known.get(standing.source)
            if source_path is None:
                found = f"its source {standing.source} is gone"
                findings.append(Finding(name, "", found, "", "nothing: it can no longer be proved", "note"))
            else:
                findings += _of_page(settings, name, standing, sources.read(settings, source_path))
        if progress:
            progress(count, len(every))
    return findings


def _of_page(settings: Settings, name: str, standing: Standing, source: sources.Source) -> Iterator[Finding]:
    if standing.sha256 != source.sha256:
        found = f"its source {source.name} has changed since"
        yield Finding(name, "", found, "the source that it was made from", "run bantin normalize", "warning")
        return
    if standing.page.meta.get("ocr") is True:  # a person corrects the machine's reading, and must be able to
        found = f"read by a machine off the scan {source.name}, which proves nothing"
        yield Finding(name, "", found, "", "compare every word with the scan", "note")
        return
    try:
        beside = sources.beside(settings, source)
        reading = readers.read(source.data, *assets.recorded(standing.page), beside=beside)
    except SourceError as error:
        yield error.in_file(source.name)
        return
    faults = proof.check(reading.text, standing.page, _NEXT)
    yield from (Finding(name, "", fault.found, fault.expected, fault.next_step) for fault in faults)
    rules = compose.rules(settings.typography)
    if faults or standing.is_edited or not standing.is_current(rules):
        return
    made = compose.page_of(reading, source.name, source.sha256, settings.typography)
    other = _differs(edit.kept(standing.page, made), standing.page)
    if other:
        yield Finding(name, "", f"not what the rules make of its source: {other}", "", _NEXT)


def _differs(made: Page, here: Page) -> str:
    """What differs between the page as the rules make it and as it is; '' for nothing."""
    own = ("normalized", "normalized_fields")  # they follow from the others
    keys = [key for key in {**made.meta, **here.meta} if made.meta.get(key) != here.meta.get(key)]
    keys = [key for key in keys if key not in own]
    return ", ".join([*keys, *(["the body"] if made.body != here.body else [])])
