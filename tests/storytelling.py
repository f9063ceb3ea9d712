"""Stories told in tests as a scenario tells them."""

from collections.abc import Iterator
from pathlib import Path

from negotiations.bdd.catalogue import Catalogue, shipped
from negotiations.bdd.features import StepLine, read_feature
from negotiations.bdd.story import Story

CATALOGUE: Catalogue = shipped()


def steps_of(text: str, folder: Path) -> tuple[StepLine, ...]:
    """The steps of a scenario that is written without its heading."""
    file = folder / "told.feature"
    file.write_text(f"Feature: told\n\n  Scenario: told\n{text}\n", "utf-8")
    return read_feature(file).scenarios[0].steps


def tell(text: str, folder: Path) -> Story:
    """The story that these steps tell. Raises Unmet and Untellable as they do."""
    story = Story(folder)
    for step in steps_of(text, folder):
        tell_step(story, step)
    return story


def tell_step(story: Story, step: StepLine) -> None:
    """Go on with a story by one step."""
    said = CATALOGUE.find(step.kind, step.text)
    assert said is not None, f"no step is known for: {step.keyword} {step.text}"
    story.turn(step.kind)
    said.tell(story, step.table, step.doc)


def sentences(text: str, folder: Path) -> Iterator[str]:
    """What the steps say, without their keywords."""
    return (step.text for step in steps_of(text, folder))
