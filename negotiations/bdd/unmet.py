"""What a step says when it does not hold, or can't be told."""

from collections.abc import Sequence

from negotiations.place import Place
from negotiations.problems import Problem


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
