"""One source made into a page: read, composed and proved, in this process or in another."""

from dataclasses import dataclass

from bantin.errors import Finding, SourceError
from bantin.normalize import compose, proof, readers, similar, sources
from bantin.normalize.readers import Figure
from bantin.normalize.sources import Source
from bantin.page import Page
from bantin.settings import Settings


@dataclass(frozen=True)
class Job:
    """A source, and how it is to be read: an old encoding ('' for none), scans by machine or not."""

    source: Source
    encoding: str
    ocr: bool


@dataclass(frozen=True)
class Made:
    """A page with its pictures, what the proof finds in it, and its sketch; or why there is none."""

    page: Page | None = None
    figures: tuple[Figure, ...] = ()
    faults: tuple[Finding, ...] = ()
    refusal: Finding | None = None
    sketch: "similar.Sketch | None" = None


def make(job: Job, settings: Settings) -> Made:
    """The page of a source, proved."""
    source = job.source
    try:
        beside = sources.beside(settings, source)
        reading = readers.read(source.data, job.encoding, job.ocr, beside=beside)
    except SourceError as error:
        return Made(refusal=error.in_file(source.name))
    page = compose.page_of(reading, source.name, source.sha256, settings.typography)
    faults = tuple(proof.check(reading.text, page))
    return Made(page, reading.figures, faults, sketch=similar.sketch(page.body))
