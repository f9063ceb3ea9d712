"""`negotiations simulate`: futures for people and as data, and every way to ask for too much."""

import json
import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from commands import LOG, PLAIN, PROJECT, RULE, Said, case_folder, ended, run

from negotiations.cli.progress import counted

FEW = ("-n", "12", "--days", "20", "--workers", "1")


@pytest.fixture
def case(tmp_path: Path) -> str:
    return str(case_folder(tmp_path))


def simulated(case: str, *words: str) -> Said:
    said = run("simulate", case, *FEW, *words)
    assert (said.code, said.err) == (0, "")
    return said


def test_it_shows_both_probabilities_side_by_side(case: str) -> None:
    """Named apart, with the standard error of the one that is drawn."""
    out = simulated(case, "--as-of", "2025-06-01").out
    assert out.startswith("12 futures of 20 days  ")
    heads = next(row for row in out.splitlines() if "p_simulated" in row)
    assert heads.split() == ["p_simulated", "standard", "error", "p_frozen"]
    assert "  within 20 days  " in out
    assert "  p_frozen: the present reading, if no more becomes known\n" in out


def test_what_is_taken_for_granted_is_told(case: str) -> None:
    """The rates' window, independence, and where ceasefires come from."""
    told = " ".join(simulated(case, "--window", "28", "--as-of", "2025-06-15").out.split())
    assert "Taken for granted - Records arrive at the rates of the last 28 days" in told
    assert "independent streams" in told
    assert "Records on ceasefires never arrive" in told


def test_the_same_seed_gives_the_same_bytes(case: str) -> None:
    """On one worker or on two; another seed gives others."""
    one = simulated(case, "--format", "jsonl").out
    two = run("simulate", case, *FEW[:4], "--workers", "2", "--format", "jsonl").out
    assert one == two != simulated(case, "--format", "jsonl", "--seed", "1").out


def test_every_number_comes_as_data(case: str, tmp_path: Path) -> None:
    """JSON lines and CSV hold the same rows: probabilities by day, phases by day, positions."""
    rows = [json.loads(text) for text in simulated(case, "--format", "jsonl").out.splitlines()]
    assert {row["what"] for row in rows} == {
        "p_frozen", "p_simulated", "question", "phase", "position",
    }  # fmt: skip
    assert [row["day"] for row in rows if row["what"] == "p_simulated"] == list(range(1, 21))
    file = tmp_path / "out.csv"
    assert simulated(case, "--format", "csv", "-o", str(file)).out == ""
    head, *lines = file.read_text("utf-8").splitlines()
    assert head == "what,of,is,day,value,standard_error"
    assert lines == [",".join(str(value) for value in row.values()) for row in rows]


def test_a_given_rate_takes_the_place_of_the_fitted(case: str) -> None:
    """What is asked for stands in the table of streams."""
    out = simulated(case, "--rate", "strike/drone freedonia>ruritania=2.5").out
    row = next(row for row in out.splitlines() if "strike/drone" in row)
    assert row.split()[2] == "2.500"


def test_it_reads_standard_input(case: str) -> None:
    """A log that can be read once is fitted all the same."""
    line = (
        '{"id":"a","kind":"strike","occurred":"2025-05-20","known_at":"2025-05-20",'
        '"actor":"freedonia","recipient":"ruritania","launched":3}\n'
    )
    said = run("simulate", "-", "--case", case, *FEW, stdin=line)
    assert (said.code, said.err) == (0, "")
    assert "strike freedonia>ruritania" in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-n", "0"), "0 is not in the range x>=1"),
        (("--days", "0"), "0 is not in the range 1<=x<=3650"),
        (("--seed", "-1"), "-1 is not in the range x>=0"),
        (("--workers", "0"), "0 is not in the range x>=1"),
        (("--window", "0"), "0.0 is not in the range x>0"),
        (("--window", "inf"), "a window is a positive number of days, not inf"),
        (("--half-life", "nan"), "a half-life is a positive number of days, not nan"),
        (("--rate", "strike"), "write STREAM=RATE, with the rate as a number a day, not 'strike'"),
        (("--rate", "=3"), "write STREAM=RATE, with the rate as a number a day, not '=3'"),
        (
            ("--rate", "strike/dron freedonia>ruritania=3"),
            "unknown stream 'strike/dron freedonia>ruritania'; "
            "did you mean 'strike/drone freedonia>ruritania'?",
        ),
        (("--as-of", "soon"), "'soon' is not a time"),
    ],
)
def test_wrong_usage_is_one_line(case: str, words: tuple[str, ...], told: str) -> None:
    """Exit 2, and what is wrong with which option."""
    said = run("simulate", case, *words)
    assert (said.code, said.out) == (2, "")
    assert said.last.startswith("Error: ")
    assert told in said.last


def test_the_log_is_not_written_over(case: str) -> None:
    """What is read is in use."""
    said = run("simulate", case, *FEW, "-o", f"{case}/log.yaml")
    assert (said.code, said.last) == (
        2, f"Error: --output would write over {case}/log.yaml, which is in use",
    )  # fmt: skip


def test_a_case_without_a_base_rate_is_one_line(tmp_path: Path) -> None:
    """What is asked has no hazard to draw from."""
    folder = case_folder(tmp_path)
    text = (folder / "case.yaml").read_text("utf-8")
    (folder / "case.yaml").write_text(text.partition("likelihood:")[0], "utf-8")
    said = run("simulate", str(folder), *FEW)
    what = "the case has no base rate for onset, which is asked now"
    assert (said.code, said.out, said.err) == (1, "", f"Error: {folder}: {what}\n")


def test_an_empty_log_is_one_line(tmp_path: Path) -> None:
    """There is no present to start from; with --as-of there is."""
    folder = str(case_folder(tmp_path, "[]\n", RULE))
    said = run("simulate", folder, *FEW)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "nothing is known yet" in said.err
    assert "Nothing more becomes known." in simulated(folder, "--as-of", "2025-06-01").out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_ends_it_quietly(number: int, code: int) -> None:
    """Workers leave it to the command, and nobody shows a traceback."""
    process = subprocess.Popen(
        [sys.executable, "-m", "negotiations", "simulate", "istanbul-2025", "--workers", "2"],
        cwd=PROJECT, env=os.environ | PLAIN | {"PYTHONPATH": str(PROJECT)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.readline()  # the first telling of progress: they are at work
    os.killpg(process.pid, number)
    said = ended(process)
    assert (said.code, said.out) == (code, "")
    assert "Traceback" not in said.err


def test_progress_is_told_of_a_long_wait(capsys: pytest.CaptureFixture[str]) -> None:
    """Silence for two seconds, then a line every five; nothing on stdout."""
    ticks = count()
    with counted(100, "futures", clock=lambda: float(next(ticks))) as told:
        for _ in range(10):
            told(10)
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == (
        "", ["20 of 100 futures, 20%, 2 s", "70 of 100 futures, 70%, 7 s"],
    )  # fmt: skip


def test_progress_on_a_terminal_is_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that is kept up to date, and gone at the end."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    ticks = count(step=3)
    with counted(100, "futures", clock=lambda: float(next(ticks))) as told:
        told(40)
    out, err = capsys.readouterr()
    assert out == ""
    assert "40 of 100 futures, 40%" in err


def test_the_example_log_is_what_is_fitted(case: str) -> None:
    """Each of its three records begins a stream of its own or joins one."""
    assert LOG.count("- {id:") == 3
    assert "drawn from 2 of the past" in simulated(case).out
