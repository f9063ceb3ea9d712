"""Ours alone, where no peer can follow: whole replays with and without the trace."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import attrs

import negotiations as ng
from benchmarks.results import Table
from benchmarks.timing import Spread, Worker, interleaved


@attrs.define
class Replayed:
    """A log through a rulebook."""

    log: Path
    rules: Path
    keep: bool
    book: Any = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.book = ng.read_rules(self.rules)

    def run(self) -> Any:
        return ng.replay(ng.read_log(self.log), self.book, keep=self.keep)


@attrs.frozen
class Outcome:
    """What a replay left: how much it traced, and where things stand at its end."""

    events: int
    reasons: int
    firings: int
    stands: tuple[Any, ...]


def outcome(replayed: Replayed) -> Outcome:
    """What the replay leaves."""
    run = replayed.run()
    read = [
        run.likelihood(h, question=q, warned=False)
        for q in ("onset", "collapse")
        for h in (30, 180)
    ]
    positions = tuple(
        (key, position.stated) for key, position in sorted(run.process.positions.items())
    )
    events = len({reason.event for reason in run.trace if reason.kind != "day"})
    return Outcome(events, len(run.trace), len(run.trace.firings()), (*read, positions, run.digest))


def table(works: Mapping[str, tuple[Path, Path]], runs: int, caption: str) -> Table:
    """Each log and rulebook, by its name, with the trace and without; both must end alike."""
    rows = []
    for name, (log, rules) in works.items():
        kept, unkept = workers = [
            Worker(partial(Replayed, log, rules, keep)) for keep in (True, False)
        ]
        left, less = (worker.ask(outcome) for worker in workers)
        if left.stands != less.stands:
            raise SystemExit(f"benchmarks: {name} ends otherwise without the trace")
        times = interleaved({"with": kept, "without": unkept}, runs, name)
        rows += [_row(name, left, how, Spread.of(times[how])) for how in times]
        for worker in workers:
            worker.close()
    heads = ("log and rules", "trace", "events", "reasons an event", "firings an event",
             "µs an event", "events a second", "runs, about the median")  # fmt: skip
    return Table(caption, heads, rows, words=2)


def _row(name: str, left: Outcome, how: str, spread: Spread) -> list[str]:
    each = spread.middle / left.events
    return [
        name, how, f"{left.events:,}", f"{left.reasons / left.events:.1f}",
        f"{left.firings / left.events:.1f}", f"{each * 1e6:.1f}", f"{1 / each:,.0f}", str(spread),
    ]  # fmt: skip
