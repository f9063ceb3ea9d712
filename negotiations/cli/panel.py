"""`negotiations panel`: a table of events that holds many processes, as a row for each period."""

import os
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import attrs
import click

from negotiations.cli.files import spare, whole_file
from negotiations.cli.inputs import STDIN, located, moment
from negotiations.cli.output import Problems
from negotiations.cli.progress import Steps
from negotiations.cli.replay import Policy, policy, told_apart
from negotiations.log.cases import CASE_FILE
from negotiations.packaged import folder
from negotiations.panels.calendar import FREQUENCIES
from negotiations.panels.running import BadRow, OnBadRow, panel
from negotiations.panels.tables import tables_at
from negotiations.panels.templates import template_at
from negotiations.rulebook.reading import rule_files


@attrs.define
class Aside:
    """Hears of bad rows: tells what is wrong, and keeps their text if asked to."""

    keep: IO[bytes] | None = None
    problems: Problems = attrs.field(factory=Problems)

    def hear(self, row: BadRow) -> None:
        self.problems.tell_all(row.problems)
        if self.keep is not None:
            self.keep.write(row.raw)


def names(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Read names with commas between them."""
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


def file_to_write(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Read where the panel goes: a file in a folder that is there."""
    there = Path(value)
    is_file = there.is_file() or not os.path.lexists(there)
    if value in ("", STDIN) or not is_file or not there.parent.is_dir():
        raise click.BadParameter("name a file to write to, in a folder that is there")
    return value


@click.command()
@click.argument("events", nargs=-1, required=True)
@click.option(
    "--by",
    required=True,
    callback=names,
    metavar="COLUMN,…",
    help="The columns that tell processes apart.",
)
@click.option("--rules", metavar="DIR", help="The rulebook; by default the packaged one.")
@click.option(
    "--case",
    metavar="PATH",
    help="A template for the case of each process: base rates, zone, issues …",
)
@click.option(
    "--freq",
    type=click.Choice(FREQUENCIES),
    default="week",
    show_default=True,
    help="How long a period is; weeks run from Monday to Sunday.",
)
@click.option("--until", metavar="T", help="Know nothing later, and end with the periods by then.")
@click.option("--outcomes", is_flag=True, help="Also what came of each row, as far as it is known.")
@click.option(
    "--covers",
    metavar="T",
    help="The table is complete up to then, even where a process ends earlier; so an outcome "
    "can be no.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    callback=file_to_write,
    help="The Parquet file to write.",
)
@click.option("--ignore", callback=names, metavar="COLUMN,…", help="Columns to leave out.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="Processes to work in; by default one for each core.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Work on the cluster of this dask scheduler instead."
)
@click.option("--on-error", default="stop", callback=policy, show_default=True,
              metavar="stop|skip|quarantine=FILE",
              help="A bad row: stop, leave it out, or set it aside in FILE.")  # fmt: skip
def command(
    events: tuple[str, ...],
    by: tuple[str, ...],
    rules: str | None,
    case: str | None,
    freq: str,
    until: str | None,
    outcomes: bool,
    covers: str | None,
    output: str,
    ignore: tuple[str, ...],
    workers: int | None,
    scheduler: str | None,
    on_error: Policy,
) -> None:
    """Replay every process of a table of events, and write a row for each process and period.

    EVENTS are CSV, TSV, JSON lines or Parquet, or globs of them; each row is a record of a log,
    with the columns that `negotiations kinds` shows. Cells of lists are written a;b. A row holds
    what was known when its period ended; columns named outcome_… what came later. Stopped at any
    moment and started again, it goes on where it was.
    """
    book = rules or str(folder("rules"))
    template = template_at(None if case is None else located(case))
    at = None if until is None else moment(until, template.case, "--until")
    vouched = None if covers is None else moment(covers, template.case, "--covers")
    if covers is not None and not outcomes:
        raise click.UsageError("--covers is about outcomes; ask for --outcomes as well")
    with ExitStack() as files:
        targets = {"--output": output, "--on-error": on_error.file}
        named = {option: file for option, file in targets.items() if file is not None}
        spare(_read(events, case, book), named, stdin=False)
        aside = Aside()
        heard: OnBadRow | None = None if on_error.word == "stop" else aside.hear
        aside.keep = files.enter_context(whole_file(on_error.file)) if on_error.file else None
        if not template.case.bases:
            click.echo("no base rate, so no likelihood: give one in a --case", err=True)
        told = files.enter_context(Steps())
        executor = files.enter_context(cluster(scheduler)) if scheduler else None
        files.enter_context(lost_in_one_line())
        made = panel(
            events, by, output, book, case=template, freq=freq, until=at, outcomes=outcomes,
            covers=vouched, ignore=ignore, on_bad_row=heard, executor=executor, workers=workers,
            progress=told.tell,
        )  # fmt: skip
    click.echo(f"{made.rows:,} rows on {made.processes:,} processes in {output}", err=True)
    if made.left_out:
        told_apart(made.left_out, on_error.file)


def _read(events: tuple[str, ...], case: str | None, rules: str) -> Iterator[Path]:
    """The files that are read."""
    yield from (Path(table.file) for table in tables_at(events))
    yield from rule_files(Path(rules))
    if case is not None:
        where = located(case)
        yield where / CASE_FILE if where.is_dir() else where


@contextmanager
def lost_in_one_line() -> Iterator[None]:
    """A worker that is gone, for want of memory maybe, is told as a ClickException."""
    try:
        yield
    except BrokenExecutor:
        what = "a worker was lost, for want of memory maybe; start again, and it goes on from here"
        raise click.ClickException(what) from None


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of a dask cluster. Raises UsageError where dask is not installed."""
    try:
        connect: Any = import_module("distributed").Client
    except ImportError:
        what = "--scheduler needs dask: pip install 'negotiations[scale]'"
        raise click.UsageError(what) from None
    try:
        client = connect(address, timeout="5s")
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{address}: no dask scheduler answers: {error}") from None
    with client:
        yield client.get_executor(pure=False)
