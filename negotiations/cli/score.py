"""`negotiations score`: how good the forecasts of a table were, beside honest baselines."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import click

from negotiations.cli.files import spare, whole_file
from negotiations.cli.output import print_lines
from negotiations.forecast.frame_columns import day, is_nothing, number
from negotiations.forecast.score_frames import Columns, columns_for, score_frame
from negotiations.forecast.scoring import DRAWS, MOST_BINS, MOST_DRAWS
from negotiations.panels.readers import BadRow, header, rows
from negotiations.panels.tables import Table, pieces_of, tables_at
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable
from negotiations.report.lines import Line, line

PICTURES = (".svg", ".png")


@attrs.frozen
class Told:
    """A table in memory: its columns, and the number of each row."""

    table: Table
    columns: dict[str, list[Any]]
    numbers: list[int]


def picture(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Read where a picture goes; its ending tells its form."""
    if value is not None and Path(value).suffix not in PICTURES:
        raise click.BadParameter(f"name a file that ends in {' or '.join(PICTURES)}")
    return value


@click.command()
@click.argument("file")
@click.option("--forecast", metavar="COLUMN", help="By default each p_QUESTION_DAYS there is.")
@click.option("--outcome", metavar="COLUMN", help="By default outcome_QUESTION_DAYS beside it.")
@click.option(
    "--horizon",
    type=click.IntRange(1),
    metavar="DAYS",
    help="How far it looks ahead; by default as the column's name says.",
)
@click.option(
    "--against",
    multiple=True,
    metavar="COLUMN",
    help="Other forecasts to compare with, a market or a crowd; repeatable.",
)
@click.option("--process", metavar="COLUMN", help="Tells processes apart; by default process.")
@click.option("--date", metavar="COLUMN", help="When a row was known; by default end, or start.")
@click.option(
    "--phase", metavar="COLUMN", help="A baseline is the rate of each phase; by default talks."
)
@click.option(
    "--time",
    nargs=2,
    metavar="DAYS CAME",
    help="Columns of the days to the onset and whether it came, for the CRPS.",
)
@click.option(
    "--base",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    metavar="P",
    help="A base rate that was known before; by default the rows' own.",
)
@click.option(
    "--bins",
    type=click.IntRange(1, MOST_BINS),
    default=5,
    show_default=True,
    metavar="N",
    help="Bins of the reliability table.",
)
@click.option(
    "--level",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.9,
    show_default=True,
    metavar="P",
    help="The level of the intervals.",
)
@click.option(
    "--draws",
    type=click.IntRange(0, MOST_DRAWS),
    default=DRAWS,
    show_default=True,
    metavar="N",
    help="Draws of the bootstrap; 0 for no intervals.",
)
@click.option(
    "--plot",
    callback=picture,
    metavar="FILE",
    help="Draw how often forecasts came true by how probable they were said to be, as .svg or .png "
    "(needs matplotlib).",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="N",
    help="The same seed gives the same draws.",
)
def command(
    file: str,
    forecast: str | None,
    outcome: str | None,
    horizon: int | None,
    against: tuple[str, ...],
    process: str | None,
    date: str | None,
    phase: str | None,
    time: tuple[str, str] | None,
    plot: str | None,
    **options: Any,
) -> None:
    """Score the forecasts in FILE (CSV, TSV, JSON lines or Parquet) by the outcomes beside them.

    Rows without an outcome are left out and counted. Windows that overlap share their outcome, so
    each figure stands beside how many outcomes are independent.
    """
    named: dict[str, Any] = {
        "forecast": forecast, "outcome": outcome, "horizon": horizon, "against": against,
        "process": process, "date": date, "phase": phase, "time": time,
    }  # fmt: skip
    spare([Path(file)], {} if plot is None else {"--plot": plot}, stdin=False)
    draw = None if plot is None else drawer()
    try:
        told = table_at(file, lambda names: columns_for(names, **named))
        card = score_frame(told.columns, **named, **options)
    except Unreadable:
        raise
    except ValueError as error:
        raise click.ClickException(f"{file}: {error}") from None
    if plot is not None and draw is not None:
        with whole_file(plot) as stream:
            draw(card.scores, stream, Path(plot).suffix[1:])
    print_lines(_page(card.lines()))


