"""The records read so far: each found again by its id, and what a new one must not contradict."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import numpy as np
from numpy.typing import NDArray

from negotiations.log.amendments import Amendment, Record, Retraction
from negotiations.log.index import IdIndex
from negotiations.log.records import Places, RecordReader
from negotiations.log.revising import revise, target_of
from negotiations.log.sources import Entry, RecordSource
from negotiations.model.events import Event
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable
from negotiations.structure import Path

POSITIONS = 40  # bits of a position that an index entry keeps beside the source's number


@attrs.frozen
class Found:
    """A good record, with where it stands."""

    record: Record
    source: int
    entry: Entry
    content: bytes
    """The record as canonical bytes, for the digest and the last tie."""


@attrs.frozen
class Below:
    """The places of a revised record: a field that a correction sets stands below its `set`."""

    places: Places

    def place(self, path: Path = ()) -> Place:
        """The place of a field in the correction; else of the whole of it."""
        return self.places.place(("set", *path)) if path else self.places.place()


@attrs.define
class Known:
    """What has been read of some sources: a digest of each id, and the position of its record."""

    _sources: Sequence[RecordSource]
    _reader: RecordReader
    _ids: IdIndex = attrs.field(factory=IdIndex, init=False)
    _revisions: dict[str, list[Record]] = attrs.field(factory=dict, init=False)

    def entry_of(self, id: str) -> Entry | None:
        """The entry of that id, if it has been read."""
        at = self._ids.find(id)
        return None if at is None else self._entry_if(at, id)

    def _entry_if(self, at: int, id: str) -> Entry | None:
        """The entry that stands there, if it has that id and not only the same digest."""
        entry = self._sources[at >> POSITIONS].at(at & ((1 << POSITIONS) - 1))
        return entry if entry.raw and entry.raw.get("id") == id else None

    def known_at(self, entry: Entry) -> datetime:
        """When a good entry became known."""
        assert entry.raw is not None
        return self._reader.known_at(entry.raw)

    def doubts(self, found: Found, last: datetime | None) -> list[Problem]:
        """What is wrong with a record beside the records before it."""
        record, places = found.record, found.entry.places
        if last is not None and record.known_at < last:
            what = "known earlier than a record before it; put the log in order, or pass --sort"
            return [Problem(places.place(("known_at",)), what)]
        target = target_of(record)
        return [] if record.id == target else self._doubts_of_id(found)

    def doubts_of_target(self, found: Found) -> list[Problem]:
        """What is wrong with a record about another; asked once its whole group is known."""
        target = target_of(found.record)
        if target is None:
            return []
        wrong = self._doubts_of_target(found, target)
        if not wrong:
            self._revisions.setdefault(target, []).append(found.record)
        return wrong

    def add_all(self, ids: Sequence[str], positions: "NDArray[np.uint64]") -> bool:
        """Remember the ids of good records of the first source; whether some stood there before."""
        again = self._ids.add_all(ids, positions)
        return any(self._entry_if(place, ids[number]) is not None for number, place in again)

    def _doubts_of_id(self, found: Found) -> list[Problem]:
        record, own = found.record, found.source << POSITIONS | found.entry.position
        earlier = self._ids.add(record.id, own)
        first = None if earlier in (None, own) else self._entry_if(earlier, record.id)
        if first is None:
            return []
        where = first.places.place()
        what = f"the id {record.id!r} stands twice; first at {where} (for a report, say report_of)"
        return [Problem(found.entry.places.place(("id",)), what)]

    def _doubts_of_target(self, found: Found, target: str) -> list[Problem]:
        record, places = found.record, found.entry.places
        key = "of" if isinstance(record, Amendment) else "report_of"
        entry = self.entry_of(target)
        if entry is None or entry.raw is None or self.known_at(entry) > record.known_at:
            line = "report" if key == "report_of" else record.kind
            what = f"a {line} of {target!r}, which is not known yet"
            return [Problem(places.place((key,)), what)]
        kind = entry.raw.get("kind")
        if isinstance(record, Event) and record.kind != kind:
            what = f"a report of {target!r} is of its kind, {kind}, not {record.kind}"
            return [Problem(places.place(("kind",)), what)]
        earlier = self._revisions.get(target, [])
        for each in earlier:
            if isinstance(each, Retraction):
                what = f"{target!r} was retracted by {each.id!r}; record it anew"
                return [Problem(places.place((key,)), what)]
        return self._doubts_of_revision(found, entry, earlier)

    def _doubts_of_revision(
        self, found: Found, entry: Entry, earlier: Sequence[Record]
    ) -> list[Problem]:
        assert entry.raw is not None
        if entry.raw.get("kind") in ("correction", "retraction") or "report_of" in entry.raw:
            what = "only an event can be corrected, retracted or reported on"
            return [Problem(found.entry.places.place(), what)]
        try:
            revise(self._reader, entry.raw, Below(found.entry.places), [*earlier, found.record])
        except Unreadable as error:
            return list(error.problems)
        return []
