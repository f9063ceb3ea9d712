"""What a careless or hostile user does: nothing is lost, nothing crashes, no terminal steered."""

import json
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from commands import PLAIN, PROJECT, RULE, case_folder, run

EVIL = "\x1b[31m\n\t\x07\x00\x9b‮\u2028"
TIMES = {"occurred": "2025-05-20", "known_at": "2025-05-20"}
PARTIES = {"actor": ["freedonia"], "recipient": ["ruritania"]}


@pytest.fixture(autouse=True)
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small case, and the working folder in it."""
    monkeypatch.chdir(case_folder(tmp_path))
    return tmp_path


def strike(id: str, **fields: Any) -> dict[str, Any]:
    """A record of a strike by Freedonia."""
    return {"id": id, "kind": "strike", "munition": "drone", **TIMES, **PARTIES, **fields}


def log(*records: dict[str, Any]) -> None:
    """Write the case's log as JSON lines."""
    Path("log.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))


# --- the terminal


def evil_log() -> list[dict[str, Any]]:
    """Records with escape codes, line ends and NUL wherever text can stand."""
    e = EVIL
    said = [{"asserter": "freedonia", "launched": 400}, {"asserter": "ruritania", "launched": 600}]
    round_ = {"id": f"r{e}", "kind": "round", "actor": ["ruritania", "freedonia"], "number": 1}
    return [
        {**round_, **TIMES, "status": "convened", "note": e},
        strike(f"s{e}", launched=472, operation=e, aim=e, location=e, near=[e], claims=said,
               sources=[{"source": f"p{e}", "url": e, "date": e, "credibility": 1}]),
        {"id": f"d{e}", "kind": "demand", **TIMES, **PARTIES, "status": "asserted",
         "precondition": f"p{e}", "text": e},
        {"id": f"a{e}", "kind": "agreement", **TIMES, **PARTIES, "status": "agreed",
         "agreement": f"a{e}", "type": "other", "title": e, "categories": [e]},
        {"id": f"c{e}", "kind": "ceasefire", **TIMES, **PARTIES, "status": "in_effect",
         "ceasefire": f"c{e}", "title": e},
        {"id": f"m{e}", "kind": "market", **TIMES, "instrument": e, "change": 3, "causes": [e]},
        {"id": f"x{e}", "kind": "correction", "of": f"s{e}", "known_at": "2025-05-21",
         "because": e, "set": {"launched": 500, "operation": f"o{e}"}},
        {"id": f"y{e}", "kind": "retraction", "of": f"m{e}", "known_at": "2025-05-21",
         "because": e},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("replay", "log.jsonl"),
        ("replay", "log.jsonl", "--format", "jsonl"),
        ("replay", "log.jsonl", "--format", "csv"),
        ("check", "log.jsonl"),
        ("phases", "log.jsonl"),
        ("phases", "log.jsonl", "--format", "mermaid"),
        ("phases", "log.jsonl", "--format", "dot"),
        ("why", "log.jsonl", "--likelihood"),
        ("why", "log.jsonl", "--phase", "ceasefire"),
        ("why", "log.jsonl", "--party", "ruritania", "--issue", "truce-terms"),
        *(("why", "log.jsonl", "--event", f"{first}{EVIL}") for first in "rsdacxy"),
        ("why", "log.jsonl", "--phase", "nope"),
        ("why", "log.jsonl", "--event", "nope"),
        ("why", "log.jsonl", "--event", f"s{EVIL}", "--format", "json"),
    ],
    ids=lambda words: ascii(" ".join(words)),
)  # fmt: skip
def test_nothing_in_a_log_steers_the_terminal(words: tuple[str, ...]) -> None:
    """What a log says comes out escaped: in the timeline, in errors, in why."""
    log(*evil_log())
    said = run(*words)
    assert said.code in (0, 1)
    assert all(line.isprintable() for line in (said.out + said.err).split("\n"))


def test_nothing_in_a_problem_steers_the_terminal() -> None:
    """What is refused is told in one line, whatever it is."""
    log({**strike("a"), f"l{EVIL}": 1, "actor": EVIL})
    said = run("replay", "log.jsonl")
    assert said.code == 1
    assert [line.isprintable() for line in said.err.split("\n")] == [True] * 3


