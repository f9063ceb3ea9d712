"""A rulebook as `check` and `test` look at it: whole, or through one of its files."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import attrs

from negotiations.examples import Outcome, example_case, run_example
from negotiations.model.case import Case
from negotiations.problems import Problem, Unreadable
from negotiations.report.coverage import problems_of
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.groups import GROUPS_FILE
from negotiations.rulebook.reading import read_rules
from negotiations.rulebook.rule import Rule


@attrs.define(slots=False)
class Rules:
    """The rules at *path*: a folder, or one file, which is read with the rulebook around it."""

    path: Path

    @cached_property
    def folder(self) -> Path:
        """The rulebook's folder: the nearest around a file that says what groups there are."""
        if self.path.is_dir():
            return self.path
        above = (*self.path.parents, *self.path.absolute().parents)
        return next((each for each in above if (each / GROUPS_FILE).is_file()), self.path)

    @cached_property
    def book(self) -> Rulebook:
        """The whole rulebook. Raises Unreadable, of the path's own problems if it has some."""
        try:
            return read_rules(self.folder)
        except Unreadable as error:
            own = [each for each in error.problems if self._is_own(each.place.file)]
            raise Unreadable(own or error.problems) from None

    @property
    def rules(self) -> list[Rule]:
        """The rules of the path alone."""
        return [rule for rule in self.book.rules if self._is_own(rule.place.file)]

    def _is_own(self, file: str) -> bool:
        return self.path.is_dir() or Path(file).absolute() == self.path.absolute()

    @cached_property
    def case(self) -> Case:
        """The case that the examples play in."""
        return example_case(self.folder if self.folder.is_dir() else self.folder.parent)

    def outcome(self, rule: Rule) -> Iterator[tuple[Outcome, list[Problem]]]:
        """What becomes of each example of a rule, and why it fails if it does."""
        for example in rule.examples:
            outcome = run_example(rule, example, self.book, self.case)
            yield outcome, list(problems_of(outcome, rule, self.book, self.case))
