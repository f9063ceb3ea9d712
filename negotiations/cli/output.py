"""What goes out: data and reports on stdout, everything else on stderr."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import IO, Any, TypeAlias

import click
import msgspec

from negotiations.cli.problems import Problems
from negotiations.report.exports import escaped
from negotiations.report.lines import Line

PLAIN_WIDTH = 100
"""Columns of what is laid out for no terminal, unless COLUMNS says otherwise."""

NARROWEST = 40
"""Columns that a line has at least, whatever COLUMNS says."""

Put: TypeAlias = Callable[[Line], None]


def is_terminal(stream: IO[str]) -> bool:
    """Whether a stream is to be taken for a terminal, by the signs that rich goes by."""
    if (compatible := os.environ.get("TTY_COMPATIBLE")) in ("0", "1"):
        return compatible == "1"
    if (forced := os.environ.get("FORCE_COLOR")) is not None:
        return forced != ""
    return stream.isatty()


def printer(to: IO[bytes] | None = None, *, live: bool = False) -> Put:
    """What prints a line, wrapped to the width of stdout: to the file *to*, else to stdout.

    It is styled where somebody watches; *live* lines are let out one by one.
    """
    if is_terminal(sys.stdout):
        return _on_a_terminal(to, live)
    columns = os.environ.get("COLUMNS", "")
    known = columns.isdecimal() and len(columns) < 6
    return _writer(int(columns) if known else PLAIN_WIDTH, to, live)


def _on_a_terminal(to: IO[bytes] | None, live: bool) -> Put:
    from negotiations.cli.screen import console, paint, paints

    out = console()
    if to is not None or not paints(out):
        return _writer(out.width, to, live)
    out.width = max(out.width, NARROWEST)

    def put(line: Line) -> None:
        for part in line.wrapped(out.width):
            paint(out, part)

    return put


def _writer(width: int, to: IO[bytes] | None, live: bool) -> Put:
    def put(line: Line) -> None:
        for part in line.wrapped(max(width, NARROWEST)):
            text = str(part).rstrip()
            if to is not None:
                to.write(f"{text}\n".encode())
            else:
                print(text, flush=live)

    return put


def print_lines(lines: Iterable[Line]) -> None:
    """Print a report as it comes."""
    put = printer()
    for each in lines:
        put(each)


def print_json(data: Any) -> None:
    """Print data as one JSON document, laid out for reading; nothing in it steers a terminal."""
    text = escaped(msgspec.json.encode(data).decode())
    click.echo(msgspec.json.format(text, indent=2))


__all__ = ["Problems", "Put", "is_terminal", "print_json", "print_lines", "printer"]
