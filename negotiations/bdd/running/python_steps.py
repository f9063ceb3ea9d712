"""Steps in Python, of a user's `conftest.py` or plugin, as far as a feature file sees them.

A step in Python that fits a sentence says it, also where the library knows that sentence. Of two
that fit, the one nearer to the feature says it; two in one place are told, and neither is run.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
import pytest
from _pytest.fixtures import FixtureManager
from pytest_bdd.compat import get_fixture_names, getfixturedefs
from pytest_bdd.parsers import StepParser
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from negotiations.bdd.features.scenarios import StepLine
from negotiations.bdd.running.in_force import Known
from negotiations.bdd.steps import Kind
from negotiations.place import Place, nearby
from negotiations.problems import Problem


@attrs.frozen
class PythonStep:
    """A step in Python: its keyword (None: any), and how deep in the tree of folders it stands."""

    kind: Kind | None
    parser: StepParser
    depth: int
    place: Place

    def fits(self, kind: Kind, text: str) -> bool:
        """Whether it says a sentence."""
        return self.kind in (None, kind) and bool(self.parser.is_matching(text))


@attrs.frozen
class PythonSteps:
    """All that a feature file sees."""

    steps: tuple[PythonStep, ...]

    def say(self, kind: Kind, text: str) -> bool:
        """Whether one of them says a sentence."""
        return any(step.fits(kind, text) for step in self.steps)

    def ambiguities(self, steps: Iterable[StepLine]) -> Iterator[Problem]:
        """A problem for each step of a scenario that two of them, in one place, say."""
        for step in steps:
            told = [repr(each.parser.name) + f" ({each.place})" for each in self._nearest(step)]
            if len(told) > 1:
                what = f"{len(told)} steps in Python fit {step.text!r}: {' and '.join(told)}"
                yield Problem(step.place, f"{what}; make all but one more exact")

    def _nearest(self, step: StepLine) -> list[PythonStep]:
        fitting = [each for each in self.steps if each.fits(step.kind, step.text)]
        deepest = max((each.depth for each in fitting), default=0)
        by_place = {each.place: each for each in fitting if each.depth == deepest}
        return list(by_place.values())


def python_steps(node: pytest.Collector) -> PythonSteps:
    """The steps in Python that a collector's items see, those of the library left out."""
    manager: FixtureManager = node.session._fixturemanager
    found = (
        (context, fixture.baseid)
        for name in get_fixture_names(manager)
        for fixture in getfixturedefs(manager, name, node) or ()
        if (context := step_function_context_registry.get(fixture.func)) is not None
    )
    return PythonSteps(
        tuple(_step(each, at) for each, at in found if not isinstance(each.parser, Known))
    )


def _step(context: StepFunctionContext, at: str) -> PythonStep:
    code = context.step_func.__code__
    place = Place(str(nearby(Path(code.co_filename))), code.co_firstlineno)
    return PythonStep(context.type, context.parser, len(at), place)
