"""A case as it is written, and how each part of it is built from plain data."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import NoneType
from typing import Any, TypeAlias

import attrs

from negotiations.model.case import ALL_GRADES, Plausibility
from negotiations.model.ceasefires import CeasefireDefinition
from negotiations.model.claims import RELIABILITIES
from negotiations.model.evidence import BASE_RATE_KINDS, BaseRate
from negotiations.model.kinds import CEASEFIRE_CLASSES, DECLARATIONS, KINDS, PURPOSES, SCOPES
from negotiations.model.parties import THIRD_PARTY_ROLES, Party, ThirdParty, Voice
from negotiations.model.shapes import Number, Shape, Texts, Word, Words, plain, said
from negotiations.model.terms import Issue, Position
from negotiations.model.times import days, read_duration, read_instant, zone
from negotiations.structure import Converter, Hook, Wrong, class_hook, converter

Read: TypeAlias = Callable[[Any], Any]


@attrs.frozen
class Likelihood:
    """The base rates of a case's questions and the horizons they are read at."""

    onset: BaseRate | None = None
    collapse: BaseRate | None = None
    horizons: tuple[int, ...] = (30, 90, 180)


@attrs.frozen
class CaseFile:
    """A case as it is written; `Case` is what it means."""

    case: str
    title: str
    parties: Mapping[str, Party]
    zone: str | None = None
    objective: str | None = None
    started_on: date | None = None
    third_parties: Mapping[str, ThirdParty] = attrs.field(factory=dict)
    voices: Mapping[str, Voice] = attrs.field(factory=dict)
    tracks: tuple[str, ...] = ("main",)
    issues: Mapping[str, Issue] = attrs.field(factory=dict)
    positions: tuple[Position, ...] = ()
    likelihood: Likelihood = attrs.field(factory=Likelihood)
    ceasefire_definition: CeasefireDefinition = attrs.field(factory=CeasefireDefinition)
    accept: frozenset[int] = frozenset(ALL_GRADES) - {5}
    plausible: tuple[Plausibility, ...] = ()
    logs: tuple[str, ...] = ("log.yaml",)


@lru_cache(maxsize=1)
def case_hook() -> Hook:
    """How a case file is built from plain data; raises what `structure.faults` takes apart."""
    made = converter(detailed=True)
    for cls, reads in PARTS.items():
        made.register_structure_hook(cls, _class_hook(made, cls, reads))
    tables = {
        name: _table(_class_hook(made, cls, reads), cls) for name, (cls, reads) in TABLES.items()
    }
    return _class_hook(made, CaseFile, {**WHOLE, **tables})


def _class_hook(made: Converter, cls: type[Any], reads: Mapping[str, Read]) -> Hook:
    return class_hook(made, cls, {name: _hook(read) for name, read in reads.items()}, detailed=True)


def _hook(read: Read) -> Hook:
    return lambda raw, _: read(raw)


def _by(shape: Shape) -> Read:
    return lambda raw: shape.read(raw, None)


def _table(build: Hook, cls: type[Any]) -> Read:
    """A mapping from ids to things that carry their id themselves, and are named by it at least."""
    named = "name" in {field.name for field in attrs.fields(cls)}

    def read(raw: Any) -> Mapping[str, Any]:
        if not isinstance(raw, dict):
            raise ValueError(f"a mapping from ids is wanted here, not {said(raw)}")
        made, wrong = {}, Wrong()
        for key, value in raw.items():
            with wrong.at(key):
                made[key] = build(_with_id(key, value, named), cls)
        wrong.refuse()
        return made

    return read


def _with_id(key: str, value: Any, named: bool) -> dict[str, Any]:
    if not isinstance(value, dict | NoneType):
        raise ValueError(f"a mapping is wanted here, not {said(value)}")
    return {**({"name": key} if named else {}), **(value or {}), "id": key}


def _days(raw: Any) -> float:
    return read_duration(plain(raw))


def _as_of(raw: Any) -> float:
    return days(read_instant(plain(raw), zone("UTC")))


def _date(raw: Any) -> date:
    try:
        return date.fromisoformat(plain(raw))
    except ValueError:
        raise ValueError(f"{said(raw)} is not a date; write 2022-02-24") from None


def _zone(raw: Any) -> str:
    return zone(plain(raw)).key


def _horizons(raw: Any) -> tuple[int, ...]:
    if not isinstance(raw, list) or not raw:
        raise ValueError(f"a list of whole days is wanted here, not {said(raw)}")
    return tuple(sorted({int(Number(1, 3650, whole=True).read(each, None)) for each in raw}))


def _grades(raw: Any) -> frozenset[int]:
    if not isinstance(raw, list):
        raise ValueError(f"a list of credibility grades is wanted here, not {said(raw)}")
    return frozenset(int(Number(1, 6, whole=True).read(each, None)) for each in raw)


def _unless_unknown(read: Read) -> Read:
    return lambda raw: None if raw in ("unknown", None) else read(raw)


def _never(raw: Any) -> Any:
    raise ValueError("a position's as_of is the replay's to set")


_SCALE = _by(Number(0, 100))

PARTS: dict[type[Any], dict[str, Read]] = {
    BaseRate: {
        "probability": _by(Number(0, 1)),
        "horizon": _days,
        "as_of": _as_of,
        "kind": _by(Word(BASE_RATE_KINDS)),
    },
    Likelihood: {"horizons": _horizons},
    CeasefireDefinition: {
        "trigger": _by(Word(("announced", "in_effect"))),
        "declaration": _by(Words(DECLARATIONS)),
        "min_class": _by(Word(CEASEFIRE_CLASSES)),
        "scope": _by(Word(SCOPES)),
        "purposes_excluded": _by(Words(PURPOSES)),
        "min_intended_days": _days,
        "confirmation": _by(Texts()),
    },
    Position: {
        "ideal": _SCALE,
        "stated": _SCALE,
        "reservation": _unless_unknown(_SCALE),
        "salience": _SCALE,
        "flexibility": _by(Number(0, 1)),
        "as_of": _never,
    },
    Plausibility: {"kind": _by(Word(tuple(KINDS))), "at_most": _by(Number(0, 1e15))},
}
"""What a case is made of, and how each field is read that isn't plain text."""

TABLES: dict[str, tuple[type[Any], dict[str, Read]]] = {
    "parties": (
        Party,
        {"kind": _by(Word(("state", "non_state"))), "capability": _unless_unknown(_SCALE)},
    ),
    "third_parties": (ThirdParty, {"roles": _by(Words(THIRD_PARTY_ROLES))}),
    "voices": (Voice, {"reliability": _by(Word(RELIABILITIES))}),
    "issues": (Issue, {}),
}
"""What a case has by id."""

WHOLE: dict[str, Read] = {
    "case": plain,
    "started_on": _date,
    "zone": _zone,
    "tracks": _by(Texts()),
    "logs": _by(Texts()),
    "accept": _grades,
}
