"""Fetch the packages that carry the other parallel text, and unpack them: `python -m training.fetch`."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from training.settings import Settings
from training.sources import SOURCES, Source


def folder_of(settings: Settings, source: Source) -> Path:
    """Where the packages of a source lie unpacked."""
    return settings.work / "sources" / re.sub(r"\W+", "-", source.name.lower())


def _download(registry: str, package: str, folder: Path) -> Path:
    """Download one package with the registry's ordinary client; the file."""
    command = {
        "debian": ["apt-get", "download", package],
        "pypi": [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", package],
        "npm": ["npm", "pack", "--silent", package],
    }[registry]
    before = set(folder.iterdir())
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(iter(set(folder.iterdir()) - before))


def _unpack(archive: Path, folder: Path) -> None:
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "--extract", archive, folder], check=True)
    elif archive.suffix == ".whl":
        shutil.unpack_archive(archive, folder, "zip")
    else:
        shutil.unpack_archive(archive, folder, filter="data")


def fetch(settings: Settings, source: Source) -> Path:
    """The folder of a source's unpacked packages, fetched when it is not there yet."""
    folder = folder_of(settings, source)
    if not folder.exists():
        part = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for package in source.packages:
            archive = _download(source.registry, package, part)
            _unpack(archive, part / re.sub(r"\W+", "-", package))
            archive.unlink()
        part.rename(folder)
    return folder


def main() -> int:
    """Fetch every source; one that cannot be had is named and left out."""
    missing = 0
    for source in SOURCES:
        try:
            print(f"{source.name} ({source.licence}): {fetch(Settings(), source)}")
        except (OSError, subprocess.CalledProcessError) as error:
            missing += 1
            print(f"{source.name}: not to be had here, left out ({error})", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
