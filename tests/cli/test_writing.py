"""`negotiations scenario --from-log` and `--to-log`: scenarios written from logs, and back."""

import json
import shutil
from pathlib import Path

import pytest
from commands import run, write

from negotiations.bdd.writing.retelling import retold, scenes_of
from negotiations.log.reading import read_log
from negotiations.packaged import folder, seed
from negotiations.runs import replay

MADE = """
Feature: Talks
  Scenario: A strike on the eve
    Given a case between "Ruritania" and "Freedonia"
    And the issue "Border", from "Freedonia alone" to "Ruritania alone"
    And the position of "ruritania" on "border" is 85.5
    And the base rate of "onset" is 12 % in 90 days
    When round 1 is planned on "2025-02-01"
    And "ruritania" strikes "freedonia" with 420 drones on "2025-02-02"
    Then round 1 is "planned"

  Scenario Outline: Rounds
    Given a case between "Ruritania" and "Freedonia"
    When round <number> is planned
    And 20 days pass without a round
    Then round <number> is "planned"
    Examples:
      | number |
      | 1      |
      | 2      |

  Scenario: Nothing happens
    Given a case between "Ruritania" and "Freedonia"
    Then round 1 is not known
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a case of its own, a copy of the packaged rules, and a feature."""
    monkeypatch.chdir(tmp_path)
    istanbul = seed("istanbul-2025")
    assert istanbul is not None
    shutil.copytree(istanbul, tmp_path / "mine")
    shutil.copytree(folder("rules"), tmp_path / "my-rules")
    (tmp_path / "features").mkdir()
    write(tmp_path / "made.feature", MADE)
    return tmp_path


def steps(file: Path) -> list[str]:
    """The first steps of the first scenario, as far as the table of its event."""
    lines = file.read_text("utf-8").splitlines()
    return [line.strip() for line in lines[4 : lines.index("    When these events happen:")]]


# --- from a log


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["istanbul-2025"],
         ['Given the case "istanbul-2025"',
          'And the log is replayed to just before "kharkiv-strike"']),
        (["mine"],
         ['Given the case "../mine"', 'And the log is replayed to just before "kharkiv-strike"']),
        (["mine/log.yaml", "--rules", "my-rules"],
         ['Given the case "../mine"', 'And the rules in "../my-rules"',
          'And the log "../mine/log.yaml" is replayed to just before "kharkiv-strike"']),
        (["mine/log.yaml", "--case", "istanbul-2025"],
         ['Given the case "istanbul-2025"',
          'And the log "../mine/log.yaml" is replayed to just before "kharkiv-strike"']),
    ],
)  # fmt: skip
def test_a_scenario_names_what_it_rests_on(here: Path, words: list[str], named: list[str]) -> None:
    """As seen from the folder of the feature, so that it runs wherever one stands."""
    asked = ["--from-log", *words, "--at", "kharkiv-strike", "-o", "features/x.feature"]
    said = run("scenario", *asked)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert steps(here / "features" / "x.feature") == named
    assert run("scenario", "features").code == 0


