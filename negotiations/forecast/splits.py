"""Which rows of a frame were settled at a moment, and which were yet to come."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from negotiations.forecast.making import When
from negotiations.model.times import read_instant


def is_past(row: Mapping[str, Any], at: datetime) -> bool:
    """Whether a row had ended, and every outcome of what was asked then was known."""
    if row["end"] > at:
        return False
    prefix = f"outcome_{row['question']}_"
    known = (cell for name, cell in row.items() if name.startswith(prefix) and "known" in name)
    return all(since is not None and since <= at for since in known)


def is_future(row: Mapping[str, Any], at: datetime) -> bool:
    """Whether a row begins later."""
    return bool(row["start"] > at)


def moment_of(at: When, zone: tzinfo) -> datetime:
    """The moment that is meant: of a date, its end in the zone. Raises ValueError."""
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise ValueError(f"a moment needs a zone: write {at.isoformat()}+00:00, or a date")
        return at.astimezone(UTC)
    return read_instant(at if isinstance(at, str) else at.isoformat(), zone)
