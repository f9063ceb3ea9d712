"""What pytest-bdd passes over in silence is an error here: in a check, and when it is run.

Each of the traps that were measured in pytest-bdd 9 has its test.
"""

from pathlib import Path

import pytest

from negotiations.bdd.features.checking import problems_of

pytest_plugins = "pytester"

HEAD = "Feature: Talks\n"
SOUND = """\
  Scenario: The second round
    Given the case "istanbul-2025"
    When the log is replayed
    Then round 2 is "convened"
"""
OUTLINE = """\
  Scenario Outline: Round <n>
    Given the case "istanbul-2025"
    When the log is replayed
    Then round <n> is "<status>"
"""


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    """The features of the folder, run as a user's pytest would."""
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", *options)


def feature(pytester: pytest.Pytester, text: str | bytes) -> Path:
    """A feature in the folder of the test."""
    file = pytester.path / "x.feature"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + SOUND + SOUND, "x.feature:6:3: the name 'The second round' stands twice; *line 2"),
        (
            HEAD + SOUND.replace("Given", "Givn"),
            "x.feature:3:5: 'Givn the case *' is read as prose; did you mean 'Given the case *'?*",
        ),
        ("", "x.feature:1:1: no feature is written here; begin with: Feature: *"),
        (
            HEAD + SOUND + "      | a | b |\n      | c |\n",
            "x.feature:7:7: this row has more or fewer cells than the first row of its table",
        ),
        (
            HEAD + SOUND.replace("Given", "*"),
            "x.feature:3:5: no step stands before this '[*]'; begin with Given, When or Then",
        ),
        (HEAD + OUTLINE + "    Examples:\n      | n | status |\n", "x.feature:6:5: *without rows*"),
        (
            HEAD + OUTLINE.replace("<n>", "<m>") + "    Examples:\n      | n | status |\n",
            "x.feature:5:5: no Examples have a column 'm'*",
        ),
        (HEAD + SOUND.rpartition("    Then")[0], "x.feature:2:3: a scenario that expects nothing*"),
        ((HEAD + SOUND).encode("utf-16"), "x.feature:1:1: not UTF-8 text but UTF-16; *"),
        (HEAD.replace("Talks", "Gespräch").encode("cp1252"), "x.feature:1:15: not UTF-8*"),
        (
            HEAD + SOUND.replace("    When", "      | a |\n    When"),
            "x.feature:3:5: this step takes no table; leave it out",
        ),
    ],
    ids=[
        "names twice", "mistyped keyword", "empty file", "ragged table", "first step is a star",
        "no rows", "placeholders", "no Then", "UTF-16", "Windows encoding", "table too much",
    ],
)  # fmt: skip
def test_it_is_told_in_a_check_and_when_run(
    pytester: pytest.Pytester, text: str | bytes, told: str
) -> None:
    """With its file, line and remedy, in the same words; and nothing of it counts as passed."""
    file = feature(pytester, text)
    result = run(pytester)
    result.assert_outcomes(**_not_passed(result))
    result.stdout.fnmatch_lines([told])
    assert {str(each) for each in problems_of(file)} <= set(result.outlines)


def _not_passed(result: pytest.RunResult) -> dict[str, int]:
    """One error or failure, whichever it is, and nothing else."""
    outcomes = result.parseoutcomes()
    noun = "failed" if "failed" in outcomes else "errors"
    return {noun: 1}


def test_all_unknown_steps_of_a_scenario_are_told_at_once(pytester: pytest.Pytester) -> None:
    """The first one does not hide the next; other scenarios of the file run."""
    unknown = SOUND.replace("second", "third").replace("the log is", "the lgo is")
    file = feature(pytester, HEAD + SOUND + unknown.replace("round 2 is", "rownd 2 is"))
    result = run(pytester)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "x.feature:8:5: unknown step 'the lgo is replayed'; did you mean 'the log is *",
            "x.feature:9:5: unknown step 'rownd 2 is *'; did you mean 'round 2 is \"convened\"'*",
        ]
    )
    assert {str(each) for each in problems_of(file)} <= set(result.outlines)
    assert not result.stdout.str().count("Traceback")


