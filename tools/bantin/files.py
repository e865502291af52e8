"""Reading and writing files so that a crash leaves either the old text or the new, never neither.

A process that is killed while it writes leaves a hidden file `.<name>.<machine>-<process>.<random>.tmp`. The
next one that writes into that folder takes it away.
"""

import hashlib
import os
import platform
import re
import tempfile
import time
from pathlib import Path

REST = 2_000_000_000  # nanoseconds; two writes within one tick of the clock are never taken for one

_MACHINE = hashlib.sha256(platform.node().encode()).hexdigest()[:6]
_TEMPORARY = re.compile(r"\..+\.(?P<machine>[0-9a-f]{6})-(?P<process>\d{1,10})\.\w{8}\.tmp", re.S)
_DAY = 86_400.0  # seconds after which the writer is taken to be dead, on whichever machine it was

_swept: set[tuple[int, Path]] = set()  # folders that a process has seen to, once


def write_bytes(path: Path, data: bytes) -> bool:
    """Write atomically (temporary file, fsync, rename); False when the file already held these bytes."""
    _sweep_once(path.parent)
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{path.name[:100]}.{_MACHINE}-{os.getpid()}."
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def write_text(path: Path, text: str) -> bool:
    """Write UTF-8 text atomically; False when nothing changed."""
    return write_bytes(path, text.encode())


def state(path: Path) -> list[int]:
    """What changes whenever a file is written: its size, inode, and times of change in nanoseconds."""
    stat = path.stat()
    return [stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns]


def is_at_rest(seen: list[int], rest: int = REST) -> bool:
    """Whether a file in this state was last written so long ago that another write would show."""
    return time.time_ns() - max(seen[2:]) > rest


def sha256(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _sweep_once(folder: Path) -> None:
    if (key := (os.getpid(), folder)) not in _swept:
        _swept.add(key)
        sweep(folder)


def sweep(folder: Path) -> None:
    """Take away the temporary files of writers that are dead; those of the living, and all else, stay."""
    for path in folder.glob(".*.tmp"):
        match = _TEMPORARY.fullmatch(path.name)
        if match and _is_dead(path, match["machine"], int(match["process"])):
            try:
                path.unlink()
            except OSError:
                continue  # another process was faster, or may and this one may not


def _is_dead(path: Path, machine: str, process: int) -> bool:
    """Whether nobody writes this file any more."""
    try:
        if time.time() - path.stat().st_mtime > _DAY:
            return True
        if machine != _MACHINE or os.name != "posix":  # elsewhere signal 0 is no question
            return False
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False
