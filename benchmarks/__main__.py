"""`python -m benchmarks`: run the benchmarks, print what they gave, and write `RESULTS.md`."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks import ensembles, growth, matching, panel, real, scenarios, startup, windows
from benchmarks.results import PAGE, Section, page
from benchmarks.timing import Failed

LONG = "growth"
SCENARIOS = 500


def suites(
    events: int, runs: int, long_events: int, features: int
) -> dict[str, Callable[[Path], Section]]:
    """What can be run, in the order of the page."""
    return {
        "matching": partial(matching.measure, events=events, runs=runs),
        "windows": partial(windows.measure, events=events, runs=runs),
        "real": partial(real.measure, events=events, runs=runs),
        LONG: partial(growth.measure, events=long_events),
        "panel": partial(panel.measure, runs=runs),
        "ensembles": partial(ensembles.measure, runs=runs),
        "scenarios": partial(scenarios.measure, runs=runs, scenarios=features),
        "startup": partial(startup.measure, runs=runs),
    }


NAMES = tuple(suites(0, 0, 0, 0))


@click.command()
@click.option("--runs", default=7, show_default=True, help="How often each runs.")
@click.option("--events", default=100_000, show_default=True, help="How long the made logs are.")
@click.option("--long-events", default=5_000_000, show_default=True, help="That of growth.")
@click.option("--only", type=click.Choice(NAMES), multiple=True, help="Run this one, or these.")
@click.option("--long", is_flag=True, help="Run growth as well.")
@click.option("--quick", is_flag=True, help="Small logs and few runs, to see that all works.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=None,
              help="The page; benchmarks/RESULTS.md unless --quick.")  # fmt: skip
def main(
    runs: int, events: int, long_events: int, only: tuple[str, ...], long: bool, quick: bool,
    output: Path | None,
) -> None:  # fmt: skip
    """Run ours and the peers in turn; print tables, and write them into the page of results."""
    if quick:
        runs, events, long_events = min(runs, 3), min(events, 2000), min(long_events, 20_000)
    chosen = only or tuple(name for name in NAMES if long or quick or name != LONG)
    every = suites(events, runs, long_events, 20 if quick else SCENARIOS)
    sections = []
    with TemporaryDirectory() as folder:
        for name in chosen:
            try:
                sections.append(every[name](Path(folder)))
            except Failed as error:
                raise click.ClickException(f"{name}: {error}") from None
            print("\n".join(sections[-1].lines()), flush=True)
    output = output or (None if quick else PAGE)
    if output is not None:
        before = output.read_text() if output.exists() else ""
        output.write_text(page(sections, before))


if __name__ == "__main__":
    sys.exit(main())
