"""The clock of a story: when what it tells becomes known, if it doesn't say so itself.

What happens on a day becomes known on that day, from noon on, minute by minute in the order of its
telling; so a later sentence finds what an earlier one told.
"""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import TypeAlias

from negotiations.model.times import TICK, Interval, local_day, midnight, next_midnight

NOON = timedelta(hours=12)
MINUTE = timedelta(minutes=1)

Latest: TypeAlias = Callable[[datetime, datetime], datetime | None]


def end_of_day(when: datetime, zone: tzinfo) -> datetime:
    """The last moment of the day that the clocks of the zone show."""
    return next_midnight(when, zone) - TICK


def days_later(when: datetime, days: int, zone: tzinfo) -> datetime:
    """The same time of day so many days on, whatever the clocks do meanwhile.

    Raises OverflowError past the end of the calendar.
    """
    local = when.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=zone).astimezone(when.tzinfo)


def known_time(occurred: Interval, now: datetime | None, latest: Latest, zone: tzinfo) -> datetime:
    """When something becomes known: at its end, or in its turn on the day that it happens on.

    *latest* finds the last time between two moments at which something told became known.
    """
    start, end = midnight(local_day(occurred.start, zone), zone), end_of_day(occurred.start, zone)
    if (occurred.start, occurred.end) != (start, end):
        return occurred.end
    first = now if now is not None and start <= now < end else start + NOON
    before = latest(start, end)
    if before is not None:
        first = max(first, before + MINUTE)
    return min(first, end)
