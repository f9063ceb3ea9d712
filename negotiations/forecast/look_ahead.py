"""Proof against look-ahead: what a row says must not depend on whether the later log exists.

The log is cut at some moments, the features are made again from what was known by then, and the
rows that had ended must be the same. It is cut with care right before late news, corrections,
retractions and reports, where a leak would show.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeAlias

import attrs

from negotiations.forecast.arrow import as_table
from negotiations.forecast.frames import Frame, frame
from negotiations.forecast.making import Given, log_of_any
from negotiations.log.amendments import Amendment
from negotiations.log.reading import Log
from negotiations.log.records import RecordReader
from negotiations.log.revising import target_of
from negotiations.log.sources import MemorySource
from negotiations.model.events import Event
from negotiations.model.times import DAY, TICK
from negotiations.panels.calendar import Calendar
from negotiations.rulebook.book import Rulebook

CUTS = 8
MOST_TOLD = 5
OUTCOME = "outcome_"
KEY = ("process", "end")
Key: TypeAlias = tuple[str, datetime]
Features: TypeAlias = Callable[[Frame], Any]
Make: TypeAlias = Callable[[Log, Rulebook], Any]
Known: TypeAlias = Sequence[tuple[datetime, Mapping[str, Any]]]


class LookAhead(AssertionError):
    """Something in the rows of the past depends on what was not known then."""


@attrs.frozen
class Leak:
    """A cell that changes once the later log is there."""

    process: str
    end: datetime
    column: str
    cut: datetime
    then: Any
    later: Any
    outcome: str | None = None

    def __str__(self) -> str:
        told = f"{self.process}, row that ends {self.end:%Y-%m-%d}: {self.column} is {self.then!r}"
        by = f" by what was known on {self.cut:%Y-%m-%d}, and {self.later!r} with the later log"
        return told + by + (f"; it repeats {self.outcome}" if self.outcome else "")


def assert_no_look_ahead(
    rules: Rulebook,
    logs: Given | Iterable[Given],
    *,
    features: Features | None = None,
    make: Make | None = None,
    freq: str = "week",
    cuts: int = CUTS,
) -> None:
    """Raise LookAhead, an AssertionError, if rows of the past depend on what came later.

    *features* makes columns from a frame: anything that Arrow can read, or a mapping from names to
    values, with a row for each of the frame's. *make* makes a whole table from a log and the rules,
    with the columns `process` and `end`; it must read only the log that it is given. Without both,
    the frame's own features are proven. Each log is cut *cuts* times. Outcomes are not compared,
    and none may be among the features.

    >>> import negotiations as ng
    >>> rules = ng.read_rules(ng.folder("rules"))
    >>> ng.testing.assert_no_look_ahead(rules, "istanbul-2025", cuts=2)
    """
    if cuts < 1:
        raise ValueError(f"a log is cut at least once, not {cuts} times")
    one = isinstance(logs, Log | str) or hasattr(logs, "__fspath__")
    for given in [logs] if one else logs:  # type: ignore[union-attr]
        proof = Proof(rules, log_of_any(given), features, make, freq)  # type: ignore[arg-type]
        proof.hold(cuts)


@attrs.frozen
class Proof:
    """The proof for one log."""

    rules: Rulebook
    log: Log
    features: Features | None
    make: Make | None
    freq: str

    def hold(self, cuts: int) -> None:
        """Cut the log and compare; raises LookAhead."""
        late = list(_late(self.log))  # which tells of bad records first
        records = _records(self.log)
        moments = _moments(records, late, Calendar(self.freq, self.log.case.day_zone), cuts)
        whole = self._columns(records, None)
        compared = 0
        for cut in moments:
            early = self._columns([each for each in records if each[0] <= cut], cut)
            compared += self._compare(early, whole, cut)
        if not compared:
            raise LookAhead(f"{self.log.case.id}: no row was compared, so nothing is proven")

    def _columns(self, records: Known, cut: datetime | None) -> "Columns":
        raws = [raw for _, raw in records]
        log = attrs.evolve(self.log, sources=lambda: [MemorySource(raws)])
        if self.make is not None:
            return _checked(self.make(log, self.rules), None)
        made = frame(log, self.rules, self.freq, end=cut, outcomes=self.features is not None)
        if self.features is None:
            return _checked(made.table.select([*KEY, *made.of_role("feature", "flag")]), None)
        return _checked(self.features(made), made)

    def _compare(self, early: "Columns", whole: "Columns", cut: datetime) -> int:
        """How many rows were compared; raises LookAhead for those that differ."""
        shared = [key for key in early.rows if key[1] <= cut and key in whole.rows]
        leaks = list(early.leaks(whole, shared, cut))
        if leaks:
            raise LookAhead("\n".join(_told(leaks)))
        return len(shared)


@attrs.frozen
class Columns:
    """Features by row, and the outcomes beside them where these are known."""

    rows: Mapping[Key, Mapping[str, Any]]
    outcomes: Mapping[str, Sequence[Any]]

    def leaks(self, whole: "Columns", keys: Iterable[Key], cut: datetime) -> Iterator[Leak]:
        """The cells of some rows that are not the same in the whole log."""
        for key in keys:
            then, later = self.rows[key], whole.rows[key]
            for name in dict.fromkeys((*then, *later)):
                one, other = then.get(name), later.get(name)
                if not (one == other or (one != one and other != other)):
                    yield Leak(*key, name, cut, one, other, whole.repeated(name))

    def repeated(self, name: str) -> str | None:
        """The outcome that a column repeats, if it does."""
        values = [row.get(name) for row in self.rows.values()]
        return next((each for each, told in self.outcomes.items() if list(told) == values), None)


def _told(leaks: Sequence[Leak]) -> Iterator[str]:
    yield f"cells that look ahead: {len(leaks)}, the first of which are" if leaks[1:] else "a leak"
    yield from map(str, leaks[:MOST_TOLD])


def _checked(made: Any, of: Frame | None) -> Columns:
    """What somebody's features are, each row by its key. Raises LookAhead for an outcome."""
    table = as_table(made)
    among = [name for name in table.column_names if name.startswith(OUTCOME)]
    if among:
        what = f"{among[0]!r} is among the features: it tells of what came later"
        raise LookAhead(f"{what}; outcomes are for fitting and scoring alone")
    keys = of if of is not None else table
    rows = table.to_pylist()
    named = as_table(keys).select(list(KEY)).to_pylist()
    if len(named) != len(rows):
        raise ValueError(f"{len(rows)} rows of features were made of {len(named)} rows of a frame")
    by_key = {(key["process"], key["end"]): row for key, row in zip(named, rows, strict=True)}
    told = {} if of is None else {n: of.table.column(n).to_pylist() for n in of.outcomes}
    return Columns(by_key, told)


