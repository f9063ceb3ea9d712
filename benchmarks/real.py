"""The packaged rulebook, on a real case and on a long log made in the shape of one."""

from pathlib import Path

import negotiations as ng
from benchmarks.replays import table
from benchmarks.results import Section
from benchmarks.workloads.log import WITH_CEASEFIRES, write


def measure(folder: Path, events: int, runs: int) -> Section:
    """The section on the packaged rulebook."""
    rules = ng.folder("rules")
    works = {
        "Minsk 2014–15": (ng.seed("minsk-2014"), rules),
        "Istanbul 2025": (ng.seed("istanbul-2025"), rules),
        "made log with ceasefires": (
            write(folder / "real", events, mix=WITH_CEASEFIRES).parent,
            rules,
        ),
    }
    about = (
        f"The rules that travel with the package: phases, windows, conclusions, standing terms. "
        f"Medians of {runs} runs."
    )
    return Section("A real rulebook", about, [table(works, runs, "Ours, the whole job")])
