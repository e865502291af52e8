"""Binary formats are parsed in a child process with limits: a hostile file may hang or die there, not here.

One worker serves a whole run. A file that takes too long or too much memory costs its worker; the next file
gets a new one. Run as a program, this module is the worker: requests on its input, answers on its output,
each a length and a pickle; only this package's own data ever goes through the pipe.

Memory is limited where the system can (not on macOS, not on Windows); time everywhere.
"""

import atexit
import contextlib
import importlib
import os
import pickle
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

import bantin
from bantin.errors import Finding, SourceError
from bantin.normalize.readers.base import Reading

SECONDS = 120.0  # for one file; a hundred pages of PDF take about 20
MEMORY = 2_000_000_000  # bytes of address space
_XML_NO_MEMORY = 2  # XML_ERR_NO_MEMORY of libxml2, which lxml reports as a fault of syntax
_SMALLER = "save the bulletin as text (.txt), or cut it into smaller files"


class Worker:
    """The parent's end: a child process that lives as long as its files are harmless."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds = seconds
        self.memory = memory
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, module: str, data: bytes) -> Reading:
        """What a reader module says of the bytes. Raises SourceError, also when the child had to be ended."""
        process = self.process or self._start()
        late = threading.Event()
        timer = threading.Timer(self.seconds, _end, (process, late))
        timer.daemon = True
        timer.start()
        try:
            _send(_pipe(process.stdin), (module, data))
            answer = _receive(_pipe(process.stdout))
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.close()
            raise self._ended(late.is_set(), process.returncode) from error
        finally:
            timer.cancel()
        if isinstance(answer, Reading):
            return answer
        if not isinstance(answer, Finding):  # out of memory: what is left of it may be in any state
            self.close()
            raise self._out_of_memory()
        raise SourceError(
            answer.found, block=answer.block, expected=answer.expected, next_step=answer.next_step
        )

    def close(self) -> None:
        """End the child."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)

    def _start(self) -> "subprocess.Popen[bytes]":
        root = str(Path(bantin.__file__).parents[1])
        environment = {**os.environ, "PYTHONPATH": root, "PYTHONWARNINGS": "ignore"}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(self.memory)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        return self.process

    def _ended(self, late: bool, code: int | None) -> SourceError:
        if late:
            return SourceError(
                f"a file that could not be read in {self.seconds:g} seconds",
                expected="a document of ordinary size",
                next_step=_SMALLER,
            )
        if code == -9:
            return self._out_of_memory()
        return SourceError(
            f"a file on which its reader broke down (exit {code})",
            expected="a whole document",
            next_step="open it in the program that made it and save it again",
        )

    def _out_of_memory(self) -> SourceError:
        return SourceError(
            f"a file that needs more than {self.memory // 1_000_000:,} MB to be read",
            expected="a document of ordinary size",
            next_step=_SMALLER,
        )


def _end(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    process.kill()


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # what could not be flushed to a dead child
        pipe.close()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise EOFError
    return stream


def _send(stream: IO[bytes], value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(struct.pack("<Q", len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> object:
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    size = struct.unpack("<Q", head)[0]
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301  (from our own child, or in it from our parent)


shared = Worker()
atexit.register(shared.close)


def _answer(module: str, data: bytes) -> object:
    """A Reading, a Finding, or None when memory ran out. No library's surprise may end the worker."""
    try:
        reader = importlib.import_module(f"bantin.normalize.readers.{module}")
        reading: Reading = reader.read(data)
        return reading
    except SourceError as error:
        no_memory = getattr(error.__cause__, "code", 0) == _XML_NO_MEMORY
        return None if no_memory else error.finding
    except MemoryError:
        return None
    except RecursionError:
        return Finding(
            "", "", "a document nested too deeply to be read", "an ordinary document",
            "save the bulletin as text (.txt)",
        )  # fmt: skip
    except Exception as error:  # the file is hostile or broken in a way that its library does not expect
        return Finding(
            "", "", f"a file that its reader cannot follow ({type(error).__name__}: {str(error)[:100]})",
            "a whole document", "open it in the program that made it and save it again",
        )  # fmt: skip


def _serve(memory: int) -> None:
    """Answer requests until the parent is gone."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    with contextlib.suppress(ImportError, ValueError, OSError):  # a system without such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            request = _receive(sys.stdin.buffer)
        except EOFError:
            return
        if isinstance(request, tuple):
            _send(answers, _answer(*request))


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
