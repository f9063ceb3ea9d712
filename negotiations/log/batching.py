"""Reading a log in batches: what is fit many at a time, the rest record by record."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice, pairwise

import attrs
import numpy as np

from negotiations.log.batches import Batch, Item, Rows, are_possible
from negotiations.log.blocks import Block, Taken
from negotiations.log.known import Found
from negotiations.log.past import Group
from negotiations.log.reading import MARKED, LogReading
from negotiations.log.revising import target_of
from negotiations.log.sources import Entry, RecordSource
from negotiations.model.times import Clock, clock_of, instant, micros
from negotiations.problems import Unreadable


@attrs.define
class Batching:
    """Drives the reading of one source by its blocks, up to a moment in microseconds.

    The last group is *open* until a later one begins; *late* are its reports and amendments.
    """

    reading: LogReading
    source: RecordSource
    blocks: Iterator[Block]
    until: int | None
    clock: Clock
    open: Rows = attrs.field(factory=Rows.none)
    late: list[Found] = attrs.field(factory=list)
    last: int | None = None
    ended: bool = False

    def parts(self) -> Iterator[Batch | Group]:
        """Batches of events; what speaks of earlier ones, in groups of its own behind its batch."""
        for block in self.blocks:
            for part in self._parts_of(block):
                yield from self._late(part) if isinstance(part, Found) else self._rows(part)
            if self.ended:
                break
        yield from self._close(self.open)

    # --- grouping

    def _rows(self, rows: Rows) -> Iterator[Batch | Group]:
        """All but the last group of what is read so far."""
        if self.late and len(rows) and self.last is not None:
            tied = int(np.searchsorted(rows.known, self.last, "right"))
            self.open, rows = self.open + rows.part(0, tied), rows.part(tied, len(rows))
            if len(rows):
                yield from self._close(self.open)
        if len(rows):
            self.open, self.last = self.open + rows, int(rows.known[-1])
            whole = int(np.searchsorted(self.open.known, self.last))
            yield from self._told(self.open.part(0, whole))
            self.open = self.open.part(whole, len(self.open))

    def _late(self, found: Found) -> Iterator[Batch | Group]:
        known = micros(found.record.known_at)
        if self.last is not None and known > self.last:
            yield from self._close(self.open)
        self.last = known
        self.late.append(found)

    def _close(self, rows: Rows) -> Iterator[Batch | Group]:
        """The last group, now that it is whole."""
        yield from self._told(rows)
        self.open = Rows.none()
        if self.late:
            late, self.late = self.late, []
            yield from self.reading.group(late)

    def _told(self, rows: Rows) -> Iterator[Batch]:
        if len(rows):
            ranked = rows.ranked(self.reading.forms)
            self.reading.count_in(ranked.contents, len(ranked))
            yield ranked.batch(self.clock)

    # --- what a block holds

    def _parts_of(self, block: Block) -> Iterator[Rows | Found]:
        """Good records in their order: events in rows, each report and amendment alone."""
        taken = block.take(self.reading.forms)
        for first, end, fit in _runs(taken):
            rows = self._sound(taken, first, end) if fit else None
            if rows is not None:
                self._pass(block, first, end, rows)
                yield rows
            else:
                yield from self._carefully(block, first, end)
            if self.ended:
                return

    def _sound(self, taken: Taken, first: int, end: int) -> Rows | None:
        """The rows of fit records; None if anything is amiss with one of them."""
        items: list[Item] = list(taken.forms[first:end])
        forms = self.reading.forms
        contents = taken.contents or forms.contents(items)
        try:
            positions = taken.positions[first:end]
            rows = Rows.of_forms(items, positions, contents, self.clock, forms.heads)
        except ValueError:
            return None
        if self.until is not None and (too_late := rows.known > self.until).any():
            rows = rows.part(0, int(np.argmax(too_late)))
            self.ended = True
        if rows.are_in_order(self.last) and are_possible(rows.items, self.reading.forms):
            ids = [item.id for item in rows.items]
            if not self.reading.known.add_all(ids, rows.positions):
                return rows
        self.ended = False
        return None

    def _pass(self, block: Block, first: int, end: int, rows: Rows) -> None:
        """Remember what is left to read, and now and then where records of some moment begin."""
        self.reading.rest_of(0, self._entries(block, end))
        if len(rows):
            self.reading.passed(0, instant(int(rows.known[-1])))
        for number in range(0, len(rows), MARKED):
            since = instant(int(rows.known[number]))
            self.reading.past.mark(0, since, block.start(first + number))

    # --- record by record

    def _carefully(self, block: Block, first: int, end: int) -> Iterator[Rows | Found]:
        """What the careful reader makes of some records: rows of events, and all else alone."""
        events: list[Found] = []
        good = self._found(block, first, end)
        while (found := self._next(good)) is not None:
            if isinstance(found, Unreadable):
                yield self._rows_of(events)  # what came before the problem is told before it
                raise found
            late = target_of(found.record) is not None
            if not late:
                events.append(found)
            if late or self.late:  # what waits for its group's end is told before what comes later
                yield self._rows_of(events)
                events = []
            if late:
                yield found
        yield self._rows_of(events)

    @staticmethod
    def _next(good: Iterator[Found]) -> Found | Unreadable | None:
        """The next good record, or the problems that end the reading."""
        try:
            return next(good, None)
        except Unreadable as error:
            return error

    def _found(self, block: Block, first: int, end: int) -> Iterator[Found]:
        """The good records, marked, new and in order; the others are told, and left out."""
        reading, last = self.reading, None if self.last is None else instant(self.last)
        entries = reading.rest_of(0, self._entries(block, first))
        for entry in islice(entries, end - first):
            if reading.is_later(entry):
                self.ended = True
                return
            try:
                found = reading.found(0, entry)
                wrong = reading.known.doubts(found, last)
            except Unreadable as error:
                wrong = list(error.problems)
            if wrong:
                reading.leave_out(0, entry, wrong)
                continue
            last = found.record.known_at
            reading.passed(0, last)
            yield found

    def _entries(self, block: Block, first: int) -> Iterator[Entry]:
        """The entries of a block, and of all that follow: whoever stops here may read on there."""
        yield from self.source.entries(block, first)
        for each in self.blocks:
            yield from self.source.entries(each, 0)

    def _rows_of(self, events: Sequence[Found]) -> Rows:
        items: list[Item] = [found.record for found in events]
        positions = np.array([found.entry.position for found in events], np.uint64)
        contents = b"".join(found.content + b"\n" for found in events)
        return Rows.of(items, positions, contents, self.clock)


def _runs(taken: Taken) -> Iterator[tuple[int, int, bool]]:
    """The records in runs, from and to: those with a form, and those without."""
    if taken.contents is not None:
        yield 0, len(taken.forms), True
        return
    fit = [form is not None for form in taken.forms]
    cuts = [n for n in range(len(fit)) if n == 0 or fit[n] is not fit[n - 1]]
    for first, end in pairwise([*cuts, len(fit)]):
        yield first, end, fit[first]


def parts_of(reading: LogReading, until: datetime | None = None) -> Iterator[Batch | Group]:
    """The log up to a moment, once: in batches where it can be read so, else in groups."""
    source, latest = reading.only_source, None if until is None else micros(until)
    blocks = source.blocks() if source is not None else None
    if source is None or blocks is None:
        yield from reading.groups(until)
        return
    reading.until = until
    yield from Batching(reading, source, blocks, latest, clock_of(reading.case.zone)).parts()


def first_known(part: Batch | Group) -> datetime:
    """When the first of it became known."""
    return part.known_at if isinstance(part, Group) else instant(part.known[0])


def parted(
    part: Batch | Group, moment: datetime | None
) -> tuple[Batch | Group, Batch | Group | None]:
    """What of it was known by a moment, by when some was; and the rest, if there is any."""
    if moment is None or isinstance(part, Group):
        return part, None
    cut = bisect_right(part.known, micros(moment))
    return (part, None) if cut == len(part) else (part.part(0, cut), part.part(cut, len(part)))
