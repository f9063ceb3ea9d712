"""The columns of any frame, of pandas, polars or Arrow or a plain mapping, as arrays."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from negotiations.forecast.hazards import Floats
from negotiations.model.times import days as instant_days
from negotiations.problems import did_you_mean

WORDS = {"true": 1.0, "yes": 1.0, "false": 0.0, "no": 0.0}
NOTHING = ("", "na", "nan", "null", "none")


def names_in(frame: Any) -> tuple[str, ...]:
    """The names of its columns, in order."""
    if isinstance(frame, Mapping):
        return tuple(frame)
    names: Iterable[Any] = getattr(frame, "column_names", None) or frame.columns
    return tuple(map(str, names))


def column(frame: Any, name: str) -> Sequence[Any]:
    """One column as Python's own values, None for what is missing. ValueError if not there."""
    if name not in names_in(frame):
        raise ValueError(f"no column {name!r}{did_you_mean(name, names_in(frame))}")
    values = frame[name]
    for way in ("to_pylist", "to_list", "tolist"):
        if hasattr(values, way):
            return list(getattr(values, way)())
    return list(values)


def numbers(frame: Any, name: str) -> Floats:
    """A column of numbers, truths and words for these; nan for what is missing.

    Raises ValueError, which names the column, for what is none of it.
    """
    try:
        return np.array([number(each) for each in column(frame, name)], dtype=np.float64)
    except (TypeError, OverflowError) as error:
        raise ValueError(f"{name}: {error}") from None


def number(cell: Any) -> float:
    """A cell as a number; TypeError for what is none.

    >>> number("0.12"), number("yes"), number(True)
    (0.12, 1.0, 1.0)
    """
    if cell is None:
        return np.nan
    if not isinstance(cell, str):
        return _plain(cell)
    word = cell.strip().lower()
    if word in NOTHING:
        return np.nan
    try:
        return WORDS[word] if word in WORDS else float(word)
    except ValueError:
        raise TypeError(f"{cell!r} is no number") from None


def _plain(cell: Any) -> float:
    try:
        return float(cell)
    except (TypeError, ValueError):  # such as pandas.NA
        if str(cell).strip("<>").lower() in NOTHING:
            return np.nan
        raise TypeError(f"{cell!r} is no number") from None


def days(frame: Any, name: str) -> Floats:
    """A column of dates or times, as days since 1970; numbers are days already."""
    try:
        return np.array([day(each) for each in column(frame, name)], dtype=np.float64)
    except (TypeError, OverflowError) as error:
        raise ValueError(f"{name}: {error}") from None


def day(cell: Any) -> float:
    """A cell as days since 1970, in UTC where it says so; TypeError for what is no time.

    >>> day("1970-01-03"), day("1970-01-02T12:00:00+00:00"), day(2.5)
    (2.0, 1.5, 2.5)
    """
    if isinstance(cell, str):
        try:
            cell = datetime.fromisoformat(cell.strip())
        except ValueError:
            raise TypeError(f"{cell!r} is no date") from None
    if isinstance(cell, datetime):
        return instant_days(cell if cell.tzinfo else cell.replace(tzinfo=UTC))
    if isinstance(cell, date):
        return float(cell.toordinal() - date(1970, 1, 1).toordinal())
    found = _plain(cell) if cell is not None else np.nan
    if np.isnan(found):
        raise TypeError("a row has no date")
    return found
