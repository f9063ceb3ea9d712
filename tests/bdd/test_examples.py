"""Every step of the catalogue shows an example, and every example runs."""

import shutil
from pathlib import Path

import pytest
from bdd.stories import STEPS, scenario, told

from negotiations.bdd.steps import DATED, Step
from negotiations.log.amendments import AMENDMENTS
from negotiations.model.kinds import KINDS
from negotiations.packaged import folder, seed


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an analyst may have it: a feature, and beside it a log and rules."""
    home = tmp_path_factory.mktemp("analyst")
    shutil.copytree(folder("rules"), home / "rules")
    istanbul = seed("istanbul-2025")
    assert istanbul is not None
    shutil.copy(istanbul / "log.yaml", home / "log.yaml")
    return home


def undated(step: Step) -> bool:
    """Whether a phrase is no more than another with the date of its event behind."""
    phrases = {other.phrase.text for other in STEPS.steps if other.does is step.does}
    return step.phrase.text.removesuffix(DATED) not in phrases - {step.phrase.text}


@pytest.mark.parametrize("step", [*filter(undated, STEPS.steps)], ids=lambda s: s.phrase.text)
def test_the_example_of_a_step_shows_it(step: Step, beside: Path) -> None:
    """Whoever looks a phrase up sees it used, with one of its keywords."""
    steps = scenario(step.example, beside).steps
    shown = [STEPS.find(line.kind, line.text) for line in steps]
    assert None not in shown
    assert step in [said.step for said in shown if said is not None]


@pytest.mark.parametrize("example", dict.fromkeys(step.example for step in STEPS.steps))
def test_every_example_runs(example: str, beside: Path) -> None:
    """What the catalogue shows can be pasted and is true, replayed to its end."""
    assert told(example, beside).run.digest


DATED_STEPS = [
    step
    for step in STEPS.steps
    if step.phrase.text.endswith(DATED) and "when" in step.kinds and not undated(step)
]


@pytest.mark.parametrize("step", DATED_STEPS, ids=lambda step: step.phrase.text)
def test_every_event_can_have_its_date(step: Step, beside: Path) -> None:
    """A step that may end in a date tells its event on that date, and otherwise the same."""
    plain = step.phrase.text.removesuffix(DATED)
    lines = step.example.splitlines()
    own = [n for n, line in enumerate(lines) if _says(line, plain)]
    lines[own[-1]] += ' on "2025-03-03"'
    before, after = told(step.example, beside), told("\n".join(lines), beside)
    assert len(before.records) == len(after.records)
    moved = [raw for raw in after.records if raw["known_at"].startswith("2025-03-03")]
    assert moved


def _says(line: str, phrase: str) -> bool:
    """Whether a line of an example says a phrase."""
    found = STEPS.find("when", line.strip().partition(" ")[2])
    return found is not None and found.step.phrase.text == phrase


def test_there_is_a_sentence_for_every_kind_of_event(beside: Path) -> None:
    """Whatever a log can hold, a scenario can say without a table, in one way at least."""
    plain = [step for step in STEPS.steps if step.takes is None and "when" in step.kinds]
    stories = [told(step.example, beside) for step in plain if not step.example.count("```")]
    kinds = {record["kind"] for story in stories for record in story.records}
    assert {*KINDS, *AMENDMENTS} - {"day", "correction"} <= kinds
