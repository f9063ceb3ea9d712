"""Terms: positions on a scale, what lies between them, and preconditions."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.model.terms import Position, Precondition, compromise, gap, zopa_width

points = st.integers(0, 100).map(float)
unsure = st.one_of(st.none(), points)


def position(ideal: float = 0.0, stated: float = 50.0, **rest: Any) -> Position:
    return Position("ruritania", "border", ideal, stated, **rest)


@given(points, points)
def test_a_gap_is_the_distance_between_public_words(one, other):
    """The same from either side; ideals and reservations have no part in it."""
    first, second = position(0, one, reservation=7), position(100, other)
    assert gap(first, second) == gap(second, first) == max(one, other) - min(one, other)


@pytest.mark.parametrize(
    ("low", "high", "width"),
    [
        (60, 40, 20),
        (40, 60, -20),
        (50, 50, 0),
        (None, 40, None),
        (60, None, None),
        (None, None, None),
    ],
)
def test_the_zone_of_agreement_lies_between_the_reservations(low, high, width):
    """The one accepts up to 60, the other from 40: twenty points; unknown stays unknown."""
    lower, upper = position(0, reservation=low), position(100, reservation=high)
    assert zopa_width(lower, upper) == zopa_width(upper, lower) == width


@given(st.lists(points, min_size=2, max_size=2, unique=True), points, points)
def test_more_room_on_either_side_widens_the_zone(ideals, low, high):
    """A point more that the one accepts, or that the other does, is a point more of agreement."""
    lower, upper = (position(ideal) for ideal in sorted(ideals))

    def width(one: float, other: float) -> float | None:
        return zopa_width(
            position(lower.ideal, reservation=one), position(upper.ideal, reservation=other)
        )

    assert width(low + 1, high) == width(low, high - 1) == (width(low, high) or 0) + 1


def test_parties_with_one_ideal_have_one_zone():
    """The width does not depend on who is asked first."""
    one, other = position(50, reservation=60), position(50, reservation=40)
    assert zopa_width(one, other) == zopa_width(other, one)


def test_the_compromise_is_the_mean_weighed_by_capability_and_salience():
    """(60·50·20 + 40·80·85) / (60·50 + 40·80) = 332000 / 6200, worked out by hand."""
    weighed = [(60, position(stated=20, salience=50)), (40, position(stated=85, salience=80))]
    assert compromise(weighed) == pytest.approx(332_000 / 6_200)


def test_equals_meet_in_the_middle():
    """Same capability, same salience."""
    assert compromise([(50, position(stated=20)), (50, position(stated=80))]) == 50


@pytest.mark.parametrize(
    "weighed",
    [[], [(None, position()), (40, position())], [(0, position())], [(50, position(salience=0))]],
    ids=["nobody", "unknown", "powerless", "nobody cares"],
)
def test_without_weights_there_is_no_compromise(weighed):
    """An unknown capability is not zero, and nothing can be said."""
    assert compromise(weighed) is None


@given(
    st.lists(st.tuples(st.integers(1, 100), points, st.integers(1, 100)), min_size=1, max_size=5)
)
def test_a_compromise_lies_between_the_outermost(drawn):
    """However the weights fall, nobody is passed; and each weight may be doubled."""
    weighed = [(float(c), position(stated=x, salience=float(s))) for c, x, s in drawn]
    stated = [x for _, x, _ in drawn]
    found = compromise(weighed)
    assert found is not None
    assert min(stated) - 1e-9 <= found <= max(stated) + 1e-9
    assert compromise([(2 * (c or 0), each) for c, each in weighed]) == pytest.approx(found)


@pytest.mark.parametrize(
    ("status", "is_open"),
    [("asserted", True), ("met", False), ("waived", False), ("replaced", False), ("lapsed", False)],
)
def test_a_precondition_is_open_from_assertion_until_anything_becomes_of_it(status, is_open):
    """Met, waived, replaced or lapsed, it stands in nobody's way."""
    at = datetime(2025, 1, 5, tzinfo=UTC)
    assert Precondition("first", ("a",), ("b",), status, at).is_open is is_open


def test_a_position_is_known_by_its_party_and_issue():
    """One party has one position on an issue."""
    assert position().key == ("ruritania", "border")
