"""GDELT's rows, by code: what is no kind of ours is counted, and times are GDELT's own."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import negotiations as ng
from negotiations.importers import gdelt
from negotiations.importers.codes import by_cameo
from negotiations.importers.gdelt_events import COLUMNS

SLICE = Path(__file__).with_name("data") / "gdelt-georgia.csv"


@pytest.fixture(scope="module")
def raw() -> list[dict[str, str]]:
    """The rows of the slice, as Python's own reader has them."""
    with SLICE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_an_event_or_is_counted_under_its_code(raw: list[dict[str, str]]) -> None:
    """Events and rows of each code that is no kind add up to the file."""
    made = gdelt(SLICE)
    kinds = Counter(by_cameo()[row["EventCode"]].kind for row in raw)
    assert made.counts.rows == len(raw) + 1
    assert made.counts.left_out == made.counts.reasons.total() == kinds.pop(None)
    assert Counter(record["kind"] for record in made) == kinds
    assert made.counts.problems == 0


def test_when_it_became_known_is_when_it_was_added(raw: list[dict[str, str]]) -> None:
    """DATEADDED is published, so nothing is assumed."""
    made = gdelt(SLICE)
    added = {f"gdelt-{row['GLOBALEVENTID']}": row["DATEADDED"] for row in raw}
    assert made.counts.assumed == 0
    assert all(record["known_at"].replace("-", "") == added[record["id"]] for record in made)
    assert all("known_basis" not in record for record in made)


def test_actors_are_their_codes(raw: list[dict[str, str]]) -> None:
    """Without a mapping everybody is called by a code; who is not coded is not known."""
    made = {record["id"]: record for record in gdelt(SLICE)}
    kinds = {record["kind"] for record in made.values()}
    assert {"statement", "round", "ground_fighting"} <= kinds
    for row in raw:
        record = made.get(f"gdelt-{row['GLOBALEVENTID']}", {})
        named = [*record.get("actor", []), *record.get("recipient", [])]
        coded = [row[f"Actor{n}Code"].lower() for n in (1, 2) if row[f"Actor{n}Code"] != "NA"]
        assert not record or sorted(set(named)) == sorted(set(coded))


def bare(folder: Path, raw: list[dict[str, str]], number: int, **changed: str) -> Path:
    """The slice as GDELT itself publishes it: tabs, no header, empty cells, so many columns."""
    file = folder / "export.CSV"
    rows = [{k: "" if v == "NA" else v for k, v in row.items()} | changed for row in raw]
    lines = ["\t".join(row.get(name, "") for name in COLUMNS[number]) for row in rows]
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return file


@pytest.mark.parametrize("number", [57, 58, 61])
def test_rows_without_a_header_are_the_same(
    tmp_path: Path, raw: list[dict[str, str]], number: int
) -> None:
    """All three forms of the daily files give the events of the file with a header."""
    made = gdelt(bare(tmp_path, raw, number))
    assert list(made.lines()) == list(gdelt(SLICE).lines())
    assert (made.counts.headers, made.counts.rows) == (0, len(raw))


def test_version_2_has_a_time_of_day(tmp_path: Path, raw: list[dict[str, str]]) -> None:
    """Fourteen digits are an instant in UTC; a quotation mark in a name is no end of a cell."""
    file = bare(tmp_path, raw, 61, DATEADDED="20150218234500", Actor1Name='"LE MONDE')
    made = gdelt(file)
    assert {record["known_at"] for record in made} == {"2015-02-18T23:45:00Z"}
    assert len(made) == len(gdelt(SLICE))


def test_parties_are_codes_of_countries_or_actors(
    tmp_path: Path, raw: list[dict[str, str]]
) -> None:
    """A country's code stands for all its actors, unless one of them is named."""
    who = {"Actor1Code": "RUSMIL", "Actor1CountryCode": "RUS", "Actor2CountryCode": "GEO"}
    parties = {"russia": "RUS", "georgia": "GEO", "rebels": "GEOREB"}
    made = gdelt(bare(tmp_path, raw, 58, **who, Actor2Code="GEOREB"), parties=parties)
    assert len(made) == len(gdelt(SLICE))
    assert {name for each in made for name in each["actor"]} == {"russia", "rebels"}
    assert [each.what for each in made.remarks] == ["no row has the name 'GEO'"]


def test_what_is_not_between_parties_is_left_out(tmp_path: Path, raw: list[dict[str, str]]) -> None:
    """Rows of others, of nobody, and of one party with itself are counted apart."""
    good = next(row for row in raw if by_cameo()[row["EventCode"]].kind)
    sides = [("RUS", "GEO"), ("RUS", "USA"), ("RUS", "RUSMIL"), ("", ""), ("", "GEO")]
    rows = [
        {**good, "GLOBALEVENTID": str(n), "Actor1Code": one, "Actor2Code": other,
         "Actor1CountryCode": one[:3], "Actor2CountryCode": other[:3]}
        for n, (one, other) in enumerate(sides)
    ]  # fmt: skip
    made = gdelt(bare(tmp_path, rows, 58), parties={"russia": "RUS", "georgia": "GEO"})
    assert [each["id"] for each in made] == ["gdelt-0", "gdelt-4"]
    assert made.counts.reasons == {
        "between others than the parties": 1,
        "within one party": 1,
        "between nobody who is named": 1,
    }


def test_bad_rows_are_told(tmp_path: Path, raw: list[dict[str, str]]) -> None:
    """A code that CAMEO doesn't have, a date that isn't one, knowledge of the future: problems."""
    good = next(row for row in raw if by_cameo()[row["EventCode"]].kind)
    wrong = ({"EventCode": "999"}, {"SQLDATE": "20121301"}, {"DATEADDED": "20110101"})
    rows = [{**good, "GLOBALEVENTID": str(n), **each} for n, each in enumerate(wrong)]
    file = bare(tmp_path, rows, 58)
    assert [str(each).removeprefix(f"{file}:") for each in gdelt(file).problems] == [
        "1:1: no CAMEO code '999'",
        "2:1: SQLDATE: '20121301' is not a date such as 20140905",
        "3:1: known_at: known before it began: known_at is earlier than occurred starts; "
        "a plan occurs when it is made, and 'starts' holds the time it is for",
    ]


def test_another_table_is_refused(tmp_path: Path) -> None:
    """Rows without a header must have as many columns as GDELT's."""
    file = tmp_path / "other.csv"
    file.write_text("1,2,3\n", encoding="utf-8")
    with pytest.raises(ng.Unreadable, match="no header, and columns to the number of 3"):
        gdelt(file)
