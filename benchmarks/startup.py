"""Starting up: `negotiations --help`, and a replay of a seed case, beside an empty Python."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.results import Criterion, Section, Table
from benchmarks.timing import Spread, tell

OURS = str(Path(sys.executable).parent / "negotiations")
COMMANDS: dict[str, Sequence[str]] = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "negotiations --help": (OURS, "--help"),
    "import negotiations": (sys.executable, "-c", "import negotiations"),
    "negotiations replay istanbul-2025": (OURS, "replay", "istanbul-2025"),
}
NOTHING, HELP = "python -c pass", "negotiations --help"
TIMES_AS_OFTEN = 3


def measure(folder: Path, runs: int) -> Section:
    """The section on starting up; each command is run three times as often as a replay is."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    installed = as_installed(folder)
    for command in COMMANDS.values():
        seconds(command, installed)
    for run in range(runs * TIMES_AS_OFTEN):
        tell(f"starting up: run {run + 1}")
        for name, command in COMMANDS.items():
            times[name].append(seconds(command, installed))
    tell("")
    spreads = {name: Spread.of(each) for name, each in times.items()}
    nothing = spreads[NOTHING].middle
    rows = [
        [f"`{name}`", f"{s.middle * 1e3:.0f}", f"{s.middle / nothing:.1f}", str(s)]
        for name, s in spreads.items()
    ]
    heads = ("command", "ms", "times an empty Python", "runs, about the median")
    what = "6. `negotiations --help` takes times an empty Python"
    criteria = [Criterion.limit(what, spreads[HELP].middle / nothing, most=4)]
    about = (
        "Whole commands by the clock on the wall, compiled before as an installer does it; medians "
        f"of {runs * TIMES_AS_OFTEN} runs."
    )
    return Section("Starting up", about, [Table("Commands", heads, rows)], criteria)


def as_installed(folder: Path) -> Mapping[str, str]:
    """An environment that keeps what it compiles: a checkout may never have been compiled."""
    kept = {name: each for name, each in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """How long a command takes, from its start to its end."""
    begin = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return perf_counter() - begin
