"""Progress of long work, told as it goes: step(done, total)."""

from collections.abc import Callable

Progress = Callable[[int, int], None]


def share(progress: Progress | None, before: int, now: int, total: int) -> Progress | None:
    """The progress of `now` of `total` pieces of work, after `before` others, as progress of all."""
    if progress is None:
        return None
    return lambda done, parts: progress(before + done * now // max(parts, 1), total)
