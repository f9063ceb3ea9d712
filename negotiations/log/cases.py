"""Reading a case: its folder or its file, every problem told with its place."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from negotiations.log.case_file import CaseFile, case_hook
from negotiations.model.case import Case
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Count, Measure, Shape, said, shapes
from negotiations.notation import Written, read_file, read_yaml
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.structure import REFUSALS, placed
from negotiations.structure import Path as Keys

CASE_FILE = "case.yaml"
NOTHING: Mapping[str, Any] = {}


def read_case(path: str | Path) -> Case:
    """The case of a folder, or of a case file; raises Unreadable with all of its problems."""
    path = Path(path)
    file = path / CASE_FILE if path.is_dir() else path
    data = read_file(file)
    return case_from(data, str(file))


def case_from(data: bytes, file: str, *, missing: Mapping[str, Any] = NOTHING) -> Case:
    """The case written in *data*; what it leaves out is as in *missing*."""
    return case_of(read_yaml(data, file), hashlib.sha256(data).hexdigest(), missing=missing)


def case_of(text: Written, digest: str, *, missing: Mapping[str, Any] = NOTHING) -> Case:
    """The case that plain data means; raises Unreadable with all of its problems."""
    try:
        case_file: CaseFile = case_hook()({**missing, **_mapping_in(text)}, CaseFile)
    except REFUSALS as error:
        besides = [Problem(text.place(path), what) for path, what in _plain_strangers(text.value)]
        raise Unreadable([*placed(error, text).problems, *besides]) from None
    wrong = [Problem(text.place(path), what) for path, what in _strangers(case_file)]
    if wrong:
        raise Unreadable(wrong)
    return _meant(case_file, digest)


def _mapping_in(text: Written) -> dict[str, Any]:
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


def _strangers(case: CaseFile) -> Iterator[tuple[Keys, str]]:
    """Names within the case that it does not declare, and what stands twice or not at all."""
    everyone = (*case.parties, *case.third_parties)
    for number, position in enumerate(case.positions):
        at = ("positions", number)
        yield from _unknown((*at, "party"), "party", position.party, case.parties)
        yield from _unknown((*at, "issue"), "issue", position.issue, case.issues)
        if position.key in [each.key for each in case.positions[:number]]:
            yield at, f"{position.party} has a position on {position.issue} already"
    for name, voice in case.voices.items():
        if voice.of is not None:
            at_voice = ("voices", name, "of")
            yield from _unknown(at_voice, "participant", voice.of, everyone)
    for number, bound in enumerate(case.plausible):
        numbers = [n for n, shape in shapes(KINDS[bound.kind]).items() if is_number(shape)]
        yield from _unknown(("plausible", number, "field"), "number", bound.field, numbers)
    for name in case.ceasefire_definition.confirmation:
        at_definition = ("ceasefire_definition", "confirmation")
        yield from _unknown(at_definition, "participant", name, everyone)
    for name in sorted(set(case.parties) & set(case.third_parties)):
        yield ("third_parties", name), f"{name!r} is a party already"
    if len(case.parties) < 2:
        yield (), "a case has two parties or more"
    if not case.tracks:
        yield ("tracks",), "a case has one track or more"


def _plain_strangers(raw: Any) -> Iterator[tuple[Keys, str]]:
    """Unknown names in a case that is refused anyway; only what is plainly written is looked at."""
    if not isinstance(raw, dict):
        return
    tables = {key: raw.get(key) for key in ("parties", "third_parties", "issues")}
    known = {key: table if isinstance(table, dict) else {} for key, table in tables.items()}
    for name in sorted(set(known["parties"]) & set(known["third_parties"])):
        yield ("third_parties", name), f"{name!r} is a party already"
    positions = raw.get("positions")
    for number, position in enumerate(positions if isinstance(positions, list) else ()):
        for key, table in (("party", "parties"), ("issue", "issues")):
            name = position.get(key) if isinstance(position, dict) else None
            if isinstance(name, str) and known[table]:
                yield from _unknown(("positions", number, key), key, name, known[table])


def _unknown(at: Keys, of: str, name: str, known: Iterable[str]) -> Iterator[tuple[Keys, str]]:
    if name not in known:
        yield at, f"unknown {of} {name!r}{did_you_mean(name, known)}"


def is_number(shape: Shape) -> bool:
    """Whether a field of that shape holds a number with a bound."""
    return isinstance(shape, Count | Measure)
