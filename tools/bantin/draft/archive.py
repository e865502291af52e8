"""An .argosmodel archive: looked into, checked, and unpacked so that a crash leaves nothing half done.

An archive is a zip with one top folder. Only the files that translation needs are taken out; a package's own
sentence splitter (stanza/, spacy/, minisbd/) is left behind, because argostranslate would contact the network
for it.
"""

import errno
import json
import os
import shutil
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from bantin import files
from bantin.draft.package import Decoding
from bantin.errors import ModelError

SUFFIX = ".argosmodel"
RECORD = "bantin.json"  # written beside metadata.json: where the package came from, and its archive's SHA-256

_MIB = 1 << 20
# What is taken out of an archive, and how many bytes each file may have.
_ALLOWED = {
    "metadata.json": _MIB,
    "README.md": _MIB,
    "sentencepiece.model": 64 * _MIB,
    "bpe.model": 64 * _MIB,
    "model/config.json": _MIB,
    "model/model.bin": 2048 * _MIB,
    "model/shared_vocabulary.json": 64 * _MIB,
    "model/shared_vocabulary.txt": 64 * _MIB,
    "model/source_vocabulary.json": 64 * _MIB,
    "model/source_vocabulary.txt": 64 * _MIB,
    "model/target_vocabulary.json": 64 * _MIB,
    "model/target_vocabulary.txt": 64 * _MIB,
}
_GROWTH = 20  # a trained model hardly shrinks in a zip: more than this times the archive is a zip bomb
_MEMBERS = 10_000
_STALE = 3600.0  # seconds after which an unfinished installation's folder is taken to be a dead one's
_STAGING = ".bantin-installing-"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS}
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True)
class Metadata:
    """What a package says about itself in metadata.json."""

    from_code: str
    to_code: str
    version: str
    decoding: Decoding | None = None  # None where it says nothing about it

    @property
    def name(self) -> str:
        """argostranslate's name for such a package: 'translate-vi_en'."""
        return f"translate-{self.from_code}_{self.to_code}"

    @property
    def folder(self) -> str:
        """The folder that bantin installs it into: 'translate-vi_en-1_9'."""
        version = "".join(char if char.isalnum() else "_" for char in self.version)
        return f"{self.name}-{version}"


def parse_metadata(data: bytes, file: str) -> Metadata:
    """The metadata of a translation package. Raises ModelError."""
    try:
        raw: Any = json.loads(data)
    except ValueError as error:
        _refuse(file, f"metadata.json that cannot be read ({error})", "JSON as argostranslate writes it")
    if not isinstance(raw, dict) or raw.get("type", "translate") != "translate":
        _refuse(file, "a package that is not for translation", "a package of type 'translate'")
    codes = [raw.get("from_code"), raw.get("to_code")]
    if not all(isinstance(code, str) and code.replace("-", "").isalnum() for code in codes):
        _refuse(file, "metadata.json that names no languages", "from_code and to_code")
    return Metadata(
        str(codes[0]),
        str(codes[1]),
        str(raw.get("package_version", "")) or "0",
        _decoding(raw.get("decoding"), file),
    )


def _decoding(raw: object, file: str) -> Decoding | None:
    """What a package says about decoding: an object of numbers from 0 up."""
    if raw is None:
        return None
    kinds: dict[str, tuple[type, ...]] = {
        "no_repeat_ngram_size": (int,),
        "repetition_penalty": (int, float),
        "length_penalty": (int, float),
    }
    options = raw if isinstance(raw, dict) else {}
    good = all(type(value) in kinds.get(key, ()) and 0 <= value < 100 for key, value in options.items())
    if not good or not isinstance(raw, dict) or options.get("repetition_penalty") == 0:
        _refuse(file, f"decoding options that make no sense: {raw}", f"numbers for {', '.join(kinds)}")
    return Decoding(**options)


def read_metadata(archive: Path) -> Metadata:
    """The metadata of an archive, which is not unpacked. Raises ModelError."""
    with _opened(archive) as (zipped, members):
        return _metadata_of(archive, zipped, members)


