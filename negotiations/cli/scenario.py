"""`negotiations scenario`: features run with no Python beside them, failures told as Gherkin.

Or scenarios written from a log, and a log from a scenario.
"""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb
from typing import IO, Any

import attrs
import click

from negotiations.bdd.features.checking import PYTHON, feature_files
from negotiations.bdd.features.reading import StepLine
from negotiations.bdd.running.failing import below_lines, said
from negotiations.bdd.running.living import marks, page, summary
from negotiations.bdd.running.recording import Record
from negotiations.bdd.running.run import TERMINATED, Choice, Ended, run, standing_at
from negotiations.bdd.running.tags import TagExpression, tag_expression
from negotiations.cli import PROBLEMS
from negotiations.cli.files import spare, whole_file
from negotiations.cli.from_log import FromLog
from negotiations.cli.output import Put, printer
from negotiations.cli.to_log import ToLog
from negotiations.cli.writing import asked, writing_options
from negotiations.packaged import folder
from negotiations.place import Place, nearby
from negotiations.problems import did_you_mean
from negotiations.report.coverage import counted
from negotiations.report.lines import BLANK, Line, line

FEATURES = "features"
SUFFIX = ".feature"
HTML, JUNIT = "--html", "--junit"
AT_A_LINE = re.compile(r"(.+):(\d+)")
NOT_BEGUN = "no scenario could be run"
SLOW = 1.0
"""Seconds; a scenario that takes longer says so."""

SHOWN = {"passed": ("✓", "up"), "failed": ("✗", "down"), "skipped": ("·", "faint")}


