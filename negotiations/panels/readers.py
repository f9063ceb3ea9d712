"""The rows of one piece of a table, in whichever form, and the rows that can't be read."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

import attrs

from negotiations.log.lines import LONGEST, BadLine, Line, decode, split
from negotiations.panels.cells import neat
from negotiations.panels.parquet import column_names, rows_in
from negotiations.panels.tables import Piece, Table
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable

BOM = b"\xef\xbb\xbf"
NOT_TEXT = "not UTF-8 text; save the table as UTF-8"


@attrs.frozen
class Row:
    """A row by its columns; *number* is its line, or (of Parquet) its place among the rows."""

    number: int
    cells: Mapping[str, Any]


@attrs.frozen
class BadRow:
    """A row that can't be read: what is wrong with it, and its text."""

    number: int
    column: int
    what: str
    raw: bytes


def rows(table: Table, piece: Piece) -> Iterator[Row | BadRow]:
    """The rows of a piece, in their order; blank lines are none."""
    if table.form == "parquet":
        yield from _of_parquet(table, piece)
    elif table.is_csv:
        yield from _of_csv(table, piece)
    else:
        yield from _of_json(table, piece)


def header(table: Table) -> list[str] | None:
    """The columns of a table; None for JSON lines, in which each row has its own."""
    if table.form == "parquet":
        return column_names(table.file, table.path)
    return _csv_header(table)[0] if table.is_csv else None


def _csv_header(table: Table) -> tuple[list[str], int]:
    """The columns, and how many lines they take."""
    try:
        with open(table.file, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=table.separator)
            return [name.strip() for name in next(reader, [])], reader.line_num
    except UnicodeDecodeError:
        raise Unreadable([Problem(Place(table.path), NOT_TEXT)]) from None
    except csv.Error as error:
        raise Unreadable([Problem(Place(table.path), f"not CSV: {error}")]) from None


def _bytes_of(table: Table, piece: Piece) -> bytes:
    with open(table.file, "rb") as file:
        file.seek(piece.start)
        return file.read(piece.end - piece.start)


# --- CSV


def _of_csv(table: Table, piece: Piece) -> Iterator[Row | BadRow]:
    columns, taken = _csv_header(table)
    data = _bytes_of(table, piece)
    lines = data.removeprefix(BOM).decode(errors="surrogateescape")
    csv.field_size_limit(LONGEST)
    reader = csv.reader(StringIO(lines, newline=""), delimiter=table.separator, strict=True)
    number = piece.first
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield BadRow(number, 1, f"not CSV: {error}", b"")
            number = piece.first + reader.line_num
            continue
        if cells is None:
            return
        if cells and not (piece.start == 0 and reader.line_num <= taken):
            yield _csv_row(number, columns, cells)
        number = piece.first + reader.line_num


def _csv_row(number: int, columns: list[str], cells: list[str]) -> Row | BadRow:
    if len(cells) != len(columns):
        what = f"{len(cells)} cells, but the table has {len(columns)} columns"
        return BadRow(number, 1, what, _as_csv(cells))
    for cell in cells if not "".join(cells).isascii() else ():
        if any("\udc80" <= mark <= "\udcff" for mark in cell):
            return BadRow(number, 1, NOT_TEXT, _as_csv(cells))
    return Row(number, dict(zip(columns, cells, strict=True)))


def _as_csv(cells: list[str]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode(errors="surrogateescape")


# --- JSON lines


def _of_json(table: Table, piece: Piece) -> Iterator[Row | BadRow]:
    data = _bytes_of(table, piece)
    at = 0

    def taken(size: int) -> bytes:
        nonlocal at
        end = data.find(b"\n", at, at + size)
        start, at = at, min(at + size, len(data)) if end < 0 else end + 1
        return data[start:at]

    for line in split(table.path, taken, LONGEST, (piece.start, piece.first)):
        if isinstance(line, BadLine):
            place = line.place
            raw = data[line.offset - piece.start :][: line.length]
            yield BadRow(place.line, place.column, line.problem.what, raw)
        else:
            yield _json_row(line)


def _json_row(line: Line) -> Row | BadRow:
    try:
        return Row(line.place.line, decode(line))
    except Unreadable as error:
        first = error.problems[0]
        return BadRow(first.place.line, first.place.column, first.what, line.raw)


# --- Parquet


def _of_parquet(table: Table, piece: Piece) -> Iterator[Row | BadRow]:
    found = rows_in(table.file, table.path, range(piece.start, piece.end))
    for number, row in enumerate(found, piece.first):
        yield Row(number, {name: neat(cell) for name, cell in row.items()})
