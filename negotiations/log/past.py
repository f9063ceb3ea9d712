"""The way back: what was read of some sources, read once more as later lines have it."""

import heapq
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, TypeAlias

import attrs

from negotiations.log.amendments import Record
from negotiations.log.lines import FIRST
from negotiations.log.records import RecordReader
from negotiations.log.revising import revise, target_of
from negotiations.log.sources import Entry, RecordSource
from negotiations.model.events import Event

Revisions: TypeAlias = Mapping[str, Sequence[Record]]
Mark: TypeAlias = tuple[datetime, tuple[int, int]]
"""Where the records of a source that are known from a moment on begin."""


@attrs.frozen
class Group:
    """The records that became known at one instant, in the one order of replay."""

    known_at: datetime
    records: tuple[Record, ...]

    def __len__(self) -> int:
        return len(self.records)


@attrs.define
class Past:
    """Reads again what has been read, but for what was *left_out*: source and position.

    *sort* if the sources need not be in order of `known_at`.
    """

    sources: Sequence[RecordSource]
    reader: RecordReader
    sort: bool
    left_out: set[tuple[int, int]] = attrs.field(factory=set, init=False)
    _marks: list[list[Mark]] = attrs.field(init=False)

    @_marks.default
    def _unmarked(self) -> list[list[Mark]]:
        return [[] for _ in self.sources]

    def mark(self, number: int, known_at: datetime, start: tuple[int, int]) -> None:
        """Remember where the records of a source that are known from a moment on begin."""
        self._marks[number].append((known_at, start))

    def again(
        self, revisions: Revisions, until: datetime, after: datetime | None = None
    ) -> Iterator[Group]:
        """What became known *after* a moment and by *until*, as *revisions* have it."""
        numbers = range(len(self.sources))
        per_source = [self._events(number, revisions, until, after) for number in numbers]
        merged = heapq.merge(*per_source, key=lambda event: event.known_at)
        for known_at, together in groupby(merged, key=lambda event: event.known_at):
            yield Group(known_at, tuple(sorted(together, key=lambda event: event.order)))

    def _events(
        self, number: int, revisions: Revisions, until: datetime, after: datetime | None
    ) -> Iterator[Event]:
        for entry in self._entries(number, after):
            if entry.raw is None or (number, entry.position) in self.left_out:
                continue
            if self._is_later(entry.raw, until):
                return
            record = self.reader.read(entry.raw, entry.places)
            if target_of(record) is None and (after is None or record.known_at > after):
                event = self._revised(record, entry, revisions)
                if event is not None:
                    yield event

    def _is_later(self, raw: Mapping[str, Any], until: datetime) -> bool:
        """Whether a record became known later, or is one that has not been read yet."""
        try:
            return self.reader.known_at(raw) > until
        except (KeyError, ValueError):
            return True  # what has been read has a time

    def _revised(self, record: Record, entry: Entry, revisions: Revisions) -> Event | None:
        assert isinstance(record, Event)
        assert entry.raw is not None
        later = revisions.get(record.id)
        return record if later is None else revise(self.reader, entry.raw, entry.places, later)

    def _entries(self, number: int, after: datetime | None) -> Iterator[Entry]:
        source = self.sources[number]
        if not self.sort:
            return source.again(self._start(number, after))
        known = [
            (self.reader.known_at(entry.raw), entry.start)
            for entry in source.again()
            if entry.raw is not None and (number, entry.position) not in self.left_out
        ]
        known.sort(key=lambda pair: pair[0])
        return (source.at(*start) for _, start in known)

    def _start(self, number: int, after: datetime | None) -> tuple[int, int]:
        """Where to begin in a source so as to miss nothing that became known after a moment."""
        marks = self._marks[number]
        passed = bisect_left(marks, after, key=lambda mark: mark[0]) if after is not None else 0
        return marks[passed - 1][1] if passed else FIRST
