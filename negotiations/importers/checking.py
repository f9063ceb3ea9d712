"""Whether a log would take a record, asked before it goes into one."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import attrs

from negotiations.log.amendments import AMENDMENTS
from negotiations.log.hooks import Hooks, hooks_for
from negotiations.log.records import beyond_its_fields
from negotiations.model.case import Case
from negotiations.model.events import Event, missing
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import said
from negotiations.problems import did_you_mean
from negotiations.structure import REFUSALS, Fault, Refused, faults

UTC_NAME = "UTC"


@attrs.frozen
class Checker:
    """Reads records as a log of that *case* would; without one every name is known, in UTC."""

    case: Case | None = None

    def known_at(self, record: Mapping[str, Any]) -> datetime:
        """When a good record became known. Raises Refused with all that is wrong with it."""
        cls = _class_of(record)
        try:
            made = self._hooks(detailed=False).structure(record, cls)
        except REFUSALS:
            raise self._refusal(record, cls) from None
        if found := tuple(self._doubts(made)):
            raise Refused(found)
        known_at: datetime = made.known_at
        return known_at

    def _hooks(self, *, detailed: bool) -> Hooks:
        return hooks_for(self.case.zone_name if self.case else UTC_NAME, detailed=detailed)

    def _refusal(self, record: Mapping[str, Any], cls: type[Any]) -> Refused:
        try:
            self._hooks(detailed=True).structure(record, cls)
        except REFUSALS as error:
            return Refused(faults(error))
        raise AssertionError("a record refused quickly is refused slowly")

    def _doubts(self, record: Any) -> Iterator[Fault]:
        """What is wrong with a record whose every field is well formed."""
        if not isinstance(record, Event):
            return
        for field in record.needs if record.report_of is None else ():
            if missing(getattr(record, field)):
                yield (), f"a {record.kind} needs {field!r}"
        yield from beyond_its_fields(record)
        if self.case is not None:
            for field, what in self.case.strangers(type(record), record):
                yield (field,), what
            yield from self._unknown_sources(record, self.case)

    def _unknown_sources(self, record: Event, case: Case) -> Iterator[Fault]:
        for source in record.sources if case.voices else ():
            if source.source not in case.voices:
                hint = did_you_mean(source.source, case.voices)
                yield ("sources",), f"unknown source {said(source.source)}{hint}"


def _class_of(record: Mapping[str, Any]) -> type[Any]:
    kinds: dict[str, type[Any]] = {**KINDS, **AMENDMENTS}
    kinds.pop("day")
    kind = record.get("kind")
    if not isinstance(kind, str):
        raise Refused([((), "its kind is missing")])
    if kind not in kinds:
        raise Refused([(("kind",), f"unknown kind {said(kind)}{did_you_mean(kind, kinds)}")])
    return kinds[kind]
