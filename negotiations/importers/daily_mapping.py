"""The mapping of a daily series: what each column counts, and which rows report nothing."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias

import attrs

from negotiations.importers.lags import read_lag
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import (
    Change,
    Count,
    Flag,
    Measure,
    Shape,
    Text,
    Texts,
    Word,
    listed,
    plain,
    said,
    shapes,
)
from negotiations.problems import did_you_mean
from negotiations.structure import Hook, Wrong, class_hook, converter

BOUNDS = (">", "≥", "<", "≤", "≈")
KEEP, LEAVE_OUT = "keep", "leave_out"

Days: TypeAlias = tuple[date, date]
"""From which day to which, both included."""


@attrs.frozen
class Series:
    """One column, and the field of a kind of event that its numbers are for.

    A *cumulative* one counts from *counted_from* on, if that is known. The numbers of the columns
    *less* are taken off it, where they are told. *zeros* says what a zero makes: no event, or one
    of nobody and nothing. *with_* are further fields of each event.
    """

    column: str
    kind: str
    field: str
    name: str | None = None
    cumulative: bool = False
    counted_from: date | None = None
    less: tuple[str, ...] = ()
    bound: str = ""
    zeros: str = LEAVE_OUT
    with_: Mapping[str, Any] = attrs.field(factory=dict)


@attrs.frozen
class DailyMapping:
    """What the rows of a daily series mean.

    *date* is the column of the day (the last one, where a row reports on several: the column
    *hours* has how many hours). A row reports nothing if a column has one of its words in
    *missing*, or if its day is in *missing_dates*: numbers in it are fillers.
    """

    source: str
    date: str
    series: tuple[Series, ...]
    known_lag: timedelta | None = None
    hours: str | None = None
    missing: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    missing_dates: tuple[Days, ...] = ()


def read_mapping(raw: Any) -> DailyMapping:
    """A mapping from plain data; raises what `structure.faults` takes apart."""
    made = converter(detailed=True)
    made.register_structure_hook(Series, _checked(class_hook(made, Series, SERIES, True)))
    mapping: DailyMapping = class_hook(made, DailyMapping, WHOLE, True)(raw, DailyMapping)
    wrong = Wrong()
    names = [each.name or each.column for each in mapping.series]
    for number, name in enumerate(names):
        if name in names[:number]:
            wrong.add(f"a series {name!r} stands above; give one of them a name", "series", number)
    if not names:
        wrong.add("one series or more are wanted", "series")
    wrong.refuse()
    return mapping


def _checked(build: Hook) -> Hook:
    """Builds a series whose kind has the fields that it names."""

    def read(raw: Any, cls: Any) -> Series:
        series: Series = build(raw, cls)
        wrong = Wrong()
        fields = shapes(KINDS[series.kind])
        numbers = [n for n, shape in fields.items() if isinstance(shape, Count | Measure | Change)]
        if series.field not in numbers:
            hint = did_you_mean(series.field, numbers)
            wrong.add(f"a {series.kind} counts no {series.field!r}{hint}", "field")
        for name in series.with_:
            if name not in (*fields, "sources", "asserter"):
                wrong.add(f"a {series.kind} has no field {name!r}{did_you_mean(name, fields)}",
                          "with", name)  # fmt: skip
        wrong.refuse()
        return series

    return read


def _by(shape: Shape) -> Hook:
    return lambda raw, _: shape.read(raw, None)


def _read(read: Callable[[Any], Any]) -> Hook:
    return lambda raw, _: read(raw)


def _date(raw: Any) -> date:
    try:
        return date.fromisoformat(plain(raw))
    except ValueError:
        raise ValueError(f"{said(raw)} is not a date; write 2023-11-24") from None


def _days(raw: Any) -> tuple[Days, ...]:
    found = []
    for each in map(plain, listed(raw)):
        first, _, last = each.partition("/")
        found.append((_date(first), _date(last or first)))
    return tuple(found)


def fields_as_given(raw: Any) -> dict[str, Any]:
    """A mapping from fields to what they hold; raises ValueError for anything else."""
    if not isinstance(raw, dict):
        raise ValueError(f"a mapping from fields is wanted here, not {said(raw)}")
    return raw


def words_by_column(raw: Any) -> dict[str, tuple[str, ...]]:
    """Words by the column that they stand in; one alone is a list of one."""
    return {
        column: tuple(map(plain, listed(words))) for column, words in fields_as_given(raw).items()
    }


SERIES: dict[str, Hook] = {
    "kind": _by(Word(tuple(kind for kind in KINDS if kind != "day"))),
    "cumulative": _by(Flag()),
    "counted_from": _read(_date),
    "less": _by(Texts()),
    "bound": _by(Word(BOUNDS)),
    "zeros": _by(Word((LEAVE_OUT, KEEP))),
    "with_": _read(fields_as_given),
    "name": _by(Text()),
}
WHOLE: dict[str, Hook] = {
    "known_lag": _read(lambda raw: read_lag(plain(raw))),
    "hours": _by(Text()),
    "missing": _read(words_by_column),
    "missing_dates": _read(_days),
}
