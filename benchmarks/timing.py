"""Running in turn: each contender in a process of its own, all on one core, one at a time.

What is measured is the time of the processor that a process used, so that neighbours on the machine
count as little as can be. Garbage is collected before a run; within it, as Python does by itself.
"""

import gc
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import median
from time import process_time
from typing import Any, Protocol, TypeAlias

import attrs

from benchmarks.machine import pin

Times: TypeAlias = Mapping[str, Sequence[float]]


class Runnable(Protocol):
    """Made once, run many times; one that has a `renew` is renewed before each, untimed."""

    def run(self) -> Any:
        """Do the job once."""


class Failed(Exception):
    """A contender that could not run, with its own words for why."""


class Worker:
    """A process that makes one thing, and runs it or asks it on command."""

    def __init__(self, make: Callable[[], Runnable]) -> None:
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, make), daemon=True)
        self._process.start()
        theirs.close()
        self._hear()

    def time(self) -> float:
        """The seconds that one run took."""
        return float(self.ask(_timed))

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """What a function, named at the top of a module, says of the thing."""
        self._ours.send(question)
        return self._hear()

    def close(self) -> None:
        """End it."""
        self._ours.close()
        self._process.join(10)
        if self._process.is_alive():
            self._process.terminate()

    def _hear(self) -> Any:
        try:
            good, told = self._ours.recv()
        except EOFError:
            self._process.join()
            raise Failed(f"it died with code {self._process.exitcode}") from None
        if not good:
            raise Failed(told)
        return told


def _serve(pipe: Connection, make: Callable[[], Runnable]) -> None:
    pin()
    try:
        thing = make()
        pipe.send((True, None))
        while True:
            pipe.send((True, pipe.recv()(thing)))
    except EOFError:
        return
    except Exception as error:
        traceback.print_exc()
        pipe.send((False, f"{type(error).__name__}: {error}"))


def _timed(thing: Runnable) -> float:
    renew = getattr(thing, "renew", None)
    if renew is not None:
        renew()
    gc.collect()
    begin = process_time()
    result = thing.run()
    took = process_time() - begin
    del result
    return took


def interleaved(workers: Mapping[str, Worker], runs: int, shown: str) -> Times:
    """The times of so many runs of each: A B C, A B C, and so on."""
    times: dict[str, list[float]] = {name: [] for name in workers}
    for run in range(runs):
        for name, worker in workers.items():
            tell(f"{shown}: run {run + 1} of {runs}, {name}")
            times[name].append(worker.time())
    tell("")
    return times


@attrs.frozen
class Spread:
    """The middle of some times, and how far from it the quickest and the slowest lie."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, times: Sequence[float]) -> "Spread":
        return cls(median(times), min(times), max(times))

    def __str__(self) -> str:
        return f"{self.least / self.middle - 1:+.0%} … {self.most / self.middle - 1:+.0%}"


def tell(what: str) -> None:
    """Progress, on standard error; one line that is written over on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what[:100]}", end="", file=sys.stderr, flush=True)
    elif what:
        print(what, file=sys.stderr, flush=True)
