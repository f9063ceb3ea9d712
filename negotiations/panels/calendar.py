"""The periods of a panel: days, ISO weeks or months of a zone's calendar."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from functools import lru_cache

import attrs

from negotiations.model.times import TICK, local_day, midnight

FREQUENCIES = ("day", "week", "month")


@attrs.frozen
class Period:
    """A day, week or month: from its first to its last microsecond, in UTC.

    *label* is its name in ISO 8601: 2025-06-02, 2025-W23, 2025-06.
    """

    label: str
    start: datetime
    end: datetime


@attrs.frozen
class Calendar:
    """The periods of one frequency in one zone.

    >>> from negotiations.model.times import read_instant, zone
    >>> kyiv = zone("Europe/Kyiv")
    >>> week = Calendar("week", kyiv).holding(read_instant("2025-06-04", kyiv))
    >>> week.label, str(week.start), str(week.end)
    ('2025-W23', '2025-06-01 21:00:00+00:00', '2025-06-08 20:59:59.999999+00:00')
    """

    freq: str
    zone: tzinfo

    def holding(self, instant: datetime) -> Period:
        """The period that an instant falls in."""
        return _period(self.freq, _first_day(self.freq, local_day(instant, self.zone)), self.zone)

    def periods(self, first: datetime, until: datetime) -> Iterator[Period]:
        """From the one that holds *first* to the last one that ends by *until*."""
        period = self.holding(first)
        while period.end <= until:
            yield period
            period = self.holding(period.end + TICK)


def _first_day(freq: str, day: int) -> int:
    """The ordinal of the first day of the period that holds a day."""
    if freq == "day":
        return day
    on = date.fromordinal(day)
    return day - on.weekday() if freq == "week" else on.replace(day=1).toordinal()


@lru_cache(maxsize=1 << 16)
def _period(freq: str, first: int, zone: tzinfo) -> Period:
    on = date.fromordinal(first)
    if freq == "day":
        label, length = on.isoformat(), 1
    elif freq == "week":
        year, week, _ = on.isocalendar()
        label, length = f"{year}-W{week:02}", 7
    else:
        label = f"{on:%Y-%m}"
        length = _first_day("month", first + 31) - first
    end = midnight(first + length, zone) - TICK
    return Period(label, midnight(first, zone), end)
