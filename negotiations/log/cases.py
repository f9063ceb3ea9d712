"""Reading a case: its folder or its file, every problem told with its place."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
from cattrs import Converter

from negotiations.model.case import ALL_GRADES, Case, Plausibility
from negotiations.model.ceasefires import CeasefireDefinition
from negotiations.model.evidence import BaseRate
from negotiations.model.kinds import CEASEFIRE_CLASSES, DECLARATIONS, KINDS, PURPOSES, SCOPES
from negotiations.model.parties import THIRD_PARTY_ROLES, Party, ThirdParty, Voice
from negotiations.model.shapes import Number, Texts, Word, Words, plain, said
from negotiations.model.terms import Issue, Position
from negotiations.model.times import days, read_duration, read_instant, zone
from negotiations.notation import Written, read_file, read_yaml
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.structure import Hook, Refused, class_hook, converter, faults, placed

CASE_FILE = "case.yaml"
QUESTIONS = ("onset", "collapse")


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


def read_case(path: str | Path) -> Case:
    """The case of a folder, or of a case file; raises Unreadable with all of its problems."""
    path = Path(path)
    file = path / CASE_FILE if path.is_dir() else path
    data = read_file(file)
    return case_from(data, str(file))


def case_from(data: bytes, file: str) -> Case:
    """The case written in *data*."""
    text = read_yaml(data, file)
    try:
        raw = _refuse_non_mapping(text)
        case_file: CaseFile = _converter()[1](raw, CaseFile)
    except Exception as error:
        raise placed(error, text) from None
    wrong = [Problem(text.place(path), what) for path, what in _strangers(case_file)]
    if wrong:
        raise Unreadable(wrong)
    return _meant(case_file, hashlib.sha256(data).hexdigest())


def _refuse_non_mapping(text: Written) -> dict[str, Any]:
    if not isinstance(text.value, dict):
        raise ValueError(f"a case is a mapping, not {said(text.value)}")
    return text.value


def _meant(given: CaseFile, digest: str) -> Case:
    rates = {"onset": given.likelihood.onset, "collapse": given.likelihood.collapse}
    return Case(
        id=given.case,
        title=given.title,
        zone_name=given.zone,
        parties=given.parties,
        third_parties=given.third_parties,
        voices=given.voices,
        tracks=given.tracks,
        issues=given.issues,
        positions=given.positions,
        objective=given.objective,
        bases={question: rate for question, rate in rates.items() if rate is not None},
        horizons=given.likelihood.horizons,
        definition=given.ceasefire_definition,
        accept=given.accept,
        plausible=given.plausible,
        started_on=given.started_on,
        logs=given.logs,
        digest=digest,
    )


def _strangers(case: CaseFile) -> list[tuple[tuple[str | int, ...], str]]:
    found: list[tuple[tuple[str | int, ...], str]] = []
    for number, position in enumerate(case.positions):
        if position.party not in case.parties:
            hint = did_you_mean(position.party, case.parties)
            found.append(
                (("positions", number, "party"), f"unknown party {position.party!r}{hint}")
            )
        if position.issue not in case.issues:
            hint = did_you_mean(position.issue, case.issues)
            found.append(
                (("positions", number, "issue"), f"unknown issue {position.issue!r}{hint}")
            )
    both = set(case.parties) & set(case.third_parties)
    found += [(("third_parties", name), f"{name!r} is a party already") for name in sorted(both)]
    found += [((), "a case has two parties or more")] if len(case.parties) < 2 else []
    return found


def _converter() -> tuple[Converter, Hook]:
    made = converter(detailed=True)

    def build(cls: type[Any], **hooks: Any) -> Hook:
        return class_hook(made, cls, {k: _hook(v) for k, v in hooks.items()}, detailed=True)

    rate = build(
        BaseRate,
        probability=Number(0, 1),
        horizon=_days,
        as_of=_as_of,
        kind=Word(("historical", "crowd")),
    )
    made.register_structure_hook(BaseRate, rate)
    made.register_structure_hook(Likelihood, build(Likelihood, horizons=_horizons))
    made.register_structure_hook(
        CeasefireDefinition,
        build(
            CeasefireDefinition,
            trigger=Word(("announced", "in_effect")),
            declaration=Words(DECLARATIONS),
            min_class=Word(CEASEFIRE_CLASSES),
            scope=Word(SCOPES),
            purposes_excluded=Words(PURPOSES),
            min_intended_days=_days,
            confirmation=Texts(),
        ),
    )
    made.register_structure_hook(
        Position,
        build(
            Position,
            ideal=SCALE,
            stated=SCALE,
            reservation=_unless_unknown(SCALE),
            salience=SCALE,
            flexibility=Number(0, 1),
            as_of=_never,
        ),
    )
    made.register_structure_hook(
        Plausibility, build(Plausibility, kind=Word(tuple(KINDS)), at_most=Number(0, 1e15))
    )
    party = build(Party, kind=Word(("state", "non_state")), capability=_unless_unknown(SCALE))
    third = build(ThirdParty, roles=Words(THIRD_PARTY_ROLES))
    voice = build(Voice, reliability=Word(("A", "B", "C", "D", "E", "F")))
    case_file = build(
        CaseFile,
        case=plain,
        started_on=_date,
        zone=_zone,
        tracks=Texts(),
        logs=Texts(),
        parties=_table(party, Party),
        third_parties=_table(third, ThirdParty),
        voices=_table(voice, Voice),
        issues=_table(build(Issue), Issue),
        accept=_grades,
    )
    return made, case_file


SCALE = Number(0, 100)


def _hook(reads: Any) -> Hook:
    if hasattr(reads, "read"):
        return lambda raw, _: reads.read(raw, None)
    return lambda raw, _: reads(raw)


def _table(build: Hook, cls: type[Any]) -> Any:
    """A mapping from ids to things that carry their id themselves."""

    def read(raw: Any) -> Mapping[str, Any]:
        if not isinstance(raw, dict):
            raise ValueError(f"a mapping from ids is wanted here, not {said(raw)}")
        wrong, made = [], {}
        for key, value in raw.items():
            try:
                made[key] = build(
                    {"name": key, **(value or {}), "id": key}
                    if cls is not Issue
                    else {**(value or {}), "id": key},
                    cls,
                )
            except Exception as error:
                wrong.append((key, error))
        if wrong:
            raise _several(wrong)
        return made

    return read


def _several(wrong: list[tuple[Any, Exception]]) -> Refused:
    return Refused(((key, *below), what) for key, error in wrong for below, what in faults(error))


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


def _unless_unknown(shape: Number) -> Any:
    return lambda raw: None if raw in ("unknown", None) else shape.read(raw, None)


def _never(raw: Any) -> Any:
    raise ValueError("a position's as_of is the replay's to set")
