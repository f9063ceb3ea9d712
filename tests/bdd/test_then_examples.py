"""Every example in the catalogue of outcomes runs, and shows its step."""

import pytest
from storytelling import steps_of, tell

from negotiations.bdd.library import outcomes
from negotiations.bdd.sentence import sentence
from negotiations.bdd.steps import SHIPPED, Step

ROOM = outcomes.__name__
OUTCOMES = [step for step in SHIPPED if step.does.__module__.startswith(ROOM)]


@pytest.mark.parametrize("step", OUTCOMES, ids=lambda step: step.phrase.text)
def test_the_example_shows_the_step(step: Step, tmp_path):
    """Whoever looks a step up finds a line that uses it."""
    shown = {sentence(each.text).skeleton for each in steps_of(step.example, tmp_path)}
    assert step.phrase.skeleton in shown


@pytest.mark.parametrize(
    "example", dict.fromkeys(step.example for step in OUTCOMES), ids=lambda text: text[-60:]
)
def test_the_example_runs(example: str, tmp_path):
    """What the catalogue shows can be pasted into a scenario, and holds."""
    tell(example, tmp_path)


@pytest.mark.parametrize("step", OUTCOMES, ids=lambda step: step.phrase.text)
def test_every_step_says_what_it_means(step: Step):
    """The catalogue has plain words for each, in whole sentences."""
    assert step.means.endswith((".", "…"))
    assert step.theme
