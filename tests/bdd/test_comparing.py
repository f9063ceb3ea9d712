"""Numbers held against what is written: equal at the digits that stand there, and no others."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from negotiations.bdd.answers.comparing import SAME, Course, Reading, digits, reads_as, told
from negotiations.bdd.unmet import Unmet

NUMBERS = st.floats(-1000, 1000)
PLACES = st.integers(0, 6)


@given(NUMBERS, PLACES)
def test_a_number_is_what_it_is_printed_as(number: float, places: int):
    """Whoever copies a number from a page, with any digits, has written what it is."""
    assert reads_as(number, float(f"{number:.{places}f}"))


@given(NUMBERS, PLACES)
def test_a_digit_more_or_less_is_another_number(number: float, places: int):
    """One in the last digit that is written makes a difference."""
    written = round(number, places) + 10**-places
    assume(digits(written) == places)
    assert not reads_as(number, written)


@given(NUMBERS, NUMBERS)
def test_what_is_told_never_looks_like_what_it_is_not(number: float, other: float):
    """A failure does not say: expected 14.7, but it is 14.7."""
    assume(abs(number - other) > 1e-8)
    assert float(told(number, other)) != other


@given(NUMBERS, NUMBERS)
def test_above_and_below_never_both_hold(number: float, limit: float):
    """A number lies on one side of a limit, or on it."""
    assume(abs(abs(number - limit) - SAME) > 1e-12)  # where rounding itself decides
    reading = Reading("it", number)
    assert not (holds(reading.above, limit) and holds(reading.below, limit))
    on_it = holds(lambda: reading.between(limit, limit))
    assert on_it is not (holds(reading.above, limit) or holds(reading.below, limit))


@given(NUMBERS, NUMBERS)
def test_a_number_moves_one_way(before: float, now: float):
    """It grows, shrinks or stays: one of these, and only one."""
    course = Course(Reading("it", before), Reading("it", now))
    ways = [holds(course.grows, "to rise"), holds(course.shrinks, "to fall"), holds(course.stays)]
    assert ways.count(True) == 1


def test_what_is_not_known_is_neither_above_nor_below():
    """Unknown is not zero: no comparison holds of it, and it does not move."""
    reading, zero = Reading("it", None), Reading("it", 0.0)
    assert not any(holds(each, 0) for each in (reading.above, reading.below, reading.reads))
    assert holds(reading.unknown)
    assert not holds(zero.unknown)
    assert not holds(Course(reading, zero).stays)
    assert not holds(Course(zero, reading).stays)


def test_noise_of_sums_is_no_difference():
    """What differs beyond the ninth decimal is the same number."""
    reading = Reading("it", 85.6 + 1e-14)
    assert not holds(reading.above, 85.6)
    assert holds(reading.between, 80, 85.6)


def holds(step, *numbers) -> bool:
    """Whether a step holds."""
    try:
        step(*numbers)
    except Unmet:
        return False
    return True


def test_what_was_not_known_before_is_told():
    """A number that has come to be known has not risen from zero."""
    course = Course(Reading("the gap", None), Reading("the gap", 3.0))
    with pytest.raises(Unmet, match="it is 3, and was not known before"):
        course.grows("to widen")
