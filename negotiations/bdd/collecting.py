"""Feature files as pytest collects them: each scenario an item, run by pytest-bdd."""

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import pytest_bdd
from _pytest._code.code import ExceptionInfo, ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter

from negotiations.bdd.checking import problems_of
from negotiations.bdd.failing import Failure, Unsound, failure_lines
from negotiations.bdd.features import Feature, Scenario, read_feature
from negotiations.place import Place
from negotiations.problems import Unreadable

FAILED = pytest.StashKey[Failure]()


class Told(TerminalRepr):
    """A page of lines where pytest would show a traceback; *message* is it in one line."""

    def __init__(self, lines: list[str], place: Place, message: str) -> None:
        self.lines = lines
        self.reprcrash = ReprFileLocation(place.file, place.line, message)

    def toterminal(self, tw: TerminalWriter) -> None:
        for line in self.lines:
            tw.line(line)


class FeatureFile(pytest.File):
    """A feature file, with no Python beside it."""

    @cached_property
    def feature(self) -> Feature:
        """What the file says. Raises Unreadable."""
        return read_feature(self.path)

    def collect(self) -> Iterator["ScenarioItem"]:
        problems = problems_of(self.path)
        if problems:
            raise Unsound(problems)
        for scenario in self.feature.scenarios:
            yield from self._items(scenario)

    def _items(self, scenario: Scenario) -> Iterator["ScenarioItem"]:
        run = _bound(self.path, scenario.name)
        rows = [(row, each.tags) for each in scenario.examples for row in each.rows]
        for row, tags in rows or [({}, ())]:
            name = f"{scenario.name}[{'-'.join(row.values())}]" if row else scenario.name
            item = ScenarioItem.from_parent(self, name=name, callobj=_call(run, row))
            item.scenario = scenario
            item.tag((*self.feature.tags, *scenario.tags, *tags))
            yield item

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: Any = None) -> Any:
        error = excinfo.value
        if isinstance(error, Unsound | Unreadable):
            return Told([str(each) for each in error.problems], error.problems[0].place, str(error))
        return super().repr_failure(excinfo)


class ScenarioItem(pytest.Function):
    """A scenario, or an outline with one row of its examples."""

    scenario: Scenario

    def tag(self, tags: tuple[str, ...]) -> None:
        """Carry the tags as marks, so that `-m` chooses by them, and as words for `-k`."""
        for tag in tags:
            self.add_marker(mark_of(tag))
            self.extra_keyword_matches.add(tag)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.scenario.place.line - 1, self.name

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: Any = None) -> Any:
        failed = self.stash.get(FAILED, None)
        if failed is not None and excinfo.value is failed.error:
            return Told(list(failure_lines(failed)), failed.place, failed.message)
        if isinstance(excinfo.value, Unsound):
            problems = excinfo.value.problems
            return Told([str(each) for each in problems], problems[0].place, str(problems[0]))
        return super().repr_failure(excinfo)


def mark_of(tag: str) -> str:
    """The mark of a tag: what no mark may hold becomes `_`, as in `issue_124` for `@issue:124`."""
    return "".join(each if each.isalnum() else "_" for each in tag)


def _bound(path: Path, scenario: str) -> Callable[..., Any]:
    """A scenario bound by pytest-bdd, which runs it."""
    bind = pytest_bdd.scenario(str(path), scenario, features_base_dir=str(path.parent))
    bound: Callable[..., Any] = bind(lambda: None)
    return bound


def _call(run: Callable[..., Any], row: dict[str, str]) -> Callable[..., None]:
    def call(request: pytest.FixtureRequest) -> None:
        __tracebackhide__ = True
        run(request, row)

    return call
