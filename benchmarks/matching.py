"""Matching: ours, whole, beside peers that only match, on rules that every one of them can hold."""

from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any, TypeAlias

import attrs

from benchmarks.contenders.contender import Contender
from benchmarks.firings import Firings
from benchmarks.results import Criterion, Section, Table
from benchmarks.timing import Failed, Spread, Worker, interleaved, tell
from benchmarks.workloads.log import write
from benchmarks.workloads.rules import Rule, rulebook

Rules: TypeAlias = tuple[Rule, ...]
OURS, UNTRACED, FLOOR = "ours:Ours", "ours:OursUntraced", "floor:Floor"
BY_HAND, DURABLE = "by_hand:ByHand", "durable_api:DurableApi"
ZEN, TABLE, LISTED = "zen:ZenExpressions", "zen:ZenTable", "zen:ZenList"
FIELD = (
    FLOOR, OURS, UNTRACED, BY_HAND, "durable_core:DurableCore", LISTED, ZEN, TABLE, DURABLE,
    "clips:ClipsByMany", "clips:ClipsByEvent", "experta:Experta", "rule_engine:RuleEngine",
)  # fmt: skip
SIZES = (20, 100, 500)
MAIN = 100
ALWAYS_WHOLE = (FLOOR, OURS, UNTRACED, BY_HAND)
TRIAL = 1000
PATIENCE = {MAIN: 9.0}
"""Seconds that a run over the whole log may take; three where nothing is said."""

SLICE_SECONDS = 2.0


@attrs.frozen
class Measured:
    """The times of one rulebook's runs, and how many events each of them ran over."""

    rules: int
    firings: int
    times: Mapping[str, Sequence[float]]
    events: Mapping[str, int]
    failed: Mapping[str, str]

    def each(self, name: str) -> float:
        """Microseconds an event."""
        return Spread.of(self.times[name]).middle / self.events[name] * 1e6

    def has(self, *names: str) -> bool:
        return all(name in self.times for name in names)


def measure(folder: Path, events: int, runs: int) -> Section:
    """The section on matching."""
    log = write(folder / "matching", events)
    measured = {size: _measured(log, rulebook(size), events, runs) for size in SIZES}
    about = (
        f"Rules that test fields of one event, on {events:,} events. Every contender fired the "
        f"same rules on the same events (counts by rule, and a digest of all). Medians of {runs} "
        f"runs. Who is too slow runs over the first events only, as many as are told."
    )
    return Section(
        "Matching",
        about,
        [*(_table(each) for each in measured.values()), _legend()],
        list(_criteria(measured)),
    )


def _measured(log: Path, rules: Rules, events: int, runs: int) -> Measured:
    size = len(rules)
    workers: dict[str, Worker] = {}
    whole: dict[str, int] = {}
    failed: dict[str, str] = {}
    for name in FIELD:
        tell(f"{size} rules: making {name} ready")
        try:
            workers[name], whole[name] = _ready(name, log, rules, events)
        except Failed as error:
            failed[name] = str(error)
    firings = _agreed(workers, whole, size)
    times = interleaved(workers, runs, f"{size} rules")
    for worker in workers.values():
        worker.close()
    return Measured(size, firings, times, whole, failed)


def _ready(name: str, log: Path, rules: Rules, events: int) -> tuple[Worker, int]:
    whole = events
    if name not in ALWAYS_WHOLE and events > TRIAL:
        trial = Worker(partial(contender, name, log, rules, TRIAL))
        whole = within(trial.ask(_trial) / TRIAL, events, PATIENCE.get(len(rules), 3.0))
        whole = min(whole, trial.ask(_most) or whole)
        trial.close()
    return Worker(partial(contender, name, log, rules, whole)), whole


def within(each: float, events: int, patience: float) -> int:
    """All events if a run over them takes no longer than that; else a round number of the first.

    >>> within(1e-5, 100_000, 3.0), within(1e-4, 100_000, 3.0), within(0.1, 100_000, 3.0)
    (100000, 20000, 200)
    """
    if each * events <= patience:
        return events
    rounds = (n * 10**zeros for zeros in range(2, 7) for n in (1, 2, 5))
    return min(events, max(n for n in rounds if n <= max(200, SLICE_SECONDS / each)))


