"""Scenarios told step by step, without pytest between, and what came of them."""

from pathlib import Path
from textwrap import dedent, indent

from negotiations.bdd.features.reading import Scenario, read_feature
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Untellable
from negotiations.bdd.words.catalogue import Catalogue, shipped

STEPS: Catalogue = shipped()
HEAD = 'Given a case between "ruritania" and "freedonia"\n'


def scenario(steps: str, folder: Path) -> Scenario:
    """The scenario of these steps, written into a feature file of the folder."""
    file = folder / "told.feature"
    body = indent(dedent(steps).strip(), "    ")
    file.write_text(f"Feature: Told\n  Scenario: It is told\n{body}\n", "utf-8")
    return read_feature(file).scenarios[0]


def told(steps: str, folder: Path) -> Story:
    """The story after all of the steps. Raises Unmet and Untellable as they do."""
    story = Story(folder)
    for line in scenario(steps, folder).steps:
        found = STEPS.find(line.kind, line.text)
        assert found is not None, f"no step is known for: {line.keyword} {line.text}"
        story.turn(line.kind)
        try:
            found.tell(story, line.table, line.doc)
        except Untellable as error:
            raise Untellable(*error.problems(line.place)) from None
    return story


def wrong(steps: str, folder: Path) -> list[str]:
    """What can't be told of the steps, line by line, without the folder of the file."""
    try:
        told(steps, folder)
    except Untellable as error:
        return str(error).replace(f"{folder}/", "").split("\n")
    return []