class Tags(click.ParamType[TagExpression]):
    """An expression over tags."""

    name = "expression"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> TagExpression:
        try:
            return tag_expression(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.argument("features", nargs=-1, metavar="[FEATURE[:LINE]]...")
@click.option("--tags", type=Tags(), metavar="EXPR",
              help="Only scenarios tagged so: '@smoke and not @slow'.")  # fmt: skip
@click.option("-k", "--name", "words", multiple=True, metavar="WORDS",
              help="Only scenarios with these words in their name; repeatable.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Find and show every step; replay nothing.")
@click.option(HTML, metavar="FILE", help="Write features and outcome as a page to read.")
@click.option(JUNIT, metavar="FILE", help="Write the outcome as JUnit XML, for machines.")
@writing_options
@click.pass_context
def command(
    context: click.Context,
    /,
    features: tuple[str, ...],
    tags: TagExpression | None,
    words: tuple[str, ...],
    dry_run: bool,
    html: str | None,
    junit: str | None,
    **writing: Any,
) -> None:
    """Run the scenarios of features: files, or folders of them.

    FEATURE:LINE runs the scenario that stands at that line, or the row of its examples. Without a
    FEATURE: the folder features, if it is here. Where it isn't, features and all below are those
    that come with the package. pytest runs them; its settings are not read, but a conftest.py may
    hold steps in Python.

    With --from-log nothing is run: scenarios are written, each of which holds what a replay does at
    one record. With --to-log the events that a scenario tells are written as a log.
    """
    wanted = asked(context.params)
    if isinstance(wanted, FromLog):
        wanted.write()
        return
    if isinstance(wanted, ToLog):
        wanted.write(*_files(features or _default()))
        return
    targets = {name: file for name, file in ((HTML, html), (JUNIT, junit)) if file is not None}
    if dry_run and targets:
        leave = " and ".join(targets)
        raise click.UsageError(f"a dry run has no outcome to write: leave out {leave}")
    files, lines = _files(features or _default())
    choice = Choice(lines, tags, tuple(word for each in words for word in each.split()))
    telling = Telling(printer(live=True), dry_run)
    with ExitStack() as stack:
        pages = Pages.opened(stack, files, targets)
        ended = run(files, choice, telling.tell, dry=dry_run, junit=pages.junit_source)
        _raise_what_broke(ended)
        pages.write(ended)
    if not telling.close(ended):
        context.exit(PROBLEMS)


def _raise_what_broke(ended: Ended) -> None:
    """Let a run that broke off end as commands do, and write nothing."""
    if ended.bug is not None:
        if (theirs := _in_python(ended.bug)) is not None:
            raise click.ClickException(theirs)
        raise ended.bug
    if ended.interrupted:
        raise click.Abort
    if not ended.began:
        raise click.ClickException(NOT_BEGUN)


def _in_python(bug: BaseException) -> str | None:
    """What a conftest.py did wrong, in a line; None if none did."""
    frames = [each for each in extract_tb(bug.__traceback__) if Path(each.filename).name == PYTHON]
    if not frames or (isinstance(bug, SystemExit) and bug.code == TERMINATED):
        return None
    place = Place(str(nearby(Path(frames[-1].filename))), frames[-1].lineno or 1)
    return f"{place}: {type(bug).__name__}: {bug}; {NOT_BEGUN}"


# --- which files


def _default() -> tuple[str, ...]:
    if not Path(FEATURES).is_dir():
        raise click.UsageError(f"name a feature to run; here is no folder {FEATURES}")
    return (FEATURES,)


def _files(words: tuple[str, ...]) -> tuple[list[Path], dict[Path, set[int]]]:
    """The files that are named, each once, and the lines in those of which not all is meant."""
    meant: dict[Path, set[int] | None] = {}
    for word in words:
        for file, at in _named(word):
            file = file.absolute()
            before = meant.get(file, set())
            meant[file] = None if at is None or before is None else before | {at}
    return list(meant), {file: lines for file, lines in meant.items() if lines is not None}


def _named(word: str) -> Iterator[tuple[Path, int | None]]:
    path = _located(word)
    found = AT_A_LINE.fullmatch(word)
    if path.is_dir():
        files = [*feature_files(path)]
        if not files:
            raise click.ClickException(f"{word}: no file here ends in {SUFFIX}")
        yield from ((_existing(str(file)), None) for file in files)
    elif found and not path.exists():
        file = _existing(found[1])
        yield file, _at(file, int(found[2]))
    else:
        yield _existing(word), None


def _located(word: str) -> Path:
    """What is named: as it stands here, else below the features that come with the package."""
    path = Path(word)
    if path.parts[:1] != (FEATURES,) or path.exists():
        return path
    packaged = folder(FEATURES).joinpath(*path.parts[1:])
    return packaged if packaged.exists() else path


def _existing(word: str) -> Path:
    path = _located(word)
    if os.path.lexists(path) and not path.is_file():
        raise click.ClickException(f"{word}: no file, but a pipe, or a link that leads nowhere")
    if not path.is_file():
        near = [str(each) for each in path.parent.glob(f"*{SUFFIX}")]
        raise click.ClickException(f"{word}: no such file or folder{did_you_mean(word, near)}")
    if path.suffix != SUFFIX:
        raise click.ClickException(f"{word}: a feature is written in a file that ends in {SUFFIX}")
    return path


def _at(file: Path, number: int) -> int | None:
    try:
        return standing_at(file, number)
    except ValueError as error:
        if type(error) is not ValueError:
            raise
        raise click.UsageError(f"{file}:{number}: {error}") from None


# --- what is written


@attrs.frozen
class Pages:
    """The files that are written beside what is printed; none is touched if the run breaks off."""

    html: IO[bytes] | None
    junit: IO[bytes] | None
    junit_source: Path | None

    @classmethod
    def opened(cls, stack: ExitStack, files: list[Path], targets: dict[str, str]) -> "Pages":
        spare(files, targets, stdin=False)
        opened = {name: stack.enter_context(whole_file(each)) for name, each in targets.items()}
        folder = stack.enter_context(TemporaryDirectory()) if JUNIT in targets else None
        source = Path(folder) / "junit.xml" if folder else None
        return cls(opened.get(HTML), opened.get(JUNIT), source)

    def write(self, ended: Ended) -> None:
        if self.html is not None:
            kept = ended.kept
            self.html.write(page(kept.records, kept.unread).encode())
        if self.junit is not None and self.junit_source is not None:
            self.junit.write(self.junit_source.read_bytes())


# --- what is printed


@attrs.define
class Telling:
    """Tells a run: each feature and scenario as it comes, then the failures, then the sum."""

    put: Put
    dry: bool
    file: str = ""
    records: list[Record] = attrs.field(factory=list)

    def tell(self, record: Record) -> None:
        """Tell a scenario in a line; in a dry run its steps too."""
        place = record.feature.place
        if place.file != self.file:
            if self.file:
                self.put(BLANK)
            self.put(line((record.feature.name, "title"), (f"  {place.file}", "faint")))
            self.file = place.file
        self.records.append(record)
        self.put(_scenario_line(record))
        if self.dry:
            for step in zip(record.scene.steps, marks(record), strict=True):
                self._step(*step)

    def _step(self, step: StepLine, mark: str) -> None:
        self.put(line(f"    {mark} ", said(step), hang=8))
        for each in below_lines(step, indent=8):
            self.put(each)

    def close(self, ended: Ended) -> bool:
        """Tell the failures, what could not be read, and the sum; whether all is well."""
        failed = [record for record in self.records if record.outcome == "failed"]
        for record in failed:
            self.put(BLANK)
            for each in record.page:
                self.put(each)
        unread = [problem for some in ended.kept.unread.values() for problem in some]
        for problem in unread:
            click.echo(problem, err=True)
        if not self.records and not unread:
            raise click.ClickException(_nothing(ended))
        if self.records:
            self.put(BLANK)
        self.put(line(self._sum(len(unread))))
        return bool(self.records) and not failed and not unread

    def _sum(self, unread: int) -> str:
        summed = _dry_sum if self.dry else summary
        if not self.records:
            return f"nothing was run: {counted(unread, 'problem')}"
        told = summed(self.records)
        return told + (f"; {counted(unread, 'problem')}" if unread else "")


def _dry_sum(records: list[Record]) -> str:
    """How much was looked up; of an outcome a dry run knows only failures."""
    steps = counted(sum(len(record.scene.steps) for record in records), "step")
    failed = sum(record.outcome == "failed" for record in records)
    told = f"{counted(len(records), 'scenario')}, {steps}: looked up, nothing replayed"
    return told + (f"; {failed:,} failed" if failed else "")


def _nothing(ended: Ended) -> str:
    """Why no scenario was run."""
    if not ended.left_out:
        return "there is no scenario here"
    known = ", ".join(f"@{tag}" for tag in sorted(ended.known_tags)) or "none"
    return f"none of {counted(ended.left_out, 'scenario')} is chosen; tags here: {known}"


def _scenario_line(record: Record) -> Line:
    mark, style = SHOWN[record.outcome]
    slow = f"  ({record.seconds:.1f} s)" if record.seconds > SLOW else ""
    why = f"  ({record.message})" if record.outcome == "skipped" else ""
    return line("  ", (mark, style), " ", record.scene.name, (why + slow, "faint"), hang=4)
