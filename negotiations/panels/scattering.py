"""Scattering: the rows of one piece of a table, made records and put into the spool."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

import attrs
import msgspec

from negotiations.model.times import EPOCH, read_instant
from negotiations.panels.options import Options
from negotiations.panels.readers import BadRow, Row, rows
from negotiations.panels.spool import UNKNOWN, Line, Trouble, summary_of, write_piece
from negotiations.panels.tables import Piece

MICROSECOND = timedelta(microseconds=1)


@attrs.frozen
class Scatter:
    """One piece that is to be put into the spool."""

    options: Options
    piece: Piece


def scatter(task: Scatter) -> int:
    """Put a piece into the spool, unless it is there; its number."""
    options, piece = task.options, task.piece
    folder = options.folder / "pieces"
    if summary_of(folder, piece.number) is None:
        troubles: list[Trouble] = []
        write_piece(folder, piece.number, _lines(options, piece, troubles), troubles)
    return piece.number


def _lines(options: Options, piece: Piece, troubles: list[Trouble]) -> Iterator[Line]:
    encode = msgspec.json.Encoder(order="sorted").encode
    layout, known_at = options.layout, _reader_of_times(options)
    for row in rows(options.tables[piece.table], piece):
        if isinstance(row, BadRow):
            troubles.append(_trouble(piece, row))
            continue
        try:
            key = layout.key(row.cells)
        except ValueError as error:
            troubles.append(_without_process(piece, row, str(error)))
            continue
        record = layout.record(row.cells)
        yield Line(key, known_at(record.get("known_at")), row.number, encode(record) + b"\n")


def _reader_of_times(options: Options):  # type: ignore[no-untyped-def]
    zone = options.template.case.zone

    @lru_cache(maxsize=1 << 16)
    def read(text: str) -> int:
        try:
            return (read_instant(text, zone) - EPOCH) // MICROSECOND
        except ValueError:
            return UNKNOWN

    return lambda value: read(str(value)) if isinstance(value, str | int) else UNKNOWN


def _trouble(piece: Piece, row: BadRow) -> Trouble:
    return Trouble(piece.table, row.number, row.column, (row.what,), row.raw)


def _without_process(piece: Piece, row: Row, what: str) -> Trouble:
    raw = msgspec.json.encode(row.cells) + b"\n"
    return Trouble(piece.table, row.number, 1, (what,), raw)
