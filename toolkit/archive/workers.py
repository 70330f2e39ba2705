"""Who does the work of an archive: threads, processes of this computer or the workers of a cluster, as any `concurrent.futures.Executor`.

Whoever does it, the verdicts are the same. What a worker did not do, because it was killed, left or lacks something, is done here.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

from toolkit.archive.judging import Answer, Task
from toolkit.model.errors import ToolkitError

Told = Callable[[str], None]
_SECONDS = 10
"""For a cluster to answer."""
_ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/]+:\d{1,5}")
_PRINTED = "The scheduler prints its address when it starts: tcp://HOST:8786."


def threads() -> ThreadPoolExecutor:
    """Enough for a response: a few copies are read at once, in processes apart."""
    return ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1))


@contextmanager
def processes(number: int) -> Iterator[Executor]:
    """So many processes of this computer. They start afresh, since a copy of a process with threads may hang."""
    pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), _leave_interrupts)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers behind a scheduler of dask.distributed, ``tcp://host:8786``. They need this workspace at the same path.

    :raises ToolkitError: where the extra is not installed, nobody answers at the address, or the cluster has no workers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        what = "Work can be given to a cluster only where the extra 'cluster' is installed."
        raise ToolkitError(what, do="pip install 'consultation-toolkit[cluster]'") from error
    if not _ADDRESS.fullmatch(address):
        raise ToolkitError(f"'{address}' is no address of a cluster.", do=_PRINTED)
    connect: Any = Client  # its parameters have no types
    try:
        client = connect(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ToolkitError(f"No cluster answers at {address}.", f"What was tried said: {error}", _PRINTED) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError as error:
            raise ToolkitError(f"The cluster at {address} has no workers.", do=f"Start one: dask worker {address}") from error
        yield client.get_executor(pure=False)


def spread(
    tasks: Iterable[Task],
    executor: Executor,
    do: Callable[[Task], Answer],
    here: Callable[[Task], Answer],
    take: Callable[[Task, Answer], None],
    told: Told,
) -> None:
    """Have every task done, and take each answer as it comes; when this is interrupted, what was done until then too.

    :param do: what workers are asked to do. :param here: does the same in this process, where a worker could not.
    :param told: hears in a sentence that some of it had to be done here.
    """
    waiting: dict[Future[Answer], Task] = {}
    done: SimpleQueue[Future[Answer]] = SimpleQueue()
    left: list[Task] = []
    troubles: dict[str, None] = {}

    def receive(future: Future[Answer]) -> None:
        task = waiting.pop(future)
        answer = _answer(future)
        if answer.trouble:
            troubles[answer.trouble] = None
            left.append(task)
        else:
            take(task, answer)

    try:
        for task in tasks:
            future = None if troubles else _submitted(executor, do, task, troubles)
            if future is None:
                left.append(task)
                continue
            waiting[future] = task
            future.add_done_callback(done.put)
            while not done.empty():
                receive(done.get())
        while waiting:
            receive(done.get())
    except BaseException:
        for future, task in waiting.items():
            if not future.cancel() and future.done() and not _answer(future).trouble:
                take(task, _answer(future))
        raise
    if troubles:
        told(f"A worker did not do its part: {'; '.join(troubles)}. What was left is checked by this process itself; nothing is lost.")
    for task in left:
        take(task, here(task))


def _submitted(executor: Executor, do: Callable[[Task], Answer], task: Task, troubles: dict[str, None]) -> Future[Answer] | None:
    try:
        return executor.submit(do, task)
    except BrokenExecutor:
        troubles[_ENDED] = None
        return None


_ENDED = "it ended before its time"


def _answer(future: Future[Answer]) -> Answer:
    """What came of a task that is done with: its answer, or what went wrong with the worker."""
    try:
        return future.result()
    except BrokenExecutor:
        return Answer(trouble=_ENDED)
    except Exception as error:
        return Answer(trouble=f"it failed ({type(error).__name__}: {error})")


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal: what becomes of the work is decided by the one that gave it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