def drawer() -> Any:
    """What draws scores to a file. Raises UsageError where matplotlib is not installed."""
    try:
        return import_module("negotiations.forecast.plots").draw_reliability
    except ImportError:
        what = "--plot needs matplotlib: pip install 'negotiations[forecast]'"
        raise click.UsageError(what) from None


def table_at(file: str, columns: Callable[[tuple[str, ...]], Columns]) -> Told:
    """The columns of a table that a score reads; raises Unreadable with all its bad rows.

    *columns* says which these are, of all its names; what it raises is raised here.
    """
    tables = tables_at([file])
    if len(tables) != 1:
        raise click.UsageError(f"one table is scored at a time; {file} names {len(tables)}")
    [table] = tables
    names = header(table)
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        place = Place(table.path)
        raise Unreadable(Problem(place, f"the column {name!r} stands twice") for name in twice)
    read = None if names is None else columns(tuple(names))
    kept = None if read is None else read.names
    found, wrong, numbers = [], [], []
    for piece in pieces_of(tables)[1]:
        for row in rows(table, piece):
            if isinstance(row, BadRow):
                wrong.append(Problem(table.place(row.number, row.column), row.what))
            else:
                numbers.append(row.number)
                found.append(row.cells if kept is None else tuple(map(row.cells.get, kept)))
    if wrong:
        raise Unreadable(wrong)
    told = _told(table, kept, found, numbers)
    bad = list(problems(told, read or columns(tuple(told.columns))))
    if bad:
        raise Unreadable(bad)
    return told


def _told(table: Table, kept: Sequence[str] | None, found: list[Any], numbers: list[int]) -> Told:
    """Rows as columns: those that were *kept*, or of each row its own."""
    if kept is None:
        names = dict.fromkeys(name for cells in found for name in cells)
        return Told(table, {name: [each.get(name) for each in found] for name in names}, numbers)
    cells = zip(*found, strict=True) if found else [()] * len(kept)
    return Told(table, dict(zip(kept, map(list, cells), strict=True)), numbers)


def problems(told: Told, columns: Columns) -> Iterator[Problem]:
    """Cells that can't be scored, each with its place."""
    outcomes = {each.outcome for each in columns.asked}
    forecasts = {name for each in columns.asked for name in (each.forecast, *each.against)}
    for name in columns.of_numbers:
        check = _outcome if name in outcomes else _probability if name in forecasts else number
        yield from _wrong(told, name, check)
    if columns.date is not None:
        yield from _wrong(told, columns.date, day)
    if columns.until is not None:
        yield from _wrong(told, columns.until, _day_or_nothing)


def _wrong(told: Told, name: str, check: Callable[[Any], float]) -> Iterator[Problem]:
    for where, cell in zip(told.numbers, told.columns[name], strict=True):
        try:
            check(cell)
        except (TypeError, OverflowError) as error:
            yield Problem(told.table.place(where), f"{name}: {error}")


def _day_or_nothing(cell: Any) -> float:
    return math.nan if is_nothing(cell) else day(cell)


def _probability(cell: Any) -> float:
    found = number(cell)
    if found < 0 or found > 1:
        raise TypeError(f"{found:g} is no probability from 0 to 1")
    return found


def _outcome(cell: Any) -> float:
    found = number(cell)
    if found == found and found not in (0, 1):
        raise TypeError(f"{found:g} is no outcome; 1, 0, or nothing while unknown")
    return found


def _page(lines: Iterator[str]) -> Iterator[Line]:
    for each in lines:
        yield line(each, hang=2)
