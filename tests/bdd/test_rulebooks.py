"""Rulebooks of a scenario: none, some of one, one more rule, other caps."""

from math import inf
from pathlib import Path

import pytest
from bdd.stories import HEAD, told, wrong

NEW = """And this rule:
  ```
  rule: {name}
  when: {{strike: {{launched: {{at_least: 100}}}}}}
  then: {{note: a heavy strike}}
  ```
"""


def names(steps: str, folder: Path) -> list[str]:
    """The rules in force after the steps."""
    return [rule.name for rule in told(HEAD + steps, folder).rules.rules]


def test_a_scenario_can_do_without_rules(tmp_path: Path) -> None:
    """No rules: facts alone."""
    assert names("And no rules\n", tmp_path) == []


def test_some_rules_of_a_rulebook(tmp_path: Path) -> None:
    """Only those named, or all but one; the rest is as it was."""
    two = names('And only the rules "mass-drone-attack" and "round-convened"\n', tmp_path)
    assert two == ["mass-drone-attack", "round-convened"]
    every = names("And the packaged rules\n", tmp_path)
    but_one = names('And all rules but "mass-drone-attack"\n', tmp_path)
    assert but_one == [name for name in every if name != "mass-drone-attack"]


def test_one_more_rule_stands_beside_the_others(tmp_path: Path) -> None:
    """A rule in a text fires like any other, and may leave out what a rulebook's must say."""
    one = 'And only the rule "mass-drone-attack"\n' + NEW.format(name="heavy-strike")
    assert names(one, tmp_path) == ["heavy-strike", "mass-drone-attack"]
    story = told(HEAD + one + 'When "ruritania" strikes "freedonia" with 120 drones\n', tmp_path)
    assert [name for name, _, _ in story.run.trace.firings()] == ["heavy-strike"]


def test_a_rule_takes_the_place_of_its_namesake(tmp_path: Path) -> None:
    """The packaged rule of that name gives way, and its digest with it."""
    steps = 'And only the rule "mass-drone-attack"\n'
    again = steps + NEW.format(name="mass-drone-attack")
    assert names(again, tmp_path) == ["mass-drone-attack"]
    before, after = (told(HEAD + each, tmp_path).rules for each in (steps, again))
    assert before.digest != after.digest
    assert after.rule("mass-drone-attack").means == "A rule of this scenario."


def test_rules_that_are_the_same_have_one_digest(tmp_path: Path) -> None:
    """However often they are asked for."""
    one, other = (told(HEAD + "And no rules\n", tmp_path).rules.digest for _ in range(2))
    assert one == other


def test_a_group_can_have_another_cap(tmp_path: Path) -> None:
    """A cap in nats, or none."""
    steps = """And the evidence of group "talks" is capped at 0.5
And the evidence of group "battlefield" is not capped
"""
    caps = told(HEAD + steps, tmp_path).rules.caps
    assert (caps["talks"], caps["battlefield"]) == (0.5, inf)


def test_rules_beside_the_feature(tmp_path: Path) -> None:
    """A folder of rules, or a file of one."""
    rule = "rule: mine\nmeans: m\nmay_mislead: m\nbasis: expert\nwritten: 2025-01-01\n"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.yaml").write_text(f"{rule}when: day\nthen: {{note: n}}\n", "utf-8")
    assert names('And the rules in "mine"\n', tmp_path) == ["mine"]
    assert names('And the rules in "mine/mine.yaml"\n', tmp_path) == ["mine"]


@pytest.mark.parametrize(
    ("steps", "problems"),
    [
        (
            'And only the rule "mass-dron-attack"',
            [
                "told.feature:4:5: unknown rule 'mass-dron-attack'; "
                "did you mean 'mass-drone-attack'?"
            ],
        ),
        (
            'And all rules but "mass-dron-attack"',
            [
                "told.feature:4:5: unknown rule 'mass-dron-attack'; "
                "did you mean 'mass-drone-attack'?"
            ],
        ),
        (
            "And only these rules:\n  | rule |\n  | mass-dron-attack |\n  | red-lines |",
            [
                "told.feature:6:9: unknown rule 'mass-dron-attack'; "
                "did you mean 'mass-drone-attack'?",
                "told.feature:7:9: unknown rule 'red-lines'; did you mean 'red-line'?",
            ],
        ),
        (
            'And the evidence of group "talk" is capped at 0.5',
            ["told.feature:4:5: unknown evidence group 'talk'; did you mean 'talks'?"],
        ),
        (
            'And the evidence of group "talks" is capped at -1',
            ["told.feature:4:5: a cap is more than 0 nats, not -1"],
        ),
        (
            "And this rule:\n  ```\n  rule: mine\n  when: {strike: {lanched: 3}}\n  ```",
            [
                "told.feature:4:5: line 1 of the text: a rule needs 'then'",
                "told.feature:4:5: line 2 of the text: a strike has no field 'lanched'; "
                "did you mean 'launched'?",
            ],
        ),
        (
            "And this rule:\n  ```\n  a word\n  ```",
            ["told.feature:4:5: line 1 of the text: a rule is a mapping, not 'a word'"],
        ),
        ('And the rules in "mine"', ["mine:1:1: no such file; known are: told.feature"]),
    ],
)
def test_what_is_no_rulebook_is_said(steps: str, problems: list[str], tmp_path: Path) -> None:
    """Unknown rules and groups name the nearest; a rule's own problems name their lines."""
    assert wrong(HEAD + steps, tmp_path) == problems
