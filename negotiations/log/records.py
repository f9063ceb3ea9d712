"""One record of a log, from plain data to an event or amendment, with all that is wrong told."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

import attrs
import msgspec

from negotiations.log.amendments import AMENDMENTS, Amendment, Record
from negotiations.log.forms import Forms, Unfit, forms_of
from negotiations.log.hooks import hooks_for
from negotiations.model.case import Case
from negotiations.model.claims import Claim, Source
from negotiations.model.events import Event, attributes, missing
from negotiations.model.kinds import KINDS, Interception
from negotiations.model.parties import Voice
from negotiations.model.shapes import said
from negotiations.model.times import read_instant
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.structure import REFUSALS, Path, faults

PLANNED_FOR = {"planned": "starts", "scheduled": "planned"}
"""By the status of a plan, the field that holds the time planned."""

LISTED = "; they are listed by: negotiations kinds"

WHOLES = {
    "intercepted": "launched",
    "shot_down": "intercepted",
    "suppressed": "intercepted",
    "impacts": "launched",
}


class Places(Protocol):
    """Something that can tell where a part of a record was written."""

    def place(self, path: Path = ()) -> Place:
        """The place of the part at *path*, or of what holds it."""


class RecordReader:
    """Reads the records of one case: by their form, else field by field, to list all faults."""

    def __init__(self, case: Case, forms: Forms | None = None) -> None:
        self.case = case
        self.forms = forms or forms_of(case)
        self._quick = hooks_for(case.zone_name, detailed=False)

    def read(self, raw: Mapping[str, Any], places: Places) -> Record:
        """The record, or Unreadable with every problem in it."""
        return self.read_whole(raw, places)[0]

    def read_whole(self, raw: Mapping[str, Any], places: Places) -> tuple[Record, bytes]:
        """The record and its canonical content, or Unreadable with every problem in it."""
        try:
            form = self.forms.take(raw)
            event = self.forms.event(form, places.place())
        except (Unfit, ValueError):
            record = self._carefully(raw, places)
            _refuse(self._doubts(record), places)
            return record, _content(raw, places)
        _refuse(beyond_its_fields(event), places)
        return event, self.forms.content(form)

    def _carefully(self, raw: Mapping[str, Any], places: Places) -> Record:
        cls = self._class(raw, places)
        try:
            record: Record = self._quick.structure(raw, cls)
        except REFUSALS:
            raise self._refusal(raw, cls, places) from None
        return attrs.evolve(record, place=places.place(), **self._graded(record))

    def known_at(self, raw: Mapping[str, Any]) -> datetime:
        """When a record, known to be good, became known."""
        return read_instant(raw["known_at"], self.case.zone)

    def _graded(self, record: Record) -> dict[str, Any]:
        """Its sources and claims, where the case grades a source that the record does not."""
        voices = self.case.voices
        if not voices or not (record.sources or getattr(record, "claims", ())):
            return {}
        found: dict[str, Any] = {"sources": graded(record.sources, voices)}
        if isinstance(record, Event) and record.claims:
            found["claims"] = tuple(
                attrs.evolve(claim, sources=graded(claim.sources, voices))
                for claim in record.claims
            )
        return found

    def _class(self, raw: Mapping[str, Any], places: Places) -> type[Any]:
        kind = raw.get("kind")
        if isinstance(kind, str) and kind in AMENDMENTS:
            return AMENDMENTS[kind]
        if kind == "day":
            raise _problems(
                [(("kind",), "the replay makes the days itself; leave them out")], places
            )
        if "kind" not in raw:
            raise _problems([((), "'kind' is missing")], places)
        if not isinstance(kind, str) or kind not in KINDS:
            known = [k for k in (*KINDS, *AMENDMENTS) if k != "day"]
            hint = (did_you_mean(kind, known) or LISTED) if isinstance(kind, str) else ""
            raise _problems([(("kind",), f"unknown kind {said(kind)}{hint}")], places)
        return KINDS[kind]

    def _refusal(self, raw: Mapping[str, Any], cls: type[Any], places: Places) -> Unreadable:
        try:
            hooks_for(self.case.zone_name, detailed=True).structure(raw, cls)
        except REFUSALS as error:
            found = list(faults(error))
            return _problems([*found, *self._strangers(raw, cls)], places)
        raise AssertionError("a record refused quickly is refused slowly")

    def _strangers(self, raw: Mapping[str, Any], cls: type[Any]) -> Iterator[tuple[Path, str]]:
        """Unknown names in a record refused anyway; only what is plainly text is looked at."""
        if not issubclass(cls, Event):
            return
        for field, what in self.case.strangers(cls, plain_names(raw)):
            yield (field,), what
        claims = raw.get("claims")
        for number, claim in enumerate(claims if isinstance(claims, list) else ()):
            if isinstance(claim, Mapping):
                for field, what in self.case.strangers(cls, plain_names(claim)):
                    yield ("claims", number, field), what

    def _doubts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """What is wrong with a record whose every field is well formed."""
        yield from self._unknown_sources(record.sources, ())
        if isinstance(record, Amendment):
            yield from self._unknown_asserter(record.asserter)
            return
        for field, what in self.case.strangers(type(record), record):
            yield (field,), what
        for field in record.needs if record.report_of is None else ():
            if missing(getattr(record, field)):
                yield (), f"{record.kind} needs {field!r}"
        for number, claim in enumerate(record.claims):
            yield from self._claim_doubts(record, claim, ("claims", number))
        yield from beyond_its_fields(record)

    def _unknown_asserter(self, asserter: str | None) -> Iterator[tuple[Path, str]]:
        if asserter is not None and asserter not in self.case.speakers:
            hint = did_you_mean(asserter, self.case.speakers)
            yield ("asserter",), f"unknown speaker {said(asserter)}{hint}"

    def _claim_doubts(self, event: Event, claim: Claim, at: Path) -> Iterator[tuple[Path, str]]:
        yield from self._unknown_sources(claim.sources, at)
        if claim.known_at is not None and claim.known_at > event.known_at:
            later = "a claim known later than its record is a record of its own, with report_of"
            yield (*at, "known_at"), later
        claimed = attrs.evolve(event, claims=(), **attributes(claim))
        yield from (each for each in too_many(claimed, at) if each[0][-1] in claim.values)
        said_so = {**claim.values, "asserter": claim.asserter}
        for field, what in self.case.strangers(type(event), said_so):
            yield (*at, field), what

    def _unknown_sources(self, sources: tuple[Source, ...], at: Path) -> Iterator[tuple[Path, str]]:
        known = self.case.voices
        for number, source in enumerate(sources):
            if known and source.source not in known:
                hint = did_you_mean(source.source, known)
                yield (*at, "sources", number), f"unknown source {said(source.source)}{hint}"


def beyond_its_fields(event: Event) -> Iterator[tuple[Path, str]]:
    """What is wrong with an event each of whose fields is good."""
    if event.known_at < event.occurred.start:
        told = "known before it began: known_at is earlier than occurred starts"
        yield ("known_at",), told + _of_a_plan(event)
    yield from too_many(event, ())


def _of_a_plan(event: Event) -> str:
    """Where the time belongs for which something is planned; empty for what is no plan."""
    field = PLANNED_FOR.get(getattr(event, "status", None) or "")
    if field is None or not hasattr(event, field):
        return ""
    return f"; a plan occurs when it is made, and {field!r} holds the time it is for"


def graded(sources: tuple[Source, ...], voices: Mapping[str, Voice]) -> tuple[Source, ...]:
    """The sources, with the reliability that the case gives a voice where none is written."""
    return tuple(
        attrs.evolve(source, reliability=voices[source.source].reliability)
        if source.reliability is None and source.source in voices
        else source
        for source in sources
    )


def plain_names(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What of a record is plainly text, or a list of it."""

    def is_text(value: Any) -> bool:
        return isinstance(value, str) or (
            isinstance(value, list) and all(isinstance(each, str) for each in value)
        )

    return {key: value for key, value in raw.items() if is_text(value)}


def too_many(event: Event, at: Path) -> Iterator[tuple[Path, str]]:
    """Parts of an interception that exceed their whole: more intercepted than launched."""
    for part, whole in WHOLES.items() if isinstance(event, Interception) else ():
        few, many = getattr(event, part), getattr(event, whole)
        if few is not None and many is not None and few.bounds.low > many.bounds.high:
            yield (*at, part), f"more {part} ({few}) than {whole} ({many})"


def _content(raw: Mapping[str, Any], places: Places) -> bytes:
    """Plain data as canonical JSON."""
    try:
        return msgspec.json.encode(raw, order="sorted")
    except (UnicodeEncodeError, OverflowError):
        what = "half a surrogate pair, or a whole number past 64 bits, can't be kept"
        raise _problems([((), what)], places) from None


def _refuse(wrong: Iterable[tuple[Path, str]], places: Places) -> None:
    if found := tuple(wrong):
        raise _problems(found, places)


def _problems(wrong: Iterable[tuple[Path, str]], places: Places) -> Unreadable:
    return Unreadable(Problem(places.place(path), what) for path, what in wrong)
