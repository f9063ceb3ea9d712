"""Tables as users have them: every form, what is wrong with them told by its place."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dyads import made, many_rows, read, strike, write_csv, write_jsonl, write_parquet

from negotiations.panels import tables
from negotiations.panels.readers import Row, rows
from negotiations.panels.running import BadRow, panel
from negotiations.panels.tables import pieces_of, tables_at
from negotiations.problems import Unreadable

HEAD = "dyad,id,kind,occurred,known_at,actor,recipient,launched,note"
GOOD = "north,a,strike,2025-01-02,2025-01-02,gov,rebels,60,"


def table(folder: Path, *lines: str, name: str = "events.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(folder: Path, events: Path, **options: Any) -> list[str]:
    """What is wrong with a table, a line each, without the folder; it is told again on the way."""
    found: list[BadRow] = []
    made(folder, events, on_bad_row=found.append, **options)
    return [str(p).replace(f"{folder}/", "") for row in found for p in row.problems]


def refused(folder: Path, events: Path, **options: Any) -> list[str]:
    with pytest.raises(Unreadable) as error:
        made(folder, events, **options)
    return str(error.value).replace(f"{folder}/", "").split("\n")


def test_bad_rows_are_told_by_their_lines(tmp_path: Path) -> None:
    """Ragged rows, rows without a process, and what a record can't hold, field by field."""
    events = table(
        tmp_path, HEAD, GOOD,
        "north,b,strke,2025-01-03,2025-01-03,gov,rebels,60,",
        "north,c,strike,2025-01-03,soon,gov,rebels,many,",
        'north,d,strike,2025-01-03,2025-01-03,gov,rebels,60,"two\nlines"',
        "north,e",
        ",f,strike,2025-01-03,2025-01-03,gov,rebels,60,",
        "north,a,strike,2025-01-04,2025-01-04,gov,rebels,60,",
    )  # fmt: skip
    found = told(tmp_path, events)
    assert found[:2] == [
        "events.csv:7:1: 2 cells, but the table has 9 columns",
        "events.csv:8:1: a row tells its process: 'dyad' is missing",
    ]
    assert found[2] == "events.csv:3:1: kind: unknown kind 'strke'; did you mean 'strike'?"
    assert found[3].startswith("events.csv:4:1: known_at: 'soon' is not a time")
    assert found[4].startswith("events.csv:4:1: launched: ")
    assert found[5:] == [
        "events.csv:9:1: id: the id 'a' stands twice; first at events.csv:2:1 "
        "(for a report, say report_of)"
    ]
    assert [row["events_known"] for row in read(tmp_path / "out.parquet")] == [2]


def test_bad_json_is_told_with_its_column(tmp_path: Path) -> None:
    """As in a log of JSON lines."""
    good = '{"dyad": 1, "id": "a", "kind": "strike", "occurred": "2025-01-02", "known_at": '
    events = table(tmp_path, good + '"2025-01-02"}', good + "NaN}", "[]", name="events.jsonl")
    assert told(tmp_path, events) == [
        f"events.jsonl:2:{len(good) + 1}: a number must be finite, not NaN",
        "events.jsonl:3:1: a line holds one object {…}, not a list",
    ]


def test_bad_rows_of_parquet_are_told_by_number(tmp_path: Path) -> None:
    """Parquet has no lines."""
    events = write_parquet(tmp_path / "a.parquet", [*many_rows(3), strike(99, "x", 1, -5)])
    (found,) = told(tmp_path, events)
    assert found.startswith("a.parquet: row 10: launched: ")


def test_without_a_hearer_a_bad_row_stops_it(tmp_path: Path) -> None:
    """All that is wrong with its part is told, and no panel is written."""
    events = table(tmp_path, HEAD, GOOD, GOOD, GOOD)
    assert len(refused(tmp_path, events)) == 2
    assert not (tmp_path / "out.parquet").exists()


def test_what_a_bad_row_names_is_nobody(tmp_path: Path) -> None:
    """A panel with a bad row is the panel without it, byte for byte."""
    bad = "north,b,strike,2025-01-02,2025-01-02,a stranger,rebels,many,"
    later = "north,c,strike,2025-01-09,2025-01-09,gov,rebels,60,"
    without = made(tmp_path, table(tmp_path, HEAD, GOOD, later))
    with_it = made(tmp_path, table(tmp_path, HEAD, GOOD, bad, later), on_bad_row=lambda _: None)
    assert with_it == without


def test_bad_rows_can_be_set_aside_and_mended(tmp_path: Path) -> None:
    """What is set aside is JSON lines that a panel reads once they are mended."""
    events = table(tmp_path, HEAD, GOOD, "south,b,strike,2025-01-03,2025-01-03,gov,rebels,many,")
    found: list[BadRow] = []
    made(tmp_path, events, on_bad_row=found.append)
    mended = b"".join(row.raw for row in found).replace(b'"many"', b'"60"')
    (tmp_path / "mended.jsonl").write_bytes(mended)
    assert told(tmp_path, tmp_path / "mended.jsonl") == []
    assert [row["dyad"] for row in read(tmp_path / "out.parquet")] == ["south"]


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        (HEAD.replace("dyad", "dyda"), "no column 'dyad', which tells processes apart; did you "),
        (HEAD + ",deths", "no kind of event has a field 'deths'; did you mean 'deaths'?"),
        (HEAD + ",id", "the column 'id' stands twice"),
    ],
)
def test_columns_are_checked_first(tmp_path: Path, head: str, complaint: str) -> None:
    """A column that nobody knows is told once, not row by row."""
    found = refused(tmp_path, table(tmp_path, head, GOOD))
    assert any(line.startswith(f"events.csv:1:1: {complaint}") for line in found)


