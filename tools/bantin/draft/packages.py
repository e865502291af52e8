"""Translation packages: which there are, which one is used, and how one is installed.

A package comes from one of three places, best first:
    installed   in argostranslate's own folder (ARGOS_PACKAGES_DIR), the official one before any other
    embedded    <root>/models/*.argosmodel, the compact model, unpacked on demand below <root>/.cache/
    given       an .argosmodel file named on the command line, which goes before both
Where no package leads from the source to a target language, two do, by way of English.
Nothing here uses the network but `install` without a file.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bantin.draft import archive, download, ways
from bantin.draft.archive import Metadata
from bantin.draft.download import Progress
from bantin.draft.package import DECODING, PINNED, Decoding, Kind, Package, Pinned, Place
from bantin.errors import ModelError
from bantin.settings import Settings

_SHA256 = re.compile(r"^[0-9a-f]{64}$")


def packages_folder() -> Path:
    """Where argostranslate keeps installed packages."""
    if named := os.environ.get("ARGOS_PACKAGES_DIR"):
        return Path(named)
    from argostranslate import settings as argos_settings  # late: importing it makes folders

    return Path(argos_settings.package_data_dir)


def available(settings: Settings) -> list[Package]:
    """Every package for the project's languages, those that would be used marked. Raises ModelError."""
    found = [*_installed(settings), *_embedded(settings)]
    best = {
        id(leg) for target in settings.targets for leg in ways.way(settings.source.code, found, target.code)
    }
    return [replace(package, used=id(package) in best) for package in found]


def choose(settings: Settings, source_code: str, target_code: str, given: Path | None) -> Package | None:
    """The package to translate with, unpacked; None when there is none. Raises ModelError."""
    packages = [*_installed(settings), *_embedded(settings)]
    way: tuple[Package, ...]
    if given is not None:
        package = _describe(settings, given, "given")
        way = ways.way_with(settings.source.code, packages, package, target_code)
        if not way:
            raise _wrong_languages(str(given), package, source_code, (target_code,))
    else:
        way = ways.way(settings.source.code, packages, target_code)
    unpacked = [_unpacked(settings, package) for package in way]
    return replace(unpacked[0], then=unpacked[1] if unpacked[1:] else None) if unpacked else None


def _is_for(settings: Settings, package: Package | Metadata) -> bool:
    """Whether the package leads from the source to a target language, or is half of such a way."""
    source, targets = (
        settings.source.code,
        [code for code in _targets(settings) if ways.primary(code) != ways.PIVOT],
    )
    pairs = [(source, code) for code in _targets(settings)]
    pairs += [pair for code in targets for pair in ((source, ways.PIVOT), (ways.PIVOT, code))]
    return any(ways.leads(package, *pair) for pair in pairs)


def _targets(settings: Settings) -> tuple[str, ...]:
    return tuple(target.code for target in settings.targets)


def _installed(settings: Settings) -> Iterator[Package]:
    """Packages in argostranslate's folder, by name; what cannot be read there is not ours to judge."""
    folder = packages_folder()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            package = _read_installed(settings, path)
        except (ModelError, OSError):
            continue
        if _is_for(settings, package):
            yield package


def _read_installed(settings: Settings, folder: Path) -> Package:
    metadata = archive.parse_metadata((folder / "metadata.json").read_bytes(), str(folder))
    try:
        record = json.loads((folder / archive.RECORD).read_text(encoding="utf-8"))
        sha256, size = str(record["sha256"]), int(record["size"])
    except (OSError, ValueError, KeyError, TypeError):  # installed by another tool
        sha256, size = _digest_of_folder(folder), 0
    return _package(settings, metadata, sha256, size, "installed", folder, None)


def _digest_of_folder(folder: Path) -> str:
    """One SHA-256 for an unpacked package whose archive nobody recorded."""
    digest = hashlib.sha256()
    for path in sorted([folder / "metadata.json", *folder.glob("*.model"), *(folder / "model").iterdir()]):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _embedded(settings: Settings) -> Iterator[Package]:
    for path in sorted((settings.root / "models").glob(f"*{archive.SUFFIX}")):
        package = _describe(settings, path, "embedded")
        if _is_for(settings, package):
            yield package


def _describe(settings: Settings, path: Path, place: Place) -> Package:
    """The package in an archive. Raises ModelError."""
    metadata = archive.read_metadata(path)
    return _package(settings, metadata, _sha256_of(path), path.stat().st_size, place, None, path)


def _package(
    settings: Settings,
    metadata: Metadata,
    sha256: str,
    size: int,
    place: Place,
    folder: Path | None,
    path: Path | None,
) -> Package:
    return Package(
        metadata.name,
        metadata.version,
        metadata.from_code,
        metadata.to_code,
        size,
        sha256,
        _kind(settings, sha256),
        place,
        folder,
        path,
        metadata.decoding or DECODING.get(sha256, Decoding()),
    )


