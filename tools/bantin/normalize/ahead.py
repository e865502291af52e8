"""Work done ahead in other processes: results come in the order of the jobs, a few of them at a time."""

import multiprocessing
import multiprocessing.context
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

FEW = 60  # jobs done in this process before others are started, which costs about a second
_BUNDLE = 4  # jobs that travel together
_AHEAD = 4  # bundles under way for each process: enough to keep it busy, few enough for flat memory


def ahead(jobs: Iterator[Job], work: Callable[[Job], Result]) -> Iterator[tuple[Job, Result]]:
    """Each job with work(job), in order. `work` and the jobs are such as can be sent to another process."""
    for job in islice(jobs, FEW):
        yield job, work(job)
    bundle = list(islice(jobs, _BUNDLE))
    if not bundle:
        return
    processes = _cores()
    with ProcessPoolExecutor(processes, _context(work)) as pool:
        under_way: deque[tuple[list[Job], Future[list[Result]]]] = deque()
        while bundle:
            under_way.append((bundle, pool.submit(_each, work, bundle)))
            if len(under_way) >= processes * _AHEAD:
                yield from _first(under_way)
            bundle = list(islice(jobs, _BUNDLE))
        while under_way:
            yield from _first(under_way)


def _each(work: Callable[[Job], Result], bundle: list[Job]) -> list[Result]:
    return [work(job) for job in bundle]


def _first(under_way: deque[tuple[list[Job], Future[list[Result]]]]) -> Iterator[tuple[Job, Result]]:
    bundle, future = under_way.popleft()
    return zip(bundle, future.result(), strict=True)


def _context(work: Callable[[Job], Result]) -> multiprocessing.context.BaseContext:
    """Where the system can, one process loads the modules and the others are its copies."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([getattr(work, "func", work).__module__])
    return context


def _cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
