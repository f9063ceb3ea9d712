"""The mapping of a table: which column is which field, and what its words mean."""

from collections.abc import Mapping
from typing import Any

import attrs

from negotiations.importers.daily_mapping import fields_as_given, words_by_column
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Text, Texts, Time, plain, shapes
from negotiations.structure import class_hook, converter

ALL = "*"

TIMES = frozenset({"occurred", "known_at"}).union(
    name for cls in KINDS.values() for name, shape in shapes(cls).items() if isinstance(shape, Time)
)
"""Fields that hold a time."""


@attrs.frozen
class TableMapping:
    """What the columns of a table are.

    *columns* gives the field for a column of another name; those in *ignore* (`*`: all the others)
    are left out. *values* gives, by field, what a word stands for. Rows are read only where each
    column in *only* has one of its words. *with_* are fields of every record that has them not.
    *dates* is how days are written, as `strptime` has it: `%d/%m/%Y`. *source* is the source's id.
    """

    source: str | None = None
    columns: Mapping[str, str] = attrs.field(factory=dict)
    ignore: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    only: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    with_: Mapping[str, Any] = attrs.field(factory=dict)
    dates: str | None = None

    def field(self, column: str) -> str | None:
        """The field that a column holds; None for one to leave out."""
        if column in self.columns:
            return self.columns[column]
        return None if ALL in self.ignore or column in self.ignore else column


def read_mapping(raw: Any) -> TableMapping:
    """A mapping from plain data; raises what `structure.faults` takes apart."""
    hooks = {
        "source": lambda raw, _: Text().read(raw, None),
        "columns": lambda raw, _: _texts(raw),
        "ignore": lambda raw, _: Texts().read(raw, None),
        "values": lambda raw, _: {f: _texts(words) for f, words in fields_as_given(raw).items()},
        "only": lambda raw, _: words_by_column(raw),
        "with_": lambda raw, _: fields_as_given(raw),
        "dates": lambda raw, _: Text().read(raw, None),
    }
    made = class_hook(converter(detailed=True), TableMapping, hooks, True)
    mapping: TableMapping = made(raw, TableMapping)
    return mapping


def _texts(raw: Any) -> dict[str, str]:
    return {key: plain(value) for key, value in fields_as_given(raw).items()}
