"""Forms: records as msgspec decodes them in one go, typed by the shapes of their kind.

A form takes only what is surely good: words of the lists, names that the case declares, numbers
within their limits. What it takes, the careful reader in `records` takes too, and reads alike; what
it does not take may still be good, and is left to that reader. `fit` says what that is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo
from functools import lru_cache
from types import GenericAlias
from typing import Any, Literal, TypeAlias, Union

import attrs
import msgspec
import numpy as np

from negotiations.log.fit import UNSET, Vocabulary, is_plain, source_form, type_of
from negotiations.model import shapes as shape
from negotiations.model.case import Case
from negotiations.model.claims import Source
from negotiations.model.events import Event
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import SHAPE, Shape, shapes
from negotiations.model.times import Micros, read_instant, read_interval, zone
from negotiations.place import Place

Form: TypeAlias = Any
"""An instance of the class of its kind; `UNSET` stands for a field that was not written."""

Read: TypeAlias = Callable[[Any], Any]
"""From a form's value to what an event's field holds."""

REFUSED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
TIMES_FIRST = ("known_at", "occurred", "id")
"""The fields that stand first in canonical JSON, behind the kind, to be found at once."""

ASIDES = ("sources", "known_basis", "modality", "location", "country", "note")
"""The fields that no fact comes of."""


class Unfit(Exception):
    """A record that no form takes."""


@attrs.frozen
class Kind:
    """One kind's form, and how its fields become those of an event."""

    event: type[Event]
    form: type[Any]
    fields: tuple[tuple[str, str, Read | None], ...]
    ranks: Mapping[str, int]
    readers: Mapping[str, Callable[[Any], Any]] = attrs.field(init=False)

    bare: tuple[tuple[str, str, Read | None], ...] = attrs.field(init=False)

    @bare.default
    def _without_asides(self) -> tuple[tuple[str, str, Read | None], ...]:
        return tuple(each for each in self.fields if each[1] not in ASIDES)

    @readers.default
    def _by_field(self) -> Mapping[str, Callable[[Any], Any]]:
        return {field: read or _as_it_is for _, field, read in self.fields}


