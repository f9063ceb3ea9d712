"""Price series: each price after the first is a market event, with what it changed by."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import attrs

from negotiations.importers.imported import Imported, LeftOut, Options, Outcome, imported
from negotiations.importers.lags import known_after, read_lag
from negotiations.importers.naming import slug
from negotiations.importers.rows import Row, require, rows
from negotiations.model.shapes import said
from negotiations.place import Place
from negotiations.problems import Problem

MISSING = ("", "NA", "N/A", ".", None)
DIRECTIONS = {-1: "down", 0: "flat", 1: "up"}


def prices(
    path: str | Path,
    *,
    known_lag: str | timedelta,
    instrument: str,
    unit: str | None = None,
    date_column: str = "Date",
    price_column: str = "Price",
    voice: str | None = None,
    **options: Any,
) -> Imported:
    """The prices of an *instrument*, one a day, as events of kind `market`.

    A record has the direction and the change since the last price before it. *unit* is one that
    quantities know, such as USD/bbl. A day without a price is left out. *voice* is the id of the
    source, by default the instrument's name. Raises Unreadable for a file without the columns.
    """
    lag = read_lag(known_lag) if isinstance(known_lag, str) else known_lag
    source = voice or slug(instrument)
    series = _Series(str(path), lag, instrument, unit, date_column, price_column, source)
    columns = [(date_column,), (price_column,)]
    return imported(
        path, rows(path), series.outcomes, Options(**options), voice=source,
        on_header=lambda header: require(header, columns, path),
    )  # fmt: skip


@attrs.define
class _Series:
    """One series on its way in, with the last price that was met."""

    path: str
    lag: timedelta
    instrument: str
    unit: str | None
    date_column: str
    price_column: str
    voice: str
    _last: tuple[date, Decimal] | None = None

    def outcomes(self, row: Row) -> Iterator[Outcome]:
        """What becomes of one row."""
        try:
            yield self._outcome(row.cells)
        except ValueError as error:
            yield Problem(Place(self.path, row.line), str(error))

    def _outcome(self, cells: Mapping[str, Any]) -> Outcome:
        day, price = self._day(cells), self._price(cells)
        if price is None:
            return LeftOut("no price")
        last, self._last = self._last, (day, price)
        if last is None:
            return LeftOut("the first price: no change is known")
        return self._event(day, price - last[1])

    def _day(self, cells: Mapping[str, Any]) -> date:
        text = str(cells.get(self.date_column, "")).strip()
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{said(text)} is not a date such as 2014-01-02") from None
        if self._last is not None and day <= self._last[0]:
            raise ValueError(f"{day} does not come after {self._last[0]}, the row before it")
        return day

    def _price(self, cells: Mapping[str, Any]) -> Decimal | None:
        cell = cells.get(self.price_column)
        text = cell.strip() if isinstance(cell, str) else cell
        if text in MISSING:
            return None
        try:
            price = Decimal(str(text))
        except InvalidOperation:
            raise ValueError(f"{said(text)} is not a price") from None
        if not price.is_finite():
            raise ValueError(f"{said(text)} is not a price")
        return price

    def _event(self, day: date, change: Decimal) -> dict[str, Any]:
        written = f"{change:f}" + (f" {self.unit}" if self.unit else "")
        return {
            "id": f"{slug(self.instrument)}-{day}",
            "kind": "market",
            "occurred": str(day),
            **known_after(day, self.lag),
            "instrument": self.instrument,
            "direction": DIRECTIONS[(change > 0) - (change < 0)],
            "change": written,
            "sources": [{"source": self.voice}],
        }
