"""Installing over a network that fails, in a process that is killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from bantin.draft import packages
from bantin.draft.package import OFFICIAL
from bantin.errors import ModelError
from bantin.settings import Settings

from .conftest import answering, left_behind, sha256


def test_an_address_with_its_sha256_is_installed_and_progress_told(project: Settings, tiny: Path) -> None:
    steps: list[tuple[int, int]] = []
    size = tiny.stat().st_size
    with answering(tiny.read_bytes()) as url:
        package = packages.install(
            project, f"{url}#sha256={sha256(tiny)}", lambda done, total: steps.append((done, total))
        )
    assert package.sha256 == sha256(tiny)
    assert steps[-1] == (size, size)
    assert left_behind(project) == []


def test_an_address_without_a_sha256_is_refused_with_what_to_type(project: Settings) -> None:
    with pytest.raises(ModelError, match=r"bantin model install 'https://example.org/x.argosmodel#sha256="):
        packages.install(project, "https://example.org/x.argosmodel")


@pytest.mark.parametrize("case", ["other bytes", "broken off", "not found", "nobody there"])
def test_a_bad_download_says_why_and_leaves_nothing(project: Settings, tiny: Path, case: str) -> None:
    data = tiny.read_bytes()
    server, found = {
        "other bytes": (answering(data[:-1] + b"x"), "with SHA-256"),
        "broken off": (answering(data[: len(data) // 2], announce=len(data)), "broke off"),
        "not found": (answering(b"gone", status=404), "404"),
        "nobody there": (answering(b""), "no connection"),
    }[case]
    with server as url:
        address = "http://127.0.0.1:9/x" if case == "nobody there" else url
        with pytest.raises(ModelError, match=found) as caught:
            packages.install(project, f"{address}#sha256={sha256(tiny)}")
    assert "bantin model install" in caught.value.finding.next_step
    assert left_behind(project) == []
    assert packages.available(project) == []


def test_a_download_larger_than_pinned_is_stopped(tmp_path: Path) -> None:
    from bantin.draft import download

    with answering(b"x" * 2000) as url, pytest.raises(download.DownloadError, match="at most 1000"):
        download.fetch(url, tmp_path / "x", "0" * 64, 1000)
    assert not (tmp_path / "x").exists()


def test_the_second_mirror_serves_when_the_first_fails(tiny: Path, tmp_path: Path) -> None:
    from bantin.draft import download

    size = tiny.stat().st_size
    with answering(b"", status=503) as bad, answering(tiny.read_bytes()) as good:
        assert download.fetch_any((bad, good), tmp_path / "x", sha256(tiny), size) == good
    assert (tmp_path / "x").read_bytes() == tiny.read_bytes()


def test_the_official_package_is_pinned_by_size_and_sha256() -> None:
    assert OFFICIAL.size == 65_895_840
    assert OFFICIAL.sha256.startswith("ebd51b7189b13ecc")
    assert all(url.startswith("https://") and url.endswith(OFFICIAL.file) for url in OFFICIAL.urls)


# Interrupted

INSTALL = """
import sys
from pathlib import Path
from bantin import settings
from bantin.draft import packages
packages.install(settings.read(Path(sys.argv[1])), sys.argv[2])
"""


def killed(project: Settings, source: str, *, after: float) -> None:
    """Install in a child process and kill it so many seconds after it began to write."""
    child = subprocess.Popen(
        [sys.executable, "-c", INSTALL, str(project.root), source], env=os.environ.copy()
    )
    around = packages.packages_folder().parent
    while child.poll() is None and not list(around.glob(".bantin-installing-*")):
        time.sleep(0.002)
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    child.wait()


def test_an_installation_killed_at_any_moment_leaves_all_or_nothing(
    project: Settings, tiny: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tiny) as zipped:
        model = zipped.read("translate-vi_en-1_0/model/model.bin")
    slow = tmp_path / "translate-slow"
    with zipfile.ZipFile(tiny) as old, zipfile.ZipFile(slow, "w") as new:
        for info in old.infolist():
            data = os.urandom(40 << 20) if info.filename.endswith("model.bin") else old.read(info)
            new.writestr(info.filename, data)
    assert model
    folder = packages.packages_folder()
    for after in (0.0, 0.01, 0.03, 0.06, 0.1, 0.2):
        killed(project, str(slow), after=after)
        found = packages.available(project)
        assert len(found) == len(list(folder.iterdir()) if folder.exists() else [])
        for package in found:
            assert (package.folder / "model" / "model.bin").stat().st_size == 40 << 20
            shutil.rmtree(package.folder)
    assert packages.install(project, str(slow)).label == "installed"


def test_a_dead_run_s_staging_folder_is_cleared_away(project: Settings, tiny: Path) -> None:
    around = packages.packages_folder().parent
    for name, age in (("old", 7200), ("fresh", 0)):
        left = around / f".bantin-installing-{name}"
        left.mkdir(parents=True)
        os.utime(left, (time.time() - age,) * 2)
    packages.install(project, str(tiny))
    assert [path.name for path in around.glob(".bantin-*")] == [".bantin-installing-fresh"]
