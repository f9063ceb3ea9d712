"""UCDP events: those of the source, by an independent count of the raw file."""

import csv
from datetime import date
from pathlib import Path

import pytest

import negotiations as ng
from negotiations.importers import Imported, ucdp

SLICE = Path(__file__).with_name("data") / "ucdp-ged-ukraine.csv"
SEED = Path(__file__).parents[2] / "seeds" / "minsk-2014"
MINSK = {
    "ukraine": "Government of Ukraine",
    "separatists": ["DPR", "LPR", "United Armed Forces of Novorossiya"],
}


@pytest.fixture(scope="module")
def whole() -> Imported:
    """The whole slice, nobody left out."""
    return ucdp(SLICE, known_lag="14d")


@pytest.fixture(scope="module")
def raw() -> list[dict[str, str]]:
    """The rows of the slice, as Python's own reader has them."""
    with SLICE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))[1:]


def test_every_row_is_accounted_for(whole: Imported, raw: list[dict[str, str]]) -> None:
    """Events, problems and headers add up to the rows of the file."""
    counts = whole.counts
    assert counts.events + counts.problems + counts.headers == len(raw) + 2 == counts.rows
    assert counts.events == len(whole) == counts.assumed == len(raw)


def test_events_deaths_and_dates_are_those_of_the_source(
    whole: Imported, raw: list[dict[str, str]]
) -> None:
    """Ids, deaths and days equal what the raw file has, summed without the importer."""
    by_id = {record["id"]: record for record in whole}
    assert by_id.keys() == {f"ucdp-{row['id']}" for row in raw}
    assert sum(each["deaths"] for each in by_id.values()) == sum(int(row["best"]) for row in raw)
    for row in raw:
        days = by_id[f"ucdp-{row['id']}"]["occurred"].split("/")
        assert (days[0], days[-1]) == (row["date_start"][:10], row["date_end"][:10])


def test_imprecise_dates_are_intervals(whole: Imported, raw: list[dict[str, str]]) -> None:
    """Where UCDP knows no day, the event has a first and a last one, and is known later."""
    by_id = {record["id"]: record for record in whole}
    vague = [row for row in raw if row["date_prec"] != "1"]
    assert {row["date_prec"] for row in vague} == {"2", "3", "4", "5"}
    for row in vague:
        record = by_id[f"ucdp-{row['id']}"]
        assert "/" in record["occurred"]
        lag = date.fromisoformat(record["known_at"]) - date.fromisoformat(row["date_end"][:10])
        assert (lag.days, record["known_basis"]) == (14, "assumed")


def test_minsk_is_what_its_own_script_made() -> None:
    """With the parties of the case, the rows are those of the packaged log, byte for byte."""
    made = list(ucdp(SLICE, known_lag="14d", parties=MINSK).lines())
    packaged = (SEED / "ucdp.jsonl").read_bytes().splitlines(keepends=True)
    ids = {line.split(b'"')[3] for line in made}
    assert len(made) > 40
    assert made == [line for line in packaged if line.split(b'"')[3] in ids]


def test_others_are_left_out_by_name() -> None:
    """Rows of a side that no party stands for are counted under that side's name."""
    counts = ucdp(SLICE, known_lag="14d", parties=MINSK).counts
    maidan = counts.reasons["of a side without a party: 'Maidan'"]
    assert maidan >= 1
    assert counts.left_out == counts.reasons.total() == counts.rows - counts.headers - counts.events


def test_a_conflict_or_dyad_can_be_asked_for(raw: list[dict[str, str]]) -> None:
    """Filters keep what the raw file has of them, and tell of an id that no row has."""
    made = ucdp(SLICE, known_lag="14d", conflicts=[13306], dyads=["14210", "1"])
    wanted = [r for r in raw if r["conflict_new_id"] == "13306" and r["dyad_new_id"] == "14210"]
    assert 0 < len(made) == len(wanted) < len(raw)
    assert [each.what for each in made.remarks] == ["no row is of the dyad '1'"]


def test_a_name_that_no_row_has_is_remarked() -> None:
    """A slip in the mapping does not lose rows in silence."""
    made = ucdp(SLICE, known_lag="14d", parties={**MINSK, "maidan": "Maidann"})
    told = [each.what for each in made.remarks]
    assert told == ["no row has the name 'Maidann'; did you mean 'Maidan'?"]


