"""`negotiations scenario`: features run with no Python beside them, whatever lies around."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from commands import Said, ended, run, started, write

FEATURE = """
@war
Feature: Talks
  @first
  Scenario: They meet
    Given the case "istanbul-2025"
    When the log is replayed
    Then round 2 is "convened"

  # what is open
  @slow @issue:12
  Scenario Outline: They part
    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then round 1 is "<status>"
    Examples:
      | status    |
      | adjourned |
      | convened  |
"""
HEAD = "Talks  talks.feature\n"
MEET = HEAD + "  ✓ They meet\n\n1 scenario: 1 passed\n"
ADJOURNED = HEAD + "  ✓ They part[adjourned]\n\n1 scenario: 1 passed\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with nothing in it but one feature."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "talks.feature", FEATURE)
    return tmp_path


def marks(said: Said) -> list[str]:
    """The scenarios that were run, each with its mark."""
    lines = said.out.partition("\n\n")[0].splitlines()
    return [line.strip() for line in lines if line.startswith("  ")]


def test_a_feature_alone_in_a_folder_runs(folder: Path) -> None:
    """Feature, scenarios, the page on each failure, and the sum; exit 1 for a failure."""
    said = run("scenario", "talks.feature")
    assert said.code == 1
    assert said.out.startswith(
        HEAD + "  ✓ They meet\n  ✓ They part[adjourned]\n  ✗ They part[convened]\n\n"
        'talks.feature:14:5: Then round 1 is "convened"\n\n'
        "  Scenario: They part[convened]\n"
        '  ✓ Given the case "istanbul-2025"\n'
    )
    assert said.out.endswith("\n\n3 scenarios: 2 passed, 1 failed\n")
    assert said.err == ""
    assert [each.name for each in folder.iterdir()] == ["talks.feature"]


@pytest.mark.parametrize(
    ("line", "out"),
    [(4, MEET), (3, MEET), (7, MEET), (8, MEET), (17, ADJOURNED)],
    ids=["heading", "tags", "step", "blank line below", "row"],
)
def test_a_line_chooses_what_stands_there(folder: Path, line: int, out: str) -> None:
    """Any line of a scenario means it, its tags included; the line of a row means the row."""
    assert run("scenario", f"talks.feature:{line}") == Said(0, out, "")


def test_lines_that_belong_to_no_row_or_no_scenario(folder: Path) -> None:
    """A line of an outline means all its rows; one above all scenarios, the whole file."""
    assert len(marks(run("scenario", "talks.feature:9"))) == 2
    assert len(marks(run("scenario", "talks.feature:16"))) == 2
    assert len(marks(run("scenario", "talks.feature:2"))) == 3
    assert len(marks(run("scenario", "talks.feature:4", "talks.feature:18"))) == 2
    assert len(marks(run("scenario", "talks.feature:4", "talks.feature"))) == 3


def test_a_line_that_is_not_there_is_wrong_usage(folder: Path) -> None:
    """It says how many lines there are."""
    said = run("scenario", "talks.feature:99")
    assert (said.code, said.last) == (
        2, "Error: talks.feature:99: it has 18 lines, and none of number 99",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "count"),
    [
        ("@first", 1), ("not @first", 2), ("@war", 3), ("@issue:12 and @slow", 2),
        ("@first or @slow", 3), ("@war and not (@first or @slow)", 0), ("first", 1),
    ],
)  # fmt: skip
def test_tags_choose(folder: Path, expression: str, count: int) -> None:
    """Expressions as Cucumber has them, over the tags of feature and scenario."""
    said = run("scenario", "talks.feature", "--tags", expression)
    if count:
        assert len(marks(said)) == count
        return
    known = "@first, @issue:12, @slow, @war"
    assert said == Said(1, "", f"Error: none of 3 scenarios is chosen; tags here: {known}\n")


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("@a and", "a tag is missing at the end"),
        ("and @a", "a tag is missing before 'and'"),
        ("", "a tag is missing at the end"),
        ("@", "a tag is missing at the end"),
        ("@a @b", "'and' or 'or' is missing before '@b'"),
        ("(@a or @b", "a ( is not closed"),
        ("(@a @b)", "'and' or 'or' is missing before '@b'"),
        ("@a)", "a ) closes nothing"),
        ("not", "a tag is missing at the end"),
    ],
)
def test_a_wrong_expression_is_one_line(folder: Path, expression: str, what: str) -> None:
    """Exit 2, with the expression and what is wrong in it."""
    said = run("scenario", "talks.feature", "--tags", expression)
    told = f"Error: Invalid value for '--tags': {expression!r}: {what}"
    assert (said.code, said.last) == (2, told)


def test_names_choose(folder: Path) -> None:
    """All the words, anywhere in the name, in any case; rows are part of it."""
    assert run("scenario", "talks.feature", "-k", "MEET they") == Said(0, MEET, "")
    assert run("scenario", "talks.feature", "--name", "part [adj") == Said(0, ADJOURNED, "")


def test_a_dry_run_shows_every_step_and_replays_nothing(folder: Path) -> None:
    """What would fail when run is only looked up, a step in Python too."""
    write(folder / "conftest.py", """
        from pytest_bdd import then
        @then("it rains")
        def _():
            raise RuntimeError
        """)  # fmt: skip
    write(folder / "dry.feature", """
        Feature: Dry
          Scenario: Nothing happens
            Given the case "nowhere"
            Then it rains
              | a | long |
              | 1 | b    |
        """)  # fmt: skip
    assert run("scenario", "dry.feature", "--dry-run") == Said(
        0,
        "Dry  dry.feature\n  ✓ Nothing happens\n"
        '    ✓ Given the case "nowhere"\n'
        "    ✓ Then it rains\n        | a | long |\n        | 1 | b    |\n\n"
        "1 scenario, 2 steps: looked up, nothing replayed\n",
        "",
    )
    assert run("scenario", "dry.feature").code == 1


def test_a_dry_run_fails_for_an_unknown_step(folder: Path) -> None:
    """What can't be found is what a dry run is for."""
    write(folder / "odd.feature", 'Feature: Odd\n  Scenario: One\n    Then "it" hails\n')
    said = run("scenario", "odd.feature", "--dry-run")
    assert said.code == 1
    assert 'Then "it" hails' in said.out + said.err
    assert said.out.endswith("1 scenario, 1 step: looked up, nothing replayed; 1 failed\n")


