"""One Then, said of a story that has been told already."""

from pathlib import Path

from bdd.stories import STEPS, scenario

from negotiations.bdd.library import outcomes
from negotiations.bdd.stories.story import Story

OUTCOMES = [step for step in STEPS.steps if step.does.__module__.startswith(outcomes.__name__)]


def then(story: Story, sentence: str, home: Path) -> None:
    """Say it, with the table below it if it has one. Raises Unmet and Untellable."""
    (step,) = scenario(f"Then {sentence}", home).steps
    found = STEPS.find("then", step.text)
    assert found is not None, f"no step is known for: {step.text}"
    found.tell(story, step.table)
