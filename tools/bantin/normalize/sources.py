"""The files in sources/: which there are, and which cannot be taken.

Their names never decide where anything is written. Hidden files, the lock files of office programs and the
folders that browsers save beside a web page are passed over; a link that leads out of sources/ is refused.
"""

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bantin import files
from bantin.errors import Finding, SourceError
from bantin.normalize import readers
from bantin.normalize.readers import Beside, pictures
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
        passed = {*links, *_saved_with(names, folders)}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in passed)
        for name in [*links, *names]:
            path = here / name
            if name.startswith(_PASSED_OVER) or name.lower() in _SYSTEM:
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                findings.append(_leads_out(settings, path))
            elif name not in links:
                found.append(path)
    return sorted(found, key=lambda path: name_of(settings, path))


def _saved_with(names: list[str], folders: list[str]) -> set[str]:
    """The folders in which browsers and Word keep a page's pictures and scripts, where pages lie beside them;
    a page may have been given another name since."""
    if not any(Path(name).suffix.lower() in (".html", ".htm", ".xhtml") for name in names):
        return set()
    return {name for name in folders if name.endswith(("_files", ".files"))}


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


def beside(settings: Settings, source: Source) -> Beside:
    """What gives the files that a web page names beside it: pictures inside sources/, nothing else."""
    root, folder = settings.sources.resolve(), (settings.root / source.name).parent

    def take(address: str) -> bytes:
        try:
            found = (folder / form for form in dict.fromkeys((address, *_forms(address))))
            path = next((path.resolve() for path in found if path.is_file()), None)
            if path is None:
                raise SourceError(f"no such file beside the page: {address[:100]}")
            if not path.is_relative_to(root):
                raise SourceError(f"it leads out of sources/: {address[:100]}")
            if (size := path.stat().st_size) > pictures.LIMIT:
                raise SourceError(f"{size:,} bytes, at most {pictures.LIMIT:,} travel")
            data = path.read_bytes()
        except (OSError, ValueError, RuntimeError) as error:
            raise SourceError(f"a file that cannot be read: {address[:100]}") from error
        if not pictures.kind(data):
            raise SourceError(f"not PNG, JPEG, GIF or WebP: {address[:100]}")
        return data

    return take


def _forms(address: str) -> tuple[str, str]:
    """A name with its marks composed and apart, as one system or another writes it."""
    return unicodedata.normalize("NFC", address), unicodedata.normalize("NFD", address)
