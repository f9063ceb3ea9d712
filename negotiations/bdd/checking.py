"""Every problem of a feature file, those that Gherkin itself lets pass in silence among them."""

from pathlib import Path

from negotiations.bdd.features import read_feature
from negotiations.problems import Problem, Unreadable


def problems_of(path: Path) -> tuple[Problem, ...]:
    """All that is wrong with the file, by place; unknown steps are told apart."""
    try:
        read_feature(path)
    except Unreadable as error:
        return error.problems
    return ()
