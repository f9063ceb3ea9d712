"""Scenarios told to pytest: feature files run with no Python beside them, by the library's steps.

pytest-bdd runs the scenarios. To it the whole library is one step for each keyword, whose parser
asks the catalogue; so finding a step costs the same however many there are. What it passes over in
silence (a mistyped keyword, a name that stands twice, two steps that fit) is told before anything
of a file is run, as `negotiations check` tells it.
"""

from pathlib import Path

import pytest
from pytest_bdd import given, then, when
from pytest_bdd.parser import Feature

from negotiations.bdd.features.saying import in_no_python
from negotiations.bdd.plugin import AUTOCOLLECT, bound_feature
from negotiations.bdd.running.collecting import FAILED, FeatureFile, ScenarioItem
from negotiations.bdd.running.failing import Failure, Unsound
from negotiations.bdd.running.in_force import IN_FORCE, Known
from negotiations.bdd.running.recording import SCENE
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.bdd.words.catalogue import Said
from negotiations.bdd.words.vocabulary import vocabulary_of
from negotiations.place import nearby
from negotiations.problems import Problem

__all__ = ["FeatureFile"]

pytest_plugins = ["negotiations.bdd.running.recording", "negotiations.bdd.running.living"]


@pytest.fixture
def story() -> Story:
    """The story that a scenario tells."""
    return Story()


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature) -> None:
    path, item = Path(feature.filename), request.node
    IN_FORCE.catalogue = vocabulary_of(path, feature.language)
    IN_FORCE.in_python = item.python.say if isinstance(item, ScenarioItem) else in_no_python
    request.getfixturevalue("story").home = path.parent
    problems = _problems(item, feature.language)
    if problems:
        raise Unsound(problems)


def _problems(item: pytest.Item, language: str) -> tuple[Problem, ...]:
    """Why a scenario that we collected can't be told; of others pytest-bdd judges."""
    if not isinstance(item, ScenarioItem):
        return ()
    return item.problems(IN_FORCE.catalogue, language)


def pytest_report_collectionfinish(items: list[pytest.Item]) -> list[str]:
    collected = {item.path for item in items if isinstance(item, ScenarioItem)}
    bound = {path: item.path for item in items if (path := bound_feature(item)) in collected}
    return [
        f"{nearby(path)} runs twice: as it stands, and bound by {nearby(by)}; "
        f"set {AUTOCOLLECT} = false, or bind it no more"
        for path, by in sorted(bound.items())
    ]


@given(Known("given"))
@when(Known("when"))
@then(Known("then"))
def _tell(request: pytest.FixtureRequest, story: Story, said: Said) -> None:
    """Tell a step of the library."""
    __tracebackhide__ = True
    scene = request.node.stash[SCENE]
    step = scene.step
    story.turn(step.kind)
    try:
        said.tell(story, step.table, step.doc)
    except (Unmet, Untellable) as error:
        request.node.stash[FAILED] = Failure(scene, error, story)
        raise
