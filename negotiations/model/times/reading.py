"""Written times and durations to intervals in UTC and to days; nothing is guessed."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from reprlib import repr as shortened

from negotiations.model.times.instants import DAY, TICK, Interval, on_the_clock
from negotiations.problems import did_you_mean

FIRST_YEAR, LAST_YEAR = 1800, 2200

PARTS = {
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "night": (20, 30),
    "overnight": (20, 30),
}
"""Hours from midnight; the night of a date runs from 20:00 to 06:00 of the next."""

DURATIONS = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
"""Minutes in each unit of a duration."""

_WRITTEN = re.compile(
    r"""(?P<year>\d{4}) (?: -(?P<month>\d\d) (?: -(?P<day>\d\d) (?:
        [ ]+(?P<part>[A-Za-z]+)
        | [T ](?P<clock>\d\d:\d\d (?: :\d\d (?:\.\d{1,9})? )?) (?: Z | [+-]\d\d:\d\d )?
    )? )? )?""",
    re.ASCII | re.VERBOSE,
)
_PLAIN_UTC = re.compile(
    r"(?:1[89]|2[01])\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}Z",
    re.ASCII,
)
"""Most lines of a big log, known from their shape to be in the calendar; read the fast way."""

_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,9})?) *([A-Za-z]*)", re.ASCII)


def read_interval(text: object, zone: tzinfo | None) -> Interval:
    """An interval of any precision; what has no offset of its own is read in *zone*.

    Years, months, dates, parts of the day (see PARTS), the weekend of a date's ISO week, times,
    and A/B from the start of A to the end of B. A time that the clocks show twice is the first.
    Raises ValueError for anything else, for a time that the clocks skip, and for years before
    1800 or after 2200.

    >>> from negotiations.model.times import zone
    >>> overnight = read_interval("2025-06-01 night", zone("Europe/Istanbul"))
    >>> print(overnight.start, overnight.end)
    2025-06-01 17:00:00+00:00 2025-06-02 02:59:59.999999+00:00
    """
    if not isinstance(text, str):
        raise ValueError(f"a time is text, in quotes: {shortened(text)}")
    return _read_interval(text, zone)


def read_instant(text: object, zone: tzinfo | None) -> datetime:
    """The instant that is written, in UTC; of a date or any longer time, its end.

    Raises ValueError as `read_interval` does.
    """
    if isinstance(text, str) and _PLAIN_UTC.fullmatch(text):
        return datetime.fromisoformat(text)
    return read_interval(text, zone).end


@lru_cache(maxsize=4096)
def _read_interval(text: str, zone: tzinfo | None) -> Interval:
    if _PLAIN_UTC.fullmatch(text):
        instant = datetime.fromisoformat(text)
        return Interval(instant, instant, text)
    first, slash, last = text.partition("/")
    start, end = _span(first.strip(), zone)
    if slash:
        end = _span(last.strip(), zone)[1]
    return Interval(start, end, text)


def _span(text: str, zone: tzinfo | None) -> tuple[datetime, datetime]:
    """The first and the last microsecond of one written time."""
    found = _WRITTEN.fullmatch(text)
    written = _begin(found) if found else None
    if found is None or written is None:
        raise ValueError(
            f"{shortened(text)} is not a time; write 2025-06-02, 2025-06-02T13:00, "
            "2025-06-02 morning or 2025-05-31/2025-06-01"
        )
    if not FIRST_YEAR <= written.year <= LAST_YEAR:
        raise ValueError(f"a year lies between {FIRST_YEAR} and {LAST_YEAR}: {written.year}")
    if found["clock"]:
        instant = _instant(written, zone)
        return instant, instant
    return _local_span(*_reach(found, written), zone)


def _begin(found: re.Match[str]) -> datetime | None:
    """The date and time that are written, with an offset if one is; None if no calendar has it."""
    try:
        if found["clock"]:
            return datetime.fromisoformat(found[0])
        return datetime(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return None


def _instant(written: datetime, zone: tzinfo | None) -> datetime:
    if written.tzinfo is not None:
        return written.astimezone(UTC)
    if zone is None:
        raise ValueError("a local time needs a zone: write +03:00 or Z, or give the case a zone")
    instant = on_the_clock(written, zone)
    if instant.astimezone(zone).replace(tzinfo=None) != written:
        raise ValueError(f"{written:%H:%M} does not exist in {zone} on {written:%Y-%m-%d}")
    return instant


def _reach(found: re.Match[str], begin: datetime) -> tuple[datetime, datetime]:
    """The local times at which a year, month, date or part of it begins, and the next one does."""
    if found["part"]:
        return _part(found["part"], begin)
    if found["day"]:
        return begin, begin + DAY
    if found["month"]:
        return begin, (begin + 31 * DAY).replace(day=1)
    return begin, begin.replace(year=begin.year + 1)


def _part(name: str, midnight: datetime) -> tuple[datetime, datetime]:
    if name == "weekend":
        saturday = midnight + (5 - midnight.weekday()) * DAY
        return saturday, saturday + 2 * DAY
    if name not in PARTS:
        known = did_you_mean(name, [*PARTS, "weekend"])
        raise ValueError(f"unknown part of the day {shortened(name)}{known}")
    first, last = PARTS[name]
    return midnight + timedelta(hours=first), midnight + timedelta(hours=last)


def _local_span(begin: datetime, after: datetime, zone: tzinfo | None) -> tuple[datetime, datetime]:
    if zone is None:
        raise ValueError("a date needs a zone: give the case a zone, or write times with +03:00")
    start, end = on_the_clock(begin, zone), on_the_clock(after, zone) - TICK
    if end < start:
        raise ValueError(f"{begin:%Y-%m-%d} does not exist in {zone}")
    return start, end


def read_duration(text: object) -> float:
    """A length of time in days, from minutes, hours, days or weeks.

    Raises ValueError for a bare number, for months and years, whose length varies, and for
    anything else.

    >>> read_duration("12 hours")
    0.5
    """
    found = _DURATION.fullmatch(str(text).strip()) if isinstance(text, str | int | float) else None
    if found is None:
        raise ValueError(
            f"{shortened(text)} is not a duration; write 7 days, 12 hours, 90 minutes or 2 weeks"
        )
    number, unit = found.groups()
    if not unit:
        raise ValueError(f"a duration needs a unit: write {number} days")
    return float(number) * _minutes(unit) / DURATIONS["day"]


def _minutes(unit: str) -> int:
    one = unit.removesuffix("s")
    if one in ("month", "year"):
        raise ValueError(f"the length of a {one} varies: write 30 days or 52 weeks")
    if one not in DURATIONS:
        known = did_you_mean(unit, [f"{word}s" for word in DURATIONS])
        raise ValueError(f"unknown unit of time {shortened(unit)}{known}")
    return DURATIONS[one]
