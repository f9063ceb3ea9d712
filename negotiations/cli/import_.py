"""`negotiations import`: somebody else's data as a log, with an account of every row."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click

from negotiations.cli.files import refused_in_one_line, spare, whole_file
from negotiations.cli.inputs import located
from negotiations.cli.output import Problems
from negotiations.cli.panel import file_to_write
from negotiations.importers import (
    Counts,
    Imported,
    case_skeleton,
    daily,
    gdelt,
    mapping_names,
    plover,
    prices,
    table,
    ucdp,
)
from negotiations.importers.imported import FAIL, SKIP
from negotiations.importers.lags import read_lag
from negotiations.log.cases import CASE_FILE, read_case
from negotiations.problems import Unreadable, one_line

MOST_REASONS = 10
"""Reasons for leaving rows out that are told one by one; the rest are added up."""

F = TypeVar("F", bound=Callable[..., Any])


def lag(ctx: click.Context, param: click.Parameter, value: str | None) -> timedelta | None:
    """Read how long after its last day a row is taken to be known."""
    try:
        return None if value is None else read_lag(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def known_lag(*, required: bool) -> Callable[[F], F]:
    """The option that says when rows became known."""
    return click.option(
        "--known-lag", required=required, callback=lag, metavar="DAYS",
        help="How long after its day a row is taken to be known: 14d, 2 weeks.",
    )  # fmt: skip


def who(command: F) -> F:
    """The option that says who is who."""
    return click.option(
        "--parties", metavar="FILE",
        help="YAML: the names or codes of each party; rows of others are left out.",
    )(command)  # fmt: skip


def what(*, required: bool, also: str = "") -> Callable[[F], F]:
    """The option that says what columns mean."""
    return click.option(
        "--mapping", required=required, metavar="FILE", help=f"YAML: what the columns mean{also}."
    )


def source(command: F) -> F:
    """What every source has: where it is, where its log goes, and what to do with bad rows."""
    parts = (
        click.argument("file"),
        click.option("-o", "--output", required=True, metavar="LOG", callback=file_to_write,
                     help="The log to write, of JSON lines."),
        click.option("--case", metavar="PATH",
                     help="Hold the records against this case: its names, its zone."),
        click.option("--case-out", metavar="DIR",
                     help=f"Draft a {CASE_FILE} with the parties into this folder."),
        click.option("--on-error", type=click.Choice([SKIP, FAIL]), default=SKIP,
                     show_default=True,
                     help="A bad row: leave it out, or write no log."),
    )  # fmt: skip
    for each in reversed(parts):
        command = each(command)
    return command


@click.group()
def command() -> None:
    """Turn somebody else's data into a log of JSON lines.

    Each row becomes an event, is left out for a reason that is told, or is a problem with its line;
    at the end they are added up. Where the source doesn't say when a row became known, --known-lag
    does, and the event is marked as assumed.
    """


@command.command("ucdp")
@source
@known_lag(required=True)
@who
@click.option("--conflict", "conflicts", multiple=True, metavar="ID", help="Only this conflict's.")
@click.option("--dyad", "dyads", multiple=True, metavar="ID", help="Only this dyad's.")
@click.option(
    "--by",
    type=click.Choice(["dyad", "conflict"]),
    help="Say of each event which it is of: a table for `panel --by`, and no log.",
)
def import_ucdp(**given: Any) -> None:
    """UCDP GED and Candidate events (CSV), also as exported by HDX."""
    if given["by"] and given["case_out"]:
        raise click.UsageError("--case-out drafts the case of one log; --by makes a table of many")
    Task.of(given).run(ucdp, given)


@command.command("gdelt")
@source
@who
def import_gdelt(**given: Any) -> None:
    """GDELT event rows, 1.0 and 2.0; known when they were added."""
    Task.of(given).run(gdelt, given)


@command.command("plover")
@source
@known_lag(required=True)
@who
def import_plover(**given: Any) -> None:
    """Events coded by PLOVER (JSON lines, or one array)."""
    Task.of(given).run(plover, given)


@command.command("daily")
@source
@what(required=True, also=f", or one that is there: {', '.join(mapping_names())}")
@known_lag(required=False)
def import_daily(**given: Any) -> None:
    """Daily series of casualties or losses (CSV, JSON), by a mapping."""
    Task.of(given).run(daily, given)


@command.command("table")
@source
@what(required=False, also=f", or one that is there: {', '.join(mapping_names('table'))}")
@known_lag(required=False)
def import_table(**given: Any) -> None:
    """A table whose columns are fields of records (CSV, TSV, JSON)."""
    Task.of(given).run(table, given)


@command.command("prices")
@source
@known_lag(required=True)
@click.option("--instrument", required=True, metavar="NAME", help="What the prices are of.")
@click.option("--unit", metavar="UNIT", help="Their unit, such as USD/bbl or points.")
@click.option("--date-column", default="Date", show_default=True, metavar="COLUMN")
@click.option("--price-column", default="Price", show_default=True, metavar="COLUMN")
def import_prices(**given: Any) -> None:
    """A series of prices, as what they changed by."""
    Task.of(given).run(prices, given)


@attrs.frozen
class Task:
    """What to read, where to write, and what to do with bad rows."""

    file: str
    output: str
    case: str | None
    case_out: str | None
    on_error: str

    @classmethod
    def of(cls, given: dict[str, Any]) -> "Task":
        """Taken out of the options *given*; what is left there is the importer's own."""
        return cls(**{field.name: given.pop(field.name) for field in attrs.fields(cls)})

    def run(self, read: Callable[..., Imported], own: dict[str, Any]) -> None:
        """Import the file, write its log, and say what became of its rows."""
        self._spare(own)
        problems = Problems()
        made = self._read(read, own, problems)
        for remark in made.remarks:
            problems.warn(remark)
        draft = None if self.case_out is None else self._draft(made, Path(self.case_out))
        with whole_file(self.output) as log:
            log.writelines(made.lines())
        for line in account(made.counts, self.output):
            click.echo(one_line(line), err=True)
        if draft is not None:
            click.echo(f"the draft of a case is in {draft}", err=True)
        if made.counts.problems:
            raise click.exceptions.Exit(1)

    def _spare(self, own: dict[str, Any]) -> None:
        """Refuse to write over what is read, or over a case that is there."""
        read = [self.file, *(own[name] for name in ("parties", "mapping") if own.get(name))]
        if self.case is not None:
            read.append(str(located(self.case) / CASE_FILE))
        draft = (
            {} if self.case_out is None else {"--case-out": str(Path(self.case_out) / CASE_FILE)}
        )
        spare(map(Path, read), {"--output": self.output, **draft}, stdin=False)
        if self.case_out is not None and (Path(self.case_out) / CASE_FILE).exists():
            raise click.UsageError(f"--case-out would write over the case in {self.case_out}")

    def _read(
        self, read: Callable[..., Imported], own: dict[str, Any], problems: Problems
    ) -> Imported:
        case = None if self.case is None else read_case(located(self.case))
        tell = problems.tell if self.on_error == SKIP else None
        try:
            return read(self.file, case=case, on_error=self.on_error, on_problem=tell, **own)
        except Unreadable:
            raise
        except ValueError as error:
            raise click.UsageError(str(error)) from None

    def _draft(self, made: Imported, folder: Path) -> Path:
        """Write the skeleton of a case; where that is."""
        log = os.path.relpath(self.output, folder)
        try:
            text = case_skeleton(made, folder.resolve().name, log)
        except ValueError as error:
            raise click.ClickException(f"no case is drafted: {error}") from None
        with refused_in_one_line(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)
        with whole_file(str(folder / CASE_FILE)) as file:
            file.write(text.encode())
        return folder / CASE_FILE


def account(counts: Counts, log: str) -> Iterator[str]:
    """What became of every row, in lines that add up."""
    yield (
        f"{counted(counts.rows, 'row')} = {counted(counts.headers, 'header')} + {counts.taken:,} "
        f"taken + {counts.left_out:,} left out + {counts.refused:,} refused"
    )
    yield f"{counted(counts.events, 'event')} in {log}, {counted(counts.problems, 'problem')}"
    if counts.assumed:
        yield f"when {counts.assumed:,} of them became known is assumed"
    told = counts.reasons.most_common(MOST_REASONS)
    for reason, number in told:
        yield f"left out {number:,}: {reason}"
    rest = counts.reasons.total() - sum(number for _, number in told)
    if rest:
        others = len(counts.reasons) - len(told)
        yield f"left out {rest:,}: for {others:,} other reasons"


def counted(number: int, name: str) -> str:
    """How many of a thing.

    >>> counted(1, "row"), counted(2000, "row")
    ('1 row', '2,000 rows')
    """
    return f"{number:,} {name}{'' if number == 1 else 's'}"
