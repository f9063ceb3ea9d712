"""`negotiations replay`, as a person or a script meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from negotiations.cli.program import commands

CASE = """\
case: border
title: A border dispute
zone: Europe/Istanbul
parties: {ruritania: {name: Ruritania}, freedonia: {name: Freedonia}}
issues: {truce-terms: {title: Truce, low: none, high: general}}
likelihood: {onset: {probability: 0.12, horizon: 90 days}}
logs: [log.jsonl]
"""
RULE = """\
rule: heavy-strike
means: A heavy strike hardens its target.
may_mislead: It may soften it.
basis: expert
written: 2025-01-01
when: {strike: {launched: {at_least: 50}}}
then:
  - note: a heavy strike
"""
GOOD = [
    '{"id": "s1", "kind": "strike", "occurred": "2025-01-02T10:00", "known_at": "2025-01-02T12:00",'
    ' "actor": "ruritania", "recipient": "freedonia", "munition": "drone", "launched": 60}',
    '{"id": "s2", "kind": "strike", "occurred": "2025-01-03", "known_at": "2025-01-03",'
    ' "actor": "freedonia", "recipient": "ruritania", "launched": ">40"}',
]
BAD = '{"id": "s0", "kind": "strke", "occurred": "2025-01-02", "known_at": "2025-01-02"}'
TRUNCATED = '{"id": "s3", "kind": "stri'
TIMELINE = """\
A border dispute
times are Europe/Istanbul; “day”: known by the end of that day

Thursday 2 January 2025
  12:00  Ruritania launched 60 drones at Freedonia (10:00)  [s1]
         rule        heavy-strike: a heavy strike

Friday 3 January 2025
  day    Freedonia launched >40 weapons at Ruritania  [s2]
