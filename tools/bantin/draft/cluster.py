"""Drafting spread over a Dask cluster; the only place that knows dask.

The workers are `dask worker` processes in environments that hold this same bantin. They get the package once,
when the run begins or when they join it, and then portions of sentences. A portion is drafted exactly as this
machine would draft it, so whoever drafts it, and however often, the pages are the same to the byte. A worker
that dies costs the portions that it had: others draft them again.
"""

import hashlib
import platform
import shutil
import threading
import uuid
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import bantin
from bantin import files
from bantin.draft import archive
from bantin.draft.progress import Progress
from bantin.draft.result import Drafted
from bantin.draft.translate import Leg, Recipe, Translator, portions
from bantin.errors import ModelError, SettingsError

try:
    from distributed import Client, Future, KilledWorker, Worker, get_worker, wait
    from distributed.diagnostics.plugin import WorkerPlugin
    from distributed.versions import VersionMismatchWarning
except ImportError as error:
    raise SettingsError(
        "--scheduler needs dask, which is not installed here",
        expected="the packages of the extra `cluster`",
        next_step="type `.venv/bin/pip install -e '.[cluster]'`",
    ) from error

_ANSWER = 10.0  # seconds for the scheduler to answer, and for a first worker to be there
_ALONE = 60.0  # seconds without any worker after which a run is given up
_NEXT = (
    "nothing is half written: put that right and run the same command again, or run it without --scheduler"
)

_DRAFTING = ("draft/*.py", "facts/*.py", "terms*.py", "markup.py")  # what a draft of a sentence depends on

Versions = dict[str, str]
_Future = Future[list[Drafted]]


@cache
def versions() -> Versions:
    """What must be the same wherever a run is drafted: the code that drafts, to the byte, and its engines."""
    engines = {name: version(name) for name in ("ctranslate2", "sentencepiece", "argos-translate-lt")}
    return {"bantin": _own_code(), **engines, "dask": version("distributed"), "processor": platform.machine()}


def _own_code() -> str:
    folder = Path(bantin.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for part in _DRAFTING for path in folder.glob(part)):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{files.sha256(path.read_bytes())}\n".encode())
    return f"{bantin.__version__} ({digest.hexdigest()[:12]})"


class _Kit(WorkerPlugin):
    """What a worker needs to draft: the recipe and its packages' files. Who joins later gets it too."""

    def __init__(self, recipe: Recipe, name: str) -> None:
        self.name = name
        self._recipe = recipe
        self._files = [archive.contents(leg.package.folder) for leg in recipe.legs if leg.package.folder]
        self._wanted = versions()
        self._ready: tuple[Translator, threading.Lock] | None = None

    def setup(self, worker: Worker) -> None:
        """Unpack the packages where this worker keeps its files; they go when it does. Raises ModelError."""
        _refuse_difference("a worker", self._wanted, versions())
        legs: list[Leg] = []
        for number, (leg, contents) in enumerate(zip(self._recipe.legs, self._files, strict=True)):
            folder = Path(worker.local_directory) / self.name / str(number)
            for name, data in contents.items():
                files.write_bytes(folder / name, data)
            legs.append(replace(leg, package=replace(leg.package, folder=folder, archive=None)))
        self._files = []
        translator = Translator(replace(self._recipe, legs=tuple(legs)), worker.state.nthreads)
        self._ready = translator, threading.Lock()

    def teardown(self, worker: Worker) -> None:
        """Take the packages away again."""
        self._ready = None
        shutil.rmtree(Path(worker.local_directory) / self.name, ignore_errors=True)

    def draft(self, sentences: Sequence[str]) -> list[Drafted]:
        """One portion. Raises ModelError."""
        if self._ready is None:  # its setup failed, which dask only writes into the worker's log
            _refuse_difference("a worker", self._wanted, versions())
            raise ModelError("a worker that did not get the package", next_step=_NEXT)
        translator, lock = self._ready
        with lock:
            translator.load()
        return translator.portion(sentences)


def _draft(name: str, sentences: Sequence[str]) -> list[Drafted]:
    """What a worker is asked to do. Raises ModelError."""
    kit = get_worker().plugins.get(name)
    if not isinstance(kit, _Kit):
        raise ModelError("a worker that did not get the package", next_step=_NEXT)
    return kit.draft(sentences)


