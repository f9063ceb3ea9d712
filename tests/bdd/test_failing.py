"""The page on a failure: compared whole, and as pytest, its workers and JUnit show it."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from commands import PROJECT, case_folder, write

from negotiations.bdd.features.reading import StepLine
from negotiations.bdd.running.failing import Failure, Scene, failure_lines
from negotiations.bdd.stories.story import Story
from negotiations.bdd.tables import Cell, Table
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.place import Place
from negotiations.problems import Problem

pytest_plugins = ["pytester"]

PAGE = """\
talks.feature:6:5: Then round 1 is "adjourned"

  Scenario: Talks end
  ✓ Given the case "ruritania"
  ✓ When these events happen:
      | kind   | launched |
      | strike | 472      |
  ✗ Then round 1 is "adjourned"
      expected  round 1 to be "adjourned"
      actual    it is "convened"
      nearest   round 1 is "convened"
  · And this is not reached

The story until then (times are UTC)

Friday 16 May 2025
  day    Ruritania and Freedonia convened main round 1  [met]
         phase       talks:main: none → convened  irregular: convened does not follow none

Tuesday 20 May 2025
  day    Freedonia launched 472 drones at Ruritania  [wave]
         rule        great-wave (recipient Ruritania): -0.174 nats on onset (battlefield, half-life
                     14 d); Ruritania hardens by 1.5 on truce-terms
         likelihood  onset in 90 d 12.0 → 11.6 % ▼   30 d 4.2 → 3.8 %   180 d 22.6 → 22.2 %
         position    Ruritania on truce-terms: 80 → 81.5

Wednesday 21 May 2025
  day    Freedonia struck Ruritania with drones  [unclear]

Rules that fired, the latest first
  great-wave  on wave

What came nearest to firing on unclear
  great-wave for recipient ruritania  rules/rule-0.yaml:1
    when launched at_least 400: unknown (launched is not known)
"""
FEATURE = """
Feature: Talks
  Scenario: They end
    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then round 1 is "convened"
    And round 2 is "convened"
"""
BEGINNING = """\
talks.feature:5:5: Then round 1 is "convened"

  Scenario: They end
  ✓ Given the case "istanbul-2025"
  ✓ When the log is replayed as of "2025-05-20"
  ✗ Then round 1 is "convened"
      expected  round istanbul:1 to be convened
      actual    it is adjourned
  · And round 2 is "convened"

