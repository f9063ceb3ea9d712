"""`negotiations frame`: what was known of processes in each period, and what came of it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import attrs
import click

from negotiations.cli.files import spare, whole_file
from negotiations.cli.inputs import STDIN, files_read, log_at, moment, rules_at
from negotiations.cli.replay import written_to
from negotiations.forecast.arrow import Batch, rows_in, write_parquet
from negotiations.forecast.frames import Making, making
from negotiations.log.reading import Log
from negotiations.outcomes.questions import check_horizon
from negotiations.panels.calendar import FREQUENCIES
from negotiations.report.exports import csv_of

SUFFIXES = (".parquet", ".csv")


def output_file(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Read where the frame goes, which tells its form."""
    file = written_to(ctx, param, value)
    if file is not None and Path(file).suffix not in SUFFIXES:
        raise click.BadParameter(f"name a file that ends in {' or '.join(SUFFIXES)}")
    return file


def days_ahead(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> tuple[int, ...] | None:
    """Read horizons: whole days with commas between them."""
    if value is None:
        return None
    words = [word.strip() for word in value.split(",")]
    if not all(word.isdecimal() and len(word) < 6 for word in words):
        raise click.BadParameter(f"horizons are days, such as 30,90, not {value!r}")
    try:
        for word in words:
            check_horizon(int(word))
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    return tuple(map(int, words))


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--rules", metavar="DIR", help="The rulebook; by default the packaged one, or that "
              "beside the first case.")  # fmt: skip
@click.option("--case", metavar="PATH", help="The case of logs that have none beside them; each is "
              "a process with the name of its file.")  # fmt: skip
@click.option("--freq", type=click.Choice(FREQUENCIES), default="week", show_default=True,
              help="How long a period is; weeks run from Monday to Sunday.")  # fmt: skip
@click.option("--as-of", metavar="T", help="Know nothing later: neither rows nor outcomes.")
@click.option("--from", "start", metavar="T", help="Begin with the period that holds it.")
@click.option("--until", "end", metavar="T", help="End with the periods that are over by then.")
@click.option("--horizons", metavar="DAYS,…", callback=days_ahead,
              help="How far ahead; by default as the cases say.")  # fmt: skip
@click.option("--covers", metavar="T", help="The logs are complete up to then, even where they "
              "end earlier; so an outcome can be no.")  # fmt: skip
@click.option("--outcomes/--no-outcomes", default=True, show_default=True,
              help="What came of it, in columns of its own.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", callback=output_file,
              help="Write FILE.parquet or FILE.csv instead of CSV on stdout.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1), metavar="N",
              help="Processes to work in; by default one for each core.")  # fmt: skip
def command(
    paths: tuple[str, ...],
    rules: str | None,
    case: str | None,
    output: str | None,
    workers: int | None,
    **options: Any,
) -> None:
    """Make a table for forecasters: one row for each process and period, of what was known then.

    Columns named outcome_… tell what came later, and since when one can know it; all others are
    free of hindsight, but for the flags that say where it comes in. Empty means unknown, or not
    asked. ng.columns() in Python says what each column means.
    """
    if STDIN in paths:
        raise click.UsageError("a frame reads its logs twice, so it can't be of standard input")
    logs = [log_at(path, case=case) for path in paths]
    if case is not None:
        logs = [_named(log, path) for log, path in zip(logs, paths, strict=True)]
    for option in ("as_of", "start", "end", "covers"):
        _check_time(options[option], logs[0], option)
    if output is not None:
        read = (f for path, log in zip(paths, logs, strict=True)
                for f in files_read(path, log.case, case, rules))  # fmt: skip
        spare(read, {"--output": output}, stdin=False)
    book = rules_at(rules, paths[0])
    with making(logs, book, workers=workers, **options) as made:
        count = _written(made, output)
    told = made.fingerprint
    whose = f"{len(logs):,} process{'es' if len(logs) > 1 else ''}"
    digests = f"logs {told['logs'][:12]}, rules {told['rules'][:12]}"
    click.echo(f"{count:,} rows on {whose}; {digests}", err=True)


def _named(log: Log, path: str) -> Log:
    """A log whose process is called as its file."""
    return attrs.evolve(log, case=attrs.evolve(log.case, id=Path(path).stem))


def _check_time(text: str | None, log: Log, option: str) -> None:
    if text is not None:
        names = {"start": "--from", "end": "--until"}
        moment(text, log.case, names.get(option, f"--{option.replace('_', '-')}"))


def _written(made: Making, output: str | None) -> int:
    """Write the rows as they come; how many they are."""
    if output is None:
        return _print_csv(made, sys.stdout.buffer)
    with whole_file(output) as stream:
        if output.endswith(".parquet"):
            return write_parquet(made.batches(), made.schema, stream)
        return _print_csv(made, stream)


def _print_csv(made: Making, to: IO[bytes]) -> int:
    counted = Counted(made.batches())
    for text in csv_of(made.maker.plan.names, rows_in(counted)):
        to.write(text.encode() + b"\n")
    return counted.rows


@attrs.define
class Counted:
    """Batches, whose rows are counted as they pass."""

    batches: Iterator[Batch]
    rows: int = 0

    def __iter__(self) -> Iterator[Batch]:
        for each in self.batches:
            self.rows += each.num_rows
            yield each
