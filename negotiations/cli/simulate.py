"""`negotiations simulate`: many futures of a process, and what became of them."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from math import inf
from typing import IO

import click

from negotiations.cli.files import spare, whole_file
from negotiations.cli.inputs import STDIN, files_read, log_at, moment, rules_at
from negotiations.cli.output import printer
from negotiations.cli.progress import counted
from negotiations.cli.replay import written_to
from negotiations.futures.arrivals import Arrivals
from negotiations.futures.ensemble import Ensemble
from negotiations.futures.fitting import WINDOW, arrivals_of
from negotiations.futures.simulating import MOST_DAYS, simulate
from negotiations.replaying import Replay
from negotiations.report.futures import csv, futures, jsonl
from negotiations.runs import run_of
from negotiations.trace import Trace

EXPORTS: dict[str, Callable[[Ensemble], Iterator[str]]] = {"jsonl": jsonl, "csv": csv}
POSITIVE = click.IntRange(min=1)
LASTING = click.FloatRange(min=0, min_open=True)


def cores() -> int:
    """How many cores this process may use."""
    asked = getattr(os, "sched_getaffinity", None)
    return len(asked(0)) if asked else os.cpu_count() or 1


def rates(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, float]:
    """Read STREAM=RATE; raises BadParameter for anything else."""
    found: dict[str, float] = {}
    for value in values:
        name, _, rate = value.rpartition("=")
        try:
            found[name] = float(rate)
        except ValueError:
            name = ""
        if not name:
            what = f"write STREAM=RATE, with the rate as a number a day, not {value!r}"
            raise click.BadParameter(what)
    return found


@click.command()
@click.argument("path")
@click.option(
    "--rules", metavar="DIR", help="The rulebook; by default the case's, or the packaged one."
)
@click.option("--case", metavar="PATH", help="The case, where the log has none beside it.")
@click.option("--as-of", metavar="T", help="The present: know only what was known by then.")
@click.option(
    "-n",
    "many",
    type=POSITIVE,
    default=10_000,
    show_default=True,
    metavar="N",
    help="How many futures.",
)
@click.option(
    "--days",
    type=click.IntRange(1, MOST_DAYS),
    default=180,
    show_default=True,
    metavar="N",
    help="How many days each has.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="N",
    help="The same seed gives the same futures.",
)
@click.option(
    "--window",
    type=LASTING,
    default=WINDOW,
    show_default=True,
    metavar="DAYS",
    help="Rates are those of so many days.",
)
@click.option(
    "--half-life",
    type=LASTING,
    metavar="DAYS",
    help="Within the window, let what is older weigh less.",
)
@click.option(
    "--rate",
    "given",
    multiple=True,
    metavar="STREAM=RATE",
    callback=rates,
    help="Another rate a day for a stream; repeatable.",
)
@click.option(
    "--workers",
    type=POSITIVE,
    metavar="N",
    help="Processes; by default one for each core. They change nothing but the time.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", *EXPORTS]),
    default="table",
    show_default=True,
    help="For people, or every number as data.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    callback=written_to,
    help="Write to a file, in one go at the end.",
)
def command(
    path: str,
    rules: str | None,
    case: str | None,
    as_of: str | None,
    many: int,
    days: int,
    seed: int,
    window: float,
    half_life: float | None,
    given: dict[str, float],
    workers: int | None,
    form: str,
    output: str | None,
) -> None:
    """Draw futures of the process at PATH, each through the rules, and tell what became of them.

    Records arrive at the rates of the recent past; when a ceasefire begins, or collapses, is drawn
    from each future's own hazard. p_simulated is the share of futures in which it came about,
    p_frozen the present reading, if no more becomes known.
    """
    log = log_at(path, case=case)
    targets = {} if output is None else {"--output": output}
    spare(files_read(path, log.case, case, rules), targets, stdin=path == STDIN)
    at = None if as_of is None else moment(as_of, log.case)
    driven = Replay(log, rules_at(rules, path), as_of=at, keep=False)
    driven.drive()
    arrivals = arriving(driven, window, half_life or inf, given)
    try:
        with counted(many, "futures") as told:
            ensemble = simulate(
                run_of(driven, Trace()), arrivals, many, days, seed,
                workers=min(workers or cores(), many), told=told,
            )  # fmt: skip
    except ValueError as error:
        raise click.ClickException(f"{path}: {error}") from None
    except BrokenExecutor:
        raise click.ClickException("a worker was ended before its time") from None
    show(ensemble, form, output)


def arriving(driven: Replay, window: float, half_life: float, given: dict[str, float]) -> Arrivals:
    """What arrives by the log's own past, with the rates that are given instead."""
    now = driven.as_of or driven.last
    if now is None:
        return Arrivals()
    try:
        fitted = arrivals_of(
            driven.reading, driven.revisions, now, window=window, half_life=half_life
        )
        return fitted.at(given)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def show(ensemble: Ensemble, form: str, output: str | None) -> None:
    """Write what became of the futures."""
    if output is None:
        _put(ensemble, form, None)
        return
    with whole_file(output) as to:
        _put(ensemble, form, to)


def _put(ensemble: Ensemble, form: str, to: IO[bytes] | None) -> None:
    if form == "table":
        put = printer(to)
        for each in futures(ensemble):
            put(each)
        return
    stream = to or sys.stdout.buffer
    for text in EXPORTS[form](ensemble):
        stream.write(text.encode() + b"\n")
