"""Reads copies in another process, with limits on time and memory: a PDF of a stranger may be made to hang or to fill a machine.

The process reads one path after another, so that a thousand copies do not start a thousand processes; one that had to be ended is replaced.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from toolkit.archive.pages import Copy, as_plain, from_plain, read_pages

SECONDS = 120.0
"""From one sign of life to the next; only reading words in pictures gives signs before its end."""
MEGABYTES = 2_000
MOST_BYTES = 500_000_000
"""Of a file; and of what the process may answer."""

_TOO_LONG = "It took longer than {seconds:.0f} seconds to read, so reading was given up: the file may be damaged, or made to do harm."
_ENDED = "The program that reads it broke down: the file may be damaged, or made to do harm."
_MEMORY = "Reading it took more memory than is allowed: the file may be damaged, or made to do harm."


def read_apart(path: Path, kind: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Copy:
    """A copy, read in a process of its own. Never raises: each failure is a copy that says why it is unreadable."""
    with reader(seconds=seconds, megabytes=megabytes) as one:
        return one.read(path, kind)


@contextmanager
def reader(*, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[Reader]:
    """A process that reads one copy after another. Each may take so many seconds."""
    with Reader(seconds, megabytes) as one:
        yield one


class Reader:
    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def read(self, path: Path, kind: str, charset: str = "") -> Copy:
        """Never raises. A name that ends in ``.gz`` is unpacked. :param charset: as `toolkit.archive.pages.read_pages` has it."""
        try:
            size = path.stat().st_size
        except OSError as error:
            return Copy(kind, unreadable=f"The file cannot be opened: {error.strerror}.")
        if size > MOST_BYTES:
            return Copy(kind, unreadable=f"The file has {size / 1e6:,.0f} MB; {MOST_BYTES / 1e6:,.0f} MB is the most that is read.")
        process = self._running()
        late = False
        answer: bytes | None = _ALIVE
        question = json.dumps([str(path.absolute()), kind, charset]).encode() + b"\n"
        while answer == _ALIVE:
            timer = threading.Timer(self._seconds, process.kill)
            timer.start()
            try:
                answer, question = _asked(process, question), b""
            finally:
                late = not timer.is_alive()
                timer.cancel()
        if answer is None:
            self._end()
            return Copy(kind, unreadable=_TOO_LONG.format(seconds=self._seconds) if late else _ENDED)
        try:
            return from_plain(json.loads(answer))
        except (ValueError, KeyError, TypeError):
            self._end()
            return Copy(kind, unreadable=_ENDED)

    def kill(self) -> None:
        """Give up what is being read, if anything is: whoever waits for it learns that it broke down. From any thread."""
        process = self._process
        if process is not None:
            process.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            paths = os.pathsep.join(part for part in (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")) if part)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "toolkit.archive.apart", str(self._megabytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": paths},
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.kill()
        process.wait()


_ALIVE = b"\n"
"""What the process says while it is still at work."""


def _asked(process: subprocess.Popen[bytes], question: bytes) -> bytes | None:
    """The answer to a question, or the next sign of life; None where the process ended instead."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(question)
        process.stdin.flush()
        answer = process.stdout.readline(MOST_BYTES)
    except OSError:
        return None
    return answer if answer.endswith(b"\n") else None


def bounded(megabytes: int) -> None:
    """Bounds the memory of this process; where the system has no such limit (Windows), only time is bounded."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    limit = megabytes * 1_000_000
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _content(path: Path) -> bytes:
    """:raises OSError, EOFError, zlib.error: where it cannot be read or unpacked."""
    if path.suffix != ".gz":
        return path.read_bytes()
    with gzip.open(path) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise MemoryError
    return data


def _answered(question: bytes, alive: Callable[[], None] = lambda: None) -> bytes:
    path, kind, charset = json.loads(question)
    try:
        copy = read_pages(_content(Path(path)), kind, charset=charset, alive=alive)
    except MemoryError:
        copy = Copy(kind, unreadable=_MEMORY)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        copy = Copy(kind, unreadable="The file is damaged: it cannot be unpacked.")
    except OSError as error:
        copy = Copy(kind, unreadable=f"The file cannot be opened: {error.strerror}.")
    except Exception as error:
        copy = Copy(kind, unreadable=f"It cannot be read ({type(error).__name__}).")
    return json.dumps(as_plain(copy)).encode() + b"\n"


def _serve() -> None:
    answers = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    bounded(int(sys.argv[1]))

    def alive() -> None:
        os.write(answers, _ALIVE)

    for question in sys.stdin.buffer:
        answer = _answered(question, alive)
        while answer:
            answer = answer[os.write(answers, answer) :]


if __name__ == "__main__":
    _serve()