def _kind(settings: Settings, sha256: str) -> Kind:
    if any(sha256 == pinned.sha256 for pinned in PINNED):
        return "official"
    embedded = (settings.root / "models").glob(f"*{archive.SUFFIX}")
    return "compact" if any(sha256 == _sha256_of(path) for path in embedded) else "other"


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpacked(settings: Settings, package: Package) -> Package:
    """The package with its folder, unpacked below .cache/ where it is not installed."""
    if package.folder or not package.archive:
        return package
    folder = settings.root / ".cache" / "packages" / package.sha256[:16]
    if not (folder / "metadata.json").is_file():
        archive.unpack(package.archive, folder)
    return replace(package, folder=folder)


def _wrong_languages(
    file: str, package: Package | Metadata, source_code: str, target_codes: tuple[str, ...]
) -> ModelError:
    return ModelError(
        f"a package from '{package.from_code}' to '{package.to_code}'",
        file=file,
        expected=f"from '{source_code}' to {' or '.join(repr(code) for code in target_codes)}",
        next_step=f"give a package for these languages, such as translate-{source_code}_{target_codes[0]}"
        if target_codes
        else "declare a target language in mkdocs.yml",
    )


def install(settings: Settings, source: str | None = None, progress: Progress | None = None) -> Package:
    """Install a package into argostranslate's folder: the pinned official one, a file, or an address.

    `source` may end in '#sha256=<64 digits>'; an address must, unless the project pins it. A file needs no
    network. Raises ModelError; then, and after a crash, nothing is left half installed.
    """
    place, _, wanted = (source or "").partition("#sha256=")
    if wanted and not _SHA256.match(wanted):
        raise ModelError(f"'{wanted}'", file=place, expected="a SHA-256: 64 digits 0-9 a-f")
    if source is None:
        return _fetch_and_install(settings, _pinned_for(settings), progress)
    if re.match(r"https?://", place):
        return _fetch_and_install(settings, _pinned_address(place, wanted), progress)
    path = Path(place)
    if not path.is_file():
        raise ModelError(
            "no such file",
            file=place,
            next_step="give the path of an .argosmodel file, or an https:// address",
        )
    sha256 = _sha256_of(path)
    if wanted and wanted != sha256:
        raise ModelError(
            f"SHA-256 {sha256}", file=place, expected=f"SHA-256 {wanted}", next_step="fetch the file again"
        )
    return _place(settings, path, sha256, path.name)


def _pinned_for(settings: Settings) -> Pinned:
    targets = _targets(settings)
    for pinned in PINNED:
        from_code, to_code = ways.primary(pinned.from_code), ways.primary(pinned.to_code)
        if from_code == ways.primary(settings.source.code) and to_code in map(ways.primary, targets):
            return pinned
    raise ModelError(
        f"no official package is known from '{settings.source.code}' to {' or '.join(map(repr, targets))}",
        next_step="type `bantin model install FILE` with an .argosmodel file for these languages",
    )


def _pinned_address(url: str, wanted: str) -> Pinned:
    """An address with the SHA-256 that its bytes must have. Raises ModelError when nobody knows it."""
    for pinned in PINNED:
        if url in pinned.urls and wanted in ("", pinned.sha256):
            return replace(pinned, urls=(url,))
    if not wanted:
        raise ModelError(
            "an address without a SHA-256: only known bytes are installed from the network",
            file=url,
            expected="the SHA-256 that the publisher gives for this file",
            next_step=f"type `bantin model install '{url}#sha256=<64 digits>'`",
        )
    return Pinned(url.rsplit("/", 1)[-1], "", "", 0, wanted, (url,))


def _fetch_and_install(settings: Settings, pinned: Pinned, progress: Progress | None) -> Package:
    with archive.staging(packages_folder()) as folder:
        path = folder / "fetched.argosmodel"
        url = download.fetch_any(pinned.urls, path, pinned.sha256, pinned.size, progress)
        return _place(settings, path, pinned.sha256, url)


def _place(settings: Settings, path: Path, sha256: str, source: str) -> Package:
    """Unpack a checked archive into argostranslate's folder; an installed package is never overwritten."""
    metadata = archive.read_metadata(path)
    if not _is_for(settings, metadata):
        raise _wrong_languages(source, metadata, settings.source.code, _targets(settings))
    folder = packages_folder() / metadata.folder
    if not folder.exists():
        record: dict[str, str | int] = {"sha256": sha256, "size": path.stat().st_size, "source": source}
        archive.unpack(path, folder, record)
    elif not _holds(settings, folder, sha256):
        raise ModelError(
            f"another package is already installed in {folder}",
            file=source,
            expected=f"no package there, or the same one (SHA-256 {sha256})",
            next_step=f"remove that folder if it is not wanted, then install again: {folder}",
        )
    return _read_installed(settings, folder)


def _holds(settings: Settings, folder: Path, sha256: str) -> bool:
    try:
        return _read_installed(settings, folder).sha256 == sha256
    except (ModelError, OSError):
        return False