# --- what lies around


def test_the_settings_of_pytest_that_lie_around_are_not_read(folder: Path) -> None:
    """Neither a pytest.ini nor the environment breaks a run; a conftest.py is read."""
    write(folder / "pytest.ini", "[pytest]\naddopts = -n 7 --nonsense\ntestpaths = nowhere\n")
    write(folder / "test_other.py", "def test_other():\n    assert False\n")
    write(folder / "conftest.py", "from pytest_bdd import then\n@then('all is well')\n"
                                  "def _():\n    print('not on stdout')\n")  # fmt: skip
    write(folder / "more" / "well.feature",
          'Feature: Well\n  Scenario: So\n    Given the case "istanbul-2025"\n'
          "    Then all is well\n")  # fmt: skip
    process = started("scenario", "more", folder=folder, PYTEST_ADDOPTS="--zzz",
                      PYTEST_PLUGINS="nothing_of_this_name")  # fmt: skip
    out = "Well  more/well.feature\n  ✓ So\n\n1 scenario: 1 passed\n"
    assert ended(process) == Said(0, out, "")


def test_what_is_wrong_with_a_file_goes_to_stderr_and_the_others_run(folder: Path) -> None:
    """Data on stdout, problems on stderr, each in one line however long; exit 1."""
    write(folder / "worse.feature", "Fature: Something\n")
    said = run("scenario", ".", "-k", "meet")
    assert said.code == 1
    assert said.out == HEAD + "  ✓ They meet\n\n1 scenario: 1 passed; 1 problem\n"
    assert said.err.startswith("worse.feature:1:1: ")
    assert said.err.count("\n") == 1


def test_a_file_that_can_not_be_read_is_not_taken_for_an_empty_one(folder: Path) -> None:
    """Its scenarios are there, and were not run for the problems that are told."""
    write(folder / "x.feature", 'Feature: X\n  Scenario Outline: Y\n    Then round <n> is "x"\n')
    said = run("scenario", "x.feature")
    assert said.code == 1
    assert said.out == "nothing was run: 2 problems\n"
    assert said.err.startswith("x.feature:3:5: nothing says what <n> is")


