"""Parts of a panel: consecutive processes, replayed one by one, and their rows kept on disk."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import attrs
import msgspec

from negotiations.model.times import EPOCH, days
from negotiations.panels.columns import Columns
from negotiations.panels.folder import kept_file
from negotiations.panels.options import Options
from negotiations.panels.parquet import keep_rows
from negotiations.panels.process import Process
from negotiations.panels.spool import UNKNOWN, Key, Slice, Spool, Summary, Trouble, slices
from negotiations.panels.tables import Piece

Spooled: TypeAlias = tuple[Piece, Summary]
"""A piece of a table, and what of it is in the spool."""

PARTS, LIGHTEST, HEAVIEST = 128, 1_000, 20_000
"""How many parts there should be; how many rows, read and made, one has at least and at most."""


@attrs.frozen
class Part:
    """Some consecutive processes, where their rows are in the spool, and up to when to replay.

    *tables* tells which table each piece is of.
    """

    options: Options
    number: int
    keys: tuple[Key, ...]
    slices: tuple[Slice, ...]
    tables: Mapping[int, int]
    until: datetime | None

    @property
    def rows(self) -> Path:
        """Where its rows are kept."""
        return self.options.folder / "parts" / f"{self.number}.arrow"

    @property
    def bad(self) -> Path:
        """Where the bad rows among its own are kept."""
        return self.options.folder / "parts" / f"{self.number}.troubles"


def replay_part(part: Part) -> int:
    """Replay the processes of a part, unless that is done; how many rows of the table are bad."""
    if not part.rows.exists():
        _make(part)
    return len(troubles_of(part))


def troubles_of(part: Part) -> list[Trouble]:
    """The bad rows of a part that is done."""
    return msgspec.msgpack.decode(part.bad.read_bytes(), type=list[Trouble])


def _make(part: Part) -> None:
    options, judge = part.options, part.options.rules.judge()
    columns = Columns(options.layout.by, options.template, options.asked.outcomes)
    made: list[tuple[Any, ...]] = []
    troubles: list[Trouble] = []
    with (
        TemporaryDirectory(dir=options.folder / "parts", ignore_cleanup_errors=True) as place,
        Spool(options.folder / "pieces", part.keys, part.slices) as spool,
    ):
        for rows in spool.processes():
            log = Path(place) / "log.jsonl"
            process = Process(options, part.tables, part.until, judge, columns, spool, rows, log)
            made += process.rows()
            troubles += process.troubles.values()
    with kept_file(part.bad) as stream:
        stream.write(msgspec.msgpack.encode(sorted(troubles)))
    with kept_file(part.rows) as stream:
        keep_rows(made, columns.types(), stream)


def plan(options: Options, spooled: Sequence[Spooled]) -> Iterator[Part]:
    """The parts of a panel: consecutive processes that cost about the same."""
    summaries = [(piece.number, summary) for piece, summary in spooled]
    tables = {piece.number: piece.table for piece, _ in spooled}
    until = _until(options, spooled)
    for number, keys in enumerate(_grouped(_weights(options, spooled, until))):
        found = tuple(slices(summaries, keys))
        own = {each.piece: tables[each.piece] for each in found}
        yield Part(options, number, keys, found, own, until)


def _until(options: Options, spooled: Sequence[Spooled]) -> datetime | None:
    """Up to when to replay: as asked, or to the end of the period of the tables' last row."""
    last = max((each.last for _, each in spooled), default=UNKNOWN)
    if options.asked.until is not None or last == UNKNOWN:
        return options.asked.until
    return options.calendar.holding(EPOCH + timedelta(microseconds=last)).end


def _weights(
    options: Options, spooled: Sequence[Spooled], until: datetime | None
) -> dict[Key, int]:
    """What a process costs, about: the rows that are read, and those that are made."""
    length = {"day": 1, "week": 7, "month": 30}[options.asked.freq]
    weights: dict[Key, int] = {}
    first: dict[Key, int] = {}
    for _, each in spooled:
        for key, rows, known in zip(each.keys, each.rows, each.first, strict=True):
            weights[key] = weights.get(key, 0) + rows
            first[key] = min(first.get(key, known), known)
    if until is not None:
        end = int(days(until) * 86_400_000_000)
        for key, known in first.items():
            weights[key] += max(0, end - known) // (length * 86_400_000_000)
    return weights


def _grouped(weights: Mapping[Key, int]) -> Iterator[tuple[Key, ...]]:
    most = min(max(sum(weights.values()) // PARTS, LIGHTEST), HEAVIEST)
    group: list[Key] = []
    held = 0
    for key in sorted(weights):
        group.append(key)
        held += weights[key]
        if held >= most:
            yield tuple(group)
            group, held = [], 0
    if group:
        yield tuple(group)
