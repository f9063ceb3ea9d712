"""What goes out: data and reports on stdout, everything else on stderr. The only door to rich."""

import os
import sys
from collections.abc import Iterable
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.text import Text

from negotiations.cli.problems import Problems, one_line
from negotiations.report.lines import Line

PLAIN_WIDTH = 100
"""Columns of what is laid out for no terminal, unless COLUMNS says otherwise."""


STYLES = {
    "": "", "title": "bold", "faint": "dim", "rule": "cyan", "irregular": "yellow",
    "conflict": "magenta", "warning": "yellow", "up": "green", "down": "red",
}  # fmt: skip
"""How the styles that reports name look on a terminal."""


def console(stream: str = "stdout") -> Console:
    """A console on `stdout` or `stderr`: without colour where NO_COLOR is set or nobody watches.

    Text comes out as it is: nothing in it is markup, and lines are never wrapped.
    """
    file = sys.stderr if stream == "stderr" else sys.stdout
    return Console(
        file=file, width=None if file.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH,
        highlight=False, markup=False, emoji=False, soft_wrap=True,
    )  # fmt: skip


def painted(out: Console) -> bool:
    """Whether styles show on a console: not in a file, nor where NO_COLOR is set."""
    return out.is_terminal and not out.no_color and out.color_system is not None


def print_lines(lines: Iterable[Line]) -> None:
    """Print a report as it comes, wrapped to the console's width, styled where somebody watches."""
    out = console()
    for each in lines:
        for part in each.wrapped(out.width):
            if painted(out):
                styled = ((text, STYLES[name]) for text, name in part.spans)
                out.print(Text.assemble(*styled))
            else:
                click.echo(str(part).rstrip())


def print_json(data: Any) -> None:
    """Print data as one JSON document, laid out for reading."""
    click.echo(msgspec.json.format(msgspec.json.encode(data), indent=2))


__all__ = ["Problems", "console", "one_line", "print_json", "print_lines"]
