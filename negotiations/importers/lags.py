"""How long after an event its row is taken to be public, where the source doesn't say."""

import re
from datetime import date, timedelta

from negotiations.model.times import read_duration

SHORT = {"d": "days", "w": "weeks"}
_SHORT = re.compile(r"(\d+) *([dw])", re.ASCII)


def read_lag(text: str) -> timedelta:
    """A lag in whole days: 14 days, 2 weeks, 14d, 2w. Raises ValueError for anything else.

    >>> read_lag("14d") == read_lag("2 weeks")
    True
    """
    found = _SHORT.fullmatch(text.strip())
    days = read_duration(f"{found[1]} {SHORT[found[2]]}" if found else text)
    if days != int(days):
        raise ValueError(f"a lag is whole days: {text!r}")
    if days > 36525:
        raise ValueError(f"a lag of more than a hundred years: {text!r}")
    return timedelta(days=int(days))


def known_after(day: date, lag: timedelta) -> dict[str, str]:
    """The fields that say when an event of that last day is taken to be known.

    Raises ValueError for a day at the end of the calendar.

    >>> known_after(date(2014, 4, 8), timedelta(14))
    {'known_at': '2014-04-22', 'known_basis': 'assumed'}
    """
    try:
        return {"known_at": str(day + lag), "known_basis": "assumed"}
    except OverflowError:
        raise ValueError(f"{day} lies too far ahead") from None


def span(first: date, last: date) -> str:
    """A day, or the first and the last of several, as a log has them."""
    return str(first) if first == last else f"{first}/{last}"