"""
MAIN = [sys.executable, "-c", "from negotiations.cli import main; main()", "replay"]


@pytest.fixture
def border(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a case of two strikes and a rulebook of one rule."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "heavy-strike.yaml").write_text(RULE, "utf-8")
    (tmp_path / "border").mkdir()
    (tmp_path / "border" / "case.yaml").write_text(CASE, "utf-8")
    return write(tmp_path / "border" / "log.jsonl", GOOD)


def write(log: Path, lines: list[str]) -> Path:
    log.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return log


def replay(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(commands, ["replay", "--rules", "rules", *args], input=stdin)


def column(key: str, line: str) -> int:
    """Where a key stands in a line, counted from 1."""
    return line.index(f'"{key}"') + 1


def events(result: Result) -> list[str]:
    """The ids of the events in an export, once each."""
    told = (json.loads(line)["event"] for line in result.stdout.splitlines())
    return list(dict.fromkeys(told))


def test_a_table_is_a_timeline_and_then_where_things_stand(border: Path) -> None:
    """Both on stdout, nothing on stderr, exit 0."""
    result = replay("border")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{TIMELINE}\nWhere things stand  as of 2025-01-03")
    assert result.stderr == ""


def test_the_standing_can_be_left_out(border: Path) -> None:
    """The timeline alone."""
    assert replay("border", "--no-standing").stdout == TIMELINE


def test_an_export_is_the_trace_on_stdout_and_the_digest_on_stderr(border: Path) -> None:
    """A pipe gets data and nothing else."""
    result = replay("border", "--format", "jsonl")
    assert events(result) == ["s1", "s2"]
    assert result.stderr.startswith("digest ")
    assert len(result.stderr.split()[1]) == 64
    rows = replay("border", "--format", "csv").stdout.splitlines()
    assert rows[0] == "known_at,event,kind,rule,roles,change,subject,before,after,told"
    assert [row.split(",")[1] for row in rows[1:]] == ["s1", "s1", "s2"]


def test_stdin_is_a_log(border: Path) -> None:
    """JSON lines from a pipe, with the case named."""
    result = replay("-", "--case", "border", "--no-standing", stdin=border.read_text("utf-8"))
    assert result.stdout == TIMELINE


def test_from_and_until_choose_what_is_shown(border: Path) -> None:
    """A date begins at its start and ends at its end; the replay itself begins at the beginning."""
    part = replay("border", "--from", "2025-01-03", "--format", "jsonl")
    assert events(part) == ["s2"]
    assert events(replay("border", "--until", "2025-01-02", "--format", "jsonl")) == ["s1"]
    assert events(replay("border", "--from", "2025-01-02T12:01", "--format", "jsonl")) == ["s2"]
    whole = replay("border", "--format", "jsonl").stdout
    assert whole.endswith(part.stdout)


def test_as_of_knows_nothing_later(border: Path) -> None:
    """The standing is of that moment, and its reasons are the first of all."""
    result = replay("border", "--as-of", "2025-01-02")
    assert "s2" not in result.stdout
    assert "Where things stand  as of 2025-01-02, Europe/Istanbul" in result.stdout


@pytest.mark.parametrize(
    "cut", ["2025-05-16T12:00", "2025-05-20", "2025-05-31", "2025-06-02T09:00"]
)
def test_a_cut_of_the_talks_of_istanbul_is_a_prefix(cut: str) -> None:
    """Whatever is known later, what was told before it stays as it was told."""
    runner = CliRunner()
    args = ["replay", "istanbul-2025", "--format", "jsonl"]
    whole = runner.invoke(commands, args).stdout
    part = runner.invoke(commands, [*args, "--as-of", cut]).stdout
    assert whole.startswith(part)
    assert 0 < len(part) < len(whole)


def test_in_may_nothing_of_june_is_known() -> None:
    """On 20 May there is round 1 and an agreed exchange; the strikes and round 2 are to come."""
    args = ["replay", "istanbul-2025", "--as-of", "2025-05-20"]
    told = CliRunner().invoke(commands, args).stdout
    assert "prisoner exchange  agreed" in told
    assert "istanbul 1  adjourned" in told
    assert not [word for word in ("2025-06", "June", "istanbul 2", "drone") if word in told]


def test_a_bad_record_stops_the_replay(border: Path) -> None:
    """Every problem of the log in one line each, exit 1, and no output file."""
    border.write_text("\n".join([BAD, *GOOD, TRUNCATED]), "utf-8")
    result = replay("border", "-o", "out.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"border/log.jsonl:1:{column('kind', BAD)}: unknown kind 'strke'; did you mean 'strike'?",
        f"border/log.jsonl:4:{len(TRUNCATED) - len('stri')}: the last line is cut off",
    ]
    assert not Path("out.txt").exists()


def test_bad_records_can_be_skipped(border: Path) -> None:
    """The rest is replayed; each problem and the count are told, and the exit code says so."""
    write(border, [BAD, *GOOD, TRUNCATED])
    result = replay("border", "--on-error", "skip", "--no-standing")
    assert result.exit_code == 1
    assert result.stdout == TIMELINE
    assert len(result.stderr.splitlines()) == 3
    assert result.stderr.endswith("2 bad records left out; the rest was replayed\n")


def test_bad_records_can_be_set_aside_byte_for_byte(border: Path) -> None:
    """The quarantine holds their own bytes, even of what is no text, and nothing else."""
    raw = b'{"id": "\xff\x00"}\r\n'
    border.write_bytes(raw + "".join(f"{line}\n" for line in GOOD).encode() + TRUNCATED.encode())
    result = replay("border", "--on-error", "quarantine=bad.jsonl", "--format", "jsonl")
    assert result.exit_code == 1
    assert events(result) == ["s1", "s2"]
    assert Path("bad.jsonl").read_bytes() == raw + TRUNCATED.encode()
    assert result.stderr.endswith("2 bad records set aside in bad.jsonl; the rest was replayed\n")


def test_a_good_log_leaves_an_empty_quarantine(border: Path) -> None:
    """What lay there was of another run."""
    Path("bad.jsonl").write_text("old")
    assert replay("border", "--on-error", "quarantine=bad.jsonl").exit_code == 0
    assert Path("bad.jsonl").read_bytes() == b""


def test_a_log_out_of_order_is_told_and_sorted_if_asked(border: Path) -> None:
    """The line that is too early is named; --sort gives what the sorted log gives."""
    write(border, GOOD[::-1])
    result = replay("border", "--no-standing")
    assert result.exit_code == 1
    assert result.stderr == (
        f"border/log.jsonl:2:{column('known_at', GOOD[0])}: known earlier than a record before it; "
        "put the log in order, or pass --sort\n"
    )
    assert replay("border", "--no-standing", "--sort").stdout == TIMELINE


def test_a_file_takes_the_output_whole(border: Path) -> None:
    """Nothing but the digest is printed, and no temporary file is left."""
    printed = replay("border", "--format", "jsonl")
    result = replay("border", "--format", "jsonl", "-o", "out.jsonl")
    assert result.stdout == ""
    assert Path("out.jsonl").read_text("utf-8") == printed.stdout
    assert sorted(each.name for each in Path().iterdir()) == ["border", "out.jsonl", "rules"]


def test_a_failed_run_leaves_the_old_output(border: Path) -> None:
    """The file of an earlier run is not half overwritten."""
    Path("out.jsonl").write_text("before")
    write(border, [*GOOD, BAD])
    assert replay("border", "--format", "jsonl", "-o", "out.jsonl").exit_code == 1
    assert Path("out.jsonl").read_text() == "before"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("-o", "border/log.jsonl"), "--output would write over border/log.jsonl"),
        (
            ("--on-error", "quarantine=border/case.yaml"),
            "--on-error would write over border/case.yaml",
        ),
        (("-o", "x", "--on-error", "quarantine=x"), "--on-error would write over x"),
        (("--on-error", "skp"), "unknown policy 'skp'; did you mean 'skip'?"),
        (("--on-error", "quarantine"), "write stop, skip, or quarantine=FILE"),
        (("--on-error", "quarantine=-"), "write stop, skip, or quarantine=FILE"),
        (("-o", ""), "name the file to write to"),
        (
            ("--from", "2025-02-03", "--until", "2025-02-02"),
            "--from 2025-02-03 is later than --until 2025-02-02",
        ),
        (("--format", "xml"), "'xml' is not one of"),
        (("--as-of", "yesterday"), "Invalid value for --as-of: 'yesterday' is not a time"),
        (("--from", "2025-02-30"), "Invalid value for --from: '2025-02-30' is not a time"),
        (("--until", "soon"), "Invalid value for --until: 'soon' is not a time"),
    ],
)
def test_wrong_usage_is_exit_2(border: Path, args: tuple[str, ...], said: str) -> None:
    """The last line says what is wrong; the log and the case stay as they were."""
    before = border.read_bytes()
    result = replay("border", *args)
    assert result.exit_code == 2
    assert said in result.stderr.splitlines()[-1]
    assert border.read_bytes() == before
    assert (border.parent / "case.yaml").read_text() == CASE


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nowhere",), "nowhere:1:1: no such file, folder or packaged case"),
        (("border/no.jsonl",), "border/no.jsonl:1:1: no such file, folder or packaged case"),
        (("rules",), "rules/case.yaml:1:1: no such file"),
        (("border", "-o", "no/out.txt"), "Error: no/out.txt: can't be written: No such file"),
        (("border", "-o", "rules"), "Error: rules: can't be written: Is a directory"),
    ],
)
def test_what_is_missing_is_told_in_one_line(
    border: Path, args: tuple[str, ...], said: str
) -> None:
    """One line on stderr, exit 1."""
    result = replay(*args)
    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith(said)


def test_an_empty_log_is_a_problem(border: Path) -> None:
    """A log without a record is told, not shown as a quiet war."""
    write(border, [])
    result = replay("border", "--format", "jsonl")
    assert result.exit_code == 1
    assert result.stderr == "border/log.jsonl:1:1: the log is empty\n"


# --- a process of its own


def run(*args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*MAIN, *args], capture_output=True, env={**os.environ, **env}, check=False
    )


def test_a_closed_pipe_is_quiet() -> None:
    """`| head -1`: no traceback, no message."""
    process = subprocess.Popen(
        [*MAIN, "minsk-2014"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"The Minsk process")
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert told == b""


def test_two_processes_print_the_same_bytes() -> None:
    """Whatever Python's hashes are seeded with."""
    first, second = (
        run("istanbul-2025", "--format", "jsonl", PYTHONHASHSEED=seed) for seed in ("1", "2")
    )
    assert first.stdout == second.stdout
    assert first.stderr == second.stderr


