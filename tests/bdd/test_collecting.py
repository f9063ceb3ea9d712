"""Feature files in pytest: names, choosing, and several workers."""

import pytest

from negotiations.bdd.running.collecting import named

pytest_plugins = "pytester"

FEATURE = """\
@talks
Feature: Talks
  Background:
    Given the case "istanbul-2025"
    When the log is replayed

  @smoke
  Scenario: The second round
    Then round 2 is "convened"

  Rule: Of rows
    @wide
    Scenario Outline: Round <n>
      Then round <n> is "<status>"

      @early
      Examples:
        | n | status    |
        | 1 | adjourned |
      @late
      Examples:
        | status   | n |
        | convened | 2 |
"""
NAMES = ["The second round", "Round <n>[1-adjourned]", "Round <n>[convened-2]"]


@pytest.fixture(autouse=True)
def _written(pytester: pytest.Pytester) -> None:
    (pytester.path / "x.feature").write_text(FEATURE)


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    """The folder's features, run with options."""
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", *options)


def collected(pytester: pytest.Pytester, *options: str) -> list[str]:
    """The names of what is collected, in order."""
    lines = run(pytester, "--collect-only", "-q", *options).outlines
    return [each.partition("::")[2] for each in lines if "::" in each]


def test_scenarios_are_named_as_they_are_written(pytester: pytest.Pytester) -> None:
    """Each is named by its title, and each row by its values, in the order of the file."""
    assert collected(pytester) == NAMES


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        (["-m", "smoke"], NAMES[:1]),
        (["-m", "wide and late"], NAMES[2:]),
        (["-m", "talks and not early"], [NAMES[0], NAMES[2]]),
        (["-k", "second"], NAMES[:1]),
        (["-k", "adjourned"], NAMES[1:2]),
        (["x.feature::The second round"], NAMES[:1]),
        (["x.feature::Round <n>"], NAMES[1:]),
        (["x.feature::Round <n>[convened-2]"], NAMES[2:]),
    ],
)
def test_scenarios_are_chosen(
    pytester: pytest.Pytester, options: list[str], chosen: list[str]
) -> None:
    """By tags of all that they stand in, by words, by name, and by row."""
    assert collected(pytester, *options) == chosen


def test_rows_that_look_alike_have_names_of_their_own(pytester: pytest.Pytester) -> None:
    """Values that hold the sign between values don't make two scenarios one."""
    rows = "| n | status |\n| a | b-c |\n| a-b | c |\n"
    outline = '  Scenario Outline: A\n    Then "<n>" and "<status>"\n    Examples:\n'
    (pytester.path / "x.feature").write_text(f"Feature: x\n{outline}{rows}")
    assert collected(pytester) == ["A[a-b-c]", "A[a-b-c-2]"]


def test_a_name_stays_on_one_line() -> None:
    """A cell may hold a line break; a name may not."""
    assert named("A", {"n": "one\ntwo"}) == "A[one\\ntwo]"


def test_all_workers_collect_the_same(pytester: pytest.Pytester) -> None:
    """Scenarios are run by several processes, and each of them once."""
    result = run(pytester, "-n", "2", "-v")
    result.assert_outcomes(passed=3)
    passed = [line.partition("::")[2].strip() for line in result.outlines if "PASSED" in line]
    assert sorted(passed) == sorted(NAMES)


def test_one_unsound_feature_does_not_hide_another(pytester: pytest.Pytester) -> None:
    """Each unsound file is an error of its own; the sound ones can be run all the same."""
    (pytester.path / "bad.feature").write_text("Feature: nothing\n")
    (pytester.path / "worse.feature").write_text("Featur: nothing\n")
    result = run(pytester, "--continue-on-collection-errors")
    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines(["bad.feature:1:1: *", "worse.feature:1:1: *"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_rubbish_is_an_error_with_its_place(pytester: pytest.Pytester) -> None:
    """Bytes that are no text, in a file that calls itself a feature."""
    (pytester.path / "x.feature").write_bytes(bytes(range(256)))
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["x.feature:*:*: *"])