def test_a_stream_is_written_out_whole(here: Path) -> None:
    """What comes on standard input can't be named, so the scenario holds all of it."""
    records = run("scenario", "made.feature:2", "--to-log").out
    write(
        here / "case" / "case.yaml",
        "case: x\ntitle: X\nzone: UTC\nparties: {ruritania: {}, freedonia: {}}\n",
    )
    asked = ["--from-log", "-", "--whole", "--case", "case", "--at", "event-002"]
    said = run("scenario", *asked, "-o", "x.feature", stdin=records)
    assert (said.code, said.err) == (0, "")
    assert "replayed to just before" not in (here / "x.feature").read_text("utf-8")
    assert run("scenario", "x.feature").code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--from-log", "mine"], "Error: say at which record: --at EVENT, or --at day:2025-05-30"),
        (["--from-log", "mine", "--at", "kharkiv"],
         "Error: no event 'kharkiv' in the log; did you mean 'kharkiv-strike'?"),
        (["--from-log", "mine", "--at", "day:2025-02-30"],
         "Error: day:2025-02-30: day is out of range for month"),
        (["--from-log", "min", "--at", "x"],
         "min:1:1: no such file, folder or packaged case; did you mean 'mine'?"),
        (["--from-log", "-", "--at", "x"],
         "Error: a scenario can't name what comes on standard input: add --whole and --case"),
        (["--from-log", "istanbul-2025", "--case", "mine", "--at", "kharkiv-strike"],
         "Error: the log of one case under another: add --whole"),
        (["--from-log", "mine", "--at", "kharkiv-strike", "-o", "mine/log.yaml"],
         "Error: a feature is written in a file that ends in .feature"),
        (["--from-log", "mine", "--at", "x", "made.feature", "-k", "y"],
         "Error: with --from-log nothing is run: leave out FEATURE and -k"),
        (["--from-log", "mine", "--at", "x", "--case-out", "y"],
         "Error: --case-out goes with --to-log"),
        (["made.feature", "--at", "x"], "Error: --at goes with --from-log"),
        (["made.feature", "-o", "x"], "Error: --output goes with --from-log or --to-log"),
        (["made.feature", "--to-log"],
         "Error: a log is of one scenario; "
         "choose of: made.feature:2, made.feature:18, made.feature:19, made.feature:21"),
        (["made.feature:21", "--to-log"],
         "Error: made.feature:21:3: this scenario tells nothing that happened"),
        (["made.feature:2", "--to-log", "-o", "made.feature"],
         "Error: --output would write over made.feature, which is in use"),
        (["made.feature:2", "--to-log", "--case-out", "mine"],
         "Error: --case-out would write over the case in mine"),
        (["made.feature:2", "--to-log", "--html", "x.html"],
         "Error: with --to-log nothing is run: leave out --html"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_line(here: Path, words: list[str], told: str) -> None:
    """With the remedy, and nothing is written."""
    before = sorted(here.rglob("*"))
    said = run("scenario", *words)
    assert (said.code != 0, said.out, said.last) == (True, "", told)
    assert sorted(here.rglob("*")) == before


# --- to a log


def test_a_log_and_its_case_replay_to_the_same(here: Path) -> None:
    """What a scenario makes up, from its case on, becomes a folder like any other."""
    said = run("scenario", "made.feature:2", "--to-log", "--case-out", "made")
    assert (said.code, said.out, said.err) == (0, "", "2 records in made\n")
    (scene,) = scenes_of(here / "made.feature", {2})
    assert run("replay", "made").code == 0
    story = retold(scene)
    assert replay(read_log(here / "made"), story.rules).trace == story.run.trace


def test_a_log_says_what_it_does_not_hold(here: Path) -> None:
    """Days that pass behind its last record, a case that is nowhere else, rules of its own."""
    said = run("scenario", "made.feature:19", "--to-log")
    (record,) = map(json.loads, said.out.splitlines())
    assert (record["kind"], record["number"]) == ("round", 2)
    assert said.err == (
        "1 record\n"
        "the scenario ends later: replay it with --as-of 2025-01-21T12:00:00+00:00\n"
        "its case is made in the scenario: --case-out DIR writes both\n"
    )
    bare = MADE.replace("    When round <", "    And no rules\n    When round <")
    write(here / "x.feature", bare)
    said = run("scenario", "x.feature:20", "--to-log")
    assert said.last == "its rules are not the packaged ones: replay it with --rules"


def test_a_step_that_says_nothing_is_told_at_its_line(here: Path) -> None:
    """All unknown steps at once; then what can't be told, each with the nearest right word."""
    write(here / "x.feature", MADE.replace("planned on", "plannd on").replace("420", "420 big"))
    said = run("scenario", "x.feature:2", "--to-log")
    assert said.code == 1
    assert [line.partition(" ")[0] for line in said.err.splitlines()] == [
        "x.feature:7:5:", "x.feature:8:5:",
    ]  # fmt: skip
    write(here / "x.feature", MADE.replace('And "ruritania" strikes', 'And "ruritanai" strikes'))
    said = run("scenario", "x.feature:2", "--to-log")
    assert said.err == (
        "x.feature:8:5: unknown participant 'ruritanai'; did you mean 'ruritania'?\n"
    )


def test_the_log_of_a_packaged_case_comes_back(here: Path) -> None:
    """From a log to a scenario and back, the trace is that of the log cut there."""
    asked = ["--from-log", "istanbul-2025", "--at", "round-2-planned", "-o", "x.feature"]
    assert run("scenario", *asked).code == 0
    assert run("scenario", "x.feature", "--to-log", "--case-out", "again").code == 0
    (scene,) = scenes_of(here / "x.feature")
    story = retold(scene)
    assert story.log is not None
    whole = replay(story.log, story.rules).trace
    told = [*story.run.trace]
    assert told == whole.reasons[: len(told)]
