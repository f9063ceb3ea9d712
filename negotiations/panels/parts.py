"""Parts of a panel: consecutive processes, replayed one by one, and their rows kept on disk."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import msgspec

from negotiations.panels.columns import Columns
from negotiations.panels.folder import kept_file
from negotiations.panels.options import Options
from negotiations.panels.parquet import keep_rows
from negotiations.panels.process import Process
from negotiations.panels.spool import Key, Spool, Trouble
from negotiations.panels.tables import Piece

PARTS, LIGHTEST, HEAVIEST = 128, 1_000, 100_000
"""How many parts there should be; how many rows, read and made, one has at least and at most."""


@attrs.frozen
class Part:
    """The processes from one key to another, and what is asked of them."""

    options: Options
    number: int
    pieces: tuple[Piece, ...]
    first: Key
    last: Key
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
    columns = Columns(options.layout.by, options.template)
    made: list[tuple[Any, ...]] = []
    troubles: list[Trouble] = []
    numbers = [piece.number for piece in part.pieces]
    with (
        TemporaryDirectory(dir=options.folder / "parts", ignore_cleanup_errors=True) as place,
        Spool(options.folder / "pieces", numbers, part.first, part.last) as spool,
    ):
        for rows in spool.processes():
            log = Path(place) / "log.jsonl"
            process = Process(options, part.pieces, part.until, judge, columns, spool, rows, log)
            made += process.rows()
            troubles += process.troubles.values()
    with kept_file(part.bad) as stream:
        stream.write(msgspec.msgpack.encode(sorted(troubles)))
    with kept_file(part.rows) as stream:
        keep_rows(made, columns.types(), stream)


def plan(
    options: Options, pieces: tuple[Piece, ...], until: datetime | None, weights: Mapping[Key, int]
) -> Iterator[Part]:
    """The parts of a panel: consecutive processes whose *weights* add up to about the same."""
    keys = sorted(weights)
    most = min(max(sum(weights.values()) // PARTS, LIGHTEST), HEAVIEST)
    number, first, held = 0, 0, 0
    for n, key in enumerate(keys):
        held += weights[key]
        if held >= most or n == len(keys) - 1:
            yield Part(options, number, pieces, keys[first], key, until)
            number, first, held = number + 1, n + 1, 0
