"""The rows of one process: its log replayed once, and read at the end of every period.

A row knows what was known by the end of its period, and nothing else: not even who will take part.
Where the case is drawn from the events, each new party begins a stretch of its own, for which the
log is replayed with the case as it was known then.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import msgspec

from negotiations.hearing import ticked
from negotiations.judging import Judge
from negotiations.log.reading import Group, Log, LogReading, OnTrouble
from negotiations.log.sources import JsonLinesSource
from negotiations.model.case import Case
from negotiations.model.times import EPOCH
from negotiations.panels.calendar import Period
from negotiations.panels.columns import Columns, Told
from negotiations.panels.spool import UNKNOWN
from negotiations.panels.templates import Seen, Size, Template
from negotiations.replaying import Replay
from negotiations.trace import Reason


@attrs.frozen
class Stretch:
    """The periods for which one case holds, as far as the events so far tell; *before* is passed.

    *before* is the period that ends right before them, if there is one.
    """

    case: Case
    before: Period | None
    periods: tuple[Period, ...]


class PausedReading(LogReading):
    """A reading that tells of each group before it is handed on."""

    def __init__(self, log: "PausedLog") -> None:
        super().__init__(log)
        self._pause, self._last = log.pause, log.last

    def groups(self, until: datetime | None = None) -> Iterator[Group]:
        for group in super().groups(self._last if until is None else until):
            self._pause(group)
            yield group


@attrs.frozen
class PausedLog(Log):
    """A log up to a moment that is paused before each of its groups."""

    pause: Callable[[Group], None] = attrs.field(kw_only=True)
    last: datetime | None = attrs.field(kw_only=True)

    def reading(self) -> LogReading:
        return PausedReading(self)


class Walk:
    """A replay that stops at the end of each period of a stretch, to make a row of it."""

    def __init__(
        self, log: Log, judge: Judge, stretch: Stretch, columns: Columns, until: datetime | None
    ) -> None:
        self._columns, self._judge, self._before = columns, judge, stretch.before
        before = [stretch.before] if stretch.before else []
        self._ahead = [*before, *stretch.periods][::-1]
        self._told, self.rows = Told(), list[tuple[Any, ...]]()
        paused = PausedLog(stretch.case, log.sources, log.on_trouble, pause=self._reach, last=until)
        self._driven = Replay(paused, judge.rules, keep=False, judge=judge)

    def go(self) -> None:
        """Drive it to its end."""
        self._hear(self._driven.reasons())
        while self._ahead:
            self._close(self._ahead.pop())

    def _reach(self, group: Group) -> None:
        while self._ahead and self._ahead[-1].end < group.known_at:
            self._close(self._ahead.pop())
        self._told.events += len(group.records)
        self._told.known += len(group.records)

    def _close(self, period: Period) -> None:
        state = self._driven.state
        self._hear(ticked(state, period.end))
        if period is not self._before and self._told.known:
            self.rows.append(self._columns.values(state, period, self._told))
        self._told.next_period()

    def _hear(self, reasons: Iterable[Reason]) -> None:
        told = self._told
        for reason in reasons:
            if reason.rule is not None:
                told.firings.add((reason.rule, reason.event, reason.roles))
                written = self._judge.rules.rule(reason.rule).written.toordinal()
                told.latest_rule = max(told.latest_rule, written)


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


def rows_of(
    log: Path,
    stretch: Stretch,
    judge: Judge,
    columns: Columns,
    until: datetime | None,
    on_trouble: OnTrouble,
) -> list[tuple[Any, ...]]:
    """The rows of one stretch, read from the JSON lines in *log*, up to its end or *until*."""
    with closing(JsonLinesSource(str(log))) as source:
        read = Log(stretch.case, lambda: [source], on_trouble)
        walk = Walk(read, judge, stretch, columns, until)
        walk.go()
    return walk.rows
