from collections import Counter
from pathlib import Path

import pytest

from negotiations.effects.conclude import Withdraw
from negotiations.effects.weigh import Weigh
from negotiations.examples import example_case, run_examples
from negotiations.notation import read_file, read_yaml
from negotiations.packaged import folder
from negotiations.rulebook.groups import GROUPS_FILE
from negotiations.rulebook.reading import read_rules
from negotiations.rulebook.rule import Rule

RULES = folder("rules")
BOOK = read_rules(RULES)
THEMES = ("battlefield", "talks", "humanitarian", "terms", "context")
SOURCES = ("ETH/PRIO", "Clayton", "Min ", "Min,", "PA-X", "Zartman")
KINETIC = ("strike", "interception", "loss", "ground_fighting")

each_rule = pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.name)


def weights(rule: Rule) -> list[Weigh]:
    return [effect for effect in rule.then if isinstance(effect, Weigh)]


def theme(rule: Rule) -> str:
    return Path(rule.place.file).parent.name


def test_the_rulebook_reads() -> None:
    """Every shipped rule reads, and there are enough of them to start with."""
    assert len(BOOK.rules) >= 28


def test_every_theme_has_rules() -> None:
    """The folders are the themes, and none is empty."""
    assert set(map(theme, BOOK.rules)) == set(THEMES)


@each_rule
def test_a_rule_stands_in_a_file_of_its_name(rule: Rule) -> None:
    """Who knows a rule's name finds its file."""
    assert Path(rule.place.file).stem == rule.name


@each_rule
def test_a_rule_has_examples_of_both_sorts(rule: Rule) -> None:
    """One example at least on which it fires, and two near misses."""
    sorts = Counter(example.fires for example in rule.examples)
    assert sorts[True] >= 1
    assert sorts[False] >= 2


def test_every_example_holds() -> None:
    """Replayed with the whole rulebook, each example fires its rule or leaves it alone."""
    outcomes = run_examples(BOOK, example_case(RULES))
    assert [str(problem) for outcome in outcomes for problem in outcome.problems()] == []


def test_every_group_is_used_and_says_what_it_means() -> None:
    """A group that no rule weighs in, or without a word on what it holds, is a leftover."""
    written = read_yaml(read_file(RULES / GROUPS_FILE), GROUPS_FILE).value
    assert {weigh.group for rule in BOOK.rules for weigh in weights(rule)} == set(written)
    assert all(group["means"] for group in written.values())


@each_rule
def test_collapse_has_a_group_of_its_own(rule: Rule) -> None:
    """Evidence on collapse stands in the group of that name, and no other evidence does."""
    for weigh in weights(rule):
        assert (weigh.on == "collapse") == (weigh.group == "collapse")


@each_rule
def test_a_rule_on_the_literature_names_it_and_how_far_it_is_trusted(rule: Rule) -> None:
    """A size from the literature says whose it is and how it was shrunk; a sign, that it is one."""
    if rule.basis.startswith("literature"):
        assert any(source in rule.basis for source in SOURCES)
        owned = ("shrunk", "kept", "the size is an expert's", "the size, is an expert's")
        assert any(word in rule.basis.casefold() for word in owned)


@each_rule
def test_a_size_over_a_horizon_comes_from_the_literature(rule: Rule) -> None:
    """An expert's guess has a word or a ratio; a quoted horizon claims a measurement."""
    if any(weigh.likelihood_ratio for weigh in weights(rule)):
        assert rule.basis.startswith("literature")


def test_violence_against_onset_owns_up() -> None:
    """Such a rule is an expert's, slight at most, fades in 14 days, and tells of the record."""
    found = [
        (rule, weigh)
        for rule in BOOK.rules
        for weigh in weights(rule)
        if rule.kind in KINETIC and weigh.on == "onset" and weigh.ratio < 1
    ]
    assert found
    for rule, weigh in found:
        assert rule.basis == "expert"
        assert weigh.ratio >= 0.8
        assert weigh.half_life == 14
        assert "violence does not lower ceasefire onset" in rule.may_mislead


@each_rule
def test_evidence_stays_small(rule: Rule) -> None:
    """Nothing measured allows more than a factor of 2 over 90 days; no guess is over modest."""
    for weigh in weights(rule):
        if weigh.likelihood_ratio:
            assert 0.5 <= weigh.likelihood_ratio[0] <= 2
        else:
            assert 1 / 1.5 <= weigh.ratio <= 1.5


def test_what_rules_read_of_each_other_is_drawn_by_one() -> None:
    """A conclusion that is awaited, withdrawn or leaned on, and that no rule draws, is a slip."""
    drawn = frozenset().union(*(rule.draws for rule in BOOK.rules))
    read = frozenset().union(*(rule.awaits | rule.shuns for rule in BOOK.rules))
    withdrawn = {e.name_ for rule in BOOK.rules for e in rule.then if isinstance(e, Withdraw)}
    leaned = {weigh.lasts for rule in BOOK.rules for weigh in weights(rule) if weigh.lasts}
    assert read
    assert read | withdrawn | leaned == drawn


@each_rule
def test_a_joint_event_weighs_once(rule: Rule) -> None:
    """Rounds, agreements and ceasefires have several actors; a weight on one names none of them."""
    if rule.kind in ("round", "agreement", "ceasefire") and weights(rule):
        assert not rule.roles & {"actor", "other", "each"}
