"""The trace for other programs: JSON lines, and CSV; the same replay gives the same bytes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from csv import writer
from datetime import UTC, datetime
from io import StringIO
from math import isfinite
from typing import Any
from unicodedata import category

from negotiations.report.lines import visible
from negotiations.trace import Reason

DECIMALS = 9
COLUMNS = (
    "known_at",
    "event",
    "kind",
    "rule",
    "roles",
    "change",
    "subject",
    "before",
    "after",
    "told",
)


def jsonl(reasons: Iterable[Reason]) -> Iterator[str]:
    """Each reason as one JSON object, without the newline, in the trace's own order of keys.

    Times are ISO 8601 in UTC. Numbers are rounded to 9 decimals; one that is not finite is null: a
    half-life of null never ends. What steers a terminal stands as a JSON escape.
    """
    for reason in reasons:
        text = json.dumps(_plain(reason.data()), ensure_ascii=False, allow_nan=False)
        yield escaped(text)


def escaped(text: str) -> str:
    r"""JSON without line breaks, with all that steers a terminal, or hides, as a JSON escape.

    >>> print(escaped('"é\u2028"'))
    "é\u2028"
    """
    if text.isprintable():
        return text
    shown = (c if c.isprintable() or category(c) == "Zs" else json.dumps(c)[1:-1] for c in text)
    return "".join(shown)


def csv(reasons: Iterable[Reason]) -> Iterator[str]:
    """A header, then each reason as one row of flat text, without the newline.

    `told` is the change in words. Line breaks and what steers a terminal stand as escapes, so that
    a row is a line. A likelihood by horizon reads `30=0.042;90=0.12`; nothing known is empty.
    """
    yield _row(COLUMNS)
    for reason in reasons:
        yield _row(map(_cell, _cells(reason)))


def csv_of(names: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A header, then each row as one line, without the newline; what is empty is unknown."""
    columns = list(names)
    yield _row(columns)
    for row in rows:
        yield _row(_cell(row[name]) for name in columns)


def _plain(value: Any) -> Any:
    """A value of a change as JSON has it."""
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0 if isfinite(value) else None
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


def _cells(reason: Reason) -> tuple[Any, ...]:
    change = reason.change
    return (
        reason.known_at.isoformat(),
        reason.event,
        reason.kind,
        reason.rule,
        reason.roles.told(),
        change.word,
        change.subject,
        getattr(change, "before", None),
        getattr(change, "after", None),
        change.told(),
    )


def _cell(value: Any) -> str:
    plain = _plain(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list):
        return ";".join(f"{horizon}={probability}" for horizon, probability in plain)
    return "" if plain is None else visible(str(plain))


def _row(cells: Iterable[str]) -> str:
    row = StringIO()
    writer(row, lineterminator="").writerow(cells)
    return row.getvalue()
