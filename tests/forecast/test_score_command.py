"""`negotiations score`: a table of forecasts, scored beside baselines, or its problems by line."""

import sys

import pandas
import pytest
from commands import run, write

TABLE = """
process,end,talks,p_onset_90,outcome_onset_90,market
a,2025-01-01,none,0.1,0,0.2
a,2025-02-01,met,0.4,1,0.3
a,2025-06-01,met,0.2,,0.3
b,2025-01-01,none,0.3,0,
"""


@pytest.fixture
def table(tmp_path):
    return write(tmp_path / "forecasts.csv", TABLE)


def test_it_prints_a_table(table):
    """Scores, baselines, the market on its rows, what is independent and what is left out."""
    said = run("score", str(table), "--against", "market")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "p_onset_90: 1 of 3 rows came true"
    assert lines[2].split() == ["p_onset_90", "0.1533", "0.4594", "3", "1", "of", "2"]
    [market] = [line.split() for line in lines if line.split()[0] == "market"]
    assert market[1] == f"{(0.04 + 0.49) / 2:.4f}"
    assert market[-4:] == ["2", "1", "of", "1"]
    assert "Left out: 1 rows whose outcome is not yet known, 0 without a forecast." in lines


@pytest.mark.parametrize("form", ["parquet", "jsonl", "tsv"])
def test_every_form_of_table_says_the_same(table, form):
    """CSV, TSV, JSON lines and Parquet hold the same forecasts."""
    frame, other = pandas.read_csv(table), table.with_suffix(f".{form}")
    if form == "parquet":
        frame.to_parquet(other)
    elif form == "tsv":
        frame.to_csv(other, sep="\t", index=False)
    else:
        frame.to_json(other, orient="records", lines=True)
    assert run("score", str(other)) == run("score", str(table))


def test_every_bad_cell_is_told_with_its_line(tmp_path):
    """All problems of the table at once, in the order of their lines."""
    bad = "p_onset_30,outcome_onset_30,end\n0.2,1,2025-01-01\n1.7,x,2025-01-01\n0.5,3,hello\n"
    file = write(tmp_path / "bad.csv", bad)
    said = run("score", str(file))
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        f"{file}:3:1: outcome_onset_30: 'x' is no number",
        f"{file}:3:1: p_onset_30: 1.7 is no probability from 0 to 1",
        f"{file}:4:1: end: 'hello' is no date",
        f"{file}:4:1: outcome_onset_30: 3 is no outcome; 1, 0, or nothing while unknown",
    ]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--against", "markt"], 1, "no column 'markt'; did you mean 'market'?"),
        (["--horizon", "30"], 1, "nothing to score"),
        (["--forecast", "market"], 1, "name the column that holds the outcomes of 'market'"),
        (["--base", "1"], 2, "--base"),
        (["--horizon", "x"], 2, "--horizon"),
    ],
)
def test_what_can_not_be_scored_is_told(table, words, code, told):
    """One line, with the nearest right word."""
    said = run("score", str(table), *words)
    assert (said.code, said.out) == (code, "")
    assert told in said.err


@pytest.mark.parametrize(("name", "begins"), [("a.svg", b"<?xml"), ("a.png", b"\x89PNG")])
def test_a_picture_is_drawn(table, name, begins):
    """The reliability of each score, the same bytes each time; the table is printed as ever."""
    said = run("score", str(table), "--plot", str(table.with_name(name)))
    first = table.with_name(name).read_bytes()
    assert (said.code, said.out) == (0, run("score", str(table)).out)
    assert first.startswith(begins)
    run("score", str(table), "--plot", str(table.with_name(name)))
    assert table.with_name(name).read_bytes() == first


def test_a_picture_needs_a_form_and_a_place_of_its_own(table, monkeypatch):
    """Another ending, the table itself, or no matplotlib: one line, and no output."""
    assert "ends in .svg or .png" in run("score", str(table), "--plot", "a.pdf").err
    forecasts = table.with_suffix(".svg")
    forecasts.write_bytes(table.read_bytes())
    assert "would write over" in run("score", str(forecasts), "--plot", str(forecasts)).err
    monkeypatch.setitem(sys.modules, "negotiations.forecast.plots", None)
    said = run("score", str(table), "--plot", str(table.with_name("a.svg")))
    assert (said.code, said.out) == (2, "")
    assert "pip install 'negotiations[forecast]'" in said.err


def test_a_frame_is_scored_as_it_was_written(tmp_path):
    """A frame's file needs no option: its columns say what was forecast, asked, seen and known."""
    file = tmp_path / "frame.parquet"
    assert run("frame", "minsk-2014", "--covers", "2016-12-31", "-o", str(file)).code == 0
    said = run("score", str(file))
    assert said.code == 0
    assert "p_collapse_180: " in said.out
    assert "CRPS of the time to onset: " in said.out
    bad = write(tmp_path / "bad.csv", TABLE.replace("market", "outcome_until"))
    assert run("score", str(bad)).err.splitlines()[0].startswith(f"{bad}:")


def test_a_file_that_is_no_table_is_told(tmp_path):
    """Nothing there, another ending, or nothing in it."""
    assert "no such file" in run("score", str(tmp_path / "none.csv")).err
    assert "no form of table" in run("score", str(write(tmp_path / "a.txt", "x"))).err
    assert "nothing to score" in run("score", str(write(tmp_path / "a.csv", "a,b\n1,2\n"))).err


def test_a_column_that_stands_twice_is_refused(tmp_path):
    """Which of the two is scored would be anybody's guess."""
    file = write(tmp_path / "twice.csv", "p_onset_30,p_onset_30,outcome_onset_30\n0.1,0.9,1\n")
    said = run("score", str(file))
    assert (said.code, said.err) == (1, f"{file}:1:1: the column 'p_onset_30' stands twice\n")


def test_damaged_parquet_is_told_with_its_file(table):
    """Whether its head, its foot or a page in between can't be read."""
    whole = table.with_suffix(".parquet")
    pandas.read_csv(table).to_parquet(whole)
    data = whole.read_bytes()
    for damaged in (b"PAR1" + bytes(40) + b"PAR1", data[:4] + b"\xff" * 60 + data[64:]):
        whole.write_bytes(damaged)
        said = run("score", str(whole))
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith(f"{whole}:1:1: this ")


def test_a_cell_of_another_type_is_told_in_our_words(tmp_path):
    """JSON can hold a mapping where a number is wanted."""
    file = write(tmp_path / "t.jsonl", '{"p_onset_30": [1], "outcome_onset_30": {"a": 1}}\n')
    assert run("score", str(file)).err.splitlines() == [
        f"{file}:1:1: outcome_onset_30: a mapping is no number",
        f"{file}:1:1: p_onset_30: a list is no number",
    ]


@pytest.mark.parametrize("words", [("--bins", "9" * 30), ("--draws", "100001")])
def test_more_than_anybody_needs_is_wrong_usage(table, words):
    """Bins and draws without end would take all memory."""
    said = run("score", str(table), *words)
    assert (said.code, said.out) == (2, "")
    assert f"Invalid value for '{words[0]}'" in said.last
