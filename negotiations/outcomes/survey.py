"""A survey of a log: from when to when it tells, and what it tells of ceasefires, and when.

It is one reading of the log, without rules. Of ceasefires it keeps each record as it was known, and
each correction, retraction or report that made something else of it later.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import attrs

from negotiations.log.amendments import Amendment, Record
from negotiations.log.batches import Batch, Item
from negotiations.log.batching import parts_of
from negotiations.log.past import Group
from negotiations.log.reading import Log, LogReading
from negotiations.log.revising import target_of
from negotiations.model.events import Event
from negotiations.model.kinds import CeasefireEvent
from negotiations.model.times import instant


@attrs.frozen
class Telling:
    """What became known of ceasefires at one time: events by id, None where one was retracted.

    *rewrites* says whether some of it is about events that were known before.
    """

    known_at: datetime
    events: tuple[tuple[str, Event | None], ...]
    rewrites: bool


@attrs.frozen
class Survey:
    """What one reading of a log has shown. Without a record there is neither *first* nor *last*."""

    first: datetime | None
    last: datetime | None
    records: int
    digest: str
    tellings: tuple[Telling, ...]


def survey(log: Log, as_of: datetime | None = None) -> Survey:
    """Read a log, up to a moment. Raises Unreadable as its reading does."""
    reading = log.reading()
    surveying = Surveying(reading)
    for part in parts_of(reading, as_of):
        surveying.take(part)
    return Survey(
        surveying.first, surveying.last, reading.count, reading.digest, tuple(surveying.tellings)
    )


@attrs.define
class Surveying:
    """A survey on its way."""

    reading: LogReading
    first: datetime | None = None
    last: datetime | None = None
    tellings: list[Telling] = attrs.field(factory=list)
    later: dict[str, list[Record]] = attrs.field(factory=dict)
    """What has been said of each ceasefire's record since, by the record's id."""

    def take(self, part: Batch | Group) -> None:
        """Note what a part of the log tells."""
        for known_at, items in _groups(part):
            self.first, self.last = self.first or known_at, known_at
            self._tell(known_at, items)

    def _tell(self, known_at: datetime, items: list[Item]) -> None:
        fresh: dict[str, Event | None] = {event.id: event for event in self._ceasefires(items)}
        self.later.update({id: [] for id in fresh})
        again: dict[str, None] = {}
        for record, target in _later(items):
            if target in self.later:
                self.later[target].append(record)
                again[target] = None
        fresh.update({id: self.reading.revised(id, self.later[id]) for id in again})
        if fresh:
            self.tellings.append(Telling(known_at, tuple(fresh.items()), bool(again)))

    def _ceasefires(self, items: list[Item]) -> Iterator[Event]:
        """The records on ceasefires among these that are about nothing earlier."""
        forms = self.reading.forms
        form = forms.kinds[CeasefireEvent.kind].form
        for item in items:
            if isinstance(item, form):
                yield forms.event(item)
            elif isinstance(item, CeasefireEvent) and target_of(item) is None:
                yield item


def _later(items: list[Item]) -> Iterator[tuple[Record, str]]:
    """What says something of an earlier record, and of which."""
    for item in items:
        target = target_of(item) if isinstance(item, Event | Amendment) else None
        if target is not None:
            yield item, target


def _groups(part: Batch | Group) -> Iterator[tuple[datetime, list[Item]]]:
    """What became known together, each with its time."""
    if isinstance(part, Group):
        yield part.known_at, list(part.records)
        return
    pairs = zip(part.known, part.items, strict=True)
    for known, together in groupby(pairs, key=itemgetter(0)):
        yield instant(known), [item for _, item in together]
