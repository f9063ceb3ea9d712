"""`negotiations scenario`: features run with no Python beside them, failures told as Gherkin.

Or scenarios written from a log, and a log from a scenario.
"""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb
from typing import IO, Any

import attrs
import click

from negotiations.bdd.features.checking import PYTHON
from negotiations.bdd.running.living import page
from negotiations.bdd.running.run import TERMINATED, Choice, Ended, run
from negotiations.bdd.running.tags import TagExpression, tag_expression
from negotiations.cli import PROBLEMS
from negotiations.cli.features import features_named
from negotiations.cli.files import spare, whole_file
from negotiations.cli.from_log import FromLog
from negotiations.cli.output import printer
from negotiations.cli.telling import Telling
from negotiations.cli.to_log import ToLog
from negotiations.cli.writing import asked, writing_options
from negotiations.place import Place, nearby

HTML, JUNIT = "--html", "--junit"
NOT_BEGUN = "no scenario could be run"


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
        wanted.write(*features_named(features))
        return
    targets = {name: file for name, file in ((HTML, html), (JUNIT, junit)) if file is not None}
    if dry_run and targets:
        leave = " and ".join(targets)
        raise click.UsageError(f"a dry run has no outcome to write: leave out {leave}")
    files, lines = features_named(features)
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
