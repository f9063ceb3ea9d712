"""Work shared out among processes: a pool that is safe in scripts and notebooks, results in order.

A rulebook travels packed and is made ready once per thread of a worker, whoever runs the worker.
"""

import os
import pickle
import signal
import sys
import threading
import zlib
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing import connection, forkserver, parent_process
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import TypeVar

import attrs

from negotiations.judging import Judge
from negotiations.rulebook.book import Rulebook

Item = TypeVar("Item")
Made = TypeVar("Made")

PRELOADED = ["negotiations.many", "negotiations.panels.parts"]
"""What every worker needs: loaded once, by the server that the workers are forked from."""

AHEAD = 4
"""Items in flight for each worker."""

UNKNOWN_SIZE = 16
"""Workers that an executor is taken to have which doesn't say."""

READY = 4
"""Rulebooks that a thread keeps ready."""


@attrs.frozen
class Packed:
    """A rulebook on its way to a worker."""

    digest: bytes
    data: bytes

    @classmethod
    def of(cls, rules: Rulebook) -> "Packed":
        """A rulebook, packed."""
        plain = pickle.dumps(rules)
        return cls(sha256(plain).digest(), zlib.compress(plain))

    def judge(self) -> Judge:
        """The rulebook made ready: once per thread, for a judge belongs to one."""
        ready = _thread.ready
        if self.digest not in ready:
            ready[self.digest] = Judge(pickle.loads(zlib.decompress(self.data)))
        ready.move_to_end(self.digest)
        while len(ready) > READY:
            ready.popitem(last=False)
        return ready[self.digest]


class _Thread(threading.local):
    def __init__(self) -> None:
        self.ready: OrderedDict[bytes, Judge] = OrderedDict()


_thread = _Thread()


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    executor: Executor | None,
    do: Callable[[Item], Made],
    items: Iterable[Item],
    *,
    workers: int = UNKNOWN_SIZE,
) -> Iterator[Made]:
    """What *do* makes of each item, in the order of the items, with few of them in flight.

    Without an executor it is done here, one by one.
    """
    if executor is None:
        yield from map(do, items)
        return
    flying: deque[Future[Made]] = deque()
    try:
        for item in items:
            flying.append(executor.submit(do, item))
            if len(flying) >= AHEAD * workers:
                yield flying.popleft().result()
        while flying:
            yield flying.popleft().result()
    finally:
        for future in flying:
            future.cancel()


@contextmanager
def pool(workers: int) -> Iterator[Executor | None]:
    """So many processes; none for one worker. They end with the block, and with this process."""
    if workers <= 1:
        yield None
        return
    context = _context()
    forkserver.ensure_running()
    made = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=(os.getcwd(),)
    )
    try:
        yield made
    finally:
        made.shutdown(wait=True, cancel_futures=True)


class _Process(ForkServerProcess):
    """A worker that does not run the caller's script once more, as Python's own workers do.

    So a script needs no `if __name__ == "__main__":` around what it asks of a pool.
    """

    def start(self) -> None:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            super().start()
        finally:
            sys.modules["__main__"] = script


class _Context(ForkServerContext):
    Process = _Process


def _context() -> ForkServerContext:
    made = _Context()
    made.set_forkserver_preload(PRELOADED)
    return made


def _begin(folder: str) -> None:
    """Work where the parent does, leave interrupts to it, and don't outlive it, however it ends."""
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
