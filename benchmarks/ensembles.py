"""Ten thousand futures of one process, beside loops that replay its whole log for each of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import attrs
import msgspec

import negotiations as ng
from benchmarks.results import Criterion, Section, Table
from benchmarks.timing import Spread, Worker, interleaved
from benchmarks.workloads.fighting import FIGHTING, Record
from benchmarks.workloads.log import records, write

TITLE = "Ensembles"
EVENTS, DAYS = 2_000, 180
FUTURES = 1_000
NAIVE_FUTURES = 10
A_DAY = 1.0
"""How many events a drawn future has each day."""


def measure(folder: Path, runs: int) -> Section:
    """The section on ensembles; says so where there is no `ng.simulate` yet."""
    if not hasattr(ng, "simulate"):
        return Section(TITLE, "Not run: there is no `ng.simulate` yet.")
    log = write(folder / "ensembles", EVENTS).parent
    workers = {
        "ng.simulate": Worker(partial(Simulated, log)),
        "replay the log, compiled once": Worker(partial(CompiledOnce, log)),
        "read, compile and replay": Worker(partial(ReadEachTime, log)),
    }
    times = interleaved(workers, runs, "ensembles")
    for worker in workers.values():
        worker.close()
    return _section({name: Spread.of(each) for name, each in times.items()}, runs)


@attrs.define
class Simulated:
    """All futures in one call, from a fork of the present."""

    log: Path
    futures: int = FUTURES

    def run(self) -> Any:
        # The signature is the issue's; arrivals None: fitted on the past of the log.
        run = ng.replay(ng.read_log(self.log), ng.read_rules(ng.folder("rules")), keep=False)
        return ng.simulate(run, None, n=self.futures, days=DAYS, seed=1)


@attrs.define
class ReadEachTime:
    """The naive loop: for each future read the rules and the log, and replay it with the future."""

    log: Path
    futures: int = NAIVE_FUTURES

    def run(self) -> list[float | None]:
        read = []
        for number in range(self.futures):
            case, past = ng.read_case(self.log), past_of(self.log)
            whole = [*past, *future(Random(number), past[-1])]
            rules = ng.read_rules(ng.folder("rules"))
            read.append(ng.replay(ng.log_of(case, whole), rules, keep=False).likelihood(90))
        return read


@attrs.define
class CompiledOnce:
    """The better loop: case, past and rules are read once; each future replays the whole log."""

    log: Path
    futures: int = NAIVE_FUTURES

    def run(self) -> list[float | None]:
        case, past = ng.read_case(self.log), past_of(self.log)
        rules = ng.read_rules(ng.folder("rules"))
        return [
            ng.replay(
                ng.log_of(case, [*past, *future(Random(number), past[-1])]), rules, keep=False
            ).likelihood(90)
            for number in range(self.futures)
        ]


def past_of(case: Path) -> list[Record]:
    """The records of a case's log as plain data."""
    lines = (case / "log.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line) for line in lines]


def future(random: Random, last: Record) -> Sequence[Record]:
    """Events drawn for the days after the last record: fighting only, so many a day."""
    start = datetime.fromisoformat(last["known_at"]).astimezone(UTC)
    mix = dict.fromkeys(FIGHTING, 1)
    count = round(random.gauss(DAYS * A_DAY, (DAYS * A_DAY) ** 0.5))
    drawn = records(count, seed=random.getrandbits(32), mix=mix, gap=86400 / A_DAY, start=start)
    return [{**record, "id": f"future-{n}"} for n, record in enumerate(drawn)]


def _section(spreads: dict[str, Spread], runs: int) -> Section:
    futures = dict(zip(spreads, (FUTURES, NAIVE_FUTURES, NAIVE_FUTURES), strict=True))
    rates = {name: futures[name] / spread.middle for name, spread in spreads.items()}
    ours, once, naive = rates.values()
    rows = [
        [name, f"{futures[name]:,}", f"{rates[name]:,.1f}", str(spread)]
        for name, spread in spreads.items()
    ]
    criteria = [
        Criterion.ratio("5. futures a second, times the naive loop's", ours / naive, least=20),
        Criterion.ratio(
            "5. futures a second, times the loop's that compiles once", ours / once, least=3
        ),
    ]
    heads = ("how", "futures", "futures a second", "runs, about the median")
    about = (
        f"Futures of {DAYS} days from the end of a log of {EVENTS:,} events, packaged rules; "
        f"medians of {runs} runs."
    )
    return Section(TITLE, about, [Table("Futures", heads, rows)], criteria)
