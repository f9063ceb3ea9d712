"""UCDP's Georeferenced Event Dataset, and its Candidate events: each row is fighting on the ground.

Column names of all releases are known, and the export with a second row of HXL tags.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from negotiations.importers.imported import Imported, LeftOut, Options, Outcome, imported
from negotiations.importers.lags import known_after, read_lag, span
from negotiations.importers.naming import Parties, PartyNames
from negotiations.importers.rows import Row, csv_rows, require
from negotiations.model.shapes import said
from negotiations.place import Place
from negotiations.problems import Problem

VOICE = "ucdp"
CREDIBILITY = 2
NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d*)?")
EXACT_DAY = "1"
ONE_SIDED = "3"

NAMES = {
    "best": ("best", "best_est", "deaths_best"),
    "high": ("high", "high_est", "deaths_high"),
    "low": ("low", "low_est", "deaths_low"),
    "conflict": ("conflict_new_id", "conflict_id", "conflict_dset_id"),
    "dyad": ("dyad_new_id", "dyad_id", "dyad_dset_id"),
    "side_a_id": ("side_a_new_id", "side_a_id", "actor_a_id", "side_a_dset_id"),
    "side_b_id": ("side_b_new_id", "side_b_id", "actor_b_id", "side_b_dset_id"),
}
"""What releases have called one column; the first that a row fills is read."""

NEEDED = (
    *((name,) for name in ("id", "type_of_violence", "side_a", "side_b", "date_prec")),
    *((name,) for name in ("date_start", "date_end")),
    NAMES["best"],
)

PROCESSES = ("dyad", "conflict")

Cells: TypeAlias = Mapping[str, str]


def ucdp(
    path: str | Path,
    *,
    known_lag: str | timedelta,
    parties: PartyNames = None,
    conflicts: Iterable[str | int] = (),
    dyads: Iterable[str | int] = (),
    by: str | None = None,
    **options: Any,
) -> Imported:
    """The rows of a UCDP GED or Candidate CSV as events of `ground_fighting`.

    *known_lag* is how long after its last day an event is taken to be known (UCDP doesn't say).
    *parties* maps the ids of a case's parties to UCDP's names or ids of sides, or is a YAML file
    that does; rows with other sides are left out. So are those of other *conflicts* or *dyads*, if
    any are named. *by* puts the id of the `dyad` or `conflict` into each record: then they are a
    table of many processes for `ng.panel`, and no log. Raises Unreadable for a file that is no such
    table, and ValueError for another *by*.
    """
    if by not in (None, *PROCESSES):
        raise ValueError(f"rows are told apart by {' or '.join(PROCESSES)}, not by {by!r}")
    lag = read_lag(known_lag) if isinstance(known_lag, str) else known_lag
    who = Parties.of(parties)
    table = _Table(str(path), lag, who, _ids(conflicts), _ids(dyads), by)
    return imported(
        path, csv_rows(path), table.outcomes, Options(**options), voice=VOICE,
        on_header=lambda header: require(header, NEEDED, path),
        parties=lambda: who.met, remarks=lambda: [*table.unmet(), *who.unmet()],
        label=by,
    )  # fmt: skip


def _ids(given: Iterable[str | int]) -> tuple[str, ...]:
    return tuple(map(str, given))


@attrs.define
class _Table:
    """One table on its way in."""

    path: str
    lag: timedelta
    parties: Parties
    conflicts: tuple[str, ...]
    dyads: tuple[str, ...]
    by: str | None
    _met: set[tuple[str, str]] = attrs.field(factory=set)

    def outcomes(self, row: Row) -> Iterator[Outcome]:
        """What becomes of one row."""
        if not (self._is_asked(row.cells, "conflict", self.conflicts)
                and self._is_asked(row.cells, "dyad", self.dyads)):  # fmt: skip
            yield LeftOut("of a conflict or dyad that was not asked for")
            return
        sides = self._sides(row.cells)
        if isinstance(sides, LeftOut):
            yield sides
            return
        try:
            yield self._event(row.cells, sides)
        except ValueError as error:
            yield Problem(Place(self.path, row.line), str(error))

    def _is_asked(self, cells: Cells, name: str, wanted: tuple[str, ...]) -> bool:
        found = told(cells, *NAMES[name])
        if found in wanted:
            self._met.add((name, found))
        return not wanted or found in wanted

    def unmet(self) -> Iterator[Problem]:
        """Conflicts and dyads that were asked for, and that no row is of."""
        for name, wanted in (("conflict", self.conflicts), ("dyad", self.dyads)):
            for each in wanted:
                if (name, each) not in self._met:
                    yield Problem(Place(self.path), f"no row is of the {name} {each!r}")

    def _sides(self, cells: Cells) -> dict[str, str] | LeftOut:
        """The party of each side that acted: both, unless one of them only suffered."""
        found: dict[str, str] = {}
        for side in ("a",) if cells["type_of_violence"] == ONE_SIDED else ("a", "b"):
            name = told(cells, f"side_{side}")
            party = self.parties.id_of(name, told(cells, *NAMES[f"side_{side}_id"]))
            if party is None:
                return LeftOut(f"of a side without a party: {name!r}")
            found[side] = party
        return found

    def _event(self, cells: Cells, sides: dict[str, str]) -> dict[str, Any]:
        """A row as an event; who attacked is not coded, so that both sides are its actors."""
        first, last = day(cells, "date_start"), day(cells, "date_end")
        note = self._note(cells, sides)
        return {
            **({self.by: process_of(cells, self.by)} if self.by else {}),
            "id": f"{VOICE}-{cells['id']}",
            "kind": "ground_fighting",
            "occurred": occurred(cells, first, last),
            **known_after(last, self.lag),
            "actor": list(dict.fromkeys(sides.values())),
            **where(cells),
            "deaths": count(told(cells, *NAMES["best"])),
            "civilian_deaths": civilian_deaths(cells),
            **({"note": note} if note else {}),
            "sources": [{"source": VOICE, "credibility": CREDIBILITY}],
        }

    def _note(self, cells: Cells, sides: dict[str, str]) -> str:
        """What no field holds: who fought in a party's name, and the range of the estimate."""
        parts = [
            f"side {side.upper()}: {cells[f'side_{side}']}"
            for side, party in sides.items()
            if self.parties.has_several_names(party)
        ]
        low, high = told(cells, *NAMES["low"]), told(cells, *NAMES["high"])
        if not low == high == told(cells, *NAMES["best"]):
            parts.append(f"deaths: low {low or 'unknown'}, high {high or 'unknown'}")
        return "; ".join(parts)


def told(cells: Cells, *names: str) -> str:
    """The first of these cells that holds something."""
    return next((text for name in names if (text := (cells.get(name) or "").strip())), "")


def process_of(cells: Cells, by: str) -> str:
    """The id of a row's dyad or conflict."""
    found = told(cells, *NAMES[by])
    if not found:
        raise ValueError(f"its {by} is not told")
    return found


def day(cells: Cells, column: str) -> date:
    """The date in a cell, whatever time of day stands behind it."""
    try:
        return date.fromisoformat(cells[column].strip()[:10])
    except ValueError:
        raise ValueError(f"{column}: {cells[column]!r} is not a date") from None


def occurred(cells: Cells, first: date, last: date) -> str:
    """The day, or the first and last one; refused where it is one day, and yet not known which."""
    if last < first:
        raise ValueError(f"it ends on {last}, before it begins on {first}")
    if first == last and cells["date_prec"].strip() != EXACT_DAY:
        raise ValueError(f"date_prec is {cells['date_prec']!r}, but {first} is given as its day")
    return span(first, last)


def where(cells: Cells) -> dict[str, str]:
    """The place, as UCDP names it, and the country if its ISO code is given."""
    found = {"location": told(cells, "where_coordinates"), "country": told(cells, "iso3")}
    return {field: text for field, text in found.items() if text}


def count(text: str) -> int | str:
    """A count of deaths; an empty cell is unknown, which is not none."""
    if not text:
        return "unknown"
    number = float(text) if NUMBER.fullmatch(text) else math.nan
    if not number.is_integer():
        raise ValueError(f"a count of deaths is a whole number: {said(text)}")
    return int(number)


def civilian_deaths(cells: Cells) -> int | str:
    """Those known to be civilians: a lower bound when some of the dead are of unknown status."""
    known = count(told(cells, "deaths_civilians"))
    return known if count(told(cells, "deaths_unknown")) == 0 or known == "unknown" else f"≥{known}"
