"""The rows of one process: its log replayed once, and read at the end of every period.

A row knows what was known by the end of its period, and nothing else: not even who will take part.
Where the case is drawn from the events, each new party begins a stretch of its own, for which the
log is replayed with the case as it was known then.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime, timedelta
from typing import Any, Protocol

import attrs
import msgspec

from negotiations.hearing import exhaust
from negotiations.judging import Judge
from negotiations.log.reading import Log
from negotiations.meter import Meter
from negotiations.model.case import Case
from negotiations.model.times import EPOCH
from negotiations.panels.calendar import Period
from negotiations.panels.columns import Told
from negotiations.panels.spool import UNKNOWN
from negotiations.panels.templates import Seen, Size, Template
from negotiations.replaying import Replay
from negotiations.state import State


@attrs.frozen
class Stretch:
    """The periods for which one case holds, as far as the events so far tell; *before* is passed.

    *before* is the period that ends right before them, if there is one.
    """

    case: Case
    before: Period | None
    periods: tuple[Period, ...]


class Readable(Protocol):
    """Columns: what one row reads off a state at the end of a period."""

    def values(self, state: State, period: Period, told: Told) -> tuple[Any, ...]:
        """The cells of the row."""


def rows_of(
    log: Log, judge: Judge, stretch: Stretch, columns: Readable, until: datetime | None
) -> Iterator[tuple[Any, ...]]:
    """The rows of a stretch: its log replayed up to *until*, and read at the end of each period."""
    periods = [*([stretch.before] if stretch.before else []), *stretch.periods]
    meter = Meter(judge.rules)
    driven = Replay(log, judge.rules, as_of=until, keep=False, judge=judge)
    stops = driven.stops([period.end for period in periods], meter)
    before = copy(meter)
    for period, _ in zip(periods, stops, strict=False):
        if period is not stretch.before and meter.events:
            yield columns.values(driven.state, period, Told.between(before, meter))
        before = copy(meter)
    exhaust(stops)


def stretches(
    key: tuple[str, ...],
    template: Template,
    lines: Iterable[tuple[int, bytes]],
    periods: Sequence[Period],
) -> Iterator[Stretch]:
    """The cases of a process, each with its periods; *lines* are (known_at, JSON) in their order.

    There is at least one, so that every line is read and what is wrong with it told.
    """
    seen = Seen()
    changes = list(_changes(seen, () if template.is_whole else lines))
    cases = [(known, template.case_of(key, seen, size)) for known, size in changes]
    yield from _parted(cases, periods)


def _changes(seen: Seen, lines: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, Size]]:
    """When somebody or something was named for the first time, and how much was then."""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    was, size = UNKNOWN, (-1, -1, -1)
    for known, data in lines:
        if known != was and seen.size != size:
            yield was, (size := seen.size)
        was = known
        seen.see(decode(data))
    if seen.size != size:
        yield was, seen.size


def _parted(changes: list[tuple[int, Case]], periods: Sequence[Period]) -> Iterator[Stretch]:
    """The periods parted by which case holds at their ends."""
    starts = [_instant(known) for known, _ in changes]
    number, last = 0, len(changes) - 1
    before: Period | None = None
    for n, (_, case) in enumerate(changes):
        own: list[Period] = []
        while number < len(periods) and (n == last or periods[number].end < starts[n + 1]):
            own.append(periods[number])
            number += 1
        if own or n == last:
            yield Stretch(case, before, tuple(own))
        before = own[-1] if own else before


def _instant(known: int) -> datetime:
    return EPOCH + timedelta(microseconds=known if known != UNKNOWN else 0)
