"""One record of a log, from plain data to a typed event or amendment, with all that is wrong told."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any, ClassVar, Protocol, TypeAlias

import attrs
from cattrs import Converter

from negotiations.model.case import Case
from negotiations.model.claims import CREDIBILITIES, MODALITIES, RELIABILITIES, Claim, Source
from negotiations.model.events import LAST, Event, missing
from negotiations.model.kinds import KINDS
from negotiations.model.parties import Voice
from negotiations.model.shapes import SHAPE, Number, Shape, Text, Word, plain, said, shapes
from negotiations.model.times import Interval, read_instant, read_interval, zone
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.structure import OMIT, Hook, Path, Refused, class_hook, converter, faults

CLAIM_KEYS = ("asserter", "modality", "sources", "known_at")
FIXED = ("id", "kind", "known_at", "report_of")


class Places(Protocol):
    """Something that can tell where a part of a record was written."""

    def place(self, path: Path = ()) -> Place:
        """The place of the part at *path*, or of what holds it."""


@attrs.frozen(kw_only=True)
class Amendment:
    """A later line about an earlier one, named in `of`."""

    kind: ClassVar[str] = ""

    id: str
    of: str
    known_at: datetime
    because: str | None = None
    asserter: str | None = None
    sources: tuple[Source, ...] = ()
    place: Place | None = attrs.field(default=None, eq=False)

    @property
    def order(self) -> tuple[datetime, datetime, datetime, int, str]:
        """Amendments come last among the records that became known together."""
        return (self.known_at, LAST, LAST, 0, self.id)


@attrs.frozen(kw_only=True)
class Correction(Amendment):
    """Sets some fields of an earlier record anew; the rest stands."""

    kind: ClassVar[str] = "correction"
    set: Mapping[str, Any]


@attrs.frozen(kw_only=True)
class Retraction(Amendment):
    """Takes an earlier record back altogether."""

    kind: ClassVar[str] = "retraction"


Record: TypeAlias = Event | Amendment
AMENDMENTS: dict[str, type[Amendment]] = {cls.kind: cls for cls in (Correction, Retraction)}


class RecordReader:
    """Reads the records of one case's log; a refused record is read again, to list all its faults."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._quick = hooks_for(case.zone_name, detailed=False)

    def read(self, raw: Mapping[str, Any], places: Places) -> Record:
        """The record, or Unreadable with every problem in it."""
        cls = self._class(raw, places)
        try:
            record = self._quick.structure(raw, cls)
        except Exception:
            raise self._refusal(raw, cls, places) from None
        wrong = tuple(self._doubts(record))
        if wrong:
            raise _problems(wrong, places)
        return attrs.evolve(record, place=places.place(), **self._graded(record))

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
        if kind in AMENDMENTS:
            return AMENDMENTS[kind]
        if kind == "day":
            raise _problems(
                [(("kind",), "the replay makes the days itself; leave them out")], places
            )
        if "kind" not in raw:
            raise _problems([((), "'kind' is missing")], places)
        if not isinstance(kind, str) or kind not in KINDS:
            hint = did_you_mean(kind, [k for k in (*KINDS, *AMENDMENTS) if k != "day"])
            raise _problems([(("kind",), f"unknown kind {said(kind)}{hint}")], places)
        return KINDS[kind]

    def _refusal(self, raw: Mapping[str, Any], cls: type[Any], places: Places) -> Unreadable:
        try:
            hooks_for(self.case.zone_name, detailed=True).structure(raw, cls)
        except Exception as error:
            found = list(faults(error))
            return _problems([*found, *self._strangers(raw, cls)], places)
        raise AssertionError("a record refused quickly is refused slowly")

    def _strangers(self, raw: Mapping[str, Any], cls: type[Any]) -> Iterator[tuple[Path, str]]:
        """Unknown names in a record that is refused anyway; only what is plainly text is looked at."""
        if issubclass(cls, Event):
            simple = {k: v for k, v in raw.items() if isinstance(v, str)}
            for field, what in self.case.strangers(cls, simple):
                yield (field,), what

    def _doubts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """What is wrong with a record whose every field is well formed."""
        yield from self._unknown_sources(record.sources, ())
        if isinstance(record, Amendment):
            return
        for field, what in self.case.strangers(type(record), record):
            yield (field,), what
        for number, claim in enumerate(record.claims):
            yield from self._claim_doubts(record, claim, ("claims", number))
        if record.known_at < record.occurred.start:
            yield ("known_at",), "known before it began: known_at is earlier than occurred starts"
        for reading in record.readings():
            yield from too_many(reading)

    def _claim_doubts(self, event: Event, claim: Claim, at: Path) -> Iterator[tuple[Path, str]]:
        yield from self._unknown_sources(claim.sources, at)
        said_so = {**claim.values, "asserter": claim.asserter}
        for field, what in self.case.strangers(type(event), said_so):
            yield (*at, field), what

    def _unknown_sources(self, sources: tuple[Source, ...], at: Path) -> Iterator[tuple[Path, str]]:
        known = self.case.voices
        for number, source in enumerate(sources):
            if known and source.source not in known:
                hint = did_you_mean(source.source, known)
                yield (*at, "sources", number), f"unknown source {said(source.source)}{hint}"