def contender(name: str, log: Path, rules: Rules, events: int) -> Contender:
    """The contender of that name, made ready; its module is only read here, in its own process."""
    module, _, made = name.partition(":")
    cls = getattr(import_module(f"benchmarks.contenders.{module}"), made)
    ready: Contender = cls(log, rules, events)
    return ready


def _trial(made: Contender) -> float:
    """How long a run takes when something has been run already."""
    made.run()
    begin = process_time()
    made.run()
    return process_time() - begin


def _most(made: Contender) -> int | None:
    """How many events it is to get at most, if it says so."""
    return getattr(made, "most_events", None)


def _agreed(workers: Mapping[str, Worker], whole: Mapping[str, int], size: int) -> int:
    """Whether all fired the same; how often they did. Ends the benchmark with those who did not."""
    counts = tuple(sorted({*whole.values()}))
    ours = workers[OURS].ask(partial(fired, events=counts))
    for name, worker in workers.items():
        if name in (OURS, FLOOR):
            continue
        tell(f"{size} rules: what does {name} fire?")
        theirs = worker.ask(partial(fired, events=(whole[name],)))[whole[name]]
        wrong = ours[whole[name]].differs(theirs)
        if wrong:
            raise SystemExit(f"benchmarks: {name} does not fire what ours does: {wrong}")
    return int(ours[max(counts)].count)


def fired(made: Contender, events: Sequence[int]) -> dict[int, Firings]:
    """What fires among the first events, for each of these numbers of them."""
    matched = list(made.matched(made.run()))
    return {number: Firings.of(matched, number) for number in events}


# --- telling


def _titles() -> dict[str, tuple[str, str]]:
    found = {}
    for name in FIELD:
        module, _, made = name.partition(":")
        try:
            cls: Any = getattr(import_module(f"benchmarks.contenders.{module}"), made)
        except ImportError:
            continue
        found[name] = (cls.title, cls.includes)
    return found


def _table(measured: Measured) -> Table:
    titles = _titles()
    rows = []
    for name, times in measured.times.items():
        each, spread = measured.each(name), Spread.of(times)
        rows.append([
            titles[name][0], f"{measured.events[name]:,}", f"{each:.2f}", f"{1e6 / each:,.0f}",
            f"{each / measured.each(OURS):.2f}", f"{each / measured.each(FLOOR):.2f}", str(spread),
        ])  # fmt: skip
    for name, why in measured.failed.items():
        rows.append([name, "–", "–", "–", "–", "–", why])
    per_event = measured.firings / measured.events[OURS]
    heads = ("who", "events", "µs an event", "events a second", "times ours", "times the floor",
             "runs, about the median")  # fmt: skip
    return Table(f"{measured.rules} rules; {per_event:.1f} firings an event", heads, rows)


def _legend() -> Table:
    rows = [list(told) for told in _titles().values()]
    return Table("What the times are of", ("who", "the time is that of"), rows, words=2)


def _criteria(measured: Mapping[int, Measured]) -> list[Criterion]:
    main = measured[MAIN]
    found: list[Criterion] = []
    for who, name, durable, floor in (("with", OURS, 15, 5), ("without", UNTRACED, 20, 3.5)):
        ours = f"1. {MAIN} rules, {who} the trace"
        wanted = [(f"{ours}: durable-rules' own API takes times ours", DURABLE, durable)]
        if name == OURS:
            wanted += [
                (f"{ours}: zen-engine, an expression a rule, takes times ours", ZEN, 4),
                (f"{ours}: zen-engine, a decision table, takes times ours", TABLE, 4),
                (
                    f"{ours}: zen-engine, all rules of a kind in one list, takes times ours",
                    LISTED,
                    4,
                ),
                (f"{ours}: the loop written by hand takes times ours", BY_HAND, 1),
            ]
        for what, peer, least in wanted:
            if main.has(peer):
                found.append(Criterion.ratio(what, main.each(peer) / main.each(name), least=least))
        times = main.each(name) / main.each(FLOOR)
        found.append(Criterion.limit(f"{ours}: ours takes times the floor", times, most=floor))
    for who, name in (("with", OURS), ("without", UNTRACED)):
        more = measured[500].each(name) / measured[MAIN].each(name)
        what = f"2. 500 rules take times 100 rules an event, {who} the trace"
        found.append(Criterion.limit(what, more, most=1.5))
    return found
