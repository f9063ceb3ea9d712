"""Plain tables, and prices: columns that are fields, with a mapping where they are not."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from commands import case_folder

import negotiations as ng
from negotiations.importers import prices, table

DATA = Path(__file__).with_name("data")
BRENT = DATA / "brent.csv"
EXCHANGES = """\
id,kind,occurred,known_at,agreement,status,actor,each_side,type
x1,agreement,2025-05-16,2025-05-16T18:00Z,swap,agreed,ruritania;freedonia,1000,prisoner_exchange
x2,agreement,2025-05-23/2025-05-25,,swap,executed,ruritania;freedonia,≥900,prisoner_exchange
x3,agreement,2025-05-23,,swap,executd,ruritania,,
"""


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_columns_are_fields(tmp_path: Path) -> None:
    """Lists are written a;b, empty cells are absent, and a row that says when it is known is."""
    made = table(written(tmp_path, "exchanges.csv", EXCHANGES), known_lag="1 day")
    first, second = made
    assert first["actor"] == ["ruritania", "freedonia"]
    assert "known_basis" not in first
    assert (second["known_at"], second["known_basis"]) == ("2025-05-26", "assumed")
    assert made.problems[0].what == "status: unknown word 'executd'; did you mean 'executed'?"
    assert (made.counts.rows, made.counts.taken, made.counts.refused) == (4, 2, 1)


def test_a_row_must_say_when_it_became_known(tmp_path: Path) -> None:
    """Without a lag, rows that don't tell are problems, and the rest comes in."""
    made = table(written(tmp_path, "exchanges.csv", EXCHANGES))
    assert len(made) == 1
    assert "add a column known_at, or give a known lag" in made.problems[0].what


def test_a_log_takes_what_comes_out(tmp_path: Path) -> None:
    """The records are a log as they stand."""
    case = ng.read_case(case_folder(tmp_path / "case"))
    made = table(written(tmp_path, "e.csv", EXCHANGES), known_lag="1 day", case=case)
    run = ng.replay(ng.log_of(case, made.records), ng.read_rules(ng.folder("rules")))
    assert run.process.agreements["swap"].status == "executed"


def test_a_case_refuses_strangers(tmp_path: Path) -> None:
    """Held against a case, a name that it doesn't declare is a problem of its row."""
    case = ng.read_case(case_folder(tmp_path / "case"))
    text = EXCHANGES.replace("ruritania;freedonia,1000", "ruritannia,1000")
    made = table(written(tmp_path, "e.csv", text), known_lag="1 day", case=case)
    assert made.problems[0].what.startswith("actor: unknown participant 'ruritannia'; did you mean")


MAPPING = {
    "source": "gazette",
    "columns": {"Datum": "occurred", "Wie": "status", "Nr": "number"},
    "ignore": "*",
    "only": {"Art": "Runde"},
    "values": {"status": {"abgehalten": "convened"}},
    "dates": "%d.%m.%Y",
    "with": {"kind": "round", "track": "main"},
}
ROUNDS = """\
Datum,Wie,Nr,Art,Quelle
16.05.2025,abgehalten,1,Runde,x
02.06.2025,abgehalten,2,Runde,x
03.06.2025,abgehalten,,Anruf,x
4. Juni,abgehalten,3,Runde,x
"""


def test_a_mapping_reads_another_language(tmp_path: Path) -> None:
    """Names of columns, words, dates and rows can all be others than ours."""
    made = table(written(tmp_path, "r.csv", ROUNDS), mapping=MAPPING, known_lag="0d")
    assert next({k: v for k, v in each.items() if k != "id"} for each in made) == {
        "kind": "round", "track": "main", "occurred": "2025-05-16", "status": "convened",
        "number": "1", "sources": [{"source": "gazette"}], "known_at": "2025-05-16",
        "known_basis": "assumed",
    }  # fmt: skip
    assert made.counts.reasons == {"another Art than was asked for": 1}
    assert made.problems[0].what == "occurred: '4. Juni' is not %d.%m.%Y"