def test_a_conftest_that_cannot_be_read_is_told(folder: Path) -> None:
    """It is Python, so Python says what is wrong; nothing is run, and that is no success."""
    write(folder / "conftest.py", "def x(:\n")
    said = ended(started("scenario", "talks.feature", "--junit", "x.xml", folder=folder))
    assert not (folder / "x.xml").exists()
    assert (said.code, said.out) == (1, "")
    assert "SyntaxError" in said.err
    assert said.last == "Error: no scenario could be run"


def test_a_skipped_scenario_says_why(folder: Path) -> None:
    """pytest's own marks work as tags, and nothing is left out in silence."""
    write(folder / "x.feature", '@skip\nFeature: X\n  Scenario: Y\n    Then round 1 is "b"\n')
    said = run("scenario", "x.feature")
    assert said.out == ("X  x.feature\n  · Y  (unconditional skip)\n\n1 scenario: 1 skipped\n")


def test_what_breaks_off_leaves_no_page(folder: Path) -> None:
    """An interrupt is exit 130, as everywhere, and no half a page is written."""
    write(folder / "conftest.py", """
        from pytest_bdd import then
        @then("somebody presses ctrl-c")
        def _():
            raise KeyboardInterrupt
        """)  # fmt: skip
    write(folder / "x.feature", "Feature: X\n  Scenario: Y\n    Then somebody presses ctrl-c\n")
    said = run("scenario", "x.feature", "--html", "page.html")
    assert said.code == 130
    assert not (folder / "page.html").exists()


# --- words on the command line


@pytest.mark.parametrize(
    ("word", "code", "what"),
    [
        ("talk.feature", 1, "talk.feature: no such file or folder; did you mean 'talks.feature'?"),
        ("talk.feature:3", 1,
         "talk.feature: no such file or folder; did you mean 'talks.feature'?"),
        ("none", 1, "none: no such file or folder; known are: talks.feature"),
        ("empty", 1, "empty: no file here ends in .feature"),
        ("notes.txt", 1, "notes.txt: a feature is written in a file that ends in .feature"),
        ("a\0b", 1, "a\\x00b: no such file or folder; known are: talks.feature"),
    ],
)  # fmt: skip
def test_a_feature_that_is_none_is_one_line(folder: Path, word: str, code: int, what: str) -> None:
    """Each with what is wrong and, where it is known, the name that was meant."""
    (folder / "empty").mkdir()
    write(folder / "notes.txt", "Feature: X\n")
    assert run("scenario", word) == Said(code, "", f"Error: {what}\n")


def test_without_a_feature_the_folder_features_is_meant(folder: Path) -> None:
    """If there is none, that is wrong usage."""
    assert run("scenario").code == 2
    write(folder / "features" / "b.feature", FEATURE)
    write(folder / "features" / "deep" / "a.feature", FEATURE)
    said = run("scenario", "-k", "meet")
    assert said.out == (
        "Talks  features/b.feature\n  ✓ They meet\n\n"
        "Talks  features/deep/a.feature\n  ✓ They meet\n\n2 scenarios: 2 passed\n"
    )


# --- what is written


def test_pages_are_written_beside_what_is_printed(folder: Path) -> None:
    """HTML to read and JUnit XML for machines; the same run gives the same page."""
    for name in ("one.html", "two.html"):
        run("scenario", "talks.feature", "--html", name, "--junit", "junit.xml")
    text = (folder / "one.html").read_text("utf-8")
    assert text == (folder / "two.html").read_text("utf-8")
    assert "<p>3 scenarios: 2 passed, 1 failed</p>" in text
    suite = ElementTree.parse(folder / "junit.xml").find("testsuite")
    assert suite is not None
    wanted = {"name": "negotiations", "tests": "3", "failures": "1", "errors": "0"}
    assert wanted.items() <= suite.attrib.items()


