"""The CRPS of a time: against numerical integration, and unbiased though times are censored."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.forecast.crps import crps

HORIZONS = (30, 90, 180)


def came_by(day, probabilities):
    """The forecast's distribution: constant hazards between horizons, by its own arithmetic."""
    days, risk = [0, *HORIZONS], [0.0, *(-np.log(1 - p) for p in probabilities)]
    return 1 - np.exp(-np.interp(day, days, risk))


def integrated(probabilities, time, last=180, steps=360_000):
    """∫(F(t) − 1{time ≤ t})² dt by the midpoint rule."""
    middle = (np.arange(steps) + 0.5) * last / steps
    return float(((came_by(middle, probabilities) - (time <= middle)) ** 2).mean() * last)


CURVE = st.lists(st.floats(0.01, 0.98), min_size=3, max_size=3).map(sorted)


@settings(max_examples=40)
@given(CURVE, st.floats(0.5, 250))
def test_without_censoring_it_is_the_integral(curve, time):
    """One forecast and one time that was seen: the numerical integral of the definition."""
    found = crps(HORIZONS, [curve], [time], [True])
    assert found == pytest.approx(integrated(curve, time), abs=2e-3)


def test_a_sure_forecast_that_is_right_costs_nothing():
    """Nothing until the day, certain after it."""
    assert crps((50, 51), [[0.0, 1.0]], [51.0], [True], limit=50) == 0
    assert crps((50,), [[0.0]], [60.0], [True]) == 0


def test_censoring_by_hand():
    """Two forecasts of which one was lost: from then on the other counts for both.

    With F constant at p after the first day, the loss is ∫ of p² (nothing seen), or of (1 − p)²
    (seen), each by 1 / G; here G is 1 up to day 40 and 1/2 beyond it.
    """
    flat = [[0.5, 0.5]] * 2
    found = crps((1e-9, 100), flat, [40.0, 60.0], [False, True])
    assert found == pytest.approx((40 * 0.25 * 2 + 60 * 0.25 * 2) / 2, rel=1e-6)


def test_who_is_lost_on_the_day_of_a_ceasefire_was_still_watched():
    """A ceasefire and a loss on one day: the chance of being watched counts up to that day."""
    found = crps((1e-9, 100), [[0.5, 0.5]] * 2, [40.0, 40.0], [False, True])
    assert found == pytest.approx((40 * 0.25 * 2 + 60 * 0.25) / 2, rel=1e-6)


def test_censoring_leaves_it_unbiased():
    """Over many draws the censored score nears that of the same times seen to their end."""
    generator = np.random.default_rng(8)
    curve = [0.2, 0.45, 0.7]
    times = generator.exponential(120, 4000)
    lost = generator.exponential(300, 4000)
    whole = crps(HORIZONS, [curve] * 4000, times, np.ones(4000))
    seen = crps(HORIZONS, [curve] * 4000, np.minimum(times, lost), times <= lost)
    naive = crps(HORIZONS, [curve] * 4000, np.minimum(times, lost), np.ones(4000))
    assert seen == pytest.approx(whole, rel=0.03)
    assert abs(naive - whole) > abs(seen - whole)


@pytest.mark.parametrize(
    ("horizons", "chances", "options", "told"),
    [
        ((90, 30), [[0.1, 0.2]], {}, "rising order"),
        ((30, 90), [[0.2, 0.1]], {}, "never fall"),
        ((30, 90), [[0.2]], {}, "a column for each horizon"),
        ((30, 90), [[0.2, 0.3]], {"limit": 100}, "within the horizons"),
        ((30,), [[0.2], [0.3]], {}, "for each row"),
    ],
)
def test_what_is_no_distribution_is_told(horizons, chances, options, told):
    """One sentence says what is wrong."""
    with pytest.raises(ValueError, match=told):
        crps(horizons, chances, [10.0], [True], **options)
