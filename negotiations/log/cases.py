"""Reading a case: its folder or its file, every problem told with its place."""

import hashlib
from pathlib import Path
from typing import Any

from negotiations.log.case_file import CaseFile, case_hook
from negotiations.model.case import Case
from negotiations.model.shapes import said
from negotiations.notation import Written, read_file, read_yaml
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.structure import REFUSALS, placed

CASE_FILE = "case.yaml"


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
        case_file: CaseFile = case_hook()(_mapping_in(text), CaseFile)
    except REFUSALS as error:
        raise placed(error, text) from None
    wrong = [Problem(text.place(path), what) for path, what in _strangers(case_file)]
    if wrong:
        raise Unreadable(wrong)
    return _meant(case_file, hashlib.sha256(data).hexdigest())


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
