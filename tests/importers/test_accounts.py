"""Whatever stands in a file, every row of it is accounted for, and what comes out is a log."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import negotiations as ng
from negotiations.importers import Imported, daily, gdelt, plover, prices, table, ucdp
from negotiations.importers.gdelt_events import COLUMNS

DATA = Path(__file__).with_name("data")
WORDS = st.sampled_from(
    ["", "NA", "1", "0", "-3", "1.5", "1e999", "nan", "unknown", "≥4", "2014-04-08", "2014-04-09",
     "20140408", "20140409", "9999-12-31", "0001-01-01", "round", "loss", "convened", "190", "046",
     "0871", "A", "B", "3", 'a "b', "x\ny", "AGREE", "a;b", "[1", "\u2028"]
)  # fmt: skip
CELLS = WORDS | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))
LEAVES = CELLS | st.none() | st.booleans() | st.integers(-5, 10**16) | st.floats(allow_nan=False)
VALUES = LEAVES | st.lists(LEAVES, max_size=2) | st.dictionaries(WORDS, LEAVES, max_size=2)

UCDP = ["id", "type_of_violence", "side_a", "side_b", "date_prec", "date_start", "date_end", "best",
        "deaths_civilians", "deaths_unknown"]  # fmt: skip
GDELT = list(COLUMNS[58])
RECORDS = ["id", "kind", "occurred", "known_at", "status", "number", "actor", "sources", "claims"]
PLOVER = ["id", "date", "event", "mode", "actor", "recipient", "dead", "event_loc"]
SERIES = {"source": "s", "date": "day", "hours": "h", "known_lag": "1d", "series": [
    {"column": "n", "kind": "loss", "field": "number", "less": "m"},
    {"column": "m", "kind": "loss", "field": "number", "cumulative": "true",
     "counted_from": "2014-04-08", "zeros": "keep"},
]}  # fmt: skip

TABLES: dict[str, tuple[list[str], Callable[[Path], Imported]]] = {
    "ucdp": (UCDP, lambda file: ucdp(file, known_lag="14d")),
    "gdelt": (GDELT, gdelt),
    "table": (RECORDS, lambda file: table(file, known_lag="1d")),
    "daily": (["day", "n", "m", "h"], lambda file: daily(file, mapping=SERIES)),
    "prices": (["Date", "Price"], lambda file: prices(file, known_lag="1d", instrument="oil")),
}
OBJECTS = {
    "plover": (PLOVER, lambda file: plover(file, known_lag="1d")),
    **{name: TABLES[name] for name in ("table", "daily", "prices")},
}


def adds_up(made: Imported, rows: int) -> None:
    """Each row is in one part of the account, and each event is a record that reads back."""
    counts = made.counts
    assert counts.rows == rows
    assert counts.events == len(made) == len(made.records)
    assert counts.taken <= counts.events
    assert counts.refused <= counts.problems == len(made.problems)
    assert counts.left_out <= counts.reasons.total()


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=25)
@given(data=st.data())
def test_rows_of_csv_are_accounted_for(
    name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """No cell, however odd, stops an import or makes a row vanish."""
    columns, read = TABLES[name]
    row = st.lists(CELLS, min_size=len(columns), max_size=len(columns))
    rows = data.draw(st.lists(row, max_size=4))
    file = tmp_path_factory.mktemp("csv") / "t.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    adds_up(read(file), len(rows) + 1)


@pytest.mark.parametrize("name", OBJECTS)
@settings(max_examples=25)
@given(data=st.data())
def test_objects_of_json_are_accounted_for(
    name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Values of any type, missing keys and strange ones are problems of their row at most."""
    columns, read = OBJECTS[name]
    keys = st.sampled_from(columns) | WORDS
    rows: list[dict[str, Any]] = data.draw(st.lists(st.dictionaries(keys, VALUES), max_size=4))
    file = tmp_path_factory.mktemp("json") / "t.json"
    text = "".join(json.dumps(row) + "\n" for row in rows) if data.draw(st.booleans()) else ""
    file.write_text(text if text and rows else json.dumps(rows), encoding="utf-8")
    adds_up(read(file), len(rows))


def test_half_a_character_is_a_problem(tmp_path: Path) -> None:
    """What JSON can say and no text can hold stays out of the log."""
    file = tmp_path / "t.json"
    file.write_text('[{"kind": "statement", "occurred": "2024-01-01", "text": "\\ud800"}]')
    made = table(file, known_lag="1d")
    assert (made.counts.refused, len(made)) == (1, 0)


SOURCES: dict[str, Callable[[], Imported]] = {
    "ucdp": lambda: ucdp(DATA / "ucdp-ged-ukraine.csv", known_lag="14d"),
    "gdelt": lambda: gdelt(DATA / "gdelt-georgia.csv"),
    "plover": lambda: plover(DATA / "plover-gsr.json", known_lag="1d"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_log_takes_all_that_comes_out(name: str, tmp_path: Path) -> None:
    """In a case drafted for it, an import is read as a log without one record being refused."""
    made = SOURCES[name]()
    (tmp_path / "case.yaml").write_text(
        ng.importers.case_skeleton(made, name, "log.jsonl"), "utf-8"
    )
    (tmp_path / "log.jsonl").write_bytes(b"".join(made.lines()))
    groups = ng.read_log(tmp_path).reading().groups()
    assert sum(map(len, groups)) == len(made) > 0


@pytest.mark.parametrize("name", SOURCES)
def test_twice_is_the_same(name: str) -> None:
    """The same file gives the same bytes."""
    assert list(SOURCES[name]().lines()) == list(SOURCES[name]().lines())
