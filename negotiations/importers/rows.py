"""The rows of somebody else's file, one by one: CSV or TSV, JSON lines, or one JSON array."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeAlias

import attrs

from negotiations.importers.arrays import array_items, is_array
from negotiations.log.lines import LONGEST, BadLine, Line, decode
from negotiations.log.source import LineSource
from negotiations.notation.text import sibling_meant
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean

UNDECODED = re.compile("[\udc80-\udcff]")
NOT_TEXT = "not UTF-8 text; save the table as UTF-8"
JSON_ENDINGS = (".json", ".jsonl", ".ndjson", ".txt")


class Unquoted(csv.excel):
    """Cells without quotation marks around them."""

    quoting = csv.QUOTE_NONE


@attrs.frozen
class Row:
    """A row by its columns; *line* is the first that it takes, for cells may hold line breaks."""

    line: int
    cells: Mapping[str, Any]


@attrs.frozen
class BadRow:
    """A row that can't be read, and why."""

    problem: Problem


@attrs.frozen
class Header:
    """A row that tells what the columns are: their names, or their HXL tags."""

    line: int
    names: tuple[str, ...]


Read: TypeAlias = Row | BadRow | Header


def rows(path: str | Path) -> Iterator[Read]:
    """The rows of a file, by its ending: JSON (lines, or one array), TSV, or else CSV.

    Raises Unreadable for what can't be opened, or has no columns.
    """
    ending = Path(path).suffix.lower()
    if ending in JSON_ENDINGS:
        return json_rows(path)
    return csv_rows(path, "\t" if ending == ".tsv" else ",")


# --- CSV


def csv_rows(
    path: str | Path, separator: str = ",", names: Sequence[str] = (), *, quoted: bool = True
) -> Iterator[Read]:
    """The rows of a CSV file; without *names* its first row has them. Blank lines are none.

    Where cells are not *quoted*, a quotation mark is a mark like any other.
    """
    with opened(path) as file:
        csv.field_size_limit(LONGEST)
        form = "excel" if quoted else Unquoted
        reader = csv.reader(file, form, delimiter=separator, strict=quoted)
        columns, line = tuple(names), 1
        while (cells := _next(reader, path, line)) is not None:
            if cells and not columns:
                columns = _columns(cells, path, line)
                yield Header(line, columns)
            elif cells:
                yield cells if isinstance(cells, BadRow) else _row(cells, columns, path, line)
            line = reader.line_num + 1
        if not columns:
            raise Unreadable([Problem(Place(str(path)), "the file is empty")])


def _next(reader: Any, path: str | Path, line: int) -> list[str] | BadRow | None:
    try:
        cells: list[str] | None = next(reader, None)
    except csv.Error as error:
        return BadRow(Problem(Place(str(path), line), f"not CSV: {error}"))
    return cells


def _columns(cells: list[str] | BadRow, path: str | Path, line: int) -> tuple[str, ...]:
    """The names in the first row; raises Unreadable where these can't tell columns apart."""
    if isinstance(cells, BadRow):
        raise Unreadable([cells.problem])
    if any(map(UNDECODED.search, cells)):
        raise Unreadable([Problem(Place(str(path), line), NOT_TEXT)])
    names = tuple(cell.strip() for cell in cells)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        what = f"the column {twice[0]!r} stands twice"
        raise Unreadable([Problem(Place(str(path), line), what)])
    return names


def _row(cells: list[str], columns: Sequence[str], path: str | Path, line: int) -> Read:
    if any(map(UNDECODED.search, cells)):
        return BadRow(Problem(Place(str(path), line), NOT_TEXT))
    if len(cells) != len(columns):
        what = f"{len(cells)} cells, but there are {len(columns)} columns"
        return BadRow(Problem(Place(str(path), line), what))
    if is_tags(cells):
        return Header(line, tuple(cells))
    return Row(line, dict(zip(columns, cells, strict=True)))


def is_tags(cells: Sequence[str]) -> bool:
    """Whether a row holds HXL tags, such as #date+start, and nothing else.

    >>> is_tags(["", "#date+start", "#loc+name"]), is_tags(["", ""])
    (True, False)
    """
    told = [cell for cell in cells if cell]
    return bool(told) and all(cell.startswith("#") for cell in told)


@contextmanager
def opened(path: str | Path) -> Iterator[TextIO]:
    """A file of text, open; bytes that are not UTF-8 are kept apart. Raises Unreadable."""
    place = Place(str(path))
    try:
        file = open(path, encoding="utf-8-sig", errors="surrogateescape", newline="")  # noqa: SIM115
    except FileNotFoundError:
        raise Unreadable([Problem(place, f"no such file{sibling_meant(Path(path))}")]) from None
    except IsADirectoryError:
        raise Unreadable([Problem(place, "this is a folder, not a file")]) from None
    except OSError as error:
        raise Unreadable([Problem(place, f"can't be read: {error.strerror}")]) from None
    except ValueError:
        raise Unreadable([Problem(place, "no file can have this name")]) from None
    with file:
        if not Path(path).is_file():
            raise Unreadable(
                [Problem(place, "this is no file that can be read twice; save it as one")]
            )
        if file.buffer.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise Unreadable([Problem(place, "not UTF-8 text but UTF-16; save it as UTF-8")])
        file.seek(0)
        yield file


def first_line(path: str | Path) -> str:
    """The first line of a file, without its end; raises Unreadable for what can't be opened."""
    with opened(path) as file:
        return file.readline(LONGEST).rstrip("\r\n")


def require(header: Header, wanted: Sequence[Sequence[str]], path: str | Path) -> None:
    """Raises Unreadable for columns that are missing; of names side by side any one will do."""
    missing = [names for names in wanted if not set(names) & set(header.names)]
    if missing:
        raise Unreadable(
            Problem(
                Place(str(path), header.line),
                f"no column {' or '.join(map(repr, names))}{did_you_mean(names[0], header.names)}",
            )
            for names in missing
        )


# --- JSON


def json_rows(path: str | Path) -> Iterator[Read]:
    """The objects in a file of JSON lines, or in one JSON array."""
    with opened(path) as file:
        array = is_array(file)
    if array:
        with opened(path) as file:
            for item in array_items(str(path), file):
                yield _object(item)
        return
    source = LineSource.open(path)
    try:
        for line in source:
            yield _object(line)
    finally:
        source.close()


def _object(line: Line | BadLine) -> Read:
    if isinstance(line, BadLine):
        return BadRow(line.problem)
    try:
        return Row(line.place.line, decode(line))
    except Unreadable as error:
        return BadRow(_within(line, error.problems[0]))


def _within(line: Line, problem: Problem) -> Problem:
    """The same problem where it stands, if the object takes several lines or begins within one."""
    before = line.raw.decode(errors="replace")[: problem.place.column - 1]
    down = before.count("\n")
    column = len(before) - before.rfind("\n") if down else line.place.column + len(before)
    return attrs.evolve(problem, place=Place(line.place.file, line.place.line + down, column))
