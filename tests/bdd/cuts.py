"""Logs cut behind each of their records, and the scenarios that are written there, told."""

from collections.abc import Sequence
from pathlib import Path

from bdd.stories import STEPS

from negotiations.bdd.features.reading import read_feature
from negotiations.bdd.features.scenarios import Scenario
from negotiations.bdd.stories.story import Story
from negotiations.bdd.writing.scenario import Cut, Setting, feature_lines


def scenario_of(cut: Cut, setting: Setting, folder: Path) -> Scenario:
    """The scenario that is written for a cut, read again."""
    file = folder / "written.feature"
    file.write_text("\n".join(feature_lines([cut], setting, "written by a test")) + "\n", "utf-8")
    (scenario,) = read_feature(file).scenarios
    return scenario


def told(scenario: Scenario, story: Story, kinds: Sequence[str]) -> Story:
    """The story with the steps of these kinds. Raises Unmet and Untellable as they do."""
    for line in scenario.steps:
        if line.kind in kinds:
            found = STEPS.find(line.kind, line.text)
            assert found is not None, f"no step is known for: {line.keyword} {line.text}"
            story.turn(line.kind)
            found.tell(story, line.table, line.doc)
    return story
