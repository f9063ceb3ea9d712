"""Times as analysts write them: instants, dates, nights and spans, in a zone; kept in UTC."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from reprlib import repr as shortened
from zoneinfo import ZoneInfo

import attrs

from negotiations.problems import did_you_mean

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
LAST_MICROSECOND = 999_999
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


class _Zone(ZoneInfo):
    """A zone that travels to other processes by its name."""

    def __reduce__(self) -> tuple[object, ...]:
        return zone, (self.key,)


@cache
def zone_names() -> frozenset[str]:
    """Every name in the locked `tzdata` package."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of this name from the locked `tzdata` package, never from the system.

    Raises ValueError for a name that the package doesn't list.
    """
    if name not in zone_names():
        raise ValueError(f"unknown zone {shortened(name)}{did_you_mean(name, zone_names())}")
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as data:
        return _Zone.from_file(data, key=name)


def tzdata_version() -> str:
    """The version of the `tzdata` package, as a lock file writes it: 2025.2 holds IANA's 2025b."""
    return version("tzdata")


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


def read_interval(text: object, zone: tzinfo | None) -> Interval:
    """An interval of any precision; what has no offset of its own is read in *zone*.

    Years, months, dates, parts of the day (see PARTS), the weekend of a date's ISO week, times,
    and A/B from the start of A to the end of B. A time that the clocks show twice is the first.
    Raises ValueError for anything else, for a time that the clocks skip, and for years before
    1800 or after 2200.

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
    instant = _on_the_clock(written, zone)
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
    start, end = _on_the_clock(begin, zone), _on_the_clock(after, zone) - TICK
    if end < start:
        raise ValueError(f"{begin:%Y-%m-%d} does not exist in {zone}")
    return start, end


def _on_the_clock(local: datetime, zone: tzinfo) -> datetime:
    """When the clocks first show *local*; a time they skip is counted on from before the switch."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def moment(occurred: Interval, known_at: datetime) -> datetime:
    """When an event counts: at its end, or when it became known if that was earlier."""
    return min(occurred.end, known_at)


def days(instant: datetime) -> float:
    """Days since 1970-01-01T00:00Z."""
    return (instant - EPOCH) / DAY


def local_day(instant: datetime, zone: tzinfo) -> int:
    """The ordinal of the date that the clocks of *zone* show, as `date.toordinal` counts."""
    return instant.astimezone(zone).toordinal()


def midnight(ordinal: int, zone: tzinfo) -> datetime:
    """When that local date begins, in UTC; later than 00:00 where the clocks skip 00:00."""
    return _on_the_clock(datetime.fromordinal(ordinal), zone)


def midnights(after: datetime, until: datetime, zone: tzinfo) -> Iterator[datetime]:
    """Every local midnight m with after < m <= until, in order, in UTC."""
    for ordinal in range(local_day(after, zone) + 1, local_day(until, zone) + 2):
        m = midnight(ordinal, zone)
        if after < m <= until:
            yield m
            after = m


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


def show(instant: datetime, zone: tzinfo) -> str:
    """Local date and time to the minute; the date alone for the last microsecond of a day."""
    day = local_day(instant, zone)
    if instant + TICK == midnight(day + 1, zone):
        return _date(day)
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}"


def show_interval(interval: Interval, zone: tzinfo) -> str:
    """An interval in local time: a time, a date, hours of one date, or "A to B".

    >>> kyiv = zone("Europe/Kyiv")
    >>> show_interval(read_interval("2025-06-01 evening", kyiv), kyiv)
    '2025-06-01 18:00–24:00'
    """
    start, end = interval.start, interval.end
    first, last = local_day(start, zone), local_day(end, zone)
    whole_end = end + TICK == midnight(last + 1, zone)
    if start == end:
        return show(start, zone)
    if whole_end and start == midnight(first, zone):
        return _date(first) if first == last else f"{_date(first)} to {_date(last)}"
    closing = end + TICK if end.microsecond == LAST_MICROSECOND and not whole_end else end
    if first == last:
        return f"{show(start, zone)}–{'24:00' if whole_end else show(closing, zone)[-5:]}"
    return f"{show(start, zone)} to {show(closing, zone)}"


def _date(ordinal: int) -> str:
    return f"{datetime.fromordinal(ordinal):%Y-%m-%d}"
