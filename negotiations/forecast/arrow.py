"""Frames as Arrow tables in memory: a second door to pyarrow, beside that of Parquet files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from negotiations.forecast.columns import described
from negotiations.panels.parquet import schema_of

ROW_GROUP = 1 << 14
Batch: TypeAlias = Any  # pyarrow.RecordBatch, which comes without types
Table: TypeAlias = Any  # pyarrow.Table
Row: TypeAlias = Mapping[str, Any]


def schema(names: Iterable[str], about: Mapping[str, str]) -> Any:
    """The schema of a frame with these columns, and what it was made of."""
    told = ((name, described(name)) for name in names)
    return schema_of(((name, each.type, each.nullable) for name, each in told), about)


def batch(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> Batch:
    """The rows of one process."""
    made = schema(names, {})
    cells = zip(*rows, strict=True) if rows else [()] * len(made)
    arrays = [pa.array(values, field.type) for values, field in zip(cells, made, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=made)


def table(batches: Iterable[Batch], of: Any) -> Table:
    """Batches as one table of a schema."""
    bare = of.remove_metadata()
    return pa.Table.from_batches(list(batches), bare).replace_schema_metadata(of.metadata)


def about(of: Table) -> dict[str, str]:
    """What a table was made of, as its schema tells."""
    told = of.schema.metadata or {}
    return {key.decode(): value.decode() for key, value in told.items()}


def chosen(of: Table, keep: Callable[[Row], bool], reading: Sequence[str]) -> Table:
    """The rows to keep, by what some of their columns hold."""
    rows = of.select(list(reading)).to_pylist()
    return of.filter(pa.array([keep(row) for row in rows], pa.bool_()))


def put(of: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Table:
    """The table with other cells in some of its columns."""
    cells = zip(*rows, strict=True) if rows else [()] * len(names)
    for name, values in zip(names, cells, strict=True):
        place = of.schema.get_field_index(name)
        field = of.schema.field(place)
        of = of.set_column(place, field, pa.array(values, field.type))
    return of


def as_table(given: Any) -> Table:
    """A table of any library, or a mapping from names to sequences. Raises TypeError."""
    if hasattr(given, "__arrow_c_stream__"):
        return pa.table(given)
    if isinstance(given, Mapping):
        return pa.table({name: list(values) for name, values in given.items()})
    raise TypeError(f"a table, or a mapping from names to values, is wanted, not {type(given)}")


def write_parquet(batches: Iterable[Batch], of: Any, to: IO[bytes]) -> int:
    """Write batches as a Parquet file, in row groups of one size; how many rows they have."""
    rows, held, size = 0, [], 0
    with pq.ParquetWriter(to, of, compression="zstd") as writer:
        for each in batches:
            held.append(each)
            size += each.num_rows
            if size >= ROW_GROUP:
                writer.write_table(table(held, of), ROW_GROUP)
                rows, held, size = rows + size, [], 0
        writer.write_table(table(held, of), ROW_GROUP)
    return rows + size


def rows_in(batches: Iterable[Batch]) -> Iterator[dict[str, Any]]:
    """The rows of batches, as Python's own values."""
    for each in batches:
        yield from each.to_pylist()
