"""Windows, trends, silences and chains of conclusions: ours, with and without the trace."""

from pathlib import Path

from benchmarks.replays import table
from benchmarks.results import Section
from benchmarks.workloads.log import write
from benchmarks.workloads.window_rules import RULES, write_window_rules


def measure(folder: Path, events: int, runs: int) -> Section:
    """The section on windows."""
    log = write(folder / "windows", events).parent
    rules = write_window_rules(folder / "window-rules")
    about = (
        f"{len(RULES)} rules that count, sum and compare whole days of the past, wait for "
        f"silences, and draw conclusions that others read; no peer has them. The state at the end "
        f"is the same with and without the trace. Medians of {runs} runs."
    )
    works = {f"made log, {len(RULES)} rules": (log, rules)}
    return Section("Windows and conclusions", about, [table(works, runs, "Ours, the whole job")])
