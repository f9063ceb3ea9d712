"""The command `panel`: a thin one, whose words for trouble are the point."""

from pathlib import Path

import pytest
from commands import run
from dyads import many_rows, read, rules_folder, strike, template, write_jsonl


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    """A command line that makes a panel of a small table."""
    events = write_jsonl(tmp_path / "events.jsonl", many_rows(3))
    return [
        "panel", str(events), "--by", "dyad", "--case", str(template(tmp_path)),
        "--rules", str(rules_folder(tmp_path)), "-o", str(tmp_path / "out.parquet"),
        "--workers", "1",
    ]  # fmt: skip


def test_a_panel_is_written(asked: list[str], tmp_path: Path) -> None:
    """Data goes to the file, a line about it to stderr."""
    said = run(*asked)
    rows = read(tmp_path / "out.parquet")
    assert (said.code, said.out) == (0, "")
    assert said.err == f"{len(rows):,} rows on 3 processes in {tmp_path}/out.parquet\n"
    assert {row["dyad"] for row in rows} == {"dyad 0", "dyad 1", "dyad 2"}


def test_frequency_and_end_can_be_chosen(asked: list[str], tmp_path: Path) -> None:
    """Months that end by the given date, and what became known by then."""
    assert run(*asked, "--freq", "month", "--until", "2025-02-15").code == 0
    assert {row["period"] for row in read(tmp_path / "out.parquet")} == {"2025-01"}


def test_what_came_is_told_if_it_is_asked_for(asked: list[str], tmp_path: Path) -> None:
    """Unknown beyond a process's last row, no where the table is vouched for; scored as it is."""
    assert run(*asked, "--outcomes").code == 0
    assert {row["outcome_onset_30"] for row in read(tmp_path / "out.parquet")} == {None}
    assert run(*asked, "--outcomes", "--covers", "2025-12-31").code == 0
    assert {row["outcome_onset_30"] for row in read(tmp_path / "out.parquet")} == {False}
    scored = run("score", str(tmp_path / "out.parquet"), "--process", "dyad", "--horizon", "30")
    assert scored.out.startswith("p_onset_30: 0 of ")
    said = run(*asked, "--covers", "2025-12-31")
    assert (said.code, said.err.splitlines()[-1]) == (
        2, "Error: --covers is about outcomes; ask for --outcomes as well")  # fmt: skip


def test_a_bad_row_stops_it(asked: list[str], tmp_path: Path) -> None:
    """It is told by its place, exit 1, and nothing is written."""
    write_jsonl(tmp_path / "events.jsonl", [strike(1, "north", 1), strike(2, "north", 2, -1)])
    said = run(*asked)
    assert said.code == 1
    assert said.err.startswith(f"{tmp_path}/events.jsonl:2:1: launched: ")
    assert not (tmp_path / "out.parquet").exists()


def test_bad_rows_can_be_set_aside(asked: list[str], tmp_path: Path) -> None:
    """They are told, counted, and kept in the file that is named; the rest is replayed."""
    write_jsonl(tmp_path / "events.jsonl", [strike(1, "north", 1), strike(2, "north", 2, -1)])
    said = run(*asked, "--on-error", f"quarantine={tmp_path}/bad.jsonl")
    assert said.code == 1
    assert said.last == f"1 bad record set aside in {tmp_path}/bad.jsonl; the rest was replayed"
    assert '"id":"e2"' in (tmp_path / "bad.jsonl").read_text()
    assert len(read(tmp_path / "out.parquet")) == 1


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--until", "soon"], "Invalid value for --until: 'soon' is not a time"),
        (["-o", "no/such/folder/out.parquet"], "name a file to write to, in a folder that is"),
        (["-o", "-"], "name a file to write to"),
        (["--freq", "year"], "Invalid value for '--freq'"),
        (["--workers", "0"], "Invalid value for '--workers'"),
    ],
)
def test_wrong_usage_is_told(asked: list[str], words: list[str], complaint: str) -> None:
    """Exit 2, and one line that says what is wrong."""
    said = run(*asked, *words)
    assert said.code == 2
    assert complaint in said.err


def test_the_table_is_not_written_over(asked: list[str], tmp_path: Path) -> None:
    """Neither the table, nor a rule, nor the template."""
    for taken in ("events.jsonl", "rules/rule-0.yaml", "template.yaml"):
        said = run(*asked, "-o", str(tmp_path / taken))
        assert said.code == 2
        assert "would write over" in said.err


def test_a_scheduler_that_does_not_answer_is_one_line(asked: list[str]) -> None:
    """Exit 1, and no traceback."""
    pytest.importorskip("distributed")
    said = run(*asked, "--scheduler", "tcp://127.0.0.1:9")
    assert said.code == 1
    assert said.last.startswith("Error: tcp://127.0.0.1:9: no dask scheduler answers")


def test_a_bad_template_is_told(asked: list[str], tmp_path: Path) -> None:
    """By its place; that it names no parties is fine."""
    template(tmp_path, "zone: Europe/Istambul\n")
    said = run(*asked)
    assert said.code == 1
    assert "template.yaml:1:1" in said.err
    assert "did you mean 'Europe/Istanbul'" in said.err
