"""Matching: durable-rules, asked through its door, answers as the plain evaluator does."""

import itertools
import random
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations import matching
from negotiations.matching import Combination, Matcher, holds, pack

CONDITIONS = 9

numbers = st.integers(0, CONDITIONS - 1)
groups = st.lists(numbers, max_size=3).map(tuple)
combinations = st.builds(
    Combination,
    required=st.lists(numbers, max_size=4).map(tuple),
    barred=st.lists(groups, max_size=3).map(tuple),
)
truths = st.lists(
    st.sampled_from([True, False, None]), min_size=CONDITIONS, max_size=CONDITIONS
).map(tuple)


def plainly(rules, situation):
    return tuple(index for index, rule in enumerate(rules) if holds(rule, situation))


def drawn_rulebook(rules, conditions, seed):
    draw = random.Random(seed)
    return [
        Combination(
            tuple(draw.sample(range(conditions), draw.randint(0, 4))),
            tuple(tuple(draw.sample(range(conditions), 2)) for _ in range(draw.randint(0, 2))),
        )
        for _ in range(rules)
    ]


@pytest.mark.parametrize(
    ("truths", "expected"),
    [
        ((True, False, True), True),
        ((True, True, False), True),
        ((True, None, False), True),
        ((True, True, True), False),
        ((True, True, None), False),
        ((True, None, None), False),
        ((False, False, False), False),
        ((None, False, False), False),
    ],
)
def test_unknown_neither_meets_a_requirement_nor_clears_a_barred_group(truths, expected):
    """Both the evaluator and durable-rules hold a rule only on what is definitely so."""
    rule = Combination((0,), barred=((1, 2),))
    assert holds(rule, truths) is expected
    assert Matcher([rule], conditions=3).matches(pack(truths)) == ((0,) if expected else ())


@settings(max_examples=60, deadline=None)
@given(rules=st.lists(combinations, max_size=12), situations=st.lists(truths, max_size=12))
def test_durable_rules_answers_as_the_plain_evaluator_does(rules, situations):
    """Whatever the rules and truths, both ways to decide agree, in ascending order."""
    matcher = Matcher(rules, CONDITIONS)
    for situation in situations:
        assert matcher.matches(pack(situation)) == plainly(rules, situation)


def test_a_rulebook_too_large_for_one_ruleset_is_split_without_loss():
    """Five hundred rules over three hundred conditions answer as the plain evaluator does."""
    rules = drawn_rulebook(rules=500, conditions=300, seed=1)
    matcher, draw = Matcher(rules, conditions=300), random.Random(2)
    seen = set()
    for _ in range(30):
        situation = tuple(draw.choices([True, False, None], weights=[5, 4, 1], k=300))
        seen.update(expected := plainly(rules, situation))
        assert matcher.matches(pack(situation)) == expected
    assert len(seen) > 400


def test_hundreds_of_rules_with_the_same_condition_all_fire():
    """Rules that all hang on one condition go past what one ruleset can list, and none is lost."""
    matcher = Matcher([Combination((0,))] * 500, conditions=1)
    assert matcher.matches(pack([True])) == tuple(range(500))
    assert matcher.matches(pack([None])) == ()


def test_a_hundred_rules_of_different_conditions_fire_at_once():
    """One situation may meet a hundred rules that share nothing."""
    matcher = Matcher([Combination((number,)) for number in range(100)], conditions=100)
    assert matcher.matches(pack([True] * 100)) == tuple(range(100))


def test_every_pair_of_sixty_conditions_can_be_true_at_once():
    """The widest net of conditions that one ruleset takes stays below its limit on true ones."""
    pairs = [Combination(pair) for pair in itertools.combinations(range(60), 2)]
    assert Matcher(pairs, conditions=60).matches(pack([True] * 60)) == tuple(range(len(pairs)))


def test_a_rule_may_have_sixty_conditions_and_no_more():
    """Sixty are matched, all of them counting; sixty-one are refused with the reason."""
    matcher = Matcher([Combination(tuple(range(60)))], conditions=61)
    assert matcher.matches(pack([True] * 60 + [None])) == (0,)
    assert matcher.matches(pack([True] * 59 + [None] * 2)) == ()
    with pytest.raises(ValueError, match="a rule can have at most 60 conditions, not 61"):
        Matcher([Combination(tuple(range(61)))], conditions=61)


@pytest.mark.parametrize("rule", [Combination((2,)), Combination((-1,)), Combination((), ((2,),))])
def test_a_number_that_is_no_condition_is_refused(rule):
    """A rule can't read what the situation doesn't have."""
    with pytest.raises(ValueError, match="none of the 2 conditions"):
        Matcher([rule], conditions=2)


