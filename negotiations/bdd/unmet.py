"""What a step says when it does not hold, or can't be told."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from negotiations.place import Place
from negotiations.problems import Problem, Unreadable


class Unmet(AssertionError):
    """A step did not hold: what it expected, what stands instead, and what comes nearest."""

    def __init__(self, expected: str, actual: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(f"expected {expected}, but {actual}")
        self.expected, self.actual, self.nearest = expected, actual, tuple(nearest)


class Untellable(ValueError):
    """A step can't be told as it is written: an unknown name, a bad cell, too early in its story.

    *problems* without a place of their own are the step's.
    """

    def __init__(self, *problems: "Problem | str") -> None:
        super().__init__("\n".join(map(str, problems)))
        self._problems = problems

    def problems(self, place: Place) -> tuple[Problem, ...]:
        """Every problem, with the step's *place* where it has none of its own."""
        return tuple(p if isinstance(p, Problem) else Problem(place, p) for p in self._problems)

    @property
    def found(self) -> tuple["Problem | str", ...]:
        """Every problem as it was found."""
        return self._problems


NOWHERE = Place("")
"""The place of what stands in the step's own sentence: the step's."""

TEXT = "the text below"
"""The file of what stands in a text below a step, which knows its own lines alone."""


def doubts(problems: Iterable[Problem]) -> list[Problem | str]:
    """Problems as a step has them: those in its own sentence or text have no place."""
    return [_doubt(each) for each in problems]


def _doubt(problem: Problem) -> Problem | str:
    if problem.place.file == TEXT:
        return f"line {problem.place.line} of the text: {problem.what}"
    return problem if problem.place.file else problem.what


@contextmanager
def telling() -> Iterator[None]:
    """What can't be read in here can't be told: Unreadable becomes Untellable, places and all."""
    try:
        yield
    except Unreadable as error:
        raise Untellable(*doubts(error.problems)) from None
