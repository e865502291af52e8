"""The files in sources/: which there are, and which cannot be taken.

Their names never decide where anything is written. Hidden files and the lock files of office programs are
passed over; a link that leads out of sources/ is refused.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bantin import files
from bantin.errors import Finding, SourceError
from bantin.normalize import readers
from bantin.settings import Settings

_PASSED_OVER = (".", "~$")
_SYSTEM = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Source:
    """A file as received: its name from the project's root, its bytes and their SHA-256."""

    name: str
    data: bytes
    sha256: str


def paths(settings: Settings, findings: list[Finding]) -> list[Path]:
    """Every file below sources/ that may be read, by name."""
    found: list[Path] = []
    root = settings.sources.resolve()
    for folder, folders, names in os.walk(settings.sources):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in [*links, *names]:
            path = here / name
            if name.startswith(_PASSED_OVER) or name.lower() in _SYSTEM:
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                findings.append(_leads_out(settings, path))
            elif name not in links:
                found.append(path)
    return sorted(found, key=lambda path: name_of(settings, path))


def name_of(settings: Settings, path: Path) -> str:
    """How a page names its source: from the root, forward slashes; bytes that are not UTF-8 spelled out."""
    name = settings.relative(path)
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def chosen(
    settings: Settings, only: Sequence[Path], all_paths: list[Path], findings: list[Finding]
) -> list[Path]:
    """The files asked for, in the order of all; one that is not in sources/ is a finding."""
    if not only:
        return all_paths
    known = {path.resolve(): path for path in all_paths}
    wanted: set[Path] = set()
    for path in only:
        here = (path if path.is_absolute() else settings.root / path).resolve()
        inside = {known[here]} if here in known else {known[one] for one in known if here in one.parents}
        if inside:
            wanted |= inside
        else:
            findings.append(
                Finding(
                    str(path),
                    "",
                    "no such file in sources/",
                    "a file or folder in sources/",
                    "check its name",
                )
            )
    return [path for path in all_paths if path in wanted]


def read(settings: Settings, path: Path) -> Source:
    """The file's bytes. Raises SourceError when the system refuses them."""
    name = name_of(settings, path)
    try:
        readers.check_size(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"a file that cannot be read ({error.strerror or error})",
            file=name,
            next_step="check its permissions",
        ) from error
    return Source(name, data, files.sha256(data))


def _leads_out(settings: Settings, path: Path) -> Finding:
    return Finding(
        name_of(settings, path), "", "a link that leads out of sources/", "a file that lies in sources/",
        "put the file itself there in place of the link",
    )  # fmt: skip


def each(settings: Settings, found: list[Path], findings: list[Finding]) -> Iterator[Source]:
    """The sources one by one; one that cannot be read is a finding."""
    for path in found:
        try:
            yield read(settings, path)
        except SourceError as error:
            findings.append(error.in_file(name_of(settings, path)))
