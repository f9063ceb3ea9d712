"""Rulebooks."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import inf

from negotiations.bdd.steps import given
from negotiations.bdd.stories.setting import judge_at
from negotiations.bdd.stories.story import RULES, Story
from negotiations.bdd.tables import Table
from negotiations.bdd.unmet import TEXT, Untellable, telling
from negotiations.judging import Judge
from negotiations.notation import Written, read_yaml
from negotiations.packaged import folder
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.document import RuleReading
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.vocabulary import Vocabulary

FRAME = {
    "means": "A rule of this scenario.",
    "may_mislead": "It is known to this scenario alone.",
    "basis": "expert",
    "written": "2025-01-01",
}
"""What a rule of a rulebook must say, and a rule of a scenario may leave out."""


@given("the packaged rules")
def the_packaged_rules(story: Story) -> None:
    """The rulebook that comes with the package; it is in force unless another is given.

    Given the case "istanbul-2025"
    And the packaged rules
    When the log is replayed
    """
    story.judge = judge_at(folder(RULES))


@given('the rules in "{folder}"')
def the_rules_in(story: Story, folder: str) -> None:
    """The rulebook of a folder (or of one file) beside the feature.

    Given the case "istanbul-2025"
    And the rules in "rules"
    When the log is replayed
    """
    story.judge = judge_at(story.home / folder)


@given("no rules")
def no_rules(story: Story) -> None:
    """No rulebook at all: the facts alone.

    Given the case "istanbul-2025"
    And no rules
    When the log is replayed
    """
    story.judge = Judge(Rulebook.of((), {}))


@given('only the rule "{rule}"', 'only the rules "{rule}" and "{other}"')
def only_the_rule(story: Story, rule: str, other: str | None = None) -> None:
    """Of the rulebook in force one rule, or two; a rule waits in vain for what another concludes.

    Given the case "istanbul-2025"
    And only the rules "mass-drone-attack" and "round-convened"
    And only the rule "mass-drone-attack"
    When the log is replayed
    """
    _keep(story, [rule, *([other] if other else [])])


@given("only these rules:")
def only_these_rules(story: Story, table: Table) -> None:
    """Of the rulebook in force the rules in this table.

    Given the case "istanbul-2025"
    And only these rules:
      | rule              |
      | mass-drone-attack |
      | round-convened    |
      | round-scheduled   |
    When the log is replayed
    """
    rows = [row for row in table.rows(("rule",)) if row.cells["rule"].text]
    strangers = [
        Problem(row.place, _unknown(story.rules, row.cells["rule"].text))
        for row in rows
        if row.cells["rule"].text not in _names(story.rules)
    ]
    if strangers:
        raise Untellable(*strangers)
    _keep(story, [row.cells["rule"].text for row in rows])


@given('all rules but "{rule}"')
def all_rules_but(story: Story, rule: str) -> None:
    """The rulebook in force without one rule.

    Given the case "istanbul-2025"
    And all rules but "mass-drone-attack"
    When the log is replayed
    """
    _refuse_unknown(story.rules, [rule])
    _keep(story, [name for name in _names(story.rules) if name != rule])


@given("this rule:")
def this_rule(story: Story, text: str) -> None:
    """One more rule, in YAML; it takes the place of one with its name.

    It may leave out what it means, may_mislead, basis and written.

    Given a case between "ruritania" and "freedonia"
    And no rules
    And this rule:
      ```
      rule: heavy-strike
      when: {strike: {launched: {at_least: 100}}}
      then: {note: a heavy strike}
      ```
    When "ruritania" strikes "freedonia" with 120 drones
    """
    rules = story.rules
    with telling():
        rule = _read(text, rules)
        others = [each for each in rules.rules if each.name != rule.name]
        digest = _digest(rules.digest, text)
        story.judge = Judge(Rulebook.of([*others, rule], rules.caps, digest))


@given('the evidence of group "{group}" is capped at {cap}')
def the_cap(story: Story, group: str, cap: float) -> None:
    """How many nats the evidence of one group can come to, however much comes in.

    Given the case "istanbul-2025"
    And the evidence of group "battlefield" is capped at 0.5
    When the log is replayed
    """
    if cap <= 0:
        raise Untellable(f"a cap is more than 0 nats, not {cap}")
    _recap(story, group, cap)


@given('the evidence of group "{group}" is not capped')
def no_cap(story: Story, group: str) -> None:
    """The evidence of one group adds up without end.

    Given the case "istanbul-2025"
    And the evidence of group "battlefield" is not capped
    When the log is replayed
    """
    _recap(story, group, inf)


def _recap(story: Story, group: str, cap: float) -> None:
    rules = story.rules
    if rules.caps and group not in rules.caps:
        raise Untellable(f"unknown evidence group {group!r}{did_you_mean(group, rules.caps)}")
    digest = _digest(rules.digest, group, str(cap))
    story.judge = Judge(Rulebook.of(rules.rules, {**rules.caps, group: cap}, digest))


def _keep(story: Story, names: Iterable[str]) -> None:
    rules, wanted = story.rules, tuple(names)
    _refuse_unknown(rules, wanted)
    story.judge = _kept(story.judge, wanted)


@lru_cache(maxsize=64)
def _kept(judge: Judge, names: tuple[str, ...]) -> Judge:
    """Some rules of a rulebook, made ready once for all scenarios."""
    rules = judge.rules
    kept = [rule for rule in rules.rules if rule.name in names]
    return Judge(Rulebook.of(kept, rules.caps, _digest(rules.digest, *names)))


def _refuse_unknown(rules: Rulebook, names: Iterable[str]) -> None:
    wrong = [_unknown(rules, name) for name in names if name not in _names(rules)]
    if wrong:
        raise Untellable(*wrong)


def _unknown(rules: Rulebook, name: str) -> str:
    return f"unknown rule {name!r}{did_you_mean(name, _names(rules))}"


def _names(rules: Rulebook) -> list[str]:
    return [rule.name for rule in rules.rules]


def _read(text: str, rules: Rulebook) -> Rule:
    """The rule of a text, which may name the rules, conclusions and groups of a rulebook."""
    read = read_yaml(text.encode(), TEXT)
    whole = Written(_framed(read.value), read.places, read.value_places)
    groups = frozenset(rules.caps) if rules.caps else None
    reading = RuleReading(whole, Vocabulary(frozenset(_names(rules)), None, groups))
    rule = reading.rule()
    if rule is None or reading.problems:
        raise Unreadable(reading.problems)
    return rule


def _framed(value: object) -> object:
    return {**FRAME, **value} if isinstance(value, Mapping) else value


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
