"""The options of `negotiations scenario` that run nothing: scenarios from a log, and back."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from negotiations.cli.from_log import FromLog
from negotiations.cli.to_log import ToLog

Command = TypeVar("Command", bound=Callable[..., None])
FROM_LOG, TO_LOG = "--from-log", "--to-log"
WITH = {FROM_LOG: ("at", "whole", "case", "rules", "output"), TO_LOG: ("case_out", "output")}
"""What may be given with each of them, and not without."""

RUNNING = {"tags": "--tags", "words": "-k", "dry_run": "--dry-run", "html": "--html",
           "junit": "--junit"}  # fmt: skip
"""What says how scenarios are run."""


def writing_options(command: Command) -> Command:
    """The options, added to a command."""
    parts = (
        click.option(FROM_LOG, metavar="LOG",
                     help="Write scenarios that hold what the replay of a log does."),
        click.option("--at", multiple=True, metavar="EVENT",
                     help="With --from-log: at which record, or day:DATE; repeatable."),
        click.option("--whole", is_flag=True,
                     help="With --from-log: write all earlier records out, too."),
        click.option("--case", metavar="PATH",
                     help="With --from-log: the case, if none is beside the log."),
        click.option("--rules", metavar="DIR", help="With --from-log: the rulebook."),
        click.option(TO_LOG, is_flag=True, help="Write what one scenario tells as a log."),
        click.option("--case-out", metavar="DIR",
                     help="With --to-log: write its case and its log into this folder."),
        click.option("-o", "--output", metavar="FILE", help="Where to write; else to stdout."),
    )  # fmt: skip
    for each in reversed(parts):
        command = each(command)
    return command


def asked(given: dict[str, Any]) -> FromLog | ToLog | None:
    """What is to be written, taken out of all that is *given*; None if scenarios are to be run.

    Raises UsageError for options that do not go together.
    """
    mode = FROM_LOG if given["from_log"] is not None else TO_LOG if given["to_log"] else None
    _refuse_strays({name for name, value in given.items() if value}, mode)
    if mode is None:
        return None
    own = {name: given[name] for name in WITH[mode]}
    return FromLog(given["from_log"], **own) if mode == FROM_LOG else ToLog(**own)


def _refuse_strays(given: set[str], mode: str | None) -> None:
    allowed = WITH[mode] if mode else ()
    for name in sorted(name for names in WITH.values() for name in names if name in given):
        if name not in allowed:
            goes_with = " or ".join(each for each, names in WITH.items() if name in names)
            raise click.UsageError(f"--{name.replace('_', '-')} goes with {goes_with}")
    known = RUNNING | ({"features": "FEATURE", "to_log": TO_LOG} if mode == FROM_LOG else {})
    if mode is not None and (strays := [known[name] for name in sorted(given & known.keys())]):
        raise click.UsageError(f"with {mode} nothing is run: leave out {' and '.join(strays)}")
