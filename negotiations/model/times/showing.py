"""Instants and intervals in local time, as people read them."""

from datetime import datetime, tzinfo

from negotiations.model.times.instants import TICK, Interval, local_day, midnight

LAST_MICROSECOND = 999_999


def show(instant: datetime, zone: tzinfo) -> str:
    """Local date and time to the minute; the date alone for the last microsecond of a day."""
    if _ends_a_day(instant, zone):
        return _date(local_day(instant, zone))
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}"


def show_interval(interval: Interval, zone: tzinfo) -> str:
    """An interval in local time: a time, a date, hours of one date, or "A to B".

    >>> from negotiations.model.times import read_interval, zone
    >>> kyiv = zone("Europe/Kyiv")
    >>> show_interval(read_interval("2025-06-01 evening", kyiv), kyiv)
    '2025-06-01 18:00–24:00'
    """
    start, end = interval.start, interval.end
    if start == end:
        return show(start, zone)
    first, last = local_day(start, zone), local_day(end, zone)
    whole_end = _ends_a_day(end, zone)
    if whole_end and start == midnight(first, zone):
        return _date(first) if first == last else f"{_date(first)} to {_date(last)}"
    closing = end + TICK if end.microsecond == LAST_MICROSECOND and not whole_end else end
    if first == last:
        return f"{show(start, zone)}–{'24:00' if whole_end else show(closing, zone)[-5:]}"
    return f"{show(start, zone)} to {show(closing, zone)}"


def _ends_a_day(instant: datetime, zone: tzinfo) -> bool:
    """Whether it is the last microsecond of a day; asked of the calendar only if it may be."""
    if instant.microsecond != LAST_MICROSECOND:
        return False
    return instant + TICK == midnight(local_day(instant, zone) + 1, zone)


def _date(ordinal: int) -> str:
    return f"{datetime.fromordinal(ordinal):%Y-%m-%d}"
