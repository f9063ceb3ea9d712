"""Events coded by PLOVER, as JSON lines (POLECAT's) or as one array (its hand-coded examples)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs

from negotiations.importers.codes import Code, by_plover, plover_events
from negotiations.importers.imported import Imported, LeftOut, Options, Outcome, imported
from negotiations.importers.lags import known_after, read_lag, span
from negotiations.importers.naming import Parties, PartyNames
from negotiations.importers.rows import Row, json_rows
from negotiations.importers.sides import Between, between
from negotiations.model.quantities import read_count
from negotiations.model.shapes import listed, said
from negotiations.place import Place
from negotiations.problems import Problem, did_you_mean

VOICE = "plover"

NAMES = {
    "actor": ("actor", "source"),
    "recipient": ("recipient", "target"),
    "location": ("event_loc", "eventLoc"),
    "name": ("name", "entity_text", "actorText"),
}
"""What versions of PLOVER have called one field."""

DEAD = {"strike": "killed", "ground_fighting": "deaths"}
INJURED = {"strike": "injured"}
"""The field of a kind that counts them."""


def plover(
    path: str | Path, *, known_lag: str | timedelta, parties: PartyNames = None, **options: Any
) -> Imported:
    """PLOVER's records as events: those whose event and mode are a kind (`importers/codes.csv`).

    *known_lag* is how long after its last day an event is taken to be known. *parties* maps the ids
    of a case's participants to PLOVER's codes of actors, with their sector or without
    (`{hungary: [HUN, HUNGOV]}`), or is a YAML file that does.
    """
    lag = read_lag(known_lag) if isinstance(known_lag, str) else known_lag
    who = Parties.of(parties)
    table = _Table(str(path), lag, who)
    return imported(
        path, json_rows(path), table.outcomes, Options(**options), voice=VOICE,
        parties=lambda: who.met, remarks=who.unmet,
    )  # fmt: skip


@attrs.frozen
class _Table:
    """One file on its way in."""

    path: str
    lag: timedelta
    parties: Parties

    def outcomes(self, row: Row) -> Iterator[Outcome]:
        """What becomes of one record."""
        try:
            yield self._outcome(row.cells)
        except ValueError as error:
            yield Problem(Place(self.path, row.line), str(error))

    def _outcome(self, given: Mapping[str, Any]) -> Outcome:
        event, mode = _text(given, "event").upper(), _text(given, "mode")
        if event == "DOCUMENT":
            return LeftOut("about the file, and no event")
        if event not in plover_events():
            raise ValueError(f"no PLOVER event {event!r}{did_you_mean(event, plover_events())}")
        code = by_plover().get((event, mode))
        if code is None:
            return LeftOut(f"no kind says PLOVER {event} {mode}".rstrip())
        who = between(self.parties, _side(given, "actor"), _side(given, "recipient"))
        return who if isinstance(who, LeftOut) else self._event(given, code, who)

    def _event(self, given: Mapping[str, Any], code: Code, who: Between) -> dict[str, Any]:
        first = _day(given, "date")
        last = _day(given, "enddate") if _text(given, "enddate") else first
        id = _text(given, "id")
        return {
            "id": id,
            "kind": code.kind,
            "occurred": span(first, last),
            **known_after(last, self.lag),
            **code.fields(id, *who),
            **_place(given),
            **_counts(given, code.kind or ""),
            "note": f"PLOVER {code.plover} {code.mode or ''}".rstrip(),
            "sources": [{"source": VOICE}],
        }


def _of(given: Mapping[str, Any], field: str) -> Any:
    """What a record holds under any of a field's names."""
    return next((given[name] for name in NAMES.get(field, (field,)) if given.get(name)), None)


def _text(given: Mapping[str, Any], field: str) -> str:
    found = _of(given, field)
    if not isinstance(found, str | int | None):
        raise ValueError(f"{field}: text is wanted here, not {said(found)}")
    return "" if found is None else str(found).strip()


def _day(given: Mapping[str, Any], field: str) -> date:
    text = _text(given, field)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{field}: {said(text)} is not a date such as 2014-09-05") from None


def _side(given: Mapping[str, Any], field: str) -> list[tuple[str, ...]]:
    """Everybody on a side, each by code with sector, code, and name; of none an empty list."""
    found = _of(given, field)
    entities = listed(found) if found else []
    if not all(isinstance(each, Mapping) for each in entities):
        raise ValueError(f"{field}: a list of mappings is wanted here, not {said(found)}")
    return [_entity(each) for each in entities]


def _entity(given: Mapping[str, Any]) -> tuple[str, ...]:
    code, sector = _text(given, "code"), _text(given, "sector")
    return (f"{code}{sector}", code, _text(given, "name"))


def _place(given: Mapping[str, Any]) -> dict[str, str]:
    found = _of(given, "location")
    name = _text(found, "name") if isinstance(found, Mapping) else ""
    return {"location": name} if name else {}


def _counts(given: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """The dead and injured, where the kind counts them; in words ("scores") they are unknown."""
    wanted = {"dead": DEAD.get(kind), "injured": INJURED.get(kind)}
    return {
        field: _count(text)
        for said_as, field in wanted.items()
        if field and (text := _text(given, said_as))
    }


def _count(text: str) -> str:
    try:
        return str(read_count(text))
    except ValueError:
        return "unknown"
