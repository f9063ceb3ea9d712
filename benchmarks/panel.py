"""A panel of a thousand processes: two workers beside one, and whether their bytes are the same."""

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks.results import Criterion, Section, Table
from benchmarks.timing import Spread, tell
from benchmarks.workloads.log import records
from benchmarks.workloads.rule_files import write_rules
from benchmarks.workloads.rules import rulebook

TITLE = "Panels"
PROCESSES, EACH = 1_000, 200
RULES = 100


def measure(folder: Path, runs: int) -> Section:
    """The section on panels; says so where the command is not there yet."""
    if not available():
        return Section(TITLE, "Not run: there is no `negotiations panel` yet.")
    events = write_events(folder / "panel.jsonl")
    rules = write_rules(folder / "panel-rules", rulebook(RULES))
    times: dict[int, list[float]] = {1: [], 2: []}
    digests = set()
    for run in range(runs):
        for workers in times:
            tell(f"panel: run {run + 1} of {runs}, {workers} workers")
            output = folder / f"panel-{workers}.parquet"
            output.unlink(missing_ok=True)
            times[workers].append(seconds(events, rules, output, workers))
            digests.add(sha256(output.read_bytes()).hexdigest())
    tell("")
    return _section({workers: Spread.of(each) for workers, each in times.items()}, digests, runs)


def available() -> bool:
    """Whether the command is there."""
    asked = [sys.executable, "-m", "negotiations", "panel", "--help"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def write_events(path: Path) -> Path:
    """One table of events, each of them with the dyad that it belongs to, in order of time."""
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as file:
        file.writelines(encode(record) + b"\n" for record in _events())
    return path


def _events() -> Iterator[dict[str, object]]:
    gap = 3 * 365 * 86400 / (PROCESSES * EACH)
    for number, record in enumerate(records(PROCESSES * EACH, gap=gap)):
        yield {**record, "dyad": f"dyad-{number * 7919 % PROCESSES:04d}"}


def seconds(events: Path, rules: Path, output: Path, workers: int) -> float:
    """How long the command takes, by the clock on the wall: its workers run side by side."""
    command = ["panel", str(events), "--by", "dyad", "--rules", str(rules)]
    options = ["-o", str(output), "--workers", str(workers)]
    begin = perf_counter()
    words = [sys.executable, "-m", "negotiations", *command, *options]
    subprocess.run(words, check=True, capture_output=True)
    return perf_counter() - begin


def _section(spreads: dict[int, Spread], digests: set[str], runs: int) -> Section:
    rows = [
        [str(workers), f"{s.middle:.2f}", f"{PROCESSES / s.middle:,.0f}", str(s)]
        for workers, s in spreads.items()
    ]
    heads = ("workers", "seconds", "processes a second", "runs, about the median")
    alike = "one" if len(digests) == 1 else f"{len(digests)}"
    criteria = [
        Criterion.ratio(
            "4. two workers are times as quick as one",
            spreads[1].middle / spreads[2].middle,
            least=1.7,
        ),
        Criterion("4. different bytes among all outputs", "one", alike, len(digests) == 1),
    ]
    about = (
        f"{PROCESSES:,} processes of {EACH} events each from one table, {RULES} rules; by the "
        f"clock on the wall, medians of {runs} runs."
    )
    return Section(TITLE, about, [Table("`negotiations panel`", heads, rows)], criteria)
