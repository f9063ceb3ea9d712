"""`negotiations fit`: weights learnt from the logs of many processes, or why they can't be."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from negotiations.cli.inputs import log_at, moment, rules_folder
from negotiations.cli.output import print_lines
from negotiations.forecast.fitted import Fit
from negotiations.forecast.fitting import SD, fit
from negotiations.forecast.hazards import History
from negotiations.forecast.histories import histories_of
from negotiations.packaged import folder
from negotiations.problems import Unreadable
from negotiations.report.lines import Line, line
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import read_rules


def grid(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[str, tuple[float, ...]]:
    """Read NAME=NUMBER,…; raises BadParameter for anything else."""
    found: dict[str, tuple[float, ...]] = {}
    for value in values:
        name, _, numbers = value.partition("=")
        try:
            found[name] = tuple(float(each) for each in numbers.split(","))
        except ValueError:
            what = f"write NAME=NUMBER, or several with commas between them, not {value!r}"
            raise click.BadParameter(what) from None
    return found


def new_folder(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Read where a rulebook goes: a folder that isn't there yet, in one that is."""
    if value is not None and (os.path.lexists(value) or not Path(value).parent.is_dir()):
        raise click.BadParameter("name a new folder, in one that is there")
    return value


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--rules", metavar="DIR", help="The rulebook; by default the packaged one.")
@click.option(
    "--free",
    multiple=True,
    metavar="RULE",
    help="A rule whose weight may move; repeatable. By default each that fired.",
)
@click.option(
    "--sd",
    type=click.FloatRange(min=0, min_open=True),
    default=SD,
    show_default=True,
    metavar="NATS",
    help="How far the experts may well be out.",
)
@click.option(
    "--half-life",
    "half_lives",
    multiple=True,
    callback=grid,
    metavar="NAME=DAYS,…",
    help="Half-lives to try for a rule or group; repeatable.",
)
@click.option(
    "--cap",
    "caps",
    multiple=True,
    callback=grid,
    metavar="GROUP=NATS,…",
    help="Caps to try for a group; repeatable.",
)
@click.option("--until", metavar="T", help="Know nothing later.")
@click.option(
    "--draws",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="N",
    help="Also intervals by bootstrap over processes, of so many draws.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="N",
    help="The same seed gives the same draws.",
)
@click.option(
    "-o",
    "--output",
    callback=new_folder,
    metavar="FOLDER",
    help="Write the rulebook with what was learnt to a new folder.",
)
def command(
    paths: tuple[str, ...],
    rules: str | None,
    free: tuple[str, ...],
    sd: float,
    half_lives: dict[str, tuple[float, ...]],
    caps: dict[str, tuple[float, ...]],
    until: str | None,
    draws: int,
    seed: int,
    output: str | None,
) -> None:
    """Learn the weights of a rulebook for onset from the logs at PATHS, a process each.

    Weights are drawn to the experts'; each that may move needs ten outcomes, and one war is never
    enough. Each day knows only what was known by then.
    """
    of = folder("rules") if rules is None else rules_folder(rules, paths[0])
    book = read_rules(of)
    try:
        histories = tuple(_histories(paths, book, until))
        found = fit(
            histories, book, free=free or None, sd=sd, half_lives=half_lives, caps=caps,
            draws=draws, seed=seed,
        )  # fmt: skip
    except Unreadable:
        raise
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    print_lines(_page(found))
    if output is not None:
        try:
            found.write_rules(output, of)
        except ValueError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            raise click.ClickException(f"{output}: can't be written: {error.strerror}") from None
        click.echo(f"the rulebook with these weights: {output}", err=True)


def _histories(paths: tuple[str, ...], book: Rulebook, until: str | None) -> Iterator[History]:
    """The histories of every log; a process that comes twice would count twice."""
    told: dict[str, str] = {}
    for path in paths:
        log = log_at(path)
        if log.case.id in told:
            what = (
                f"{path}: the process {log.case.id!r} comes twice; first from {told[log.case.id]}"
            )
            raise click.ClickException(what)
        told[log.case.id] = path
        at = None if until is None else moment(until, log.case, "--until")
        yield from histories_of([log], book, until=at)


def _page(found: Fit) -> Iterator[Line]:
    for each in found.lines():
        yield line(each, hang=2)
