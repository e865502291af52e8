"""Drafting over a real Dask cluster: a scheduler and workers, each a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bantin.draft import run, translate
from bantin.errors import ModelError, SettingsError
from bantin.settings import Settings
from support import ROOT

from .conftest import source

pytest.importorskip("distributed", reason="dask is not installed here: pip install -e '.[cluster]'")

from distributed import Client

from bantin.draft import cluster

SECONDS = 240  # to wait for a process to come up


class Processes:
    """A scheduler, and workers that are started one by one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._all: list[subprocess.Popen[bytes]] = []
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self._start("distributed.cli.dask_scheduler", *options)
        self.address = self._said(0, "Scheduler at:").split()[-1]

    def _start(self, *arguments: str, path: Path | None = None) -> subprocess.Popen[bytes]:
        environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
        command = [sys.executable, "-m", *arguments]
        with (self.folder / f"{len(self._all)}.log").open("wb") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=self.folder)
        self._all.append(process)
        return process

    def worker(self, path: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a worker and wait until it is registered; `path` has the code that it is to hold."""
        number = len(self._all)
        folder = self.folder / f"worker-{number}"
        folder.mkdir()
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder)]
        process = self._start("distributed.cli.dask_worker", self.address, *options, path=path)
        self._said(number, "Registered to:")
        return process

    def _said(self, number: int, words: str) -> str:
        """The line of a process's log that holds these words, as soon as it is there."""
        log = self.folder / f"{number}.log"
        for _ in range(10 * SECONDS):
            lines = log.read_text(encoding="utf-8").splitlines()
            if found := [line for line in lines if words in line]:
                return found[0]
            assert self._all[number].poll() is None, "\n".join(lines)
            time.sleep(0.1)
        raise AssertionError("\n".join(lines))

    def stop(self, first: int = 0) -> None:
        """Stop the workers, from number 1, or everything, from 0."""
        for process in self._all[first:]:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    processes = Processes(tmp_path_factory.mktemp("cluster"))
    yield processes
    processes.stop()


@pytest.fixture
def processes(scheduler: Processes) -> Iterator[Processes]:
    """The scheduler without workers, before and after."""
    yield scheduler
    scheduler.stop(1)
    with Client(scheduler.address, set_as_default=False) as client:
        while client.scheduler_info(n_workers=-1)["workers"]:
            time.sleep(0.1)


@pytest.fixture
def pages(project: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project with enough to share out: 18 portions."""
    monkeypatch.setattr(translate, "_PORTION", 4)
    monkeypatch.setattr(cluster, "_ANSWER", 60.0)  # a busy machine is slow, not silent
    for number in range(6):
        texts = [f"Quận {number} và phường {other} tiêm {other + 9} người dân." for other in range(10)]
        source(project, f"{number:02}.md", f"Thông báo số {number}", *texts)
    return project


def folders(processes: Processes) -> list[Path]:
    """Where the workers keep their files, in the order in which they were started."""
    return sorted(processes.folder.glob("worker-*"), key=lambda path: path.stat().st_ctime)


def drafted(project: Settings, package: Path, **options: object) -> dict[str, bytes]:
    """Every page of a fresh run, byte for byte."""
    folder = project.bulletins("en")
    shutil.rmtree(folder, ignore_errors=True)
    report = run.draft(project, "en", package=package, **options)  # type: ignore[arg-type]
    assert len(report.written) == 6
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_two_workers_draft_the_same_bytes_as_one_machine_and_so_does_one_that_is_left(
    pages: Settings, tiny: Path, processes: Processes
) -> None:
    address = processes.address
    first, _ = processes.worker(), processes.worker()
    local = drafted(pages, tiny)
    assert drafted(pages, tiny, scheduler=address) == local

    steps: list[tuple[int, int]] = []

    def kill(done: int, total: int) -> None:
        if not steps:
            first.send_signal(signal.SIGKILL)
        steps.append((done, total))

    assert drafted(pages, tiny, scheduler=address, progress=kill) == local
    assert first.wait() == -signal.SIGKILL
    assert steps[0][0] < steps[0][1] / 2
    assert steps[-1][0] == steps[-1][1]


def test_a_worker_that_joins_in_mid_run_drafts_too_and_keeps_nothing(
    pages: Settings, tiny: Path, processes: Processes
) -> None:
    address = processes.address
    first = processes.worker()
    local = drafted(pages, tiny)
    joined: list[subprocess.Popen[bytes]] = []

    def exchange(_: int, __: int) -> None:
        """The only worker dies; another one comes."""
        if not joined:
            first.kill()
            joined.append(processes.worker())

    assert drafted(pages, tiny, scheduler=address, progress=exchange) == local
    assert list(folders(processes)[-1].rglob("model.bin")) == []


def test_without_workers_in_mid_run_the_run_ends_with_a_message(
    pages: Settings, tiny: Path, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_ALONE", 2.0)
    address = processes.address
    only = processes.worker()
    with pytest.raises(SettingsError, match=r"no worker is left(?s:.*)next: .*again"):
        drafted(pages, tiny, scheduler=address, progress=lambda *_: only.kill())
    assert not pages.bulletins("en").exists()


def test_an_address_where_nothing_answers_is_named(
    pages: Settings, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_ANSWER", 1.0)
    for address in ("tcp://127.0.0.1:9", "no such address"):
        with pytest.raises(SettingsError, match=rf"{address}: nothing (?s:.*)expected: (?s:.*)next: "):
            run.draft(pages, "en", package=tiny, scheduler=address)


def test_a_scheduler_without_workers_is_named(
    pages: Settings, tiny: Path, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_ANSWER", 2.0)
    address = processes.address
    with pytest.raises(SettingsError, match="a scheduler without workers"):
        run.draft(pages, "en", package=tiny, scheduler=address)


def other_code(folder: Path) -> Path:
    """This very bantin, but for a comment."""
    shutil.copytree(
        ROOT / "tools" / "bantin", folder / "bantin", ignore=shutil.ignore_patterns("__pycache__")
    )
    with (folder / "bantin" / "facts" / "en.py").open("a") as file:
        file.write("# another\n")
    return folder


def no_code(folder: Path) -> Path:
    (folder / "bantin").mkdir(parents=True)
    (folder / "bantin" / "__init__.py").touch()
    return folder


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (other_code, ModelError, r"the worker tcp://\S+ has bantin (?s:.*)expected: bantin "),
        (no_code, SettingsError, r"the worker tcp://\S+ does not hold bantin"),
    ],
)
def test_a_worker_with_other_code_is_refused(
    pages: Settings,
    tiny: Path,
    processes: Processes,
    tmp_path: Path,
    code: Callable[[Path], Path],
    kind: type[Exception],
    words: str,
) -> None:
    address = processes.address
    processes.worker(path=code(tmp_path / "other"))
    with pytest.raises(kind, match=words):
        run.draft(pages, "en", package=tiny, scheduler=address)
    assert not pages.bulletins("en").exists()


def test_a_worker_with_other_code_that_joins_later_is_refused(
    pages: Settings, tiny: Path, processes: Processes, tmp_path: Path
) -> None:
    address = processes.address
    good = processes.worker()

    def exchange(_: int, __: int) -> None:
        if good.poll() is None:
            good.kill()
            good.wait()
            processes.worker(path=other_code(tmp_path / "other"))

    with pytest.raises(ModelError, match="a worker has bantin "):
        drafted(pages, tiny, scheduler=address, progress=exchange)


def test_who_drafts_alone_does_not_load_dask(pages: Settings, tiny: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from bantin import settings; from bantin.draft import run; "
        f"run.draft(settings.read(Path({str(pages.root)!r})), 'en', package=Path({str(tiny)!r})); "
        "assert not {'dask', 'distributed'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    assert len(list(pages.bulletins("en").iterdir())) == 6