class Forms:
    """The forms of one case's records; `event` makes what the careful reader would make."""

    def __init__(self, case: Vocabulary) -> None:
        self._zone = zone(case.zone_name) if case.zone_name else None
        self._source_form = source_form(case)
        self.kinds = {kind: self._kind(cls, case) for kind, cls in KINDS.items() if kind != "day"}
        union: Any = Union[tuple(kind.form for kind in self.kinds.values())]  # noqa: UP007
        self._union = union
        self.heads = _heads(self.kinds)
        self._decoder = msgspec.json.Decoder(union)
        self._encoder = msgspec.json.Encoder()
        self._by_form = {kind.form: kind for kind in self.kinds.values()}
        self.timed = {
            kind.form: times for kind in self.kinds.values() if (times := _times(kind.event))
        }
        self._voices = dict(case.voices)
        self._known_sources: dict[Any, Source] = {}

    # --- taking

    def decode(self, line: bytes) -> Form:
        """The form of a line of JSON; raises Unfit. Twice the same key is not noticed here."""
        try:
            return self._decoder.decode(line)
        except REFUSED:
            raise Unfit from None

    def decode_lines(self, lines: bytes) -> list[Form]:
        """The forms of many lines, blank ones left out; raises Unfit if any is unfit."""
        try:
            return self._decoder.decode_lines(lines)
        except REFUSED:
            raise Unfit from None

    def take(self, raw: Mapping[str, Any]) -> Form:
        """The form of plain data; raises Unfit."""
        try:
            form = msgspec.convert(raw, self._union)
        except REFUSED:
            raise Unfit from None
        if not is_plain(self.content(form)):
            raise Unfit
        return form

    def content(self, form: Form) -> bytes:
        """The form as canonical JSON."""
        return self._encoder.encode(form)

    def contents(self, forms: Sequence[Form]) -> bytes:
        """The forms as canonical JSON, each on its line."""
        return self._encoder.encode_lines(forms)

    # --- reading

    def rank(self, form: Form) -> int:
        """Its place in the life cycle of its kind, as an event's `rank`."""
        kind = self._by_form[type(form)]
        deciding = kind.event.deciding
        if deciding is None:
            return 0
        stage = getattr(form, deciding)
        return kind.ranks.get(stage, 0) if stage is not UNSET else 0

    def has_times(self, form: Form) -> bool:
        """Whether the times that are planned, if there are any, can be read."""
        try:
            for field in self.timed[type(form)]:
                if (text := getattr(form, field)) is not UNSET:
                    read_interval(text.strip(), self._zone)
        except ValueError:
            return False
        return True

    def value(self, form: Form, field: str) -> Any:
        """What an event's field would hold; None if it was not written."""
        raw = getattr(form, field)
        return None if raw is UNSET else self._by_form[type(form)].readers[field](raw)

    def event(self, form: Form, place: Place | None = None) -> Event:
        """The event that a form stands for; raises ValueError for a time that is none."""
        kind = self._by_form[type(form)]
        given: dict[str, Any] = {"place": place}
        for attribute, field, read in kind.fields:
            value = getattr(form, field)
            if value is not UNSET:
                given[attribute] = value if read is None else read(value)
        return kind.event(**given)

    def bare_event(self, form: Form) -> Event:
        """The event without what changes no fact: sources, places, notes."""
        kind = self._by_form[type(form)]
        given: dict[str, Any] = {}
        for attribute, field, read in kind.bare:
            value = getattr(form, field)
            if value is not UNSET:
                given[attribute] = value if read is None else read(value)
        return kind.event(**given)

    def _kind(self, cls: type[Event], case: Vocabulary) -> Kind:
        typed: dict[str, Any] = {"id": str, "occurred": str, "known_at": str}
        for name, each in shapes(cls).items():
            kind_of_value = type_of(each, case)
            if kind_of_value is not None:
                typed[name] = kind_of_value
        if "asserter" in typed:
            typed["asserter"] = Literal[case.names["speaker"]] if case.names["speaker"] else None
        sources: Any = GenericAlias(tuple, (self._source_form, ...))
        needed = {"id", "occurred", "known_at", *map(_written, cls.needs)}
        first = [(name, str) for name in TIMES_FIRST]
        rest = [(name, typed[name]) for name in sorted(typed) if name not in TIMES_FIRST]
        fields: list[Any] = [
            (_safe(name), each)
            if name in needed
            else (_safe(name), each | msgspec.UnsetType, UNSET)
            for name, each in (*first, *rest)
            if each is not None
        ]
        fields.append(("sources", sources | msgspec.UnsetType, UNSET))
        form = msgspec.defstruct(
            f"{cls.__name__}Form", fields, tag_field="kind", tag=cls.kind, kw_only=True,
            forbid_unknown_fields=True, gc=False, rename={"class_": "class"},
        )  # fmt: skip
        ranks = {stage: rank for rank, stage in enumerate(cls.codings)}
        return Kind(cls, form, tuple(self._readings(cls, typed)), ranks)

    def _readings(
        self, cls: type[Event], typed: Mapping[str, Any]
    ) -> "list[tuple[str, str, Read | None]]":
        here = self._zone
        readings: list[tuple[str, str, Read | None]] = [
            ("id", "id", None),
            ("occurred", "occurred", lambda raw: read_interval(raw.strip(), here)),
            ("known_at", "known_at", lambda raw: read_instant(raw.strip(), here)),
            ("sources", "sources", self._read_sources),
        ]
        for field in attrs.fields(cls):
            name = _written(field.name)
            if SHAPE in field.metadata and typed.get(name) is not None:
                readings.append((field.name, _safe(name), _reader(field.metadata[SHAPE], here)))
        return readings

    def source(self, name: str, reliability: Any = UNSET, credibility: Any = UNSET) -> Source:
        """A source by its name and grades, with the case's grade where none is written."""
        key = (name, reliability, credibility)
        known = self._known_sources.get(key)
        if known is None:
            graded = _given(reliability) or self._voices.get(name)
            known = Source(name, graded, _given(credibility))
            self._known_sources[key] = known
        return known

    def _read_sources(self, given: tuple[Any, ...]) -> tuple[Source, ...]:
        return tuple(map(self._read_source, given))

    def _read_source(self, form: Any) -> Source:
        if isinstance(form, str):
            return self.source(form)
        source = self.source(form.source, form.reliability, form.credibility)
        url, date = _given(form.url), _given(form.date)
        if url is None and date is None:
            return source
        return attrs.evolve(source, url=url and url.strip(), date=date and date.strip())


def _heads(kinds: Iterable[str]) -> Micros:
    """Where `known_at` stands in canonical JSON, by the first and third letter of the kind.

    0 where two kinds share these, so that it must be looked for.
    """
    heads = np.zeros(1 << 16, np.int64)
    for kind in kinds:
        letters = ord(kind[0]) << 8 | ord(kind[2])
        heads[letters] = 0 if heads[letters] else len(f'{{"kind":"{kind}","known_at":"')
    return heads


def _times(cls: type[Event]) -> tuple[str, ...]:
    """The fields of a kind that hold a time of their own."""
    return tuple(name for name, each in shapes(cls).items() if isinstance(each, shape.Time))


def _written(attribute: str) -> str:
    return attribute.rstrip("_")


def _safe(name: str) -> str:
    return "class_" if name == "class" else name


def _as_it_is(value: Any) -> Any:
    return value


def _given(value: Any) -> Any:
    return None if value is UNSET else value


def _reader(of: Shape, here: tzinfo | None) -> Read | None:
    """How a field's value in a form is read: as its shape reads plain data."""
    if isinstance(of, shape.Word | shape.Name):
        return None
    if isinstance(of, shape.Words | shape.Names | shape.Texts):
        return lru_cache(4096)(lambda raw: of.read(list(raw) if type(raw) is tuple else raw, here))
    if isinstance(of, shape.Count | shape.Measure | shape.Change):
        return lru_cache(4096, typed=True)(lambda raw: of.read(raw, here))
    return lambda raw: of.read(raw, here)


@lru_cache(maxsize=64)
def _forms(vocabulary: Vocabulary) -> Forms:
    return Forms(vocabulary)


def forms_of(case: Case) -> Forms:
    """The forms of a case's records; cases that declare the same names share them."""
    return _forms(Vocabulary.of(case))
