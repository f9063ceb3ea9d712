"""GDELT's event rows, versions 1.0 and 2.0, by their CAMEO codes; with a header or without."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from negotiations.importers.codes import Code, by_cameo
from negotiations.importers.imported import Imported, LeftOut, Options, Outcome, imported
from negotiations.importers.naming import Parties, PartyNames
from negotiations.importers.rows import Read, Row, csv_rows, first_line, require
from negotiations.importers.sides import Between, between
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable

VOICE = "gdelt"
FIRST = "GLOBALEVENTID"
NEEDED = tuple(
    (name,)
    for name in (
        FIRST, "SQLDATE", "EventCode", "DATEADDED", "Actor1Code", "Actor1CountryCode", "Actor2Code",
        "Actor2CountryCode",
    )
)  # fmt: skip
MISSING = ("", "NA")

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_GEO_2 = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_PLACES = ("Actor1Geo_", "Actor2Geo_", "ActionGeo_")


def _columns(geo: Iterable[str], *last: str) -> tuple[str, ...]:
    return (
        FIRST, "SQLDATE", "MonthYear", "Year", "FractionDate",
        *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
        "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
        *(f"{place}{name}" for place in _PLACES for name in geo), *last,
    )  # fmt: skip


COLUMNS = {
    len(names): names
    for names in (
        _columns(_GEO, "DATEADDED"),
        _columns(_GEO, "DATEADDED", "SOURCEURL"),
        _columns(_GEO_2, "DATEADDED", "SOURCEURL"),
    )
}
"""The columns of rows without a header, by how many they are: 57 and 58 of 1.0, 61 of 2.0."""

Cells: TypeAlias = Mapping[str, str]


def gdelt(path: str | Path, *, parties: PartyNames = None, **options: Any) -> Imported:
    """GDELT's rows as events: those whose CAMEO code is a kind of ours (`importers/codes.csv`).

    `known_at` is DATEADDED. *parties* maps the ids of a case's participants to CAMEO codes of
    actors or countries (`{russia: [RUS]}`), or is a YAML file that does; rows with other actors are
    left out. Without it, participants are called by their codes. Raises Unreadable for a file that
    is no such table.
    """
    who = Parties.of(parties)
    table = _Table(str(path), who)
    return imported(
        path, _rows(path), table.outcomes, Options(**options), voice=VOICE,
        on_header=lambda header: require(header, NEEDED, path),
        parties=lambda: who.met, remarks=who.unmet,
    )  # fmt: skip


def _rows(path: str | Path) -> Iterator[Read]:
    """The rows of a table with a header, or of one of the forms in which GDELT comes without."""
    first = first_line(path)
    tabs = "\t" in first
    if first.lstrip('"').upper().startswith(FIRST):
        return csv_rows(path, "\t" if tabs else ",", quoted=not tabs)
    number = len(first.split("\t") if tabs else next(csv.reader([first])))
    if number not in COLUMNS:
        known = ", ".join(map(str, COLUMNS))
        what = f"no header, and columns to the number of {number}; GDELT's events have {known}"
        raise Unreadable([Problem(Place(str(path)), what)])
    return csv_rows(path, "\t" if tabs else ",", COLUMNS[number], quoted=not tabs)


@attrs.frozen
class _Table:
    """One table on its way in."""

    path: str
    parties: Parties

    def outcomes(self, row: Row) -> Iterator[Outcome]:
        """What becomes of one row."""
        cells: dict[str, str] = {
            name: "" if cell.strip() in MISSING else cell.strip()
            for name, cell in row.cells.items()
        }
        code = by_cameo().get(cells["EventCode"])
        if code is None:
            yield Problem(Place(self.path, row.line), f"no CAMEO code {cells['EventCode']!r}")
        elif code.kind is None:
            yield LeftOut(f"no kind says CAMEO {code.cameo}, {code.name}")
        else:
            yield self._between(row, cells, code)

    def _between(self, row: Row, cells: Cells, code: Code) -> Outcome:
        actor, recipient = (
            [(cells[f"Actor{n}Code"], cells[f"Actor{n}CountryCode"])] for n in (1, 2)
        )
        found = between(self.parties, actor, recipient)
        if isinstance(found, LeftOut):
            return found
        try:
            return _event(cells, code, found)
        except ValueError as error:
            return Problem(Place(self.path, row.line), str(error))


def _event(cells: Cells, code: Code, who: Between) -> dict[str, Any]:
    """A row as an event. Its country is not taken over, for GDELT's is a FIPS code and no ISO."""
    id = f"{VOICE}-{cells[FIRST]}"
    place, url = cells.get("ActionGeo_FullName"), cells.get("SOURCEURL")
    return {
        "id": id,
        "kind": code.kind,
        "occurred": _time(cells, "SQLDATE"),
        "known_at": _time(cells, "DATEADDED"),
        **code.fields(id, *who),
        **({"location": place} if place else {}),
        "note": f"CAMEO {code.cameo}: {code.name}",
        "sources": [{"source": VOICE, **({"url": url} if url else {})}],
    }


def _time(cells: Cells, column: str) -> str:
    """A date of eight digits, or one with a time of day (in UTC) of fourteen."""
    text = cells[column]
    try:
        if len(text) == 8:
            return str(datetime.strptime(text, "%Y%m%d").date())
        return datetime.strptime(text, "%Y%m%d%H%M%S").isoformat() + "Z"
    except ValueError:
        raise ValueError(f"{column}: {text!r} is not a date such as 20140905") from None
