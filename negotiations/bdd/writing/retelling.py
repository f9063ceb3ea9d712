"""The way back: what a scenario tells, as a log and a case that replay to the same."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from negotiations.bdd.features.checking import check
from negotiations.bdd.features.saying import unsaid
from negotiations.bdd.features.scenarios import Feature, Row, Scenario, StepLine
from negotiations.bdd.stories.setting import judge_at
from negotiations.bdd.stories.story import RULES, Story
from negotiations.bdd.unmet import Untellable
from negotiations.bdd.words.catalogue import Catalogue
from negotiations.bdd.words.vocabulary import vocabulary_of
from negotiations.notation import to_yaml
from negotiations.packaged import folder
from negotiations.place import Place
from negotiations.problems import Unreadable

LOG_FILE = "log.jsonl"


@attrs.frozen
class Scene:
    """A scenario of a file, with one row of its examples if it has some."""

    path: Path
    feature: Feature
    scenario: Scenario
    row: Row
    place: Place

    @property
    def steps(self) -> list[StepLine]:
        """Its steps that tell something: all but those of Then."""
        return [step for step in self.scenario.told(self.row) if step.kind != "then"]


def scenes_of(path: Path, lines: set[int] | None = None) -> Iterator[Scene]:
    """The scenarios of a file; of *lines* those that stand there, or whose row does.

    Raises Unreadable with all that keeps the file from being run.
    """
    checked = check(path)
    if checked.feature is None or checked.problems:
        raise Unreadable(checked.all)
    for scenario in checked.feature.scenarios:
        for row, _, place in scenario.rows():
            if lines is None or not lines.isdisjoint((place.line, scenario.place.line)):
                yield Scene(path, checked.feature, scenario, row, place)


def retold(scene: Scene) -> Story:
    """The story that a scenario tells. Raises Unreadable with what can't be told of it."""
    language = scene.feature.language
    catalogue = vocabulary_of(scene.path, language)
    if unknown := [*unsaid(scene.steps, catalogue, language)]:
        raise Unreadable(unknown)
    story = Story(scene.path.parent)
    for step in scene.steps:
        _tell(step, story, catalogue)
    return story


def _tell(step: StepLine, story: Story, catalogue: Catalogue) -> None:
    said = catalogue.find(step.kind, step.text)
    assert said is not None, "what is unknown has been told"
    story.turn(step.kind)
    try:
        said.tell(story, step.table, step.doc)
    except Untellable as error:
        raise Unreadable(error.problems(step.place)) from None


def case_text(story: Story) -> str:
    """The case of a story as a case file, whose log stands beside it. Raises Untellable."""
    value: Mapping[str, object] = {**story.draft.value, "logs": [LOG_FILE]}
    return to_yaml(value)


def has_own_rules(story: Story) -> bool:
    """Whether its rulebook is another than the packaged one."""
    return story.rules.digest != judge_at(folder(RULES)).rules.digest
