"""`negotiations check`: what each path is, and every problem in it."""

from pathlib import Path

import pytest
from commands import LOG, RULE, Said, case_folder, run, write

OTHER = RULE.replace("rule: great-wave", "rule: other-wave")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound case in a folder `case` of the working folder."""
    monkeypatch.chdir(tmp_path)
    return case_folder(tmp_path / "case").relative_to(tmp_path)


@pytest.mark.parametrize(
    ("path", "summary"),
    [
        ("case", "1 rule, 2 examples, 1 case, 3 events: fine"),
        ("case/case.yaml", "1 rule, 2 examples, 1 case, 3 events: fine"),
        ("case/log.yaml", "3 events: fine"),
        ("case/rules", "1 rule, 2 examples: fine"),
        ("case/rules/rule-0.yaml", "1 rule, 2 examples: fine"),
        ("case/rules/groups.yaml", "1 file: fine"),
        (".", "1 rule, 2 examples, 1 case, 3 events: fine"),
    ],
)
def test_what_a_path_is_its_content_tells(case: Path, path: str, summary: str) -> None:
    """A folder of cases, a case, a log, a rulebook and a rule are each checked as what they are."""
    assert run("check", path) == Said(0, summary + "\n", "")


def test_the_shipped_rules_and_cases_are_fine() -> None:
    """In a checkout, `check` alone checks what comes with it, and has nothing to say."""
    said = run("check")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith(": fine\n")


def test_without_rules_or_seeds_here_it_wants_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to check by default in an empty folder."""
    monkeypatch.chdir(tmp_path)
    said = run("check")
    assert said.code == 2
    assert said.last == "Error: name what to check; here is no folder rules, seeds or features"


def test_every_bad_record_is_told_and_the_good_are_counted(case: Path) -> None:
    """Problems after the first bad record are told too; places are those of the file."""
    twice = "{id: met, kind: market, occurred: 2025-06-01, known_at: 2025-06-01}"
    more = f"- {{id: a, kind: strke}}\n- {twice}\n"
    write(case / "log.yaml", LOG + more)
    assert run("check", "case/log.yaml") == Said(
        1,
        "3 events: 2 problems\n",
        "case/log.yaml:4:11: unknown kind 'strke'; did you mean 'strike'?\n"
        "case/log.yaml:5:4: the id 'met' stands twice; first at case/log.yaml:1:3 "
        "(for a report, say report_of)\n",
    )


def test_one_bad_path_does_not_hide_another(case: Path) -> None:
    """Each path is checked, whatever became of the one before."""
    said = run("check", "nowhere", "case/log.yaml")
    assert (said.code, said.out) == (1, "3 events: 1 problem\n")
    assert said.err.startswith("nowhere:1:1: no such file, folder or packaged case")


def test_a_log_needs_a_case(case: Path) -> None:
    """A log alone says whose it is only with --case."""
    (case / "log.yaml").rename("alone.yaml")
    what = "no case.yaml stands beside this log; name its case with --case"
    assert run("check", "alone.yaml") == Said(1, "1 file: 1 problem\n", f"alone.yaml:1:1: {what}\n")
    assert run("check", "alone.yaml", "--case", "case") == Said(0, "3 events: fine\n", "")


def test_a_folder_with_a_log_needs_a_case(case: Path) -> None:
    """A list is a log, whatever it is called, and no rule that was written wrongly."""
    Path("logs").mkdir()
    (case / "log.yaml").rename("logs/2025.yaml")
    what = "no case.yaml stands beside this log; name its case with --case"
    told = f"logs/2025.yaml:1:1: {what}\n"
    assert run("check", "logs") == Said(1, "1 file: 1 problem\n", told)
    assert run("check", "logs", "--case", "case") == Said(0, "3 events: fine\n", "")


def test_a_rule_is_read_with_the_rulebook_around_it(case: Path) -> None:
    """One file's groups and names are those of its rulebook; other files' problems stay theirs."""
    write(case / "rules" / "rule-1.yaml", OTHER.replace("group: battlefield", "group: batlefield"))
    assert run("check", "case/rules/rule-1.yaml") == Said(
        1,
        "1 file: 1 problem\n",
        "case/rules/rule-1.yaml:13:13: unknown evidence group 'batlefield'; "
        "did you mean 'battlefield'?\n",
    )


