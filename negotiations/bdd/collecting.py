"""Feature files as pytest collects them: each scenario an item, run by pytest-bdd."""

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import pytest_bdd
from _pytest import fixtures
from _pytest._code.code import ExceptionInfo, Traceback

from negotiations.bdd.checking import problems_of
from negotiations.bdd.failing import Failure, Unsound
from negotiations.bdd.features import Feature, Scenario, read_feature
from negotiations.bdd.showing import Told
from negotiations.place import Place, nearby
from negotiations.problems import Unreadable

PYTEST = Path(fixtures.__file__).parent
FAILED = pytest.StashKey[Failure]()


class FeatureFile(pytest.File):
    """A feature file, with no Python beside it."""

    @cached_property
    def feature(self) -> Feature:
        """What the file says. Raises Unreadable."""
        return read_feature(nearby(self.path))

    def collect(self) -> Iterator["ScenarioItem"]:
        problems = problems_of(nearby(self.path))
        if problems:
            raise Unsound(problems)
        for scenario in self.feature.scenarios:
            yield from self._items(scenario)

    def _items(self, scenario: Scenario) -> Iterator["ScenarioItem"]:
        run = _bound(self.path, scenario.name)
        rows = [
            (row, place, each.tags)
            for each in scenario.examples
            for row, place in zip(each.rows, each.places, strict=True)
        ]
        for row, place, tags in rows or [({}, scenario.place, ())]:
            name = f"{scenario.name}[{'-'.join(row.values())}]" if row else scenario.name
            item = ScenarioItem.from_parent(self, name=name, callobj=_call(run, row))
            item.scenario, item.place = scenario, place
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
    place: Place
    """Where it stands; of an outline told with a row, where the row does."""
    tags: tuple[str, ...] = ()

    def tag(self, tags: tuple[str, ...]) -> None:
        """Carry the tags as marks, so that `-m` chooses by them, and as words for `-k`."""
        self.tags = tuple(dict.fromkeys(tags))
        for tag in self.tags:
            self.add_marker(mark_of(tag))
            self.extra_keyword_matches.add(tag)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.place.line - 1, self.name

    def _traceback_filter(self, excinfo: ExceptionInfo[BaseException]) -> Traceback:
        """Of Python that went wrong, the user's part: not how pytest came to call it."""
        whole = super()._traceback_filter(excinfo)
        return whole.filter(lambda entry: not entry.path.is_relative_to(PYTEST)) or whole

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: Any = None) -> Any:
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