# --- what is being read


@pytest.mark.parametrize("option", ["-o={}", "--on-error=quarantine={}"])
@pytest.mark.parametrize(
    "target",
    [
        "log.yaml",
        "./rules/../log.yaml",
        "link",
        "case.yaml",
        "rules/rule-0.yaml",
        "rules/groups.yaml",
    ],
)
def test_what_is_read_is_never_written_over(target: str, option: str) -> None:
    """Log, case and rules are refused as a place for output, by whatever name."""
    Path("link").symlink_to("log.yaml")
    before = Path(target).read_bytes()
    words = option.format(target).split("=", 1)
    said = run("replay", ".", *words)
    assert (said.code, Path(target).read_bytes()) == (2, before)


@pytest.mark.parametrize("words", [["log.yaml"], ["log.yaml", "--case", "."]])
def test_the_case_of_a_log_is_never_written_over(words: list[str]) -> None:
    """Named or found beside the log, the case is in use too."""
    before = Path("case.yaml").read_bytes()
    said = run("replay", *words, "-o", "case.yaml")
    assert (said.code, Path("case.yaml").read_bytes()) == (2, before)


def test_what_comes_by_standard_input_is_never_written_over() -> None:
    """`< log.jsonl` and `-o log.jsonl` name one file, though the first name is the shell's."""
    log(strike("a"))
    words = ["replay", "-", "--case", ".", "-o", "log.jsonl"]
    env = os.environ | PLAIN | {"PYTHONPATH": str(PROJECT)}
    with Path("log.jsonl").open("rb") as stdin:
        done = subprocess.run([sys.executable, "-m", "negotiations", *words], env=env, stdin=stdin,
                              capture_output=True, check=False)  # fmt: skip
    assert (done.returncode, json.loads(Path("log.jsonl").read_bytes())["id"]) == (2, "a")


def test_whoever_is_ended_takes_half_written_files_along() -> None:
    """After SIGTERM what stood before stands, and nothing else."""
    before = sorted(os.listdir())
    words = ["replay", "-", "--case", ".", "-o", "out"]
    env = os.environ | PLAIN | {"PYTHONPATH": str(PROJECT)}
    with subprocess.Popen([sys.executable, "-m", "negotiations", *words], env=env,
                          stdin=subprocess.PIPE) as process:  # fmt: skip
        deadline = monotonic() + 20
        while sorted(os.listdir()) == before and monotonic() < deadline:
            sleep(0.02)
        assert [name.endswith(".part") for name in set(os.listdir()) - set(before)] == [True]
        process.terminate()
        assert process.wait(10) == 143
    assert sorted(os.listdir()) == before


LONG = "n" * 300


@pytest.mark.parametrize(
    "words",
    [
        ("replay", LONG),
        ("replay", f"{LONG}/case.yaml"),
        ("replay", ".", "--case", LONG),
        ("replay", ".", "--rules", LONG),
        ("check", LONG),
        ("test", LONG),
    ],
    ids=lambda words: " ".join(words).replace(LONG, "LONG"),
)
def test_a_name_too_long_for_any_file_is_a_problem_at_its_place(words: tuple[str, ...]) -> None:
    """The system's own complaint would not say whose name it is."""
    said = run(*words)
    assert said.code == 1
    assert said.err.startswith(LONG)
    assert said.err.count("\n") == 1
    assert ":1:1: " in said.err


@pytest.mark.parametrize(
    "name",
    [
        "../../../../../../../../etc/passwd",
        "rules",
        "nowhere/log.jsonl",
        "a\0b.jsonl",
        "loop.jsonl",
    ],
)
def test_a_log_that_its_case_names_strangely_is_a_problem(name: str) -> None:
    """A folder, a loop of links or a file of another sort: a line for each problem."""
    Path("loop.jsonl").symlink_to("loop.jsonl")
    with Path("case.yaml").open("a") as case:
        case.write(f"logs: [{json.dumps(name)}]\n")
    said = run("replay", ".")
    assert said.code == 1
    assert all(":1: " in line for line in said.err.splitlines())


