"""How the classes of a log's records are built from plain data, in one zone."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any, TypeVar

import attrs

from negotiations.log.amendments import Amendment
from negotiations.model.claims import CREDIBILITIES, MODALITIES, RELIABILITIES, Claim, Source
from negotiations.model.events import Event
from negotiations.model.shapes import SHAPE, Number, Shape, Text, Word, plain, said, shapes
from negotiations.model.times import Interval, read_instant, read_interval, zone
from negotiations.problems import did_you_mean
from negotiations.structure import OMIT, Hook, Refused, Wrong, class_hook, converter

FIXED = ("id", "kind", "known_at", "report_of")
T = TypeVar("T")


class Hooks:
    """How each class of record is built in one zone: quickly, or telling every fault."""

    def __init__(self, zone: tzinfo | None, *, detailed: bool) -> None:
        self._zone, self._detailed = zone, detailed
        self._converter = converter(detailed=detailed)
        self._converter.register_structure_hook(Interval, self._interval)
        self._converter.register_structure_hook(datetime, self._instant)
        self._source = class_hook(self._converter, Source, SOURCE_HOOKS, detailed)
        self._hooks: dict[type[Any], Hook] = {}
        self._claim_heads: dict[str, Callable[[Any], Any]] = {
            "asserter": plain,
            "modality": _read_by(Word(MODALITIES)),
            "sources": lambda raw: self._sources(raw, None),
            "known_at": lambda raw: self._instant(raw, None),
        }

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
        values, head, wrong = {}, {}, Wrong()
        for key, value in raw.items():
            with wrong.at(key):
                if key in self._claim_heads:
                    head[key] = self._claim_heads[key](value)
                else:
                    values[key] = self._value(fields, key, value, cls)
        if "asserter" not in raw:
            wrong.add("a claim says who asserts it: 'asserter' is missing")
        wrong.refuse()
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


def each_of(raw: Any, read: Callable[[Any], T]) -> list[T]:
    """Each item of a list read, and all that is wrong with any of them raised at once."""
    if not isinstance(raw, list):
        raise ValueError(f"a list is wanted here, not {said(raw)}")
    items, wrong = [], Wrong()
    for number, item in enumerate(raw):
        with wrong.at(number):
            items.append(read(item))
    wrong.refuse()
    return items


def _changes(raw: Any, _: Any) -> Mapping[str, Any]:
    if not isinstance(raw, dict) or not raw:
        raise ValueError("a correction sets some fields: set: {field: value}")
    fixed = [key for key in raw if key in FIXED]
    if fixed:
        raise Refused([((key,), f"a correction can't change {key!r}") for key in fixed])
    return dict(raw)


def _read_by(shape: Shape) -> Callable[[Any], Any]:
    return lambda raw: shape.read(raw, None)


def _hook(read: Callable[[Any], Any]) -> Hook:
    return lambda raw, _: read(raw)


SOURCE_HOOKS: dict[str, Hook] = {
    "source": _hook(plain),
    "reliability": _hook(_read_by(Word(RELIABILITIES))),
    "credibility": _hook(_read_by(Number(CREDIBILITIES[0], CREDIBILITIES[-1], whole=True))),
    "url": _hook(_read_by(Text())),
    "date": _hook(_read_by(Text())),
}
