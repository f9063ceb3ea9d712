"""Times as analysts write them: instants, dates, nights and spans, in a zone; kept in UTC.

Rooms, in the one direction of their imports: zones, instants, reading, showing, columns.
"""

from negotiations.model.times.columns import Clock, Micros, clock_of, instant, micros, stamps
from negotiations.model.times.instants import (
    DAY,
    EPOCH,
    TICK,
    Interval,
    days,
    local_day,
    midnight,
    midnights,
    moment,
    next_midnight,
)
from negotiations.model.times.reading import PARTS, read_duration, read_instant, read_interval
from negotiations.model.times.showing import show, show_interval
from negotiations.model.times.zones import tzdata_version, zone, zone_names

__all__ = [
    "DAY",
    "EPOCH",
    "PARTS",
    "TICK",
    "Clock",
    "Interval",
    "Micros",
    "clock_of",
    "days",
    "instant",
    "local_day",
    "micros",
    "midnight",
    "midnights",
    "moment",
    "next_midnight",
    "read_duration",
    "read_instant",
    "read_interval",
    "show",
    "show_interval",
    "stamps",
    "tzdata_version",
    "zone",
    "zone_names",
]