def unpack(archive: Path, destination: Path, record: dict[str, str | int] | None = None) -> None:
    """Unpack into the new folder `destination`: all of it or nothing, nothing there is overwritten.

    The staging folder lies beside the parent of `destination`, out of argostranslate's sight (it fails on any
    folder without metadata.json). Raises ModelError.
    """
    with staging(destination.parent) as folder, _opened(archive) as (zipped, members):
        fresh = folder / "package"
        _metadata_of(archive, zipped, members)
        _extract(archive, zipped, members, fresh)
        if record:
            files.write_text(fresh / RECORD, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
        destination.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.rename(destination)
        except OSError:
            if not (destination / "metadata.json").is_file():  # else another run was faster
                raise


def contents(folder: Path) -> dict[str, bytes]:
    """The files of an unpacked package that translation needs, by name."""
    return {name: (folder / name).read_bytes() for name in _ALLOWED if (folder / name).is_file()}


@contextmanager
def staging(packages: Path) -> Iterator[Path]:
    """A private folder on the file system of `packages`, gone afterwards; dead runs' folders go too."""
    parent = packages.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for left in parent.glob(f"{_STAGING}*"):
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(dir=parent, prefix=_STAGING))
    except OSError as error:
        raise _cannot_write(packages, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


Members = dict[str, zipfile.ZipInfo]


@contextmanager
def _opened(archive: Path) -> Iterator[tuple[zipfile.ZipFile, Members]]:
    """The archive and its allowed members by name below the top folder; damage becomes ModelError."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            yield zipped, _members(archive, zipped)
    except FileNotFoundError as error:
        raise ModelError(
            "no such file",
            file=str(archive),
            next_step="check the name; give the path of an .argosmodel file",
        ) from error
    except _DAMAGE as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise _cannot_write(archive, error) from error
        raise ModelError(
            f"an archive that cannot be unpacked ({error})",
            file=str(archive),
            expected="a whole .argosmodel file, which is a zip archive",
            next_step="fetch the file again and compare its size and SHA-256 with the publisher's",
        ) from error


def _members(archive: Path, zipped: zipfile.ZipFile) -> Members:
    """The members to take out. Refuses paths that lead out of the package, links, and bombs."""
    infos = [info for info in zipped.infolist() if not info.is_dir()]
    if len(infos) > _MEMBERS:
        _refuse(archive, f"{len(infos)} files", f"at most {_MEMBERS}")
    tops: set[str] = set()
    members: Members = {}
    for info in infos:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            _refuse(archive, f"a file name that leads out of the package: {info.filename!r}", "plain names")
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            _refuse(archive, f"a symbolic link: {info.filename!r}", "plain files only")
        tops.add(path.parts[0])
        name = "/".join(path.parts[1:])
        if name in members:
            _refuse(archive, f"two files called {name!r}", "one of each name")
        if name in _ALLOWED:
            members[name] = info
    if len(tops) > 1:
        _refuse(archive, f"{len(tops)} top folders: {', '.join(sorted(tops)[:4])}", "exactly one")
    return members


def _metadata_of(archive: Path, zipped: zipfile.ZipFile, members: Members) -> Metadata:
    tokenizers = {"sentencepiece.model", "bpe.model"} & members.keys()
    lacking = sorted({"metadata.json", "model/model.bin"} - members.keys())
    if lacking or not tokenizers:
        _refuse(
            archive,
            f"no {' and no '.join(lacking or ['sentencepiece.model or bpe.model'])}",
            "one folder with metadata.json, sentencepiece.model (or bpe.model) and model/model.bin",
        )
    with zipped.open(members["metadata.json"]) as stream:
        return parse_metadata(stream.read(_ALLOWED["metadata.json"]), str(archive))


def _extract(archive: Path, zipped: zipfile.ZipFile, members: Members, folder: Path) -> None:
    """Write the members; their real sizes are counted, because a zip may lie about them."""
    left = 64 * _MIB + _GROWTH * archive.stat().st_size
    for name, info in members.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        room = min(left, _ALLOWED[name])
        with zipped.open(info) as source, path.open("wb") as target:
            while chunk := source.read(_MIB):
                room -= len(chunk)
                left -= len(chunk)
                if room < 0:
                    _refuse(archive, f"{name} grows beyond all measure when unpacked", "an honest archive")
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())


def _cannot_write(file: Path, error: OSError) -> ModelError:
    return ModelError(
        f"the package cannot be written: {error}",
        file=str(file),
        next_step="make room there, or set ARGOS_PACKAGES_DIR to a folder that can be written",
    )


def _refuse(archive: Path | str, found: str, expected: str) -> NoReturn:
    raise ModelError(
        found,
        file=str(archive),
        expected=expected,
        next_step="do not use this file; `bantin model install` without a name fetches the official package",
    )
