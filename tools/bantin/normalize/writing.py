"""Pages written side by side: each waits for the disk alone, and together they wait once.

Every write is atomic and durable by itself (files.write_bytes); only their waiting overlaps.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from bantin import page
from bantin.normalize.pages import Standing

_THREADS = 8
_AHEAD = 64  # pages held in memory until the disk has them

Done = Callable[[Standing, bool], None]


class Writer:
    """Writes pages in the background and tells of each, in order, whether it changed a file."""

    def __init__(self, done: Done) -> None:
        self._done = done
        self._pool = ThreadPoolExecutor(_THREADS)
        self._waiting: deque[tuple[Standing, Future[bool]]] = deque()

    def write(self, standing: Standing) -> None:
        """Have a page written."""
        self._waiting.append((standing, self._pool.submit(page.write, standing.path, standing.page)))
        while len(self._waiting) > _AHEAD:
            self._take()

    def _take(self) -> None:
        standing, future = self._waiting.popleft()
        self._done(standing, future.result())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        try:
            while self._waiting and kind is None:
                self._take()
        finally:
            self._pool.shutdown()
