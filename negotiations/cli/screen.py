"""What is shown where somebody watches: styled lines, and a bar. The only door to rich.

It is imported where it is used, since most of what is written goes to files and pipes.
"""

import sys

from rich.console import Console
from rich.text import Text

from negotiations.report.lines import Line

STYLES = {
    "": "", "title": "bold", "faint": "dim", "rule": "cyan", "irregular": "yellow",
    "conflict": "magenta", "warning": "yellow", "up": "green", "down": "red",
}  # fmt: skip
"""How the styles that reports name look on a terminal."""


def console(stream: str = "stdout") -> Console:
    """A console on `stdout` or `stderr`: without colour where NO_COLOR is set.

    Text comes out as it is: nothing in it is markup, and lines are never wrapped.
    """
    file = sys.stderr if stream == "stderr" else sys.stdout
    return Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=True)


def paints(out: Console) -> bool:
    """Whether styles show on a console: not where NO_COLOR is set, nor on a dumb terminal."""
    return not out.no_color and out.color_system is not None


def paint(out: Console, line: Line) -> None:
    """Print a line in its styles."""
    out.print(Text.assemble(*((text, STYLES[name]) for text, name in line.spans)))