def test_columns_can_be_left_out(tmp_path: Path) -> None:
    """By name, and nothing else changes."""
    plain = made(tmp_path, table(tmp_path, HEAD, GOOD))
    more = table(tmp_path, HEAD + ",weather", GOOD + ",fine")
    assert made(tmp_path, more, ignore=["weather"]) == plain


def test_several_columns_tell_processes_apart(tmp_path: Path) -> None:
    """Each is a column of the panel; one that is a field of events stays a field."""
    rows = [{**strike(n, "north", n), "country": c} for n, c in enumerate(["UA", "SY"])]
    events = write_jsonl(tmp_path / "events.jsonl", rows)
    panel(events, ["country", "dyad"], tmp_path / "out.parquet", workers=1)
    found = read(tmp_path / "out.parquet")
    assert [(row["country"], row["dyad"]) for row in found] == [("SY", "north"), ("UA", "north")]


def test_a_column_of_ours_can_not_tell_processes_apart(tmp_path: Path) -> None:
    """The panel would have two of that name."""
    events = table(tmp_path, "period," + HEAD, "1," + GOOD)
    with pytest.raises(Unreadable, match="a column 'period' of its own"):
        panel(events, ["period", "dyad"], tmp_path / "out.parquet", workers=1)


@pytest.mark.parametrize("name", ["empty.jsonl", "empty.csv", "empty.parquet"])
def test_an_empty_table_is_an_empty_panel(tmp_path: Path, name: str) -> None:
    """No rows, and the columns of any panel."""
    path = tmp_path / name
    path.write_text(HEAD + "\n" if name.endswith("csv") else "")
    if name.endswith("parquet"):
        pq.write_table(pa.table({c: pa.array([], pa.string()) for c in HEAD.split(",")}), path)
    made(tmp_path, path)
    assert read(tmp_path / "out.parquet") == []
    assert "p_onset_90" in pq.read_schema(tmp_path / "out.parquet").names


def test_one_event_is_a_process(tmp_path: Path) -> None:
    """It has one row: nothing more is known of it at the table's end."""
    made(tmp_path, write_jsonl(tmp_path / "a.jsonl", [strike(1, "north", 1)]))
    (row,) = read(tmp_path / "out.parquet")
    assert (row["period"], row["events"], row["talks"]) == ("2025-W01", 1, "none")


def test_a_table_may_be_many_files(tmp_path: Path) -> None:
    """Of several forms, by name or glob, each counted once."""
    rows = many_rows()
    whole = made(tmp_path, write_jsonl(tmp_path / "whole.jsonl", rows))
    write_csv(tmp_path / "part-1.csv", rows[:9])
    write_parquet(tmp_path / "part-2.parquet", rows[9:20])
    write_jsonl(tmp_path / "part-3.jsonl", rows[20:])
    options: Any = [str(tmp_path / "part-*"), tmp_path / "part-1.csv"]
    assert made(tmp_path, options) == whole


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """With the nearest name, and so is a form that nobody knows."""
    table(tmp_path, HEAD)
    (tmp_path / "events.xlsx").touch()
    with pytest.raises(Unreadable) as error:
        tables_at([str(tmp_path / "event.csv"), str(tmp_path / "events.xlsx"), str(tmp_path)])
    found = str(error.value).replace(f"{tmp_path}/", "").split("\n")
    assert "event.csv:1:1: no such file; did you mean 'events.csv'?" in found
    assert any("no form of table ends in '.xlsx'" in line for line in found)
    assert any("this is a folder, not a table" in line for line in found)


def test_typed_columns_are_read_as_they_are_meant(tmp_path: Path) -> None:
    """Dates, instants, lists and whole floats of Parquet are what text would have said."""
    instant = datetime(2025, 1, 2, 9, 30, tzinfo=UTC)
    typed = {
        "dyad": [7, 7], "id": ["a", "b"], "kind": ["strike", "statement"],
        "occurred": [date(2025, 1, 1), date(2025, 1, 2)], "known_at": [instant, instant],
        "actor": [["gov"], ["rebels"]], "launched": [60.0, None], "stance": [None, "willing"],
        "issue": [None, "truce-terms"], "sources": [[{"source": "press", "credibility": 2}], None],
    }  # fmt: skip
    pq.write_table(pa.table(typed), tmp_path / "a.parquet")
    as_text = table(
        tmp_path, ",".join(typed),
        '7,a,strike,2025-01-01,2025-01-02T09:30Z,gov,60,,,"[{""source"": ""press"", '
        '""credibility"": 2}]"',
        "7,b,statement,2025-01-02,2025-01-02T09:30Z,rebels,,willing,truce-terms,",
    )  # fmt: skip
    assert made(tmp_path, tmp_path / "a.parquet") == made(tmp_path, as_text)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_pieces_are_the_table(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a table is cut, its rows are all there once, with their numbers."""
    path = tmp_path / f"a.{form}"
    noted = [{**row, "note": 'a "quoted"\nline, or two'} for row in many_rows(20)]
    {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}[form](path, noted)
    (one,) = tables_at([str(path)])
    whole = [row for piece in pieces_of((one,))[1] for row in rows(one, piece)]
    monkeypatch.setattr(tables, "LEAST", 300)
    monkeypatch.setattr(tables, "BLOCK", 200)
    pieces = pieces_of((one,))[1]
    assert [row for piece in pieces for row in rows(one, piece)] == whole
    assert len(pieces) > 5
    assert len(whole) == 60
    assert all(isinstance(row, Row) for row in whole)
