"""`negotiations scenario --from-log`: scenarios that hold what a replay does."""

import os
from collections.abc import Iterator
from pathlib import Path
from shlex import join

import attrs
import click

from negotiations.bdd import SUFFIX
from negotiations.bdd.stories import setting as stories
from negotiations.bdd.stories.story import RULES
from negotiations.bdd.unmet import Untellable
from negotiations.bdd.writing.scenario import Setting, cut_at, feature_lines, in_order
from negotiations.cli.files import spare, whole_file
from negotiations.cli.inputs import STDIN, located
from negotiations.judging import Judge
from negotiations.log.cases import CASE_FILE, read_case
from negotiations.log.reading import Log, read_log
from negotiations.packaged import folder
from negotiations.rulebook.reading import read_rules


@attrs.frozen
class FromLog:
    """What is asked for: the log, the ids to cut it at, and what the scenarios are to name."""

    log: str
    at: tuple[str, ...]
    whole: bool = False
    case: str | None = None
    rules: str | None = None
    output: str | None = None

    def __attrs_post_init__(self) -> None:
        if not self.at:
            raise click.UsageError("say at which record: --at EVENT, or --at day:2025-05-30")
        if self.output is not None and not self.output.endswith(SUFFIX):
            raise click.UsageError(f"a feature is written in a file that ends in {SUFFIX}")
        if self.log == STDIN and not (self.whole and self.case):
            what = "a scenario can't name what comes on standard input: add --whole and --case"
            raise click.UsageError(what)

    # --- what is read

    @property
    def home(self) -> Path:
        """The folder of the feature, from which it names files."""
        return Path() if self.output is None else Path(self.output).parent

    @property
    def case_folder(self) -> Path:
        """Where the case is. Raises UsageError where no scenario can open it."""
        where = located(self.log if self.case is None else self.case)
        found = where if where.is_dir() else where.parent
        if not (found / CASE_FILE).is_file():
            raise click.UsageError(f"no {CASE_FILE} in {found}; name the case with --case FOLDER")
        return found

    def read(self) -> Log:
        """The log. Raises Unreadable."""
        where = self.log if self.log == STDIN else located(self.log)
        return read_log(where, read_case(self.case_folder), sort=True)

    def judge(self) -> Judge:
        """The rules that the scenarios go by. Raises Unreadable."""
        own = self.case_folder / RULES
        return Judge(read_rules(self.rules or (own if own.is_dir() else folder(RULES))))

    # --- what the scenarios name

    def setting(self) -> Setting:
        """How the scenarios name the case, the rules and the log."""
        rules = None if self.rules is None else self._named(Path(self.rules))
        return Setting(self._case_name(), rules, self._log_name(), self.whole)

    def _case_name(self) -> str:
        """A packaged case by its name, if that is what it means in the feature's folder."""
        own, given = self.case_folder, self.log if self.case is None else self.case
        try:
            means = stories.located(self.home, given)
        except (Untellable, OSError, ValueError):
            return self._named(own)
        is_packaged = means.parent == folder("seeds") and means.samefile(own)
        return given if is_packaged else self._named(own)

    def _log_name(self) -> str | None:
        where = None if self.log == STDIN else located(self.log)
        if where is None or self.whole:
            return None
        if where.is_dir() and not where.samefile(self.case_folder):
            raise click.UsageError("the log of one case under another: add --whole")
        return None if where.is_dir() else self._named(where)

    def _named(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.home)).as_posix()

    # --- what is written

    def write(self) -> None:
        """Write the scenarios. Raises Unreadable, and ClickException."""
        lines = self._lines()
        if self.output is None:
            for each in lines:
                click.echo(each)
            return
        spare(self._files(), {"--output": self.output}, stdin=False)
        text = "".join(f"{each}\n" for each in lines)
        with whole_file(self.output) as file:
            file.write(text.encode())

    def _lines(self) -> list[str]:
        log, judge = self.read(), self.judge()
        told, ids = in_order(log), dict.fromkeys(self.at)
        words = ["--from-log", self.log, *(word for id in ids for word in ("--at", id))]
        said = f"Written by: negotiations scenario {join(words)}"
        try:
            cuts = [cut_at(id, told, log.case, judge) for id in ids]
            return [*feature_lines(cuts, self.setting(), said)]
        except ValueError as error:
            raise click.ClickException(str(error)) from None

    def _files(self) -> Iterator[Path]:
        yield self.case_folder / CASE_FILE
        if self.log != STDIN and not located(self.log).is_dir():
            yield located(self.log)