def table(folder: Path, *rows: str) -> Path:
    """A table with the column names of an early release."""
    head = (
        "id,type_of_violence,side_a,side_b,date_prec,date_start,date_end,best_est,low_est,high_est"
    )
    file = folder / "ged.csv"
    file.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return file


def test_older_names_of_columns_are_known(tmp_path: Path) -> None:
    """Early releases call the estimate best_est; what they don't tell stays unknown."""
    made = ucdp(table(tmp_path, "1,1,A,B,1,2014-04-08,2014-04-08,3,1,"), known_lag="1 day").records
    assert made[0]["deaths"] == 3
    assert made[0]["civilian_deaths"] == "unknown"
    assert made[0]["note"] == "deaths: low 1, high unknown"
    assert "location" not in made[0]


def test_one_sided_violence_has_one_actor(tmp_path: Path) -> None:
    """Civilians are nobody's party."""
    made = ucdp(table(tmp_path, "1,3,A,Civilians,1,2014-04-08,2014-04-08,3,3,3"), known_lag="1 day")
    assert [each["actor"] for each in made] == [["a"]]


def test_bad_rows_are_problems_with_their_line(tmp_path: Path) -> None:
    """A date that is none, a day that isn't known, an id that stands twice: each is one line."""
    file = table(
        tmp_path,
        "1,1,A,B,1,2014-04-08,2014-04-08,3,3,3",
        "2,1,A,B,1,spring,2014-04-08,3,3,3",
        "3,1,A,B,4,2014-04-08,2014-04-08,3,3,3",
        "1,1,A,B,1,2014-04-09,2014-04-09,1.5,3,3",
        "1,1,A,B,1,2014-04-09,2014-04-09,1,3,3",
        "7,1,A,B,1,2014-04-09,2014-04-09,many,3,3",
    )
    heard: list[object] = []
    made = ucdp(file, known_lag="1 day", on_problem=heard.append)
    assert [str(each).removeprefix(f"{file}:") for each in made.problems] == [
        "3:1: date_start: 'spring' is not a date",
        "4:1: date_prec is '4', but 2014-04-08 is given as its day",
        "5:1: a count of deaths is a whole number: '1.5'",
        "6:1: the id 'ucdp-1' stands twice; first in line 2",
        "7:1: a count of deaths is a whole number: 'many'",
    ]
    assert tuple(heard) == made.problems
    assert (made.counts.rows, made.counts.refused, len(made)) == (7, 5, 1)
    with pytest.raises(ng.Unreadable) as refused:
        ucdp(file, known_lag="1 day", on_error="fail")
    assert refused.value.problems == made.problems


def test_another_table_is_refused_with_its_missing_columns(tmp_path: Path) -> None:
    """A file without UCDP's columns gives one problem for each that is missing, and no event."""
    file = tmp_path / "other.csv"
    file.write_text("ids,best\n1,2\n", encoding="utf-8")
    with pytest.raises(ng.Unreadable) as refused:
        ucdp(file, known_lag="1 day")
    told = [each.what for each in refused.value.problems]
    assert "no column 'id'; did you mean 'ids'?" in told
    assert len(told) == 7


def test_a_table_of_dyads_is_one_for_panels(
    tmp_path: Path, whole: Imported, raw: list[dict[str, str]]
) -> None:
    """Labelled by their dyads, the rows are those of the log, and a panel takes them."""
    labelled = ucdp(SLICE, known_lag="14d", by="dyad")
    assert [{k: v for k, v in each.items() if k != "dyad"} for each in labelled] == whole.records
    dyads = {row["id"]: row["dyad_new_id"] for row in raw}
    assert all(dyads[each["id"].removeprefix("ucdp-")] == each["dyad"] for each in labelled)
    events = tmp_path / "events.jsonl"
    events.write_bytes(b"".join(labelled.lines()))
    made = ng.panel(events, "dyad", tmp_path / "p.parquet", freq="month", workers=1, outcomes=True)
    assert (made.processes, made.left_out) == (len({each["dyad"] for each in labelled}), 0)
    with pytest.raises(ValueError, match="by dyad or conflict, not by 'country'"):
        ucdp(SLICE, known_lag="14d", by="country")
