"""Parquet in and out, and the rows of parts in between: the only door to pyarrow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from negotiations.place import Place
from negotiations.problems import Problem, Unreadable

ROW_GROUP = 1 << 17
BATCH = 4096

TYPES = {
    "text": pa.string(),
    "count": pa.int32(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "instant": pa.timestamp("us", "UTC"),
    "positions": pa.list_(
        pa.struct([("party", pa.string()), ("issue", pa.string()), ("stated", pa.float64())])
    ),
}
"""The types that a column can have."""

Column: TypeAlias = tuple[str, str, bool]
"""A column's name, its type, and whether a cell of it may be empty."""


def column_names(file: str, shown: str) -> list[str]:
    """The columns of a Parquet file; raises Unreadable for what is none."""
    return list(_opened(file, shown).schema_arrow.names)


def rows_by_group(file: str, shown: str) -> list[int]:
    """How many rows each row group of a file has; raises Unreadable."""
    meta = _opened(file, shown).metadata
    return [meta.row_group(number).num_rows for number in range(meta.num_row_groups)]


def rows_in(file: str, shown: str, groups: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The rows of some row groups, as Python's own values; raises Unreadable for broken ones."""
    try:
        with pq.ParquetFile(file) as opened:
            batches = opened.iter_batches(BATCH, row_groups=list(groups), use_threads=False)
            yield from chain.from_iterable(batch.to_pylist() for batch in batches)
    except (pa.ArrowException, OSError):
        raise Unreadable([Problem(Place(shown), "this Parquet file is damaged")]) from None
    except (OverflowError, ValueError) as error:
        what = f"a value in it is beyond what can be told: {error}"
        raise Unreadable([Problem(Place(shown), what)]) from None


def _opened(file: str, shown: str) -> Any:
    try:
        with pq.ParquetFile(file) as opened:
            return opened
    except (pa.ArrowException, OSError):
        raise Unreadable([Problem(Place(shown), "this is no Parquet file")]) from None


def schema_of(columns: Iterable[Column], about: Mapping[str, str]) -> pa.Schema:
    """The schema of a panel, with what it was made of."""
    fields = [pa.field(name, TYPES[kind], nullable) for name, kind, nullable in columns]
    return pa.schema(fields, dict(about))


def keep_rows(rows: Sequence[tuple[Any, ...]], columns: Iterable[Column], to: IO[bytes]) -> None:
    """Write the rows of a part."""
    schema = schema_of(columns, {})
    cells = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(cells, schema, strict=True)]
    with pa.ipc.new_file(to, schema) as writer:
        writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def assemble(parts: Iterable[Path], schema: pa.Schema, to: IO[bytes]) -> int:
    """Write the rows of all parts as one file; how many they are.

    The same rows give the same bytes: how they were parted leaves no mark.
    """
    rows = 0
    with pq.ParquetWriter(to, schema, compression="zstd") as writer:
        for table in _regrouped(parts, schema.remove_metadata()):
            writer.write_table(table.replace_schema_metadata(schema.metadata), ROW_GROUP)
            rows += len(table)
    return rows


def _regrouped(parts: Iterable[Path], schema: pa.Schema) -> Iterator[pa.Table]:
    """Tables of one row group each, all but the last one full."""
    held, size = [schema.empty_table()], 0
    for path in parts:
        with pa.OSFile(str(path)) as file:
            held.append(pa.ipc.open_file(file).read_all().replace_schema_metadata(None))
        size += len(held[-1])
        while size >= ROW_GROUP:
            whole = pa.concat_tables(held).combine_chunks()
            yield whole.slice(0, ROW_GROUP).combine_chunks()
            held, size = [whole.slice(ROW_GROUP)], size - ROW_GROUP
    if size:
        yield pa.concat_tables(held).combine_chunks()
