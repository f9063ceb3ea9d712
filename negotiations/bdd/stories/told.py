"""The records that a story has told, each checked beside those before it, as a log's are."""

from bisect import bisect, insort
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

import attrs

from negotiations.bdd.unmet import Untellable, doubts
from negotiations.log.amendments import Record as Read
from negotiations.log.amendments import Retraction
from negotiations.log.known import Below
from negotiations.log.records import Places, RecordReader
from negotiations.log.revising import revise, target_of
from negotiations.model.events import Event
from negotiations.problems import Problem, Unreadable, did_you_mean

Record: TypeAlias = Mapping[str, Any]


@attrs.frozen
class Told:
    """A record as it was written, and as it was read."""

    raw: Record
    read: Read


@attrs.frozen
class Silence:
    """A span in which nothing of a kind (at a stage, if one is named) happens."""

    kind: str
    stage: str | None
    after: datetime
    until: datetime

    def breaks(self, record: Read) -> bool:
        """Whether the record says otherwise."""
        return (
            isinstance(record, Event)
            and record.kind == self.kind
            and record.report_of is None
            and self.stage in (None, record.stage)
            and self.after < record.moment <= self.until
        )


@attrs.define
class Records:
    """What was told, by id, and the spans in which the story said that nothing happened."""

    _told: dict[str, Told] = attrs.field(factory=dict, init=False)
    _silences: list[Silence] = attrs.field(factory=list, init=False)
    _times: list[datetime] = attrs.field(factory=list, init=False)
    """When each became known, in order."""

    def __len__(self) -> int:
        return len(self._told)

    def __iter__(self) -> Iterator[Told]:
        return iter(self._told.values())

    def get(self, id: str) -> Told | None:
        """The record of that id."""
        return self._told.get(id)

    def named(self, id: str) -> Told:
        """The event of that id. Raises Untellable, with the nearest that was told."""
        found = self._told.get(id)
        if found is None:
            raise Untellable(f"nothing told so far is called {id!r}{did_you_mean(id, self.events)}")
        return found

    @property
    def events(self) -> list[str]:
        """The ids of all events, those that amend or report on another left out."""
        return [id for id, each in self._told.items() if target_of(each.read) is None]

    def latest(self, since: datetime, until: datetime) -> datetime | None:
        """When the last of those became known that did so between two moments, or at them."""
        place = bisect(self._times, until)
        return self._times[place - 1] if place and self._times[place - 1] >= since else None

    def add(self, told: Told, reader: RecordReader, places: Places) -> None:
        """Take a record in. Raises Untellable for what contradicts those before it."""
        wrong = [*self._doubts(told.read, reader, places), *self._noises(told.read, places)]
        if wrong:
            raise Untellable(*doubts(wrong))
        self._told[told.read.id] = told
        insort(self._times, told.read.known_at)

    def add_all(self, several: Iterable[Told]) -> None:
        """Take in the records of a log. Raises Untellable for every id that stands twice."""
        wrong = []
        for each in several:
            if self._told.setdefault(each.read.id, each) is not each:
                assert each.read.place is not None, "what is read from a log has its place"
                wrong.append(Problem(each.read.place, f"{each.read.id!r} has been told already"))
        self._order()
        if wrong:
            raise Untellable(*doubts(wrong))

    def forget_after(self, moment: datetime) -> None:
        """Leave out what became known later."""
        kept = {id: each for id, each in self._told.items() if each.read.known_at <= moment}
        self._told = kept
        self._order()

    def _order(self) -> None:
        self._times = sorted(each.read.known_at for each in self)

    def be_silent(self, silence: Silence) -> None:
        """Let nothing of a kind happen in a span. Raises Untellable if something did."""
        for each in self:
            if silence.breaks(each.read):
                raise Untellable(f"{each.read.id!r} is {_a(silence)}, and happened in these days")
        self._silences.append(silence)

    def fresh_id(self) -> str:
        """An id that nothing has yet: event-001, event-002 …"""
        number = len(self) + 1
        while (id := f"event-{number:03}") in self._told:
            number += 1
        return id

    def _noises(self, record: Read, places: Places) -> Iterator[Problem]:
        for silence in self._silences:
            if silence.breaks(record):
                what = f"the story says that these days passed without {_a(silence)}"
                yield Problem(places.place(("occurred",)), what)

    def _doubts(self, record: Read, reader: RecordReader, places: Places) -> Iterator[Problem]:
        if record.id in self._told:
            what = f"{record.id!r} has been told already; take another id"
            yield Problem(places.place(("id",)), what)
        target = target_of(record)
        if target is not None:
            yield from self._doubts_of_target(record, target, reader, places)

    def _doubts_of_target(
        self, record: Read, target: str, reader: RecordReader, places: Places
    ) -> Iterator[Problem]:
        at = places.place(("report_of" if isinstance(record, Event) else "of",))
        about, earlier = self._told.get(target), self._about(target)
        if about is None:
            known = did_you_mean(target, self.events)
            yield Problem(at, f"nothing told so far is called {target!r}{known}")
        elif about.read.known_at > record.known_at:
            yield Problem(at, f"{target!r} became known only later than this")
        elif target_of(about.read) is not None:
            yield Problem(at, "only an event can be corrected, retracted or reported on")
        elif any(isinstance(each, Retraction) for each in earlier):
            yield Problem(at, f"{target!r} has been retracted; tell it anew")
        else:
            try:
                revise(reader, about.raw, Below(places), [*earlier, record])
            except Unreadable as error:
                yield from error.problems

    def _about(self, target: str) -> list[Read]:
        """What was told about an event so far."""
        return [each.read for each in self if target_of(each.read) == target]


def _a(silence: Silence) -> str:
    return f"a {silence.kind}" + (f" that is {silence.stage}" if silence.stage else "")