@pytest.mark.parametrize(
    ("options", "code", "what"),
    [
        (("--html", "talks.feature"), 2, "--html would write over talks.feature, which is in use"),
        (("--html", "no/x.html"), 1, "no/x.html: can't be written: No such file or directory"),
        (("--html", "x.html", "--dry-run"), 2, "has no outcome to write: leave out --html"),
        (("--junit", "x", "--html", "x"), 2, "would write over x, which is in use"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_written_is_refused_first(
    folder: Path, options: tuple[str, ...], code: int, what: str
) -> None:
    """Nothing runs, and nothing is written over."""
    said = run("scenario", "talks.feature", *options)
    assert (said.code, said.out) == (code, "")
    assert said.last.endswith(what)
    assert (folder / "talks.feature").read_text("utf-8") == FEATURE.lstrip("\n")


def test_the_packaged_features_are_there_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes with the package is run by the name it has in a checkout, as cases are."""
    monkeypatch.chdir(tmp_path)
    said = run("scenario", "features/first-minute.feature")
    assert said.code == 0, said
    assert " passed" in said.out
    assert "no such file" in run("scenario", "features/second-minute.feature").err


def test_a_hook_of_a_conftest_in_a_folder_is_met(folder: Path) -> None:
    """pytest asks the hooks of a folder for the files of that folder alone."""
    write(folder / "inner" / "talks.feature", FEATURE)
    write(folder / "inner" / "conftest.py", "def pytest_collectreport(): pass\n")
    said = run("scenario", "talks.feature", "inner", "--tags", "@first")
    assert (said.code, said.err) == (0, "")
    assert said.out.count("✓ They meet") == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def pytest_collection_modifyitems(): 1 / 0\n", "ZeroDivisionError: division by zero"),
        ("import sys\nsys.exit('enough')\n", "SystemExit: enough"),
    ],
)
def test_what_a_conftest_does_wrong_is_its_own(folder: Path, text: str, told: str) -> None:
    """No bug of ours, and no end without a word."""
    write(folder / "conftest.py", text)
    said = run("scenario", "talks.feature")
    place = f"conftest.py:{text.count(chr(10))}:1"
    assert (said.code, said.out) == (1, "")
    assert said.err == f"Error: {place}: {told}; no scenario could be run\n"


def test_an_order_to_end_ends_the_run(folder: Path) -> None:
    """SIGTERM, which comes while a scenario is told, doesn't only fail that scenario."""
    step = """
        import os, signal
        from pytest_bdd import when

        @when("it ends")
        def it_ends():
            os.kill(os.getpid(), signal.SIGTERM)
    """
    write(folder / "conftest.py", step)
    feature = 'Feature: X\n  Scenario: {}\n    When it ends\n    Then round 2 is "convened"\n'
    write(folder / "a.feature", feature.format("one"))
    said = ended(started("scenario", "a.feature", "talks.feature", folder=folder))
    assert said.code == 143
    assert "They meet" not in said.out


def test_a_link_to_nowhere_is_one_line(folder: Path) -> None:
    """Not in pytest's words, and not by meaning the very same name."""
    (folder / "gone.feature").symlink_to("nowhere")
    for word in ("gone.feature", "."):
        said = run("scenario", word)
        assert (said.code, said.out) == (1, "")
        what = "no file, but a pipe, or a link that leads nowhere"
        assert said.err == f"Error: gone.feature: {what}\n"


@pytest.mark.parametrize("expression", ["(" * 5000, "not " * 5000 + "@a"])
def test_an_expression_without_end_is_wrong_usage(folder: Path, expression: str) -> None:
    """Brackets are counted before they are read."""
    said = run("scenario", "--tags", expression, "talks.feature")
    assert said.code == 2
    assert said.last.endswith("an expression over tags has at most 150 words")


def test_a_name_that_no_file_can_have_fails_a_step(folder: Path) -> None:
    """A case of 5,000 letters is told in a line, with no traceback."""
    steps = f'Given the case "{"a" * 5000}"\n    Then the talks are "none"\n'
    write(folder / "x.feature", f"Feature: X\n  Scenario: Y\n    {steps}")
    said = run("scenario", "x.feature")
    assert said.code == 1
    assert "can't be read: File name too long" in " ".join(said.out.split())
    assert "pathlib" not in said.out
