"""The sample bulletins that the project ships, and how a publisher's own take their place."""

from pathlib import Path

from bantin import files, page
from bantin.errors import PageError
from bantin.settings import Settings

MANIFEST = ".samples.sha256"  # the format of sha256sum: hash, two spaces, file name


def paths(settings: Settings) -> list[Path]:
    """What belongs to the samples: their sources where unchanged, their pages in every language, the list."""
    manifest = settings.sources / MANIFEST
    if not manifest.is_file():
        return []
    names = set()
    found = []
    for line in manifest.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        source = settings.sources / name
        if not source.is_file() or files.sha256(source.read_bytes()) == digest:
            names.add(settings.relative(source))
            found += [source] if source.is_file() else []
    return [*found, *_pages(settings, names), manifest]


def _pages(settings: Settings, names: set[str]) -> list[Path]:
    found = []
    for path in sorted(settings.bulletins(settings.source.code).glob("*.md")):
        try:
            of_sample = page.read(path).text("source") in names
        except PageError:
            continue
        if of_sample:
            found += [settings.bulletins(language.code) / path.name for language in settings.languages]
    return [path for path in found if path.is_file()]


def remove(paths: list[Path]) -> None:
    """Delete the files, the list of samples last, so that a run cut short can be run again."""
    for path in paths:
        path.unlink(missing_ok=True)