def test_a_failing_example_is_told_with_what_it_misses(case: Path) -> None:
    """An example that should fire and does not: its place, and the nearest miss."""
    write(
        case / "rules" / "rule-0.yaml",
        RULE.replace("launched: 472}\n  leaves", "launched: 47}\n  leaves"),
    )
    assert run("check", "case/rules") == Said(
        1,
        "1 rule, 2 examples: 1 problem\n",
        "case/rules/rule-0.yaml:17:7: the rule 'great-wave' does not fire on this example; "
        "what it misses: when launched at_least 400: no (launched is 47)\n",
    )


def test_what_is_odd_is_a_warning(case: Path) -> None:
    """No examples: told, and no failure."""
    odd = OTHER.partition("examples:")[0]
    write(case / "rules" / "rule-1.yaml", odd)
    said = run("check", "case/rules")
    place = "case/rules/rule-1.yaml:1:1: warning: the rule 'other-wave'"
    assert said == Said(
        0,
        "2 rules, 2 examples: 2 warnings\n",
        f"{place} has no example that fires it\n{place} has no example that it leaves alone\n",
    )


FEATURE = """\
Feature: Talks
  Scenario Outline: Round <n>
    Given the case "istanbul-2025"
    When the log is replayed
    Then round <n> is "<status>"
    Examples:
      | n | status    |
      | 1 | adjourned |
      | 2 | convened  |
"""


@pytest.fixture
def features(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound feature `features/talks/rounds.feature` below the working folder."""
    monkeypatch.chdir(tmp_path)
    file = Path("features/talks/rounds.feature")
    file.parent.mkdir(parents=True)
    write(file, FEATURE)
    return file


@pytest.mark.parametrize("path", ["features", "features/talks/rounds.feature", ".", ""])
def test_features_are_checked(features: Path, path: str) -> None:
    """Scenarios and steps are counted as they would be told, once for each row."""
    assert run("check", *filter(None, [path])) == Said(0, "2 scenarios, 6 steps: fine\n", "")


def test_features_stand_beside_rules_and_cases(features: Path, case: Path) -> None:
    """One folder may hold a feature and a case, and both are checked."""
    assert run("check", ".") == Said(
        0, "1 rule, 2 examples, 1 case, 3 events, 2 scenarios, 6 steps: fine\n", ""
    )


def test_problems_of_features_are_told_with_their_place(features: Path) -> None:
    """Sorted by place, in one line each, and counted."""
    write(features, FEATURE.replace("the log is", "the lgo is").replace("Given", "Givn"))
    said = run("check", "features")
    assert (said.code, said.out) == (1, "2 scenarios, 4 steps: 2 problems\n")
    first, second = said.err.splitlines()
    assert first.startswith("features/talks/rounds.feature:3:5: 'Givn the case ")
    assert second.startswith(
        "features/talks/rounds.feature:4:5: unknown step 'the lgo is replayed'"
    )


def test_a_step_that_may_be_in_python_is_a_warning(features: Path) -> None:
    """Python isn't run in a check, so it can't be known."""
    write(Path("features/conftest.py"), "from pytest_bdd import when\n")
    write(features, FEATURE.replace("the log is", "the lgo is"))
    said = run("check", "features")
    assert (said.code, said.out) == (0, "2 scenarios, 6 steps: 1 warning\n")
    assert said.err.endswith("(or is it in Python?)\n")


def test_phrases_of_a_team_are_checked_once(features: Path) -> None:
    """However many features may say them; alone, too."""
    write(features.with_name("more.feature"), FEATURE)
    write(Path("features/phrases.yaml"), "phrases: {all is known: the log is replayd}")
    said = run("check", "features")
    assert (said.code, said.out) == (1, "4 scenarios, 12 steps: 1 problem\n")
    assert said.err.startswith("features/phrases.yaml:1:25: unknown sentence 'the log is replayd'")
    write(Path("features/phrases.yaml"), "phrases: {all is known: the log is replayed}")
    assert run("check", "features/phrases.yaml") == Said(0, "1 phrase: fine\n", "")
