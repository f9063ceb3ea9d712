"""What goes out: data and reports on stdout, everything else on stderr. The only door to rich."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import IO, Any, TypeAlias

import click
import msgspec
from rich.console import Console
from rich.text import Text

from negotiations.cli.problems import Problems
from negotiations.report.exports import escaped
from negotiations.report.lines import Line

PLAIN_WIDTH = 100
"""Columns of what is laid out for no terminal, unless COLUMNS says otherwise."""

NARROWEST = 40
"""Columns that a line has at least, whatever COLUMNS says."""

Put: TypeAlias = Callable[[Line], None]

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
    out = Console(
        file=file, width=None if file.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH,
        highlight=False, markup=False, emoji=False, soft_wrap=True,
    )  # fmt: skip
    out.width = max(out.width, NARROWEST)
    return out


def painted(out: Console) -> bool:
    """Whether styles show on a console: not in a file, nor where NO_COLOR is set."""
    return out.is_terminal and not out.no_color and out.color_system is not None


def printer(to: IO[bytes] | None = None, *, live: bool = False) -> Put:
    """What prints a line, wrapped to the console's width: to the file *to*, else to stdout.

    It is styled where somebody watches; *live* lines are let out one by one.
    """
    out = console()

    def write(line: Line) -> None:
        for part in line.wrapped(out.width):
            text = str(part).rstrip()
            if to is not None:
                to.write(f"{text}\n".encode())
            else:
                print(text, flush=live)

    def paint(line: Line) -> None:
        for part in line.wrapped(out.width):
            out.print(Text.assemble(*((text, STYLES[name]) for text, name in part.spans)))

    return paint if to is None and painted(out) else write


def print_lines(lines: Iterable[Line]) -> None:
    """Print a report as it comes."""
    put = printer()
    for each in lines:
        put(each)


def print_json(data: Any) -> None:
    """Print data as one JSON document, laid out for reading; nothing in it steers a terminal."""
    text = escaped(msgspec.json.encode(data).decode())
    click.echo(msgspec.json.format(text, indent=2))


__all__ = ["Problems", "Put", "console", "print_json", "print_lines", "printer"]
