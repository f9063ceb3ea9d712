"""Instants and intervals in UTC, and the days of a zone's calendar that they fall on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from reprlib import repr as shortened

import attrs

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"a local time needs a zone: {instant}")
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


@attrs.frozen(order=True)
class Interval:
    """From *start* to *end*, both included, in UTC; an instant has start == end.

    A day ends on its last microsecond. *text*, as written, is no part of equality or order.
    Raises ValueError for a time without a zone, and when it ends before it starts.
    """

    start: datetime = attrs.field(converter=_utc)
    end: datetime = attrs.field(converter=_utc)
    text: str = attrs.field(default="", eq=False)

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"{shortened(self.text or 'an interval')} ends before it starts")

    @property
    def is_instant(self) -> bool:
        return self.start == self.end

    @property
    def days(self) -> float:
        """Length in days, to 9 decimals, so that a whole day is 1.0."""
        return round((self.end - self.start) / DAY, 9)


def moment(occurred: Interval, known_at: datetime) -> datetime:
    """When an event counts: at its end, or when it became known if that was earlier."""
    return min(occurred.end, known_at)


def days(instant: datetime) -> float:
    """Days since 1970-01-01T00:00Z."""
    return (instant - EPOCH) / DAY


def local_day(instant: datetime, zone: tzinfo) -> int:
    """The ordinal of the date that the clocks of *zone* show, as `date.toordinal` counts."""
    return instant.astimezone(zone).toordinal()


@lru_cache(maxsize=65_536)
def midnight(ordinal: int, zone: tzinfo, fold: int = 0) -> datetime:
    """When that local date begins, in UTC; later than 00:00 where the clocks skip 00:00.

    Where they show 00:00 twice, it is the first time, or with *fold* 1 the second.
    """
    return on_the_clock(datetime.fromordinal(ordinal), zone, fold)


def midnights(after: datetime, until: datetime, zone: tzinfo) -> Iterator[datetime]:
    """Every local midnight m with after < m <= until, in order, in UTC."""
    for ordinal in range(local_day(after, zone) + 1, local_day(until, zone) + 2):
        m = midnight(ordinal, zone)
        if after < m <= until:
            yield m
            after = m


def next_midnight(after: datetime, zone: tzinfo) -> datetime:
    """The first local midnight later than *after*, in UTC."""
    ordinal = local_day(after, zone) + 1
    while (found := midnight(ordinal, zone)) <= after:
        ordinal += 1
    return found


def on_the_clock(local: datetime, zone: tzinfo, fold: int = 0) -> datetime:
    """When the clocks first show *local*; a time they skip is counted on from before the switch."""
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
