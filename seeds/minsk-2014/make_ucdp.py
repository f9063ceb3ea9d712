"""Builds ucdp.jsonl, beside this file, from an export of the UCDP Georeferenced Event Dataset.

    python make_ucdp.py ucdp-ged-ukraine-2014-2016.csv

Data: Uppsala Conflict Data Program, CC BY 4.0; cite Sundberg & Melander 2013 (see README.md).
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

CONFLICTS = {"13246": "Donetsk", "13247": "Luhansk", "13306": "Novorossiya"}
LAG = timedelta(days=14)
"""From an event's last day to the day it is taken to be known: assumed, for UCDP codes later."""

EXACT_DAY = "1"


def main(table: Path, log: Path) -> None:
    """Writes the events of *table*'s rows to *log*, in the order in which they became known."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        events = sorted(map(event, chosen(csv.DictReader(file))), key=order)
    log.write_text("".join(map(line, events)), encoding="utf-8", newline="\n")


def chosen(rows: Iterable[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    """The state-based rows of the three conflicts; the row of HXL tags is of none."""
    return (r for r in rows if r["conflict_new_id"] in CONFLICTS and r["type_of_violence"] == "1")


def event(row: Mapping[str, str]) -> dict[str, Any]:
    """One row as one event; who attacked is not coded, so both sides are its actors."""
    return {
        "id": f"ucdp-{row['id']}",
        "kind": "ground_fighting",
        "occurred": occurred(row),
        "known_at": str(day(row["date_end"]) + LAG),
        "known_basis": "assumed",
        "actor": ["ukraine", "separatists"],
        "location": row["where_coordinates"],
        "country": row["iso3"],
        "deaths": int(row["best"]),
        "civilian_deaths": civilian_deaths(row),
        "note": note(row),
        "sources": [{"source": "ucdp", "credibility": 2}],
    }


def occurred(row: Mapping[str, str]) -> str:
    """The day, or first and last day where no day is exact; a row that claims both is refused."""
    first, last = day(row["date_start"]), day(row["date_end"])
    if (first == last) != (row["date_prec"] == EXACT_DAY):
        raise ValueError(f"row {row['id']}: date_prec {row['date_prec']}, but {first} to {last}")
    return str(first) if first == last else f"{first}/{last}"


def civilian_deaths(row: Mapping[str, str]) -> int | str:
    """Those known to be civilians: a lower bound when some of the dead are of unknown status."""
    known = int(row["deaths_civilians"])
    return known if row["deaths_unknown"] == "0" else f"≥{known}"


def note(row: Mapping[str, str]) -> str:
    """What no field holds: who fought in the name of the separatists, the range of the estimate."""
    if row["low"] == row["high"] == row["best"]:
        return f"side B: {row['side_b']}"
    return f"side B: {row['side_b']}; deaths: low {row['low']}, high {row['high']}"


def day(text: str) -> date:
    return date.fromisoformat(text[:10])


def order(event: Mapping[str, Any]) -> tuple[str, str]:
    return event["known_at"], event["id"]


def line(event: Mapping[str, Any]) -> str:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python make_ucdp.py UCDP_GED.csv")
    main(Path(sys.argv[1]), Path(__file__).with_name("ucdp.jsonl"))
