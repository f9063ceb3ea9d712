"""Reading a log: its records in groups that became known together, checked against each other.

Of each record only a digest of its id and its position are remembered; what a later correction
needs is read again from where it stands.
"""

import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import IO, Any, TypeAlias

import attrs

from negotiations.log.amendments import Record
from negotiations.log.cases import read_case
from negotiations.log.forms import Forms
from negotiations.log.known import Found, Known
from negotiations.log.past import Group, Past, Revisions
from negotiations.log.records import RecordReader
from negotiations.log.revising import revise
from negotiations.log.sources import Entry, MemorySource, OnePlace, RecordSource, source_of
from negotiations.model.case import Case
from negotiations.model.events import Event
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable

MOST_TOLD = 100
MARKED = 128  # records from one mark to the next


class Trouble:
    """What to do with a bad record: told to whoever reads, who may set its bytes aside."""

    def __init__(self, source: RecordSource, entry: Entry, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        self._source, self._entry = source, entry

    def copy(self, to: IO[bytes]) -> None:
        """Write the bad record's own bytes."""
        self._source.copy(self._entry, to)


OnTrouble: TypeAlias = Callable[[Trouble], None]


@attrs.frozen
class Log:
    """The log of one case, from one source or several, merged by when things became known.

    *on_trouble* is told of each bad record, which is then left out; without it the first one stops
    the reading, and Unreadable carries the problems of the whole log (the first hundred). *sort*
    takes a log that is not in order of `known_at`. Each `reading` opens the sources anew. *forms*
    may be those of a case that declares more names, as long as the log has none of these.
    """

    case: Case
    sources: Callable[[], Sequence[RecordSource]]
    on_trouble: OnTrouble | None = None
    sort: bool = False
    forms: Forms | None = attrs.field(default=None, kw_only=True)

    def reading(self) -> "LogReading":
        """One pass through the log."""
        return LogReading(self)


class LogReading:
    """One pass through a log, which can look back at what it has read."""

    def __init__(self, log: Log) -> None:
        self.case, self._sources, self._sort = log.case, tuple(log.sources()), log.sort
        self.reader = RecordReader(log.case, log.forms)
        self._on_trouble = log.on_trouble
        self.known = Known(self._sources, self.reader)
        self.past = Past(self._sources, self.reader, self._sort)
        self._rest: dict[int, Iterator[Entry]] = {}
        self._last: dict[int, datetime] = {}
        self._content = hashlib.sha256()
        self.until: datetime | None = None
        self._seen = 0
        self.count = 0

    @property
    def forms(self) -> Forms:
        """The forms of the records."""
        return self.reader.forms

    @property
    def only_source(self) -> RecordSource | None:
        """Its source, if it has one that is to be read as it stands."""
        return None if self._sort or len(self._sources) != 1 else self._sources[0]

    @property
    def digest(self) -> str:
        """A digest of the good records read so far, in the order of replay."""
        return self._content.hexdigest()

    @property
    def progress(self) -> tuple[int, int | None]:
        """Bytes read so far, and in all if that is known."""
        read = [source.progress for source in self._sources]
        totals = [total for _, total in read if total is not None]
        return sum(done for done, _ in read), sum(totals) if len(totals) == len(read) else None

    def groups(self, until: datetime | None = None) -> Iterator[Group]:
        """The log up to a moment, once, by groups; a group is held until a later one begins."""
        self.until = until
        for _, together in groupby(self._merged(), key=lambda found: found.record.known_at):
            yield from self.group(together)

    def group(self, together: Iterable[Found]) -> Iterator[Group]:
        """What became known together, in its order, without what is about nothing known."""
        ranked = sorted(together, key=lambda found: (found.record.order, found.content))
        good = [found for found in ranked if self._is_sound(found)]
        contents = b"".join(found.content + b"\n" for found in good)
        self.count_in(contents, len(good))
        if good:
            yield Group(good[0].record.known_at, tuple(found.record for found in good))

    def count_in(self, contents: bytes, count: int) -> None:
        """Count good records, which are told now, and let the digest know of them, line by line."""
        self._content.update(contents)
        self.count += count

    def _is_sound(self, found: Found) -> bool:
        """Whether what a record is about is known; if not, it is left out."""
        wrong = self.known.doubts_of_target(found)
        if wrong:
            self.leave_out(found.source, found.entry, wrong)
        return not wrong

    def again(
        self, revisions: Revisions, until: datetime, after: datetime | None = None
    ) -> Iterator[Group]:
        """What became known *after* a moment and by *until*, once more, as *revisions* have it."""
        return self.past.again(revisions, until, after)

    # --- the first reading

    def _merged(self) -> Iterator[Found]:
        entries = [self._entries(number) for number in range(len(self._sources))]
        per_source = [self._readable(number, each) for number, each in enumerate(entries)]
        last: datetime | None = None
        for found in heapq.merge(*per_source, key=lambda found: found.record.known_at):
            wrong = self.known.doubts(found, last)
            if wrong:
                self.leave_out(found.source, found.entry, wrong)
                continue
            last = found.record.known_at
            self.passed(found.source, last)
            self._seen += 1
            if self._seen % MARKED == 1:
                self.past.mark(found.source, last, found.entry.start)
            yield found

    def _readable(self, number: int, entries: Iterator[Entry]) -> Iterator[Found]:
        for entry in entries:
            if self.is_later(entry):
                return
            try:
                yield self.found(number, entry)
            except Unreadable as error:
                self.leave_out(number, entry, error.problems)

    def is_later(self, entry: Entry) -> bool:
        """Whether a record became known too late to be looked at; only its time is read."""
        if self.until is None or entry.raw is None:
            return False
        try:
            return self.reader.known_at(entry.raw) > self.until
        except (KeyError, ValueError):
            return False  # what is wrong with it is told when it is read in full

    def found(self, number: int, entry: Entry) -> Found:
        if entry.raw is None:
            raise Unreadable(entry.problems)
        record, content = self.reader.read_whole(entry.raw, entry.places)
        return Found(record, number, entry, content)

    def rest_of(self, number: int, entries: Iterator[Entry]) -> Iterator[Entry]:
        """What is read of a source, and read on by whoever wants all of its problems."""
        self._rest[number] = entries
        return entries

    def passed(self, number: int, known_at: datetime) -> None:
        """Note when the last good record of a source became known."""
        self._last[number] = known_at

    def _entries(self, number: int) -> Iterator[Entry]:
        source = self._sources[number]
        if not self._sort:
            return self.rest_of(number, iter(source))
        known: list[tuple[datetime, tuple[int, int]]] = []
        for entry in source:
            if self.is_later(entry):
                continue
            try:
                known.append((self.found(number, entry).record.known_at, entry.start))
            except Unreadable as error:
                self.leave_out(number, entry, error.problems)
        known.sort(key=lambda pair: pair[0])
        return (source.at(*start) for _, start in known)

    def leave_out(self, number: int, entry: Entry, problems: Sequence[Problem]) -> None:
        self.past.left_out.add((number, entry.position))
        if self._on_trouble is None:
            raise self._all_problems(problems)
        self._on_trouble(Trouble(self._sources[number], entry, problems))

    def _all_problems(self, first: Sequence[Problem]) -> Unreadable:
        """The problems told first, and those of the rest of every file."""
        found = list(first)
        self._on_trouble = lambda trouble: found.extend(trouble.problems)
        ending = [each for each in self._rest if self._sources[each].progress[1] is not None]
        for each in ending:  # a live stream may never end
            for _ in self._read_rest(each):
                if len(found) >= MOST_TOLD:
                    break
        return Unreadable(found[:MOST_TOLD])

    def _read_rest(self, number: int) -> Iterator[None]:
        """Read on in a source to the end of it, for its problems alone."""
        last = self._last.get(number)
        for entry in self._rest[number]:
            if self.is_later(entry):
                return
            try:
                found = self.found(number, entry)
                wrong = self.known.doubts(found, last) or self.known.doubts_of_target(found)
                last = last if wrong else found.record.known_at
            except Unreadable as error:
                wrong = list(error.problems)
            if wrong and self._on_trouble is not None:
                self._on_trouble(Trouble(self._sources[number], entry, wrong))
            yield

    # --- reading again

    def entry_of(self, id: str) -> Entry | None:
        """The entry of that id, if it has been read."""
        return self.known.entry_of(id)

    def revised(self, id: str, later: Sequence[Record]) -> Event | None:
        """The event of that id as *later* lines leave it; None once it is retracted."""
        entry = self.entry_of(id)
        assert entry is not None, "only what has been read is revised"
        assert entry.raw is not None, "only what could be read is revised"
        return revise(self.reader, entry.raw, OnePlace(Place(id)), later)

    def known_at(self, entry: Entry) -> datetime:
        """When a good entry became known."""
        return self.known.known_at(entry)


def read_log(path: str | Path, case: Case | None = None, **options: Any) -> Log:
    """The log at *path*: a case folder, a log file, or `-` for JSON lines on standard input.

    Without a *case* it is the one in the folder, or beside the file. Raises Unreadable for a case
    that is missing or has problems; the log's own problems come when it is read.
    """
    place = Path(path)
    if case is None:
        case = read_case(place if place.is_dir() else place.parent)
    names = [str(place / name) for name in case.logs] if place.is_dir() else [str(path)]
    return Log(case, partial(_opened, tuple(names)), **options)


def log_of(case: Case, records: Sequence[Mapping[str, Any]], **options: Any) -> Log:
    """A log of records at hand, as plain data."""
    return Log(case, partial(_at_hand, records), **options)


def _opened(names: Sequence[str]) -> Sequence[RecordSource]:
    return [source_of(name) for name in names]


def _at_hand(records: Sequence[Mapping[str, Any]]) -> Sequence[RecordSource]:
    return [MemorySource(records)]
