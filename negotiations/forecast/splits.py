"""Which rows of a frame were settled at a moment, which were yet to come, and what was known then.

A row is settled once its days are over, whatever came: a yes is known before a no can be, so rows
that are taken as soon as they are known would hold too many of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, TypeAlias

from negotiations.forecast.making import When
from negotiations.model.times import read_instant
from negotiations.outcomes.answers import SEEN, TIME, UNTIL, days_between

Test: TypeAlias = Callable[[Mapping[str, Any]], bool]
WINDOW = re.compile(r"outcome_([a-z]+)_(\d+)")
WATCHED = (TIME, SEEN, f"{SEEN}_known_at", UNTIL)
"""The columns that tell of all that came after a row, so that they depend on when one asks."""


def is_past(row: Mapping[str, Any], at: datetime) -> bool:
    """Whether a row had ended, its days were over, and every outcome asked then was known."""
    if row["end"] > at:
        return False
    return all(
        row["end"] + timedelta(days=days) <= at and known is not None and known <= at
        for days, known in _windows(row)
    )


def _windows(row: Mapping[str, Any]) -> Iterator[tuple[int, datetime | None]]:
    """How many days each outcome of a row's question is about, and since when it is known."""
    for name in row:
        found = WINDOW.fullmatch(name)
        if found and found[1] == row["question"]:
            yield int(found[2]), row[f"{name}_known_at"]


def is_future(row: Mapping[str, Any], at: datetime) -> bool:
    """Whether a row begins later."""
    return bool(row["start"] > at)


def begins_by(last: datetime) -> Test:
    """Tells rows that begin no later."""
    return lambda row: bool(row["start"] <= last)


def is_of(process: str) -> Test:
    """Tells rows of one process."""
    return lambda row: bool(row["process"] == process)


def is_not_of(process: str) -> Test:
    """Tells rows of all others."""
    return lambda row: bool(row["process"] != process)


def watched(row: Mapping[str, Any], at: datetime) -> tuple[Any, ...]:
    """The cells of `WATCHED` as they were known at a moment."""
    time, seen, known, until = (row[name] for name in WATCHED)
    until = until and min(until, at)
    if time is None or (seen and known <= at):
        return time, seen, known, until
    if until <= row["end"]:
        return None, None, None, until
    return days_between(row["end"], until), False, None, until


def moment_of(at: When, zone: tzinfo) -> datetime:
    """The moment that is meant: of a date, its end in the zone. Raises ValueError."""
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise ValueError(f"a moment needs a zone: write {at.isoformat()}+00:00, or a date")
        return at.astimezone(UTC)
    return read_instant(at if isinstance(at, str) else at.isoformat(), zone)
