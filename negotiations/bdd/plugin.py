"""The pytest plugin: feature files run with no Python beside them, by the steps of the library.

pytest-bdd runs the scenarios. To it the whole library is one step for each keyword, whose parser
asks the catalogue; so finding a step costs the same however many there are.
"""

from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, then, when
from pytest_bdd.parser import Feature, Scenario
from pytest_bdd.parsers import StepParser

from negotiations.bdd.catalogue import Catalogue, Said
from negotiations.bdd.collecting import FAILED, FeatureFile
from negotiations.bdd.failing import Failure
from negotiations.bdd.recording import SCENE
from negotiations.bdd.steps import Kind
from negotiations.bdd.story import Story
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.bdd.vocabulary import vocabulary_of

AUTOCOLLECT = "negotiations_autocollect"

pytest_plugins = ["negotiations.bdd.recording", "negotiations.bdd.living"]


class InForce:
    """The catalogue of the feature that is running."""

    catalogue: Catalogue = vocabulary_of(Path())


class Known(StepParser):
    """Matches whatever the catalogue in force knows under a keyword."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"a step of the negotiations library ({kind})")
        self.kind: Kind = kind

    def is_matching(self, name: str) -> bool:
        return InForce.catalogue.find(self.kind, name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        return {"said": InForce.catalogue.find(self.kind, name)}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        AUTOCOLLECT,
        "collect .feature files that no Python file binds (turn it off where one does)",
        type="bool",
        default=True,
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
    if file_path.suffix != ".feature" or not parent.config.getini(AUTOCOLLECT):
        return None
    return FeatureFile.from_parent(parent, path=file_path)


@pytest.fixture
def story() -> Story:
    """The story that a scenario tells."""
    return Story()


def pytest_bdd_before_scenario(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario
) -> None:
    InForce.catalogue = vocabulary_of(Path(feature.filename), feature.language)
    request.getfixturevalue("story").home = Path(feature.filename).parent


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
