"""The columns of any frame, of pandas, polars or Arrow or a plain mapping, as arrays."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from negotiations.forecast.columns import role_of
from negotiations.forecast.frames import Frame
from negotiations.forecast.hazards import Floats
from negotiations.model.shapes import said
from negotiations.model.times import days as instant_days
from negotiations.problems import did_you_mean

WORDS = {"true": 1.0, "yes": 1.0, "false": 0.0, "no": 0.0}
NOTHING = ("", "na", "nan", "nat", "null", "none")


def names_in(frame: Any) -> tuple[str, ...]:
    """The names of its columns, in order."""
    frame = held(frame)
    if isinstance(frame, Mapping):
        return tuple(frame)
    names: Iterable[Any] = getattr(frame, "column_names", None) or frame.columns
    return tuple(map(str, names))


def features_in(frame: Any) -> tuple[str, ...]:
    """The names of its columns that are no key, flag or outcome; whoever made it."""
    return tuple(name for name in names_in(frame) if role_of(name) == "feature")


def held(frame: Any) -> Any:
    """The table that a frame of ours holds; anybody else's is one."""
    return frame.table if isinstance(frame, Frame) else frame


def column(frame: Any, name: str) -> Sequence[Any]:
    """One column as Python's own values, None for what is missing. ValueError if not there."""
    if name not in names_in(frame):
        raise ValueError(f"no column {name!r}{did_you_mean(name, names_in(frame))}")
    values = held(frame)[name]
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
    if is_nothing(cell):
        return np.nan
    word = cell.strip().lower() if isinstance(cell, str) else cell
    try:
        return WORDS[word] if isinstance(word, str) and word in WORDS else float(word)
    except (TypeError, ValueError, OverflowError):
        raise TypeError(f"{said(cell)} is no number") from None


def is_nothing(cell: Any) -> bool:
    """Whether a cell is empty, by any library's word for it: None, "", "NA", pandas.NaT."""
    return cell is None or str(cell).strip(" <>").lower() in NOTHING


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
    if not isinstance(cell, str) and is_nothing(cell):  # pandas.NaT is a datetime
        raise TypeError("a row has no date")
    if isinstance(cell, str):
        try:
            cell = datetime.fromisoformat(cell.strip())
        except ValueError:
            raise TypeError(f"{said(cell)} is no date") from None
    if isinstance(cell, datetime):
        return instant_days(cell if cell.tzinfo else cell.replace(tzinfo=UTC))
    if isinstance(cell, date):
        return float(cell.toordinal() - date(1970, 1, 1).toordinal())
    return number(cell)
