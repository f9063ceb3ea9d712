"""`negotiations test`: the examples of rules, and what they cover."""

from pathlib import Path

import pytest
from commands import RULE, Said, case_folder, run, write


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rulebook of one rule in the folder rules of the working folder."""
    monkeypatch.chdir(tmp_path)
    case_folder(tmp_path)
    return Path("rules")


FINE = "ok  great-wave  fires on 1, leaves 1 alone\n\n1 rule, 1 fired; 2 examples, 0 failed\n"


@pytest.mark.parametrize(
    "words", [(), ("rules",), ("rules/rule-0.yaml",), ("--rule", "great-wave")]
)
def test_examples_that_pass_are_counted(rules: Path, words: tuple[str, ...]) -> None:
    """A folder, one file, the folder rules by default, or one rule by name."""
    assert run("test", *words) == Said(0, FINE, "")


def test_an_example_that_fails_is_told_at_its_place(rules: Path) -> None:
    """What should not fire and does is exit 1, its place on stderr and FAIL in the table."""
    text = RULE.replace("talks: convened", "talks: [convened, none]")
    write(rules / "rule-0.yaml", text)
    assert run("test") == Said(
        1,
        "FAIL  great-wave  fires on 1, leaves 1 alone\n\n1 rule, 1 fired; 2 examples, 1 failed\n",
        "rules/rule-0.yaml:20:7: the rule 'great-wave' fires on this example\n",
    )


def test_what_is_not_covered_is_named(rules: Path) -> None:
    """Rules without examples, and rules that none of their examples fires."""
    bare = RULE.partition("examples:\n")[0]
    write(rules / "bare.yaml", bare.replace("great-wave", "bare"))
    cold = "examples:\n  leaves_alone:\n    - {kind: strike, occurred: 2025-06-01}\n"
    write(rules / "cold.yaml", bare.replace("great-wave", "cold") + cold)
    assert run("test") == Said(
        0,
        "-   bare        no examples\n"
        "ok  cold        fires on 0, leaves 1 alone\n"
        "ok  great-wave  fires on 1, leaves 1 alone\n\n"
        "without examples: bare\n"
        "fired by none of their examples: cold\n"
        "3 rules, 1 fired; 3 examples, 0 failed\n",
        "",
    )


def test_an_example_that_cannot_be_read_says_why(rules: Path) -> None:
    """What is wrong with an example's events is told at the example."""
    write(
        rules / "rule-0.yaml",
        RULE.replace("leaves_alone:\n    - {kind: strike", "leaves_alone:\n    - {kind: strke"),
    )
    said = run("test")
    assert said.code == 1
    assert said.err == ("rules/rule-0.yaml:20:7: unknown kind 'strke'; did you mean 'strike'?\n")


def test_an_unknown_rule_is_one_line(rules: Path) -> None:
    """A slip in --rule gets the nearest name."""
    error = "Error: no rule 'grate-wave'; did you mean 'great-wave'?\n"
    assert run("test", "--rule", "grate-wave") == Said(1, "", error)


def test_a_rulebook_with_problems_is_told(rules: Path) -> None:
    """Rules that can't be read are told as everywhere."""
    write(rules / "rule-0.yaml", RULE.replace("munition: drone,", "munitions: drone,"))
    said = run("test")
    assert said.code == 1
    assert said.err.startswith("rules/rule-0.yaml:7:12: a strike has no field 'munitions'")
