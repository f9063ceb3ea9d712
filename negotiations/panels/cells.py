"""From the cells of a row to a record: lists, nested values and times as a log has them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from math import isfinite
from typing import Any, TypeAlias

import attrs
import msgspec

from negotiations.log.amendments import AMENDMENTS
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Names, Texts, Words, plain, shapes, written
from negotiations.problems import did_you_mean

LIST_MARK = ";"
EMPTY: tuple[Any, ...] = ("", [])
NESTED = ("sources", "claims", "set")
"""Fields that a cell holds as JSON text."""

ReadCell: TypeAlias = Callable[[Any], Any]


@cache
def fields_of(kind: str | None) -> frozenset[str]:
    """The fields that a record of a kind may have; of every kind together for None."""
    if kind is None:
        return frozenset().union(*(fields_of(each) for each in (*KINDS, *AMENDMENTS)))
    cls: type[Any] | None = KINDS.get(kind) or AMENDMENTS.get(kind)
    if cls is None:
        return frozenset()
    return frozenset({written(field.name) for field in attrs.fields(cls)} - {"place"} | {"kind"})


@cache
def _lists_of(kind: str) -> frozenset[str]:
    cls = KINDS.get(kind)
    found = shapes(cls).items() if cls else ()
    return frozenset(n for n, shape in found if isinstance(shape, Names | Words | Texts))


@attrs.frozen
class Layout:
    """What the columns of a table mean: those that name the process, those to leave out."""

    by: tuple[str, ...]
    ignored: frozenset[str]

    def key(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """Which process a row belongs to; raises ValueError where that is not told."""
        return tuple([_part(name, row.get(name)) for name in self.by])

    def record(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The record that a row holds: an empty cell is an absent field."""
        kind = row.get("kind")
        ways = _ways(self, kind.strip() if type(kind) is str else "")
        record: dict[str, Any] = {}
        for column, cell in row.items():
            value = cell.strip() if type(cell) is str else cell
            if value is None or value in EMPTY:
                continue
            way = ways.get(column)
            value = value if way is None else way(value)
            if value is not None:
                record[column] = value
        return record

    def strangers(self, columns: Iterable[str]) -> Iterator[str]:
        """What is wrong with the columns of a table."""
        columns = list(columns)
        known = fields_of(None) | set(self.by) | self.ignored
        for column in columns:
            if column not in known:
                hint = did_you_mean(column, sorted(known))
                yield f"no kind of event has a field {column!r}{hint} (or leave it out: --ignore)"
        for name in self.by:
            if name not in columns:
                hint = did_you_mean(name, columns)
                yield f"no column {name!r}, which tells processes apart{hint}"
        for name in sorted({each for each in columns if columns.count(each) > 1}):
            yield f"the column {name!r} stands twice"


def _part(name: str, cell: Any) -> str:
    if type(cell) is str and (text := cell.strip()):
        return text
    try:
        return plain(neat(cell))
    except ValueError:
        raise ValueError(f"a row tells its process: {name!r} is missing") from None


@lru_cache(maxsize=1024)
def _ways(layout: Layout, kind: str) -> dict[str, ReadCell]:
    """How the cells of some columns are read in rows of a kind; those of the rest are plain."""
    apart = set(layout.by) - fields_of(kind)
    return {
        **dict.fromkeys(_lists_of(kind), _listed),
        **dict.fromkeys(NESTED, _nested),
        **dict.fromkeys(apart | layout.ignored, _nothing),
    }


def _nothing(_: Any) -> None:
    """What belongs to no record."""


def _listed(cell: Any) -> Any:
    """A list, or the one thing that is not written as one."""
    if type(cell) is not str or LIST_MARK not in cell:
        return cell
    return [each.strip() for each in cell.split(LIST_MARK) if each.strip()]


def neat(cell: Any) -> Any:
    """A typed cell as JSON has it: a time as text, a whole float as a number without a point."""
    if cell is None or isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float):
        return _neat_float(cell)
    if isinstance(cell, datetime):
        return (cell.astimezone(UTC) if cell.tzinfo else cell).isoformat().replace("+00:00", "Z")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, list):
        return [neat(each) for each in cell]
    if isinstance(cell, Mapping):
        return {key: neat(each) for key, each in cell.items() if each is not None}
    return float(cell) if isinstance(cell, Decimal) else repr(cell)


def _neat_float(cell: float) -> float | int | None:
    if not isfinite(cell):
        return None if cell != cell else cell
    return int(cell) if cell == int(cell) and abs(cell) < 2**53 else cell


def _nested(cell: Any) -> Any:
    """What a cell with JSON in it holds; other text is a list of names."""
    if type(cell) is not str:
        return cell
    if cell[:1] in ("[", "{"):
        with suppress(msgspec.DecodeError):
            return msgspec.json.decode(cell)
    return [each.strip() for each in cell.split(LIST_MARK) if each.strip()]
