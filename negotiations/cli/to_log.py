"""`negotiations scenario --to-log`: what a scenario tells, as a log."""

from collections.abc import Mapping
from pathlib import Path

import attrs
import click

from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Untellable
from negotiations.bdd.writing.retelling import (
    LOG_FILE,
    Scene,
    case_text,
    has_own_rules,
    retold,
    scenes_of,
)
from negotiations.bdd.writing.saying import moment
from negotiations.cli.files import refused_in_one_line, spare, whole_file
from negotiations.log.cases import CASE_FILE
from negotiations.report.coverage import counted

MOST_NAMED = 5


@attrs.frozen
class ToLog:
    """Where the log goes, and its case if that is wanted."""

    output: str | None = None
    case_out: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.output is not None and self.case_out is not None:
            what = f"with --case-out the log stands beside the case, as {LOG_FILE}: leave out -o"
            raise click.UsageError(what)
        if self.case_out is not None and (Path(self.case_out) / CASE_FILE).exists():
            raise click.UsageError(f"--case-out would write over the case in {self.case_out}")

    def write(self, files: list[Path], lines: Mapping[Path, set[int]]) -> None:
        """Write what the one scenario of these tells. Raises Unreadable, and ClickException."""
        scene = _only([scene for file in files for scene in scenes_of(file, lines.get(file))])
        story = retold(scene)
        log = story.as_log()
        if not log:
            raise click.ClickException(f"{scene.place}: this scenario tells nothing that happened")
        try:
            self._write(story, log, scene)
        except Untellable as error:
            raise click.ClickException(str(error)) from None
        self._remark(story, log)

    def _write(self, story: Story, log: str, scene: Scene) -> None:
        if self.case_out is not None:
            case = case_text(story)
            where = Path(self.case_out)
            with refused_in_one_line(self.case_out):
                where.mkdir(parents=True, exist_ok=True)
            _put(str(where / CASE_FILE), case)
            _put(str(where / LOG_FILE), log)
        elif self.output is not None:
            spare([scene.path], {"--output": self.output}, stdin=False)
            _put(self.output, log)
        else:
            click.echo(log, nl=False)

    def _remark(self, story: Story, log: str) -> None:
        """Say what the log does not hold by itself."""
        where = self.case_out or self.output
        told = counted(log.count("\n"), "record")
        click.echo(told + (f" in {where}" if where else ""), err=True)
        if story.until is not None:
            until = moment(story.until, story.case)
            click.echo(f"the scenario ends later: replay it with --as-of {until}", err=True)
        if story.case_file is None and self.case_out is None:
            click.echo("its case is made in the scenario: --case-out DIR writes both", err=True)
        if has_own_rules(story):
            click.echo("its rules are not the packaged ones: replay it with --rules", err=True)


def _put(path: str, text: str) -> None:
    with whole_file(path) as file:
        file.write(text.encode())


def _only(scenes: list[Scene]) -> Scene:
    """The one scenario. Raises UsageError, with those to choose from."""
    if len(scenes) == 1:
        return scenes[0]
    if not scenes:
        raise click.UsageError("no scenario stands there")
    named = [f"{each.place.file}:{each.place.line}" for each in scenes[:MOST_NAMED]]
    more = f" and {len(scenes) - MOST_NAMED} more" if scenes[MOST_NAMED:] else ""
    raise click.UsageError(f"a log is of one scenario; choose of: {', '.join(named)}{more}")
