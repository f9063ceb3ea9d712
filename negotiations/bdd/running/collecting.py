"""Feature files as pytest collects them: each scenario an item, run by pytest-bdd."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import pytest_bdd.parser as bdd
from _pytest import fixtures
from _pytest._code.code import ExceptionInfo, Traceback
from pytest_bdd.parser import FeatureParser
from pytest_bdd.scenario import _execute_scenario

from negotiations.bdd.features.checking import check
from negotiations.bdd.features.saying import unsaid
from negotiations.bdd.features.scenarios import Feature, Row, Scenario
from negotiations.bdd.running.failing import Failure, Unsound
from negotiations.bdd.running.marking import mark
from negotiations.bdd.running.python_steps import PythonSteps, python_steps
from negotiations.bdd.running.showing import Told
from negotiations.bdd.words.catalogue import Catalogue
from negotiations.place import Place, nearby
from negotiations.problems import Problem, one_line

ENCODING = "utf-8-sig"
"""UTF-8, with a byte order mark or without."""

PYTEST = Path(fixtures.__file__).parent
FAILED = pytest.StashKey[Failure]()


class FeatureFile(pytest.File):
    """A feature file, with no Python beside it."""

    @cached_property
    def feature(self) -> Feature:
        """What the file says. Raises Unsound with all that keeps it from being run."""
        checked = check(nearby(self.path), self.python.say)
        if checked.feature is None or checked.problems:
            raise Unsound(checked.all)
        return checked.feature

    @cached_property
    def python(self) -> PythonSteps:
        """The steps in Python that it sees."""
        return python_steps(self)

    def collect(self) -> Iterator["ScenarioItem"]:
        scenarios = self.feature.scenarios
        parser = FeatureParser(str(self.path.parent), self.path.name, ENCODING)
        bound = parser.parse()
        for scenario in scenarios:
            yield from self._items(scenario, bound)

    def _items(self, scenario: Scenario, bound: bdd.Feature) -> Iterator["ScenarioItem"]:
        names: Counter[str] = Counter()
        for row, examples, place in scenario.rows():
            name = named(scenario.name, row)
            names[name] += 1
            if names[name] > 1:  # values that hold a "-" may look alike
                name = f"{name[:-1]}-{names[name]}]"
            call = _call(bound, bound.scenarios[scenario.name], row)
            item = ScenarioItem.from_parent(self, name=name, callobj=call)
            item.scenario, item.row, item.place = scenario, row, place
            item.tag((*scenario.tags, *(examples.tags if examples else ())))
            yield item

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: Any = None) -> Any:
        error = excinfo.value
        if isinstance(error, Unsound):
            return Told([str(each) for each in error.problems], error.problems[0].place, str(error))
        return super().repr_failure(excinfo)


class ScenarioItem(pytest.Function):
    """A scenario, or an outline with one row of its examples."""

    scenario: Scenario
    row: Row
    place: Place
    """Where it stands; of an outline told with a row, where the row does."""
    tags: tuple[str, ...] = ()

    def tag(self, tags: tuple[str, ...]) -> None:
        """Carry the tags as marks, so that `-m` chooses by them, and as words for `-k`."""
        self.tags = tuple(dict.fromkeys(tags))
        for tag in self.tags:
            mark(self, tag)
            self.extra_keyword_matches.add(tag)

    @property
    def python(self) -> PythonSteps:
        """The steps in Python that it sees."""
        file = self.parent
        assert isinstance(file, FeatureFile), "scenarios are collected from feature files"
        return file.python

    def problems(self, catalogue: Catalogue, language: str) -> tuple[Problem, ...]:
        """Its steps that say nothing, or too much: all of them at once."""
        steps = self.scenario.told(self.row)
        unknown = unsaid(steps, catalogue, language, self.python.say)
        return tuple(sorted({*unknown, *self.python.ambiguities(steps)}))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.place.line - 1, self.name

    def _traceback_filter(self, excinfo: ExceptionInfo[BaseException]) -> Traceback:
        """Of Python that went wrong, the user's part: not how pytest came to call it."""
        whole = super()._traceback_filter(excinfo)
        return whole.filter(lambda entry: not Path(entry.path).is_relative_to(PYTEST)) or whole

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Unsound):
            problems = excinfo.value.problems
            return Told([str(each) for each in problems], problems[0].place, str(problems[0]))
        return super().repr_failure(excinfo)


def named(scenario: str, row: Row) -> str:
    """The name of a scenario as it is told with a row.

    >>> named("Talks go on", {"n": "2", "status": "convened"})
    'Talks go on[2-convened]'
    """
    return f"{scenario}[{one_line('-'.join(row.values()))}]" if row else scenario


def _call(
    feature: bdd.Feature, scenario: bdd.ScenarioTemplate, row: Row
) -> Callable[[pytest.FixtureRequest], None]:
    """A scenario told with a row, as pytest-bdd runs it."""

    def call(request: pytest.FixtureRequest) -> None:
        __tracebackhide__ = True
        _execute_scenario(feature, scenario.render(row), request)

    return call
