"""Work done ahead in other processes: results come in the order of the jobs, a few of them at a time."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

FEW = 60  # jobs done in this process before others are started, which costs about a second
_AHEAD = 16  # jobs under way for each process: enough to keep it busy, few enough for flat memory


def ahead(jobs: Iterator[Job], work: Callable[[Job], Result]) -> Iterator[tuple[Job, Result]]:
    """Each job with work(job), in order. `work` and the jobs are such as can be sent to another process."""
    for job in islice(jobs, FEW):
        yield job, work(job)
    more = next(jobs, None)
    processes = os.cpu_count() or 1
    if more is None:
        return
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        under_way: deque[tuple[Job, Future[Result]]] = deque([(more, pool.submit(work, more))])
        for job in jobs:
            under_way.append((job, pool.submit(work, job)))
            if len(under_way) >= processes * _AHEAD:
                yield _first(under_way)
        while under_way:
            yield _first(under_way)


def _first(under_way: deque[tuple[Job, Future[Result]]]) -> tuple[Job, Result]:
    job, future = under_way.popleft()
    return job, future.result()