def test_a_rule_without_conditions_always_holds_and_an_empty_bar_never_clears():
    """Nothing required and nothing barred holds; nothing can make an empty group false."""
    rules = [Combination(()), Combination((), barred=((),))]
    assert Matcher(rules, conditions=1).matches(pack([None])) == (0,)
    assert Matcher(rules, conditions=0).matches(b"") == (0,)


def test_a_rulebook_without_rules_has_no_matches():
    """A kind of event that no rule is about is no special case."""
    assert Matcher([], conditions=2).matches(pack([True, None])) == ()


def test_a_situation_is_asked_once_and_then_remembered():
    """Only what was never met goes to durable-rules."""
    matcher = Matcher([Combination((0,))], conditions=1)
    answers = [matcher.matches(pack([truth])) for truth in (True, False, True, True, False)]
    assert answers == [(0,), (), (0,), (0,), ()]
    assert matcher.asked == 2


def test_a_forgotten_situation_is_asked_again_with_the_same_answer():
    """Memory is bounded, and durable-rules keeps nothing that could refuse a repeated fact."""
    matcher = Matcher([Combination((0,)), Combination((1,))], conditions=2, remembered=2)
    situations = [pack(pair) for pair in itertools.product([True, False, None], repeat=2)]
    first = [matcher.matches(situation) for situation in situations]
    assert [matcher.matches(situation) for situation in situations] == first
    assert matcher.asked == 18


@pytest.mark.parametrize("situation", [b"", b"\x01", b"\x01\x00\x00", b"\x03\x00", b"10"])
def test_bytes_that_are_no_situation_are_refused(situation):
    """A length or a code that means nothing is an error, not an unknown."""
    with pytest.raises(ValueError, match="a situation is 2 bytes of 0, 1 or 2"):
        Matcher([Combination((0,))], conditions=2).matches(situation)


def test_matching_starts_no_threads():
    """A host's own timers would run our rules from other threads."""
    before = threading.active_count()
    never_made_before = [Combination((0,)), *drawn_rulebook(rules=25, conditions=20, seed=4)]
    assert 0 in Matcher(never_made_before, conditions=20).matches(pack([True] * 20))
    assert threading.active_count() == before
    assert not any(isinstance(each, threading.Timer) for each in threading.enumerate())


def test_a_matcher_refuses_another_thread():
    """durable-rules mixes answers up when two threads share a host."""
    matcher, caught = Matcher([Combination((0,))], conditions=1), []

    def ask():
        try:
            matcher.matches(pack([True]))
        except RuntimeError as error:
            caught.append(str(error))

    other = threading.Thread(target=ask)
    other.start()
    other.join()
    assert caught == ["a matcher belongs to the thread that made it"]


def test_an_answer_cut_short_is_an_error_and_the_next_one_is_whole(monkeypatch):
    """durable-rules drops the rest of an answer when the clock leaps; that is never passed on."""
    matcher = Matcher([Combination((0,)), Combination((0,))], conditions=1)
    with monkeypatch.context() as leap:
        leap.setattr("durable.engine._unix_now", itertools.count(step=60).__next__)
        with pytest.raises(RuntimeError, match="half answered"):
            matcher.matches(pack([True]))
    assert matcher.matches(pack([True])) == (0, 1)


def test_an_interrupt_is_not_swallowed_and_the_next_answer_is_whole(monkeypatch):
    """Ctrl-C in the middle of an answer reaches the user, and no half answer is remembered."""

    def interrupted(self, c, complete):
        raise KeyboardInterrupt

    matcher = Matcher([Combination((0,)), Combination((0,))], conditions=1)
    with monkeypatch.context() as ctrl_c:
        ctrl_c.setattr(matching._Note, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            matcher.matches(pack([True]))
    assert matcher.matches(pack([True])) == (0, 1)


def test_the_same_rulebook_made_twice_makes_no_new_ruleset(monkeypatch):
    """durable-rules never gives a ruleset's memory back, so equal ones are made once a thread."""
    rules = drawn_rulebook(rules=40, conditions=20, seed=3)
    Matcher(rules, conditions=20)
    monkeypatch.setattr(matching, "_Ruleset", None)
    assert Matcher(rules, conditions=20).matches(pack([None] * 20)) == plainly(rules, [None] * 20)


def test_no_two_field_names_share_a_hash():
    """durable-rules knows fields by 32-bit FNV-1a of their names, two of which it keeps itself."""
    names = [*matching.FIELDS, matching.ASKED, "id", "sid", "m", "$forward"]
    assert fnv1a("sid") == 3593476751  # durable-rules' own constant for it
    assert len({fnv1a(name) for name in names}) == len(names) == 65


def fnv1a(name):
    """FNV-1a as published: offset basis 2166136261, prime 16777619, 32 bits."""
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value
