"""Claims: how good a source makes them, and which of them can be true together."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.model.claims import (
    Claim,
    ClaimConflict,
    Source,
    can_both_hold,
    conflicting,
    shared_qualities,
    source_quality,
)
from negotiations.model.quantities import Quantity, read_change, read_count, read_measure
from negotiations.model.times import Interval, read_interval, zone

ISTANBUL = zone("Europe/Istanbul")
sources = st.lists(
    st.builds(
        Source,
        st.just("wire"),
        st.sampled_from([None, *"ABCDEF"]),
        st.sampled_from([None, *range(1, 7)]),
    ),
    max_size=3,
).map(tuple)


def time(text: str) -> Interval:
    return read_interval(text, ISTANBUL)


@pytest.mark.parametrize(
    ("grades", "q"),
    [
        ([], 0.50),
        ([(None, None)], 0.50),
        ([("A", 1)], 0.95),
        ([("F", 2)], 0.80),
        ([("A", 3)], 0.60),
        ([("A", 4)], 0.35),
        ([("A", 5)], 0.10),
        ([("A", 6)], 0.50),
        ([("D", 1)], 0.60),
        ([("E", 1)], 0.30),
        ([("E", 5)], 0.10),
        ([("E", 1), ("E", 5)], 0.95),
        ([("D", 3), (None, 2)], 0.80),
    ],
)
def test_the_best_grade_counts_and_reliability_caps_only_a_sole_source(grades, q):
    """Credibility alone gives q; D and E hold down a claim that nobody else repeats."""
    given_sources = [Source(f"s{n}", *each) for n, each in enumerate(grades)]
    assert source_quality(given_sources) == q


def test_a_claim_is_as_good_as_its_own_sources():
    """The quality of a claim has nothing to do with the event it is about."""
    assert Claim("ruritania", sources=(Source("wire", "B", 2),)).quality == 0.80
    assert Claim("ruritania").quality == 0.50


@pytest.mark.parametrize(
    ("credibility", "confirmed"), [(1, True), (2, False), (6, False), (None, False)]
)
def test_only_the_grade_one_confirms(credibility, confirmed):
    """Grade 1 means confirmed by other sources; one such source is enough."""
    claim = Claim("ruritania", sources=(Source("paper", "C", 4), Source("wire", "F", credibility)))
    assert claim.confirmed is confirmed


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        (">40", "41", True),
        (">40", "40", False),
        ("≥40", "40", True),
        ("<40", ">38", True),
        ("<40", ">39", False),
        ("5", "4", False),
        ("≈1000", "1100", True),
        ("≈1000", "1101", False),
        ("unknown", "7", True),
    ],
)
def test_counts_conflict_only_if_no_number_is_both(one, other, may_be):
    """More than 40 and 41 tell of one world; exactly 5 and exactly 4 do not."""
    first, second = read_count(one), read_count(other)
    assert can_both_hold(first, second) is can_both_hold(second, first) is may_be


def test_measures_are_compared_in_one_unit():
    """Under two hours contradicts 120 minutes, and not 119."""
    under = read_measure("<2 h")
    assert not can_both_hold(under, read_measure("120 min"))
    assert can_both_hold(under, read_measure("119 min"))


def test_numbers_that_measure_different_things_do_not_conflict():
    """Down two points and down three per cent may both be so; comparing them is no error."""
    assert can_both_hold(read_change("-2 points"), read_change("-3 %"))


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("2025-06-02T13:00", "2025-06-02T12:00", False),
        ("2025-06-02T13:00", "2025-06-02T13:00", True),
        ("2025-06-02T13:00", "2025-06-02T10:00Z", True),
        ("2025-06-02", "2025-06-03", False),
        ("2025-06-02", "2025-06-02T13:00", True),
        ("2025-06-01 evening", "2025-06-01", True),
        ("2025-06-01 morning", "2025-06-01 evening", False),
    ],
)
def test_times_conflict_only_if_they_share_no_moment(one, other, may_be):
    """One o'clock contradicts noon; it does not contradict the day it falls on."""
    assert can_both_hold(time(one), time(other)) is may_be
    assert can_both_hold(time(other), time(one)) is may_be


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("Istanbul", "Ankara", False),
        ("Istanbul", "Istanbul", True),
        (None, "Ankara", True),
        (True, False, False),
        (("a",), ("b",), False),
    ],
)
def test_words_conflict_unless_they_are_the_same(one: Any, other: Any, may_be: bool):
    """What nobody said conflicts with nothing."""
    assert can_both_hold(one, other) is can_both_hold(other, one) is may_be


@given(st.lists(st.integers(0, 3), max_size=6))
def test_exact_counts_conflict_unless_they_are_all_one(numbers):
    """Two that differ are enough, wherever they stand."""
    said = [(f"who-{n}", Quantity("=", number, whole=True)) for n, number in enumerate(numbers)]
    assert conflicting(said) is (len(set(numbers)) > 1)


def test_claims_need_not_agree_through_a_third():
    """Two bounds that each agree with a vague third still conflict with each other."""
    said = [("a", read_count("<10")), ("b", read_count("unknown")), ("c", read_count(">20"))]
    assert conflicting(said)
    assert not conflicting(said[:2])


@given(st.lists(sources, min_size=1, max_size=6))
def test_competing_claims_share_one_whole(each):
    """Of claims that cannot both be true the probabilities sum to at most 1, in their old ratio."""
    alone = [source_quality(some) for some in each]
    shared = shared_qualities(each)
    assert sum(shared) <= 1 + 1e-12
    assert shared == pytest.approx([q / max(1.0, sum(alone)) for q in alone])


def test_a_conflict_is_known_by_its_event_and_field():
    """The same quarrel told again is the same conflict."""
    at = datetime(2025, 6, 2, tzinfo=UTC)
    assert ClaimConflict("round-2", "starts", (), (), at).key == ("round-2", "starts")
