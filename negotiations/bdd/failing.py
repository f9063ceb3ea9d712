"""A scenario that failed, told as Gherkin: the step, what it expected, how the story got there."""

from collections.abc import Iterator

import attrs

from negotiations.bdd.story import Story
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.place import Place
from negotiations.problems import Problem


@attrs.frozen
class Failure:
    """What went wrong at a step of a scenario."""

    scenario: str
    step: str
    place: Place
    error: Unmet | Untellable
    story: Story

    @property
    def message(self) -> str:
        """It in one line."""
        return f"{self.step}: {str(self.error).partition(chr(10))[0]}"


class Unsound(Exception):
    """A feature, or a scenario of it, that can't be run as it is written: every problem of it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def failure_lines(failure: Failure) -> Iterator[str]:
    """The page on a failure."""
    yield f"{failure.place}: {failure.step}"
    error = failure.error
    if isinstance(error, Untellable):
        yield from map(str, error.problems(failure.place))
        return
    yield f"  expected  {error.expected}"
    yield f"  actual    {error.actual}"
    for near in error.nearest:
        yield f"  nearest   {near}"
