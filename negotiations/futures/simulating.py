"""Simulating: many futures, here or in workers, counted in whole numbers."""

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    as_completed,
    wait,
)
from contextlib import nullcontext
from signal import SIG_DFL, SIG_IGN, SIGINT, SIGTERM, signal
from threading import local

from negotiations.futures.arrivals import Arrivals
from negotiations.futures.counts import Counts
from negotiations.futures.ensemble import Ensemble
from negotiations.futures.future import Present
from negotiations.runs import Run

MOST_DAYS = 3650
MOST_AT_ONCE = 20  # futures in a piece of work: few, so that an interrupt is heeded soon
WAITING = 2  # pieces of work that each worker has before it
ELSEWHERE = 256  # pieces of work that somebody's own executor has before it

Told = Callable[[int], None]
"""Hears how many futures more have been lived."""


def simulate(
    run: Run,
    arrivals: Arrivals,
    n: int = 10_000,
    days: int = 180,
    seed: int = 0,
    *,
    workers: int = 1,
    executor: Executor | None = None,
    told: Told | None = None,
) -> Ensemble:
    """Live *n* futures of *days* days from the end of *run*, each through the run's own rules.

    What arrives is drawn from *arrivals*; when a ceasefire begins, or collapses, is drawn from the
    future's own hazard, day by day. The run is left as it is. With *workers*, or on an *executor*
    of any sort, futures are lived in parallel; the same seed gives the same counts on any number of
    them (and the same version of numpy). Raises ValueError for numbers that make no sense, for a
    run in which nothing is known, for arrivals of a later date, and for a question that is asked
    now and has no base rate in the case.
    """
    days, seed = _whole(days, "days", most=MOST_DAYS), _whole(seed, "seed", least=0)
    present = _present(run, arrivals, days, seed)
    pieces = _pieces(_whole(n, "n"), _whole(workers, "workers"))
    counts = Counts.of(days, present.horizons)
    for part in _lived(present, pieces, workers, executor):
        counts.add(part)
        if told is not None:
            told(part.futures)
    question = run.process.question()
    frozen = () if question is None else _frozen(run, days, question)
    return Ensemble(run.case, present.now, question, arrivals, seed, counts, frozen)


def _present(run: Run, arrivals: Arrivals, days: int, seed: int) -> Present:
    now, question = run.now, run.process.question()
    if now is None:
        raise ValueError("nothing is known yet, so there is no present: replay with as_of")
    if arrivals.until is not None and arrivals.until > now:
        what = f"the arrivals are of {arrivals.until}, later than the present, {now}"
        raise ValueError(f"{what}: fit them with as_of={now}")
    if question is not None and question not in run.case.bases:
        raise ValueError(f"the case has no base rate for {question}, which is asked now")
    state = run.state.fork()
    state.ledger.forget()
    horizons = {horizon for horizon in run.case.horizons if horizon <= days}
    return Present(state, now, arrivals, days, tuple(sorted(horizons | {days})), seed)


def _whole(value: int, name: str, most: int | None = None, least: int = 1) -> int:
    if isinstance(value, bool) or value != int(value) or value < least:
        raise ValueError(f"{name} is a whole number from {least} on, not {value}")
    if most is not None and value > most:
        raise ValueError(f"{name} is {most} at the most, not {value}")
    return int(value)


def _frozen(run: Run, days: int, question: str) -> tuple[float, ...]:
    """The present reading at each horizon from 0 to *days*."""
    read = (run.likelihood(day, question=question, warned=False) for day in range(1, days + 1))
    return (0.0, *(each for each in read if each is not None))


def _pieces(n: int, workers: int) -> Iterator[range]:
    """The numbers of the futures, in pieces of work."""
    size = min(MOST_AT_ONCE, max(1, n // (workers * 8)))
    return (range(first, min(first + size, n)) for first in range(0, n, size))


def _lived(
    present: Present, pieces: Iterator[range], workers: int, executor: Executor | None
) -> Iterator[Counts]:
    """What was counted, piece by piece, in the order in which they are done."""
    if executor is None and workers == 1:
        yield from map(present.lived, pieces)
        return
    sent, going = pickle.dumps(present), set[Future[Counts]]()
    waiting = WAITING * workers if executor is None else ELSEWHERE
    pool = (
        nullcontext(executor)
        if executor is not None
        else ProcessPoolExecutor(workers, initializer=deaf)
    )
    with pool as hands:
        for piece in pieces:
            going.add(hands.submit(lived, sent, piece))
            if len(going) >= waiting:
                done, going = wait(going, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        for each in as_completed(going):
            yield each.result()


def deaf() -> None:
    """In a worker process: leave interrupts to the process that started it, and end when told."""
    signal(SIGINT, SIG_IGN)
    signal(SIGTERM, SIG_DFL)


class Here(local):
    """The present that a thread of a worker has, since a judge belongs to one thread."""

    sent: bytes | None = None
    present: Present | None = None


_HERE = Here()


def lived(sent: bytes, numbers: range) -> Counts:
    """In a worker: live the futures of these numbers from a present sent as bytes."""
    if _HERE.sent != sent:
        _HERE.sent, _HERE.present = sent, pickle.loads(sent)
    assert _HERE.present is not None, "it has been sent"
    return _HERE.present.lived(numbers)