class Hooks:
    """How each class of record is built in one zone: quickly, or telling every fault."""

    def __init__(self, zone: tzinfo | None, *, detailed: bool) -> None:
        self._zone, self._detailed = zone, detailed
        self._converter: Converter = converter(detailed=detailed)
        self._converter.register_structure_hook(Interval, self._interval)
        self._converter.register_structure_hook(datetime, self._instant)
        self._source = class_hook(self._converter, Source, SOURCE_HOOKS, detailed)
        self._hooks: dict[type[Any], Hook] = {}

    def structure(self, raw: Mapping[str, Any], cls: type[Any]) -> Any:
        """An instance of *cls*; raises what cattrs or a hook raises."""
        plain_data = {key: value for key, value in raw.items() if key != "kind"}
        if "report_of" in plain_data and "occurred" not in plain_data:
            plain_data["occurred"] = plain_data.get("known_at")
        if cls not in self._hooks:
            made = self._amendment_hook if issubclass(cls, Amendment) else self._event_hook
            self._hooks[cls] = made(cls)
        return self._hooks[cls](plain_data, cls)

    def _event_hook(self, cls: type[Event]) -> Hook:
        hooks = {
            f.name: self._shape_hook(f.metadata[SHAPE])
            for f in attrs.fields(cls)
            if SHAPE in f.metadata
        }
        hooks |= {"claims": self._claims_hook(cls), "sources": self._sources, "place": OMIT}
        return class_hook(self._converter, cls, hooks, self._detailed)

    def _amendment_hook(self, cls: type[Amendment]) -> Hook:
        hooks: dict[str, Hook] = {"place": OMIT, "sources": self._sources, "set": _changes}
        return class_hook(self._converter, cls, hooks, self._detailed)

    def _shape_hook(self, shape: Shape) -> Hook:
        zone = self._zone
        return lambda raw, _: shape.read(raw, zone)

    def _interval(self, raw: Any, _: Any) -> Interval:
        return read_interval(plain(raw), self._zone)

    def _instant(self, raw: Any, _: Any) -> datetime:
        return read_instant(plain(raw), self._zone)

    def _sources(self, raw: Any, _: Any) -> tuple[Source, ...]:
        return tuple(each_of(raw, self._one_source))

    def _one_source(self, raw: Any) -> Source:
        given = {"source": raw} if isinstance(raw, str) else raw
        source: Source = self._source(given, Source)
        return source

    def _claims_hook(self, cls: type[Event]) -> Hook:
        fields = shapes(cls)
        return lambda raw, _: tuple(each_of(raw, lambda one: self._claim(one, fields, cls)))

    def _claim(self, raw: Any, fields: Mapping[str, Shape], cls: type[Event]) -> Claim:
        if not isinstance(raw, dict):
            raise ValueError(f"a claim is a mapping, not {said(raw)}")
        values, wrong = {}, []
        for key, value in raw.items():
            if key not in CLAIM_KEYS:
                values[key] = _attempt(lambda: self._value(fields, key, value, cls), (key,), wrong)
        heads = {
            "asserter": plain,
            "modality": lambda v: Word(MODALITIES).read(v, None),
            "sources": lambda v: self._sources(v, None),
            "known_at": lambda v: self._instant(v, None),
        }
        head = {
            key: _attempt(lambda: read(raw[key]), (key,), wrong)
            for key, read in heads.items()
            if key in raw
        }
        if "asserter" not in raw:
            wrong.append(((), "a claim says who asserts it: 'asserter' is missing"))
        if wrong:
            raise Refused(wrong)
        return Claim(values=values, **head)

    def _value(self, fields: Mapping[str, Shape], key: Any, value: Any, cls: type[Event]) -> Any:
        if key == "occurred":
            return self._interval(value, None)
        if key not in fields:
            raise ValueError(f"a {cls.kind} has no field {said(key)}{did_you_mean(key, fields)}")
        return fields[key].read(value, self._zone)


