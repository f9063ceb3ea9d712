"""Ten thousand futures of one process, beside loops that replay its whole log for each of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, ClassVar, TypeAlias

import attrs
import msgspec
import yaml

import negotiations as ng
from benchmarks.results import Criterion, Section, Table
from benchmarks.timing import Spread, Worker, interleaved

TITLE = "Ensembles"
SEED = "minsk-2014"
DAYS, WINDOW = 180, 90
FUTURES = 500
NAIVE_FUTURES = 5
Record: TypeAlias = dict[str, Any]


def measure(folder: Path, runs: int) -> Section:
    """The section on ensembles."""
    workers = {
        "ng.simulate": Worker(Simulated),
        "replay the log, compiled once": Worker(CompiledOnce),
        "read, compile and replay": Worker(ReadEachTime),
    }
    times = interleaved(workers, runs, "ensembles")
    for worker in workers.values():
        worker.close()
    return _section({name: Spread.of(each) for name, each in times.items()}, runs)


@attrs.define
class Simulated:
    """All futures in one call, from a fork of the present; the past is replayed once for them."""

    futures: int = FUTURES

    def run(self) -> Any:
        log, rules = ng.read_log(ng.seed(SEED)), ng.read_rules(ng.folder("rules"))
        run = ng.replay(log, rules, keep=False)
        return ng.simulate(run, ng.arrivals(log, window=WINDOW), n=self.futures, days=DAYS, seed=1)


@attrs.define
class ReadEachTime:
    """The naive loop: for each future read the rules and the log, and replay it with the future."""

    futures: int = NAIVE_FUTURES

    def run(self) -> list[float | None]:
        read = []
        for number in range(self.futures):
            case, past = ng.read_case(ng.seed(SEED)), past_of(ng.seed(SEED))
            rules = ng.read_rules(ng.folder("rules"))
            read.append(lived(case, past, rules, Random(number)))
        return read


@attrs.define
class CompiledOnce:
    """The better loop: case, past and rules are read once; each future replays the whole log."""

    futures: int = NAIVE_FUTURES

    def run(self) -> list[float | None]:
        case, past = ng.read_case(ng.seed(SEED)), past_of(ng.seed(SEED))
        rules = ng.read_rules(ng.folder("rules"))
        return [lived(case, past, rules, Random(number)) for number in range(self.futures)]


def lived(case: ng.Case, past: list[Record], rules: ng.Rulebook, random: Random) -> float | None:
    """One future, by a replay of all that came before it: the likelihood at its end."""
    drawn, end = future(random, past)
    log = ng.log_of(case, [*past, *drawn], sort=True)
    return ng.replay(log, rules, keep=False, as_of=end).likelihood(90)


class AsWritten(yaml.CSafeLoader):
    """Reads YAML as it is written: a date stays text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, pattern) for tag, pattern in known if not tag.endswith(":timestamp")]
        for first, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def past_of(case: Path) -> list[Record]:
    """The records of a case's logs as plain data."""
    told: list[Record] = yaml.load((case / "log.yaml").read_bytes(), Loader=AsWritten)
    lines = (case / "ucdp.jsonl").read_bytes().splitlines()
    return [*told, *(msgspec.json.decode(line) for line in lines)]


def future(random: Random, past: Sequence[Record]) -> tuple[list[Record], date]:
    """Fighting like that of the last days, as often as then, on days to come; and their end."""
    last = max(known_on(record) for record in past)
    lately = last - timedelta(days=WINDOW)
    recent = [r for r in past if r["kind"] == "ground_fighting" and known_on(r) > lately]
    mean = len(recent) / WINDOW * DAYS
    drawn = []
    for number in range(max(0, round(random.gauss(mean, mean**0.5)))):
        day = (last + timedelta(days=random.randint(1, DAYS))).isoformat()
        like = random.choice(recent)
        drawn.append({**like, "id": f"future-{number}", "occurred": day, "known_at": day})
    return drawn, last + timedelta(days=DAYS)


def known_on(record: Record) -> date:
    """The date on which a record became known."""
    return date.fromisoformat(str(record.get("known_at", record["occurred"]))[:10])


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
        f"Futures of {DAYS} days from the end of the seed case {SEED}, packaged rules; "
        f"medians of {runs} runs."
    )
    return Section(TITLE, about, [Table("Futures", heads, rows)], criteria)
