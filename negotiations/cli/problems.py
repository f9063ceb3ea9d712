"""Problems on their way out: one line each on stderr, and counted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs
import click

from negotiations.problems import Problem, one_line

if TYPE_CHECKING:
    from negotiations.log.reading import Trouble


@attrs.define
class Problems:
    """A sink that tells problems on stderr, one line each, and counts them."""

    count: int = 0
    warnings: int = 0

    def tell(self, problem: Problem) -> None:
        """Tell one problem."""
        self.count += 1
        click.echo(one_line(str(problem)), err=True)

    def tell_all(self, problems: Iterable[Problem]) -> None:
        """Tell several, in their order."""
        for problem in problems:
            self.tell(problem)

    def hear(self, trouble: "Trouble") -> None:
        """Tell what is wrong with a bad record; fits a log's `on_trouble`."""
        self.tell_all(trouble.problems)

    def warn(self, problem: Problem) -> None:
        """Tell something worth a look that is no mistake."""
        self.warnings += 1
        click.echo(one_line(f"{problem.place}: warning: {problem.what}"), err=True)