@lru_cache
def hooks_for(zone_name: str | None, *, detailed: bool) -> Hooks:
    """The hooks of a zone, made once."""
    return Hooks(zone(zone_name) if zone_name else None, detailed=detailed)


def graded(sources: tuple[Source, ...], voices: Mapping[str, Voice]) -> tuple[Source, ...]:
    """The sources, with the reliability that the case gives a voice where none is written."""
    return tuple(
        attrs.evolve(source, reliability=voices[source.source].reliability)
        if source.reliability is None and source.source in voices
        else source
        for source in sources
    )


def each_of(raw: Any, read: Callable[[Any], Any]) -> list[Any]:
    """Each item of a list read, and all that is wrong with any of them raised at once."""
    if not isinstance(raw, list):
        raise ValueError(f"a list is wanted here, not {said(raw)}")
    wrong: list[tuple[Path, str]] = []
    items = [_attempt(lambda: read(item), (number,), wrong) for number, item in enumerate(raw)]
    if wrong:
        raise Refused(wrong)
    return items


def too_many(event: Event) -> Iterator[tuple[Path, str]]:
    """Parts that exceed their whole: more intercepted than launched, more shot down than intercepted."""
    for part, whole in (
        ("intercepted", "launched"),
        ("shot_down", "intercepted"),
        ("suppressed", "intercepted"),
        ("impacts", "launched"),
    ):
        few, many = getattr(event, part, None), getattr(event, whole, None)
        if missing(few) or missing(many) or event.kind == "strike":
            continue
        if few.bounds.low > many.bounds.high:
            yield (part,), f"more {part} ({few}) than {whole} ({many})"


def _attempt(read: Callable[[], Any], path: Path, wrong: list[tuple[Path, str]]) -> Any:
    try:
        return read()
    except Exception as error:
        wrong.extend((path + below, what) for below, what in faults(error))
        return None


def _problems(wrong: Any, places: Places) -> Unreadable:
    return Unreadable(Problem(places.place(path), what) for path, what in wrong)


def _text_hook(raw: Any, _: Any) -> str:
    return plain(raw)


def _changes(raw: Any, _: Any) -> Mapping[str, Any]:
    if not isinstance(raw, dict) or not raw:
        raise ValueError("a correction sets some fields: set: {field: value}")
    fixed = [key for key in raw if key in FIXED]
    if fixed:
        raise Refused([((key,), f"a correction can't change {key!r}") for key in fixed])
    return dict(raw)


SOURCE_HOOKS: dict[str, Hook] = {
    "source": _text_hook,
    "reliability": lambda raw, _: Word(RELIABILITIES).read(raw, None),
    "credibility": lambda raw, _: int(Number(1, 6, whole=True).read(raw, None)),
    "url": lambda raw, _: Text().read(raw, None),
    "date": lambda raw, _: Text().read(raw, None),
}
assert CREDIBILITIES == (1, 2, 3, 4, 5, 6)
