"""A very long log: does an event cost more at its end than at its beginning, and what is kept?"""

import signal
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import attrs

import negotiations as ng
from benchmarks.machine import resident
from benchmarks.results import Criterion, Section, Table
from benchmarks.timing import Worker, tell
from benchmarks.workloads.log import TALKS_AND_WAR, write
from benchmarks.workloads.rule_files import write_rules
from benchmarks.workloads.rules import rulebook

RULES = 100
PARTS = 10
SINCE = datetime(1990, 1, 1, tzinfo=UTC)
MIX = {**TALKS_AND_WAR, "round": 30}  # so that not even the longest log has 10,000 rounds
YEARS = 35
EVERY = 0.05
"""Seconds of the processor between two looks."""


@attrs.frozen
class Mark:
    """How far a replay was at some time, and what it held."""

    events: int
    seconds: float
    bytes: int


@attrs.define
class Long:
    """A replay without its trace, looked at now and then by a timer of the processor's."""

    log: Path
    rules: Path

    def run(self) -> list[Mark]:
        driven = ng.Replay(ng.read_log(self.log), ng.read_rules(self.rules), keep=False)
        marks = [Mark(0, process_time(), resident())]

        def look(*_: Any) -> None:
            marks.append(Mark(driven.reading.count, process_time(), resident()))

        signal.signal(signal.SIGPROF, look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        driven.drive()
        signal.setitimer(signal.ITIMER_PROF, 0)
        look()
        return marks


def tenths(marks: Sequence[Mark]) -> list[Mark]:
    """The first of the marks, and the first at or after each tenth of the events."""
    whole = marks[-1].events
    ends = [whole * part // PARTS for part in range(1, PARTS + 1)]
    return [marks[0], *(next(mark for mark in marks if mark.events >= end) for end in ends)]


def measure(folder: Path, events: int) -> Section:
    """The section on a very long log; run once."""
    tell(f"growth: writing {events:,} lines")
    gap = YEARS * 365 * 86400 / events
    log = write(folder / "growth", events, gap=gap, start=SINCE, mix=MIX)
    rules = write_rules(folder / "growth-rules", rulebook(RULES))
    worker = Worker(partial(Long, log, rules))
    tell(f"growth: replaying {events:,} events")
    parted = tenths(worker.ask(Long.run))
    worker.close()
    log.unlink()
    about = (
        f"{events:,} events in one log, {RULES} rules, no trace, run once. A tenth's memory is "
        f"what the process holds at its end."
    )
    return Section("A very long log (long)", about, [_table(parted)], _criteria(parted))


def cost(before: Mark, after: Mark) -> float:
    """Microseconds an event between two marks."""
    return (after.seconds - before.seconds) / (after.events - before.events) * 1e6


def _table(parted: Sequence[Mark]) -> Table:
    rows = [
        [str(n), f"{after.events:,}", f"{cost(before, after):.2f}", f"{after.bytes / 1e6:,.0f}"]
        for n, (before, after) in enumerate(pairwise(parted), 1)
    ]
    return Table("By tenths", ("tenth", "events by then", "µs an event", "MB held"), rows)


def _criteria(parted: Sequence[Mark]) -> list[Criterion]:
    start, first, *_, before, last = parted
    grown = cost(before, last) / cost(start, first)
    held = (last.bytes - first.bytes) / (last.events - first.events)
    what = "3. an event of the last tenth costs times one of the first"
    more = "3. memory grows for each event after the first tenth"
    return [
        Criterion.limit(what, grown, most=1.1),
        Criterion.limit(more, held, most=100, unit=" bytes"),
    ]