class Cluster:
    """Drafts sentences on the workers of a cluster; made by `connected`."""

    def __init__(self, client: Client, address: str, name: str) -> None:
        self._client, self._address, self._name = client, address, name

    def translate(self, sentences: Iterable[str], progress: Progress | None = None) -> dict[str, Drafted]:
        """The drafts of the sentences, as this machine would draft them. Raises ModelError, SettingsError."""
        shares = portions(sentences)
        futures = {
            self._client.submit(_draft, self._name, share, pure=False): share for share in shares if share
        }
        total = sum(map(len, shares))
        known: dict[str, Drafted] = {}
        for future, drafted in self._finished(futures):
            known.update(zip(futures[future], drafted, strict=True))
            if progress:
                progress(len(known), total)
        return known

    def _finished(self, futures: Iterable[_Future]) -> Iterator[tuple[_Future, list[Drafted]]]:
        """The futures and what they came to, each when it is finished. Raises ModelError, SettingsError."""
        left = set(futures)
        try:
            while left:
                done = _done(left)
                for future in done:
                    yield future, future.result()
                left -= done
                if not done and not _workers(self._client):
                    raise _gone(self._address, "no worker is left")
        except KilledWorker as error:
            raise _gone(self._address, f"workers died of it, one after the other: {error}") from error
        except (OSError, CancelledError) as error:
            raise _gone(self._address, f"the scheduler went away in mid-run ({error})") from error


def _done(futures: set[_Future]) -> set[_Future]:
    """Those that are finished, as soon as one is; none when none was for a long time."""
    try:
        waited = wait(futures, timeout=_ALONE, return_when="FIRST_COMPLETED")  # type: ignore[no-untyped-call]
    except TimeoutError:
        return set()
    return set(waited.done)


@contextmanager
def connected(address: str, recipe: Recipe) -> Iterator[Cluster]:
    """The cluster whose scheduler answers at an address, its workers ready to draft. Raises SettingsError."""
    with _client(address) as client, client.as_current():
        _prove(client, address)
        name = f"bantin-{uuid.uuid4().hex}"
        client.register_plugin(_Kit(recipe, name))
        try:
            yield Cluster(client, address, name)
        finally:
            with suppress(OSError, TimeoutError):
                client.unregister_worker_plugin(name)


def _client(address: str) -> Client:
    try:
        with warnings.catch_warnings():
            # its warning names every package that differs anywhere; _prove refuses those that matter
            warnings.simplefilter("ignore", VersionMismatchWarning)
            return Client(
                address,  # type: ignore[no-untyped-call]
                timeout=_ANSWER,
                set_as_default=False,
            )
    except (OSError, ValueError, TimeoutError) as error:
        raise SettingsError(
            f"nothing that drafting can be spread with answers there ({error})",
            file=address,
            expected="the address of a dask scheduler, such as tcp://192.0.2.7:8786",
            next_step="start one (`dask scheduler`) and its workers (`dask worker ADDRESS`), or leave out "
            "--scheduler",
        ) from error


def _workers(client: Client) -> list[str]:
    return sorted(client.scheduler_info(n_workers=-1)["workers"])


def _prove(client: Client, address: str) -> None:
    """That there are workers that hold what this machine holds. Raises SettingsError, ModelError."""
    theirs: Any = client.get_versions()
    mine = versions()
    _refuse_difference("the scheduler", {"dask": mine["dask"]}, {"dask": _dask_of(theirs["scheduler"])})
    try:
        client.wait_for_workers(1, timeout=_ANSWER)
    except TimeoutError as error:
        raise _gone(address, "a scheduler without workers") from error
    for worker, found in theirs["workers"].items():
        _refuse_difference(f"the worker {worker}", {"dask": mine["dask"]}, {"dask": _dask_of(found)})
    answers: dict[str, object] = client.run(versions, on_error="return")
    for worker, found in sorted(answers.items()):
        if not isinstance(found, dict):
            raise SettingsError(
                f"the worker {worker} does not hold bantin ({found})",
                file=address,
                expected="workers in environments that hold this same bantin",
                next_step="install it there, and start the workers from that environment",
            )
        _refuse_difference(f"the worker {worker}", mine, found)


def _dask_of(found: Mapping[str, Any]) -> str:
    return str(found["packages"]["distributed"])


def _refuse_difference(who: str, wanted: Versions, found: Versions) -> None:
    differing = [name for name in wanted if found.get(name) != wanted[name]]
    if differing:
        raise ModelError(
            f"{who} has {', '.join(f'{name} {found.get(name)}' for name in differing)}",
            expected=", ".join(f"{name} {wanted[name]}" for name in differing)
            + ", as here: drafts would depend on who makes them",
            next_step="install the same versions there, and start the workers again",
        )


def _gone(address: str, found: str) -> SettingsError:
    return SettingsError(found, file=address, expected="a scheduler with workers", next_step=_NEXT)
