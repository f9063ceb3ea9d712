"""Daily series of casualties and losses: what each column counts on a day is an event."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from math import ceil
from pathlib import Path
from typing import Any

import attrs

from negotiations.importers.daily_mapping import KEEP, DailyMapping, Series, read_mapping
from negotiations.importers.imported import Imported, LeftOut, Options, Outcome, imported
from negotiations.importers.lags import known_after, read_lag, span
from negotiations.importers.mapping_file import by_name, mapping_of
from negotiations.importers.naming import slug
from negotiations.importers.rows import Header, Row, require, rows
from negotiations.model.shapes import said
from negotiations.place import Place
from negotiations.problems import Problem

NOTHING = ("", "NA", "N/A", "null", None)
DAY = timedelta(days=1)
HOURS = 24
FIRST_DAY = date(1800, 1, 1)
NO_LAG = "when a row became known isn't told: give a known lag, here or in the mapping"


def daily(
    path: str | Path,
    *,
    mapping: Mapping[str, Any] | str | Path,
    known_lag: str | timedelta | None = None,
    **options: Any,
) -> Imported:
    """A daily series as events, by a *mapping*: plain data (`DailyMapping`), or a YAML file.

    Mappings of `mapping_names()` come with the package; they are read by their names.
    Of a cumulative column the differences are taken; where it falls, that is a problem, and nothing
    is made of it. A difference over several days is an event of all of them. *known_lag* is how
    long after its day a row is taken to be known, if the mapping doesn't say. Raises Unreadable for
    a mapping with problems, and ValueError where nobody gives a lag.
    """
    given = mapping_of(by_name(mapping, "daily"), read_mapping)
    lag = read_lag(known_lag) if isinstance(known_lag, str) else known_lag
    lag = given.known_lag if lag is None else lag
    if lag is None:
        raise ValueError(NO_LAG)
    series = _Table(str(path), given, lag)
    return imported(
        path, rows(path), series.outcomes, Options(**options), voice=given.source,
        on_header=series.look_at, remarks=series.unmet,
    )  # fmt: skip


@attrs.define
class _Table:
    """A file on its way in: the day before, and how far each cumulative column had come by then."""

    path: str
    mapping: DailyMapping
    lag: timedelta
    _last: date | None = None
    _so_far: dict[str, tuple[date, Decimal]] = attrs.field(factory=dict)
    _met: set[str] = attrs.field(factory=set)

    def look_at(self, header: Header) -> None:
        """Refuse a table without the columns that are mapped."""
        series = self.mapping.series
        wanted = [self.mapping.date, *(each.column for each in series)]
        wanted += [name for each in series for name in each.less]
        require(header, [(name,) for name in dict.fromkeys(wanted)], self.path)

    def unmet(self) -> Iterator[Problem]:
        """Columns that are mapped, and that no row has."""
        for each in self.mapping.series:
            if each.column not in self._met:
                yield Problem(Place(self.path), f"no row has a number in {each.column!r}")

    def outcomes(self, row: Row) -> Iterator[Outcome]:
        """What becomes of one row: an outcome for each series."""
        try:
            day = self._day(row.cells)
            missing = self._missing(day, row.cells)
            hours = Decimal(HOURS) if missing else self._hours(row.cells)
        except ValueError as error:
            yield Problem(Place(self.path, row.line), str(error))
            return
        for series in self.mapping.series:
            try:
                yield missing or self._outcome(series, day, hours, row.cells)
            except ValueError as error:
                yield Problem(Place(self.path, row.line), f"{series.column}: {error}")

    def _day(self, cells: Mapping[str, Any]) -> date:
        text = str(cells.get(self.mapping.date) or "").strip()
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            what = f"{self.mapping.date}: {said(text)} is not a date such as 2023-11-24"
            raise ValueError(what) from None
        if not day >= FIRST_DAY:
            raise ValueError(f"{self.mapping.date}: {day} lies too far back")
        if self._last is not None and day <= self._last:
            raise ValueError(f"{day} does not come after {self._last}, the row before it")
        self._last = day
        return day

    def _hours(self, cells: Mapping[str, Any]) -> Decimal:
        if self.mapping.hours is None:
            return Decimal(HOURS)
        hours = number(cells.get(self.mapping.hours))
        if hours is None or not 0 < hours < 100_000:
            raise ValueError(f"{self.mapping.hours}: a number of hours is wanted here")
        return hours

    def _missing(self, day: date, cells: Mapping[str, Any]) -> LeftOut | None:
        """Why nothing is reported in a row, if so."""
        if any(first <= day <= last for first, last in self.mapping.missing_dates):
            return LeftOut("no report on a day that the mapping calls missing")
        for column, words in self.mapping.missing.items():
            if str(cells.get(column)) in words:
                return LeftOut(f"no report: {column} is {cells.get(column)!r}")
        return None

    def _outcome(
        self, series: Series, day: date, hours: Decimal, cells: Mapping[str, Any]
    ) -> Outcome:
        told = number(cells.get(series.column))
        if told is None:
            return LeftOut(f"{series.column}: nothing reported")
        self._met.add(series.column)
        first, amount = day - DAY * (ceil(hours / HOURS) - 1), told
        if series.cumulative:
            since = self._since(series, day, told)
            if since is None:
                return LeftOut(f"{series.column}: the first number, so that no change is known")
            first, amount = since[0] + DAY, told - since[1]
            if amount < 0:
                raise ValueError(f"falls from {since[1]} on {since[0]} to {told}; a correction?")
        return self._counted(series, first, day, amount - self._less(series, cells))

    def _since(self, series: Series, day: date, told: Decimal) -> tuple[date, Decimal] | None:
        """The day that the last number was of, and that number; this one takes its place."""
        start = series.counted_from
        before = (start - DAY, Decimal(0)) if start and start <= day else None
        since = self._so_far.get(series.column, before)
        self._so_far[series.column] = (day, told)
        return since

    def _less(self, series: Series, cells: Mapping[str, Any]) -> Decimal:
        return sum((number(cells.get(name)) or Decimal(0) for name in series.less), Decimal(0))

    def _counted(self, series: Series, first: date, day: date, amount: Decimal) -> Outcome:
        if amount < 0:
            raise ValueError(f"more is to be taken off than there is: {amount} is left")
        if not amount and series.zeros != KEEP:
            return LeftOut(f"{series.column}: none")
        source = self.mapping.source
        return {
            "id": f"{source}-{slug(series.name or series.column)}-{day}",
            "kind": series.kind,
            "occurred": span(first, day),
            **known_after(day, self.lag),
            "sources": [{"source": source}],
            **series.with_,
            series.field: _written(amount, series.bound),
        }


def number(cell: Any) -> Decimal | None:
    """The number in a cell; None where nothing is told. Raises ValueError for anything else."""
    text = cell.strip() if isinstance(cell, str) else cell
    if text in NOTHING:
        return None
    try:
        found = Decimal(str(text).replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"not a number: {said(cell)}") from None
    if isinstance(cell, bool) or not found.is_finite():
        raise ValueError(f"not a number: {said(cell)}")
    return found


def _written(amount: Decimal, bound: str) -> int | str:
    if not bound and amount == int(amount):
        return int(amount)
    return f"{bound}{amount.normalize():f}"
