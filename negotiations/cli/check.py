"""`negotiations check`: every problem of cases, logs, rules and features, each with its place."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import attrs
import click

from negotiations.bdd import SUFFIX
from negotiations.bdd.features.checking import check, feature_files, has_python
from negotiations.bdd.words.phrases import PHRASES_FILE
from negotiations.bdd.words.vocabulary import team_of
from negotiations.cli import PROBLEMS
from negotiations.cli.inputs import RULES, STDIN, located, log_at
from negotiations.cli.output import Problems
from negotiations.cli.rulebooks import Rules
from negotiations.log.cases import CASE_FILE, read_case
from negotiations.notation import read_file, read_yaml
from negotiations.problems import Problem, Unreadable
from negotiations.report.coverage import counted
from negotiations.report.hints import hints
from negotiations.rulebook.groups import GROUPS_FILE, groups_from
from negotiations.rulebook.reading import rule_files

SEEDS, FEATURES = "seeds", "features"
NOUNS = ("rule", "example", "case", "event", "scenario", "step", "phrase")
"""What is counted, in this order; files only where nothing in them could be."""

YAML = (".yaml", ".yml")
LIST = re.compile(rb"(?:\s|#[^\n]*\n)*(?:- |\[)")
"""How a list begins in YAML, behind blank lines and comments."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--case", metavar="PATH", help="The case of logs that have none beside them.")
@click.pass_context
def command(context: click.Context, paths: tuple[str, ...], case: str | None) -> None:
    """Check rules, cases, logs and features: folders of them, or single files.

    What a file is, its content tells. The rules' examples are run too. Without a PATH: the folders
    rules, seeds and features, as far as they are here. Problems go to stderr, their number to
    stdout.
    """
    checking = Checking(case)
    for path in paths or _default_paths():
        checking.path(path)
    click.echo(checking.summary())
    if checking.problems.count:
        context.exit(PROBLEMS)


def _default_paths() -> list[str]:
    found = [name for name in (RULES, SEEDS, FEATURES) if Path(name).is_dir()]
    if not found:
        folders = f"{RULES}, {SEEDS} or {FEATURES}"
        raise click.UsageError(f"name what to check; here is no folder {folders}")
    return found


@attrs.define
class Checking:
    """What has been checked so far, and what was wrong with it. *case_path* is for logs without."""

    case_path: str | None = None
    problems: Problems = attrs.field(factory=Problems)
    seen: Counter[str] = attrs.field(factory=Counter)
    told: set[Problem] = attrs.field(factory=set)

    def path(self, path: str) -> None:
        """Check what stands at *path*, whatever it is."""
        with_problems(self.problems, lambda: self._path(path))

    def summary(self) -> str:
        """What was checked and how it came out, in one line."""
        good = [noun for noun in NOUNS if self.seen[noun]]
        nouns = good or (["file"] if self.seen["file"] else [])
        seen = ", ".join(counted(self.seen[noun], noun) for noun in nouns)
        found = ((self.problems.count, "problem"), (self.problems.warnings, "warning"))
        told = ", ".join(counted(number, noun) for number, noun in found if number)
        return f"{seen or 'nothing to check'}: {told or 'fine'}"

    def _path(self, path: str) -> None:
        if path == STDIN:
            self._log(path)
            return
        where = located(path)
        if where.is_dir():
            self._folder(where)
        else:
            self._file(where)

    # --- folders

    def _folder(self, folder: Path) -> None:
        features = [*feature_files(folder)]
        for feature in features:
            self._feature(feature)
        phrases = folder / PHRASES_FILE
        if os.path.lexists(phrases):
            self._phrases(phrases)
        if (folder / CASE_FILE).is_file():
            self._case_folder(folder)
        elif cases := sorted(each.parent for each in folder.glob(f"*/{CASE_FILE}")):
            for each in cases:
                self.path(str(each))
        elif logs := sorted(filter(is_log, folder.iterdir())):
            for log in logs:
                self.path(str(log))
        elif features or os.path.lexists(phrases):
            for name in (RULES, SEEDS):
                if (folder / name).is_dir():
                    self.path(str(folder / name))
        else:
            self._rules(folder)

    def _case_folder(self, folder: Path) -> None:
        if (folder / RULES).is_dir():
            with_problems(self.problems, lambda: self._rules(folder / RULES))
        self._case(folder)
        self._log(str(folder))

    # --- files

    def _file(self, file: Path) -> None:
        """A file is what its content says: a rule, a case, the evidence groups, or else a log."""
        if file.suffix == SUFFIX:
            self._feature(file)
            return
        if file.suffix not in YAML:
            self._log(str(file))
            return
        if file.name == PHRASES_FILE:
            self._phrases(file)
            return
        data = read_file(file)
        text = read_yaml(data, str(file))
        keys = text.value if isinstance(text.value, dict) else {}
        if file.name == GROUPS_FILE:
            groups_from(text)
            self.seen["file"] += 1
        elif "case" in keys and "rule" not in keys:
            self._case(file)
        elif isinstance(text.value, list):
            self._log(str(file))
        else:
            self._rules(file)

    def _case(self, path: Path) -> None:
        self.seen["file"] += 1
        read_case(path)
        self.seen["case"] += 1

    def _log(self, path: str) -> None:
        self.seen["file"] += 1
        reading = log_at(path, case=self.case_path, on_trouble=self.problems.hear).reading()
        for _ in reading.groups():
            pass
        self.seen["event"] += reading.count

    # --- features

    def _feature(self, file: Path) -> None:
        self.seen["file"] += 1
        checked = check(file)
        if has_python(file):
            self._tell_once(checked.problems)
            for problem in checked.unsaid:
                self.problems.warn(Problem(problem.place, f"{problem.what} (or is it in Python?)"))
        else:
            self._tell_once(checked.all)
        for scenario in checked.feature.scenarios if checked.feature else ():
            times = len([*scenario.rows()])
            self.seen["scenario"] += times
            self.seen["step"] += times * len(scenario.steps)

    def _phrases(self, file: Path) -> None:
        self.seen["file"] += 1
        team = team_of(file)
        self._tell_once(team.problems)
        self.seen["phrase"] += len({step.phrase for step in team.steps})

    def _tell_once(self, problems: Iterable[Problem]) -> None:
        """Tell problems, but those of a team's phrases once, whatever features they concern."""
        new = [each for each in problems if each not in self.told]
        self.told.update(new)
        self.problems.tell_all(new)

    # --- rules

    def _rules(self, path: Path) -> None:
        self.seen["file"] += len(rule_files(path))
        book = Rules(path)
        rules = book.rules
        self.seen["rule"] += len(rules)
        for rule in rules:
            for _, wrong in book.outcome(rule):
                self.seen["example"] += 1
                self.problems.tell_all(wrong)
        own = {rule.name for rule in rules}
        for rule, what in hints(book.book):
            if rule.name in own:
                self.problems.warn(Problem(rule.place, what))


def is_log(file: Path) -> bool:
    """Whether a file looks like a log: JSON lines, or a list in YAML."""
    if file.suffix not in YAML or not file.is_file():
        return file.suffix == ".jsonl"
    return LIST.match(read_file(file)) is not None


def with_problems(problems: Problems, check: Callable[[], None]) -> None:
    """Check something; what makes it unreadable is told, and the next thing can be checked."""
    try:
        check()
    except Unreadable as error:
        problems.tell_all(error.problems)