def test_colour_is_for_terminals_and_no_color_is_heeded() -> None:
    """Rules are cyan on a terminal, and nothing has a colour under NO_COLOR or in a pipe."""
    cyan, terminal = b"\x1b[36m", {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    assert cyan in run("istanbul-2025", **terminal).stdout
    assert cyan not in run("istanbul-2025", **terminal, NO_COLOR="1").stdout
    assert b"\x1b" not in run("istanbul-2025").stdout


def test_lines_keep_to_the_width_of_the_page() -> None:
    """COLUMNS is heeded, and continued lines hang under their own column."""
    told = run("istanbul-2025", COLUMNS="60").stdout.decode().splitlines()
    assert max(map(len, told)) <= 60 or [line for line in told if len(line) > 60] == [
        line for line in told if line.startswith("digest ")
    ]


def test_an_export_is_utf_8_whatever_the_terminal_speaks() -> None:
    """Bounds such as ≈ come out whole in an ASCII locale too, and a table shows them escaped."""
    ascii_only = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    assert "≈1000 km".encode() in run("istanbul-2025", "--format", "csv", **ascii_only).stdout
    assert rb"\u22481000 km" in run("istanbul-2025", **ascii_only).stdout


def test_hindsight_is_told_on_the_page_and_nowhere_else() -> None:
    """A base rate of a later date is a line of the page; no warning of Python's reaches stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "negotiations", "replay", "minsk-2014", "--as-of", "2014-05-01"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "warning: read before 2020-12-31, when the base rate was set" in done.stdout
    assert "UserWarning" not in done.stderr