@pytest.mark.parametrize("option", ["--as-of", "--until", "--from"])
def test_an_empty_moment_is_wrong_usage(option: str) -> None:
    """A shell variable that was never set must not mean that all is known."""
    assert run("replay", ".", option, "").code == 2


# --- streams


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("words", ["replay .", "why . --likelihood", "check ."])
def test_closed_streams_are_no_bug(words: str, closed: str) -> None:
    """With nobody to tell, a command is quiet and ends well."""
    command = f'exec "{sys.executable}" -m negotiations {words} {closed}'
    env = os.environ | PLAIN | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run(["/bin/sh", "-c", command], env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_live_stream_stops_at_its_first_problem() -> None:
    """A replay that is to stop does so, though whoever writes goes on."""
    command = [sys.executable, "-m", "negotiations", "replay", "-", "--case", "."]
    env = os.environ | PLAIN | {"PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(b"bad\n")
        process.stdin.flush()
        try:
            assert process.wait(5) == 1
        finally:
            process.kill()


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_no_locale_is_too_small(locale: str) -> None:
    """What a terminal has no letters for is written as an escape."""
    env = os.environ | PLAIN | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "0", "LC_ALL": locale,
                                "PYTHONCOERCECLOCALE": "0", "TERM": "dumb"}  # fmt: skip
    command = [sys.executable, "-m", "negotiations", "replay", "."]
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Ruritania and Freedonia" in done.stdout
    assert b"\\u2192" in done.stdout


@pytest.mark.parametrize("columns", ["0", "1", "7", "-5", "x", "99999999"])
def test_no_width_is_too_small(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor too large, nor no number."""
    monkeypatch.setitem(PLAIN, "COLUMNS", columns)
    assert [run(*words).code for words in (["replay", "."], ["phases"])] == [0, 0]


# --- sizes


@pytest.mark.parametrize(
    "record",
    [
        strike("a", launched=10**15, distance="1e15 km"),
        strike("a", occurred="1800", known_at="2200-12-31"),
        strike("a" * 900_000),
        strike("a", claims=[{"asserter": "arcadia", "launched": n} for n in range(10_000)]),
        strike("a", sources=[{"source": f"s{n}", "credibility": 2} for n in range(10_000)]),
    ],
    ids=["large numbers", "400 years", "a long id", "10,000 claims", "10,000 sources"],
)
def test_large_things_are_taken(record: dict[str, Any]) -> None:
    """Whatever fits the limits is replayed."""
    log(record)
    said = run("replay", "log.jsonl")
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize("route", ["replay", "check"])
def test_a_rule_with_too_many_conditions_is_told_with_its_place(route: str) -> None:
    """Matching takes 60 conditions; more is a problem of the rule's."""
    groups = "".join(f"  - {{days_since: {{of: round, at_least: {n}}}}}\n" for n in range(1, 71))
    text = RULE.split("examples:")[0].lstrip("\n")
    text = text.replace("unless:\n  ceasefire: in_effect\n", f"unless:\n{groups}")
    Path("rules/rule-0.yaml").write_text(text)
    said = run(route, ".")
    assert said.code == 1
    assert said.err.startswith("rules/rule-0.yaml:1:1: a rule can have at most 60 conditions")


@pytest.mark.parametrize("route", [["replay", "log.jsonl"], ["why", "log.jsonl", "--likelihood"]])
def test_no_evidence_is_too_much(route: list[str]) -> None:
    """Without a cap weights may add up to more nats than a float's exponent holds."""
    days = (f"2025-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29))
    log(*(strike(f"e{n}", occurred=day, known_at=day) for n, day in enumerate(days)))
    text = RULE.split("examples:")[0].lstrip("\n").replace("word: slight against", "weight_nats: 5")
    when, then = text.index("  strike:"), text.index("then:")
    Path("rules/rule-0.yaml").write_text(
        text[:when] + "  strike: {}\n" + text[then:].replace("14 days", "5000 weeks")
    )
    Path("rules/groups.yaml").write_text("battlefield: {cap: none}\n")
    said = run(*route)
    assert (said.code, said.err) == (0, "")