def _records(log: Log) -> Known:
    """The records of a log as plain data, each with when it became known, in that order."""
    reader = RecordReader(log.case)
    known: list[tuple[datetime, Mapping[str, Any]]] = []
    for each in (entry for source in log.sources() for entry in source):
        if each.raw is not None:
            with suppress(KeyError, ValueError):  # a bad record, which the log leaves out
                known.append((reader.known_at(each.raw), each.raw))
    return sorted(known, key=lambda pair: pair[0])


def _moments(
    records: Known, late: Iterable[datetime], calendar: Calendar, cuts: int
) -> list[datetime]:
    """Where to cut: at ends of periods through the log, and right before news of the past."""
    if not records:
        return []
    ends = [each.end for each in calendar.periods(records[0][0], records[-1][0])]
    before = sorted({calendar.holding(known).start - TICK for known in late})
    told = sorted({*_spread(ends, cuts), *_spread(before, cuts)})
    return [each for each in told if each >= records[0][0]]


def _late(log: Log) -> Iterator[datetime]:
    """When something became known that speaks of earlier records, or of the day before and more."""
    for group in log.reading().groups():
        for record in group.records:
            if isinstance(record, Amendment) or _is_late(record):
                yield group.known_at


def _is_late(event: Event) -> bool:
    """Whether it speaks of an earlier record, or became known more than a day after its end."""
    return target_of(event) is not None or event.known_at - event.occurred.end > DAY


def _spread(moments: Sequence[datetime], most: int) -> list[datetime]:
    """So many of them, evenly spread."""
    if len(moments) <= most:
        return list(moments)
    return [moments[(2 * n + 1) * len(moments) // (2 * most)] for n in range(most)]