def test_ids_come_from_what_rows_hold(tmp_path: Path) -> None:
    """Another order of the rows gives the same log; a row that stands twice is a problem."""
    lines = ROUNDS.splitlines(keepends=True)[:3]
    one = table(written(tmp_path, "a.csv", "".join(lines)), mapping=MAPPING, known_lag="0d")
    turned = "".join([lines[0], lines[2], lines[1], lines[1]])
    other = table(written(tmp_path, "b.csv", turned), mapping=MAPPING, known_lag="0d")
    assert list(one.lines()) == list(other.lines())
    assert "stands twice; first in line 3" in other.problems[0].what


def test_columns_that_are_no_fields_are_refused(tmp_path: Path) -> None:
    """A slip in a header, or in a mapping, is told before any row."""
    file = written(tmp_path, "e.csv", EXCHANGES.replace("occurred", "ocurred"))
    with pytest.raises(ng.Unreadable, match="no kind of event has a field 'ocurred'; did you mean"):
        table(file, known_lag="1d")
    with pytest.raises(ng.Unreadable, match="no column 'Date', which is mapped; did you mean"):
        table(written(tmp_path, "r.csv", ROUNDS),
              mapping=MAPPING | {"columns": {"Date": "occurred"}})  # fmt: skip


def test_prices_are_what_they_changed_by() -> None:
    """The changes sum to the last price less the first, and the first row has none."""
    made = prices(BRENT, known_lag="0d", instrument="Brent crude", unit="USD/bbl")
    with BRENT.open(encoding="utf-8", newline="") as file:
        raw = [Decimal(row["Price"]) for row in csv.DictReader(file)]
    changes = [Decimal(each["change"].split()[0]) for each in made]
    assert sum(changes) == raw[-1] - raw[0]
    assert made.counts.rows == len(raw) + 1 == len(made) + made.counts.headers + 1
    signs = {"up": 1, "down": -1, "flat": 0}
    assert all(signs[e["direction"]] * c == abs(c) for e, c in zip(made, changes, strict=True))


def test_a_day_without_a_price_is_left_out(tmp_path: Path) -> None:
    """The next change is since the last price; rubbish is a problem."""
    file = written(
        tmp_path, "p.csv", "D,P\n2024-01-01,1\n2024-01-02,NA\n2024-01-03,x\n2024-01-04,1\n"
    )
    made = prices(file, known_lag="0d", instrument="oil", date_column="D", price_column="P")
    assert [(each["direction"], each["change"]) for each in made] == [("flat", "0")]
    assert [each.what for each in made.problems] == ["'x' is not a price"]


def test_a_unit_nobody_knows_is_a_problem() -> None:
    """A unit goes through the log's own reading of quantities."""
    made = prices(BRENT, known_lag="0d", instrument="Brent", unit="USD")
    assert len(made) == made.counts.rows - 2
    assert "unknown unit 'barrels'" in str(
        prices(BRENT, known_lag="0d", instrument="Brent", unit="barrels").problems[0]
    )


def test_terminations_come_in_by_the_name_of_their_mapping() -> None:
    """Episodes that a ceasefire ended on a known day; the others are counted: no day is made up."""
    file = DATA / "ucdp-terminations.csv"
    made = table(file, mapping="ucdp-terminations", known_lag="365 days")
    with file.open(encoding="utf-8", newline="") as raw:
        told = list(csv.DictReader(raw))
    exact = [row for row in told if row["outcome"] == "2.0" and row["ependprec"] == "1.0"]
    days = sorted("-".join(reversed(row["ependdate"].split("/"))) for row in exact)
    assert sorted(str(record["occurred"]) for record in made) == days
    assert {record["status"] for record in made} == {"in_effect"}
    counts = made.counts
    assert (counts.rows, counts.headers, counts.taken, counts.refused) == (
        len(told) + 1, 1, len(exact), 0,
    )  # fmt: skip
    assert made.problems == ()
