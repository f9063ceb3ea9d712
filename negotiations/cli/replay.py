"""`negotiations replay`: a log as a timeline, and where things stand at its end."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import IO

import attrs
import click

from negotiations.cli.files import spare, whole_file
from negotiations.cli.inputs import STDIN, files_read, log_at, moment, rules_at
from negotiations.cli.output import Problems, printer
from negotiations.cli.progress import watched
from negotiations.log.reading import OnTrouble, Trouble
from negotiations.model.case import Case
from negotiations.model.times import read_interval
from negotiations.problems import did_you_mean
from negotiations.replaying import Replay
from negotiations.report.exports import csv, jsonl
from negotiations.report.standing import standing
from negotiations.report.timeline import timeline
from negotiations.runs import digest, run_of
from negotiations.trace import Reason, Trace

EXPORTS: dict[str, Callable[[Iterable[Reason]], Iterator[str]]] = {"jsonl": jsonl, "csv": csv}


@attrs.frozen
class Policy:
    """What to do with a bad record: `stop`, `skip`, or set its bytes aside in a *file*."""

    word: str
    file: str | None = None


def policy(ctx: click.Context, param: click.Parameter, value: str) -> Policy:
    """Read `stop`, `skip` or `quarantine=FILE`; raises BadParameter for anything else."""
    word, _, file = value.partition("=")
    if word not in ("stop", "skip", "quarantine"):
        known = did_you_mean(word, ["stop", "skip", "quarantine=FILE"])
        raise click.BadParameter(f"unknown policy {word!r}{known}")
    if (word == "quarantine") != bool(file) or file == STDIN:
        what = "write stop, skip, or quarantine=FILE with the file for the bad records"
        raise click.BadParameter(what)
    return Policy(word, file or None)


def written_to(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Read where output goes, None for stdout; raises BadParameter for a file without a name."""
    if value == "":
        raise click.BadParameter("name the file to write to")
    return None if value == STDIN else value


@attrs.define
class Aside:
    """Hears of bad records: tells what is wrong, counts them, and keeps their bytes if asked to."""

    keep: IO[bytes] | None = None
    problems: Problems = attrs.field(factory=Problems)
    count: int = 0

    def hear(self, trouble: Trouble) -> None:
        self.problems.hear(trouble)
        self.count += 1
        if self.keep is not None:
            trouble.copy(self.keep)


@attrs.frozen
class Wanted:
    """What is asked of a replay: which part of the trace, in which form."""

    form: str
    since: datetime | None
    until: datetime | None
    standing: bool

    def part(self, reasons: Iterable[Reason]) -> Iterator[Reason]:
        """The reasons that became known in the time asked about."""
        since, until = self.since, self.until
        for reason in reasons:
            known_at = reason.known_at
            if (since is None or known_at >= since) and (until is None or known_at <= until):
                yield reason


@click.command()
@click.argument("path")
@click.option(
    "--rules", metavar="DIR", help="The rulebook; by default the case's, or the packaged one."
)
@click.option("--case", metavar="PATH", help="The case, where the log has none beside it.")
@click.option("--as-of", metavar="T", help="Know only what was known by then.")
@click.option("--from", "since", metavar="T", help="Show what became known from then on.")
@click.option("--until", metavar="T", help="Show what became known by then.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", *EXPORTS]),
    default="table",
    show_default=True,
    help="For people, or the trace as data.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    callback=written_to,
    help="Write to a file, in one go at the end.",
)
@click.option(
    "--on-error",
    default="stop",
    callback=policy,
    show_default=True,
    metavar="stop|skip|quarantine=FILE",
    help="A bad record: stop, leave it out, or set its bytes aside in FILE.",
)
@click.option("--sort", is_flag=True, help="Take a log that is out of order of known_at.")
@click.option(
    "--standing/--no-standing",
    "with_standing",
    default=True,
    help="With the table: end on where things stand.",
)
def command(
    path: str,
    rules: str | None,
    case: str | None,
    as_of: str | None,
    since: str | None,
    until: str | None,
    form: str,
    output: str | None,
    on_error: Policy,
    sort: bool,
    with_standing: bool,
) -> None:
    """Replay the log at PATH: what happened, what it changed and why, and where things stand.

    A date for --as-of or --until means its end, for --from its start. --from and --until only
    choose what is shown of the trace; --as-of replays as if nothing later were known.
    """
    with ExitStack() as files:
        aside = Aside()
        heard: OnTrouble | None = None if on_error.word == "stop" else aside.hear
        log = log_at(path, case=case, on_trouble=heard, sort=sort)
        targets = {"--output": output, "--on-error": on_error.file}
        named = {option: file for option, file in targets.items() if file is not None}
        spare(files_read(path, log.case, case, rules), named, stdin=path == STDIN)
        at = None if as_of is None else moment(as_of, log.case)
        wanted = Wanted(form, *_time(since, until, log.case), with_standing)
        driven = Replay(log, rules_at(rules, path), as_of=at, keep=False)
        aside.keep = files.enter_context(whole_file(on_error.file)) if on_error.file else None
        to = None if output is None else files.enter_context(whole_file(output))
        show(driven, wanted, to, live=path == STDIN)
    if aside.count:
        told_apart(aside.count, on_error.file)


def show(driven: Replay, wanted: Wanted, to: IO[bytes] | None, *, live: bool) -> None:
    """Drive the replay, and write what is wanted of it as it comes."""
    shared = to is None and sys.stdout.isatty()
    reasons = wanted.part(watched(driven.told(), driven.reading, shared=shared))
    if wanted.form in EXPORTS:
        stream = to or sys.stdout.buffer
        for text in EXPORTS[wanted.form](reasons):
            stream.write(text.encode() + b"\n")
            if live or shared:
                stream.flush()
        click.echo(f"digest {digest(driven)}", err=True)
        return
    put = printer(to, live=live)
    for line in timeline(reasons, driven.log.case):
        put(line)
    for line in standing(run_of(driven, Trace())) if wanted.standing else ():
        put(line)


def _time(
    since: str | None, until: str | None, case: Case
) -> tuple[datetime | None, datetime | None]:
    """From when until when; raises UsageError where that is no time at all."""
    start, end = _start(since, case), None if until is None else moment(until, case, "--until")
    if start is not None and end is not None and start > end:
        raise click.UsageError(f"--from {since} is later than --until {until}")
    return start, end


def _start(text: str | None, case: Case) -> datetime | None:
    """The start of what *text* names."""
    if text is None:
        return None
    try:
        return read_interval(text, case.zone).start
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--from") from None


def told_apart(count: int, file: str | None) -> None:
    """Say how many records were left out, and where they lie; that is exit code 1."""
    what = f"{count} bad record{'s' if count > 1 else ''}"
    where = f"set aside in {file}" if file else "left out"
    click.echo(f"{what} {where}; the rest was replayed", err=True)
    raise click.exceptions.Exit(1)
