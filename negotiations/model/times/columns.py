"""Many written times at once: columns of whole microseconds since 1970, UTC, for batches of a log.

What is read here is read as `reading` does it, only quicker: the date and the clock of a time with
an offset of its own are looked up apart, and every other text is read once and remembered.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from threading import get_ident

import numpy as np
from numpy.typing import NDArray

from negotiations.model.times.instants import EPOCH, local_day, midnight
from negotiations.model.times.reading import FIRST_YEAR, LAST_YEAR, read_interval

MICROSECOND = timedelta(microseconds=1)
DAY = 86_400_000_000
"""Microseconds in a day."""

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
REMEMBERED = 65_536

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CLOCK = re.compile(
    r"[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)", re.ASCII
)

Micros = NDArray[np.int64]


def micros(instant: datetime) -> int:
    """Microseconds since 1970."""
    return (instant - EPOCH) // MICROSECOND


def instant(micros: int) -> datetime:
    """The instant so many microseconds after 1970."""
    return EPOCH + timedelta(microseconds=micros)


def stamps(text: NDArray[np.uint8], at: Micros) -> Micros | None:
    """The times written `2025-06-02T10:00:00Z"` at these places of a text; None if one is not so.

    All are read together, digit by digit, up to the quote that says that no more follows.
    """
    if not len(at) or at[-1] + 21 > len(text):
        return None
    written = text[at[:, None] + np.arange(21)]
    digits = (written[:, _DIGITS] - ZERO).astype(np.int64)
    marks = written[:, _MARKS] == np.frombuffer(b'--T::Z"', np.uint8)
    if (digits > 9).any() or not marks.all():
        return None
    year, (month, day, hour, minute, second) = (
        _number(digits[:, :4]),
        (_number(digits[:, n : n + 2]) for n in range(4, 14, 2)),
    )
    if (hour > 23).any() or (minute > 59).any() or (second > 59).any():
        return None
    starts = _starts(year, month, day)
    if starts is None:
        return None
    return starts + ((hour * 60 + minute) * 60 + second) * 1_000_000


ZERO = np.uint8(ord("0"))
_DIGITS = np.array([0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18])
_MARKS = np.array([4, 7, 10, 13, 16, 19, 20])


def _number(digits: Micros) -> Micros:
    number = digits[:, 0]
    for column in range(1, digits.shape[1]):
        number = number * 10 + digits[:, column]
    return number


def _starts(year: Micros, month: Micros, day: Micros) -> Micros | None:
    """When these dates begin in UTC; None if one is in no calendar."""
    if not ((year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12)).all():
        return None
    months = (year - 1970) * 12 + (month - 1)
    begin = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    after = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    if (day < 1).any() or (day > after - begin).any():
        return None
    return (begin + day - 1) * DAY


class _Dates(dict[str, int]):
    """Written dates → the microsecond at which they begin in UTC."""

    def __missing__(self, text: str) -> int:
        if not _DATE.fullmatch(text) or not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            raise KeyError(text)
        try:
            ordinal = date.fromisoformat(text).toordinal()
        except ValueError:
            raise KeyError(text) from None
        self[text] = start = (ordinal - EPOCH_ORDINAL) * DAY
        return start


class _Clocks(dict[str, int]):
    """Written clock times with their offset → microseconds after the date begins in UTC."""

    def __missing__(self, text: str) -> int:
        if not _CLOCK.fullmatch(text):
            raise KeyError(text)
        try:
            instant = datetime.fromisoformat(f"2000-01-03{text}")
        except ValueError:
            raise KeyError(text) from None
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = after = (
            instant.astimezone(UTC) - datetime(2000, 1, 3, tzinfo=UTC)
        ) // MICROSECOND
        return after


class _Spans(dict[str, tuple[int, int]]):
    """Written times of any precision → their first and last microsecond. Raises ValueError."""

    def __init__(self, zone: tzinfo | None) -> None:
        self._zone = zone

    def __missing__(self, text: str) -> tuple[int, int]:
        interval = read_interval(text.strip(), self._zone)
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = span = (micros(interval.start), micros(interval.end))
        return span


class Clock:
    """Reads columns of times in one zone."""

    def __init__(self, zone: tzinfo | None) -> None:
        self.zone = zone or UTC
        self._dates, self._clocks, self._spans = _Dates(), _Clocks(), _Spans(zone)
        self._midnights: Micros = np.zeros(0, np.int64)
        self._first = 0
        self._twice: list[tuple[int, int]] = []

    def ends(self, texts: Sequence[str]) -> list[int]:
        """The last microsecond of each; raises ValueError for a text that is no time."""
        dates, clocks = self._dates, self._clocks
        try:
            return [dates[text[:10]] + clocks[text[10:]] for text in texts]
        except KeyError:
            spans = self._spans
            return [spans[text][1] for text in texts]

    def spans(self, texts: Sequence[str]) -> tuple[list[int], list[int]]:
        """The first and the last microsecond of each; raises ValueError for what is no time."""
        dates, clocks = self._dates, self._clocks
        try:
            stamps = [dates[text[:10]] + clocks[text[10:]] for text in texts]
        except KeyError:
            spans = [self._spans[text] for text in texts]
            return [span[0] for span in spans], [span[1] for span in spans]
        return stamps, stamps

    def days(self, moments: Micros) -> Micros:
        """The ordinal of each moment's date in the zone, as `local_day` gives it."""
        if self.zone is UTC or not len(moments):
            return moments // DAY + EPOCH_ORDINAL
        first = int(moments.min() // DAY) + EPOCH_ORDINAL - 1
        last = int(moments.max() // DAY) + EPOCH_ORDINAL + 2
        self._know(first, last)
        found = np.searchsorted(self._midnights, moments, side="right") + (self._first - 1)
        for begin, end in self._twice:
            for number in np.flatnonzero((moments >= begin) & (moments < end)):
                found[number] = local_day(instant(int(moments[number])), self.zone)
        return found

    def _know(self, first: int, last: int) -> None:
        """Make sure that the midnights of these dates are known, and those that are shown twice.

        Between the two the clocks may have gone back to the day before.
        """
        known = len(self._midnights)
        if known and self._first <= first and last < self._first + known:
            return
        if known:
            first, last = min(first, self._first), max(last, self._first + known - 1) + 400
        dates = range(first, last + 1)
        begin, again = (
            np.fromiter((micros(midnight(date, self.zone, fold)) for date in dates), np.int64)
            for fold in (0, 1)
        )
        self._midnights, self._first = begin, first
        twice = np.flatnonzero(again > begin)
        self._twice = list(zip(begin[twice].tolist(), again[twice].tolist(), strict=True))


@lru_cache(maxsize=64)
def _clock(zone: tzinfo | None, thread: int) -> Clock:
    return Clock(zone)


def clock_of(zone: tzinfo | None) -> Clock:
    """The clock of a zone, which all readings of one thread share."""
    return _clock(zone, get_ident())