The story until then (times are Europe/Istanbul)
"""
MESSAGE = (
    'Then round 1 is "convened": expected round istanbul:1 to be convened, but it is adjourned'
)
PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider")


@pytest.fixture(autouse=True)
def _this_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python of its own runs what stands here, for a page of a known width."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    monkeypatch.setenv("COLUMNS", "100")


def scene() -> Scene:
    """A scenario of four steps, of which the first two have held."""
    rows = (("kind", "launched"), ("strike", "472"))
    below = Table(tuple(tuple(Cell(t, Place("talks.feature")) for t in r) for r in rows), Place(""))
    steps = (
        StepLine("given", "Given", 'the case "ruritania"', Place("talks.feature", 3, 5)),
        StepLine("when", "When", "these events happen:", Place("talks.feature", 4, 5), below),
        StepLine("then", "Then", 'round 1 is "adjourned"', Place("talks.feature", 6, 5)),
        StepLine("then", "And", "this is not reached", Place("talks.feature", 7, 5)),
    )
    return Scene("Talks end", Place("talks.feature", 2, 3), steps, held=2)


def shown(failure: Failure) -> str:
    """The page on a failure, 100 columns wide."""
    lines = (part for line in failure_lines(failure) for part in line.wrapped(100))
    return "\n".join(str(line).rstrip() for line in lines) + "\n"


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """The story of Ruritania and Freedonia, its log told."""
    monkeypatch.chdir(tmp_path)
    case_folder(tmp_path)
    told = Story(tmp_path)
    told.open_case(".")
    told.hear_log()
    return told


def test_a_failure_is_told_as_gherkin_with_the_story_until_then(story: Story) -> None:
    """The step, expected and actual, the events, the rules that fired and the nearest miss."""
    error = Unmet('round 1 to be "adjourned"', 'it is "convened"', ['round 1 is "convened"'])
    assert shown(Failure(scene(), error, story)) == PAGE


def test_of_a_long_story_the_last_events_are_told(story: Story) -> None:
    """The page says of how many events it tells the last; a midnight is none."""
    for day in range(1, 8):
        date = f"2025-06-0{day}"
        story.say(
            {"id": f"round-{day}", "kind": "round", "number": day + 1, "status": "convened",
             "track": "main", "actor": ["ruritania", "freedonia"],
             "occurred": date, "known_at": date}
        )  # fmt: skip
    page = shown(Failure(scene(), Unmet("more", "less"), story))
    assert "The story until then, the last 5 of 10 events (times are UTC)" in page
    assert "round 3" not in page
    assert page.count("convened main round") == 5


def test_what_cannot_be_told_gets_every_problem_and_no_story(story: Story) -> None:
    """Each problem is told at its own place, or at the step's if it has none."""
    error = Untellable(Problem(Place("talks.feature", 5, 9), "no such kind"), "no such party")
    page = shown(Failure(scene(), error, story))
    assert page.partition("  ✗ ")[2] == (
        'Then round 1 is "adjourned"\n'
        "      talks.feature:5:9: no such kind\n"
        "      talks.feature:6:5: no such party\n"
        "  · And this is not reached\n"
    )


def test_a_story_that_has_no_case_has_no_timeline() -> None:
    """A failure before anything was told is a page of its own all the same."""
    page = shown(Failure(scene(), Unmet("something", "nothing is told"), Story()))
    assert page.endswith("  · And this is not reached\n")


def test_the_message_of_a_failure_is_one_line(story: Story) -> None:
    """Whatever a step says, a list of failures keeps a line for each."""
    message = Failure(scene(), Unmet("a\nb", "c\td"), story).message
    assert message == 'Then round 1 is "adjourned": expected a'
    assert "\n" not in message


# --- as pytest shows it


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "two workers"])
def test_pytest_shows_the_page_and_junit_has_it_in_one_line_and_in_full(
    pytester: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    """No traceback reaches the screen or the file, with workers either."""
    write(pytester.path / "talks.feature", FEATURE)
    done = pytester.run(*PYTEST, "--junit-xml=junit.xml", *workers)
    out = done.stdout.str()
    assert BEGINNING in out
    assert "Traceback" not in out
    assert ".py" not in out.partition("FAILURES")[2]
    failure = ElementTree.parse(pytester.path / "junit.xml").find(".//failure")
    assert failure is not None
    assert failure.attrib["message"] == MESSAGE
    assert (failure.text or "").startswith(BEGINNING)


def test_a_scenario_bound_in_python_fails_alike(pytester: pytest.Pytester) -> None:
    """The page doesn't depend on who collects the scenario."""
    write(pytester.path / "talks.feature", FEATURE)
    write(pytester.path / "test_it.py", "import pytest_bdd\npytest_bdd.scenarios('talks.feature')")
    done = pytester.run(*PYTEST, "test_it.py")
    assert BEGINNING in done.stdout.str()


def test_a_step_in_python_keeps_its_own_traceback(pytester: pytest.Pytester) -> None:
    """What a user's own step raises is shown where it was raised, without pytest's inside."""
    write(pytester.path / "talks.feature", FEATURE.replace('round 1 is "convened"', "it rains"))
    step = "from pytest_bdd import then\n@then('it rains')\ndef _():\n    assert 1 == 2, 'dry'\n"
    write(pytester.path / "conftest.py", step)
    out = pytester.run(*PYTEST).stdout.str()
    assert "conftest.py:4: AssertionError" in out
    assert "AssertionError: dry" in out
    assert "call_fixture_func" not in out