STEPS = """
from pytest_bdd import given, parsers, then, when

@then(parsers.parse("the talks {how}"))
def talks(how):
    pass

@then(parsers.parse("{who} go on"))
def go_on(who):
    pass
"""


def test_two_steps_in_python_that_fit_are_an_error(pytester: pytest.Pytester) -> None:
    """Neither is chosen in silence: both are named, with their file and line."""
    pytester.makeconftest(STEPS)
    feature(pytester, HEAD + SOUND + "    And the talks go on\n")
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "x.feature:6:5: 2 steps in Python fit 'the talks go on': 'the talks {how}' "
            "(conftest.py:3:1) and '{who} go on' (conftest.py:7:1); make all but one more exact"
        ]
    )


def test_the_step_in_python_that_is_nearer_is_taken(pytester: pytest.Pytester) -> None:
    """A folder may say a thing in its own way; that is no ambiguity."""
    pytester.makeconftest(STEPS.replace("the talks {how}", "it rains"))
    folder = pytester.mkdir("near")
    (folder / "conftest.py").write_text(
        "from pytest_bdd import then\n@then('the talks go on')\ndef near():\n    print('NEAR')\n"
    )
    (folder / "x.feature").write_text(HEAD + SOUND + "    And the talks go on\n")
    result = run(pytester, "-s")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*NEAR*"])


def test_a_step_in_python_is_taken_before_the_library_s(pytester: pytest.Pytester) -> None:
    """Whoever writes a step in Python means it, at the root of a project too."""
    pytester.makeconftest(
        "from pytest_bdd import when\n"
        "@when('the log is replayed')\n"
        "def own(story):\n    story.hear_log('2025-05-20')\n"
    )
    feature(pytester, HEAD + SOUND.replace('round 2 is "convened"', 'round 1 is "adjourned"'))
    run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize("tag", ["issue:124", "issue-124", "-draft", "!", "слухання", "skip.not"])
def test_any_tag_goes_with_strict_markers(pytester: pytest.Pytester, tag: str) -> None:
    """Also on Examples, whatever signs are in it."""
    examples = f"    @late @{tag}\n    Examples:\n      | n | status |\n      | 2 | convened |\n"
    feature(pytester, f"@{tag}\n{HEAD}  @{tag}\n{SOUND}{OUTLINE}{examples}")
    result = run(pytester, "--strict-markers", "-W", "error")
    result.assert_outcomes(passed=2)


def test_a_byte_order_mark_is_no_trap(pytester: pytest.Pytester) -> None:
    """What a Windows editor puts before the text is not taken for a word."""
    feature(pytester, b"\xef\xbb\xbf" + (HEAD + SOUND).encode())
    run(pytester).assert_outcomes(passed=1)


def test_a_feature_that_runs_twice_is_told(pytester: pytest.Pytester) -> None:
    """Where a Python file binds it too, both run; the line says how to end that."""
    feature(pytester, HEAD + SOUND)
    pytester.makepyfile(test_bound="from pytest_bdd import scenarios\nscenarios('x.feature')\n")
    result = run(pytester)
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        [
            "x.feature runs twice: as it stands, and bound by test_bound.py; "
            "set negotiations_autocollect = false, or bind it no more"
        ]
    )
    pytester.makeini("[pytest]\nnegotiations_autocollect = false\n")
    result = run(pytester)
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*runs twice*")


def test_the_switch_is_in_the_help(pytester: pytest.Pytester) -> None:
    """`pytest --help` says when a feature runs twice, and what to set."""
    result = run(pytester, "--help")
    text = " ".join(result.stdout.str().split())
    assert "set it to false where a Python file binds them with scenarios(), or they run" in text
