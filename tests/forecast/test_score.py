"""Scores: equal to scikit-learn's, honest about baselines, dependence and what is not yet known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

import negotiations as ng
from negotiations.forecast.dependence import apart, units_of
from negotiations.forecast.reliability import murphy, reliability
from negotiations.forecast.scoring import score

INSIDE = st.floats(1e-6, 1 - 1e-6)
ROWS = st.lists(st.tuples(INSIDE, st.booleans()), min_size=1, max_size=40)


def arrays(rows):
    """Forecasts and outcomes of rows."""
    return np.array([p for p, _ in rows]), np.array([float(y) for _, y in rows])


def against(found, word):
    """The comparison whose name has a word in it."""
    return next(each for each in found.against if word in each.name)


@given(ROWS)
def test_scores_are_those_of_scikit_learn(rows):
    """Brier and log score agree with an independent implementation to 1e-12."""
    p, y = arrays(rows)
    found = score(p, y, draws=0)
    assert found.brier.value == pytest.approx(brier_score_loss(y, p), abs=1e-12)
    assert found.log.value == pytest.approx(log_loss(y, p, labels=[0, 1]), rel=1e-12, abs=1e-12)


@given(ROWS, st.integers(1, 12))
def test_murphys_parts_add_up(rows, bins):
    """reliability − resolution + uncertainty + what is within bins is the Brier score."""
    p, y = arrays(rows)
    parts = murphy(p, y, bins)
    whole = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert whole == pytest.approx(brier_score_loss(y, p), abs=1e-12)


def test_nothing_is_within_bins_of_one_forecast():
    """Where every bin holds one forecast the classical three parts are all."""
    p, y = np.array([0.1, 0.1, 0.5, 0.9]), np.array([0.0, 1, 1, 1])
    assert murphy(p, y, 5).within == 0
    assert murphy(np.array([0.1, 0.15]), np.array([0.0, 1]), 5).within != 0


@given(st.lists(st.booleans(), min_size=2, max_size=60).filter(lambda ys: 0 < sum(ys) < len(ys)))
def test_the_base_rate_has_no_skill(outcomes):
    """A forecaster that always says the base rate has skill 0, exactly, and its interval too."""
    y = np.array(outcomes, dtype=float)
    found = against(score(np.full(len(y), y.mean()), y, processes=range(len(y))), "base rate")
    for skill in (found.brier_skill, found.log_skill):
        assert skill.value == 0
        assert skill.low in (0, None)


def test_the_example_of_the_domain():
    """p = .12: Brier .0144 and log .1278 when it does not come, .7744 and 2.1203 when it does."""
    no, yes = score([0.12], [0], draws=0), score([0.12], [1], draws=0)
    assert (round(no.brier.value, 4), round(no.log.value, 4)) == (0.0144, 0.1278)
    assert (round(yes.brier.value, 4), round(yes.log.value, 4)) == (0.7744, 2.1203)


def test_skill_against_a_market_is_on_the_rows_that_both_know():
    """Where the market says nothing a row does not count; skill is 1 − our loss / its loss."""
    market = [0.5, np.nan, 0.8]
    found = against(score([0.2, 0.9, 0.6], [0, 1, 1], against={"market": market}), "market")
    assert (found.rows, found.apart) == (2, None)
    assert found.brier == pytest.approx((0.25 + 0.04) / 2)
    assert found.brier_skill.value == pytest.approx(1 - (0.04 + 0.16) / (0.25 + 0.04))


def test_climatology_by_phase_is_the_share_of_each():
    """Its Brier score is the mean variance within the phases."""
    found = score([0.5] * 4, [1, 0, 1, 1], phases=["met", "met", "none", "none"])
    assert against(found, "phase").brier == pytest.approx((0.25 + 0.25 + 0 + 0) / 4)


def test_what_is_not_known_is_left_out_and_counted():
    """Neither a missing outcome nor a missing forecast is a zero."""
    found = score([0.1, 0.2, np.nan, 0.4], [0, np.nan, 1, 1], draws=0)
    assert (found.rows, found.yes, found.unknown, found.unasked) == (2, 1, 1, 1)
    assert found.brier.value == pytest.approx((0.01 + 0.36) / 2)
    assert "1 rows whose outcome is not yet known" in str(found)


def test_one_ceasefire_is_one_outcome():
    """Every row of the 90 days before a ceasefire says yes, and together they count once."""
    days = np.arange(0, 360, 7.0)
    y = ((days >= 200) & (days < 290)).astype(float)
    found = score(np.full(len(y), 0.2), y, days=days, horizon=90, draws=0)
    assert found.yes == 13
    assert found.apart == (4, 1)
    assert "1 of 4" in str(found)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30), st.integers(1, 120))
def test_rows_apart_do_not_overlap_and_no_more_would_fit(days, horizon):
    """As many as the best choice of rows, found by trying every first row."""
    known = {}

    def most(after):
        if after not in known:
            later = [day for day in set(days) if day >= after]
            known[after] = max((1 + most(day + horizon) for day in later), default=0)
        return known[after]

    assert apart(None, np.array(days, dtype=float), horizon) == most(0)


def test_blocks_are_as_long_as_the_horizon():
    """Rows of one process within a horizon are drawn together; enough processes are drawn whole."""
    days, few = np.array([0.0, 50, 89, 90, 0]), np.array([0, 0, 0, 0, 1])
    assert units_of(few, days, 90).of.tolist() == [0, 0, 0, 1, 2]
    assert units_of(np.arange(5), days, 90).word == "processes"
    assert units_of(few, None, 90) is None
    assert units_of(None, days, 90).of.tolist() == [0, 0, 0, 1, 0]


def test_intervals_over_processes_are_those_of_drawing_processes():
    """With one row a process, the interval is near the normal one of independent rows."""
    generator = np.random.default_rng(4)
    p = generator.uniform(0, 1, 400)
    y = (generator.uniform(0, 1, 400) < p).astype(float)
    found, losses = score(p, y, processes=range(400), draws=4000), (p - y) ** 2
    half = 1.645 * losses.std() / 20
    assert found.brier.low == pytest.approx(losses.mean() - half, abs=half / 8)
    assert found.brier.high == pytest.approx(losses.mean() + half, abs=half / 8)
    assert found == score(p, y, processes=range(400), draws=4000)
    assert found != score(p, y, processes=range(400), draws=4000, seed=1)


def test_rows_that_repeat_one_another_do_not_narrow_an_interval():
    """A hundred copies of each process's row leave the interval as it was."""
    p, y, who = np.array([0.1, 0.4, 0.7, 0.2, 0.9, 0.5]), np.array([0, 1, 1, 0, 1, 0]), np.arange(6)
    one = score(p, y, processes=who.tolist())
    many = score(*(np.repeat(each, 100) for each in (p, y)), processes=np.repeat(who, 100).tolist())
    assert many.brier.low == pytest.approx(one.brier.low)
    assert many.brier.high == pytest.approx(one.brier.high)


def test_too_few_units_give_no_interval():
    """One war has no interval, and says why."""
    found = score([0.1, 0.2], [0, 1], processes=["war", "war"])
    assert (found.brier.low, found.units) == (None, None)
    assert "No intervals: fewer than 5 processes" in str(found)


def test_a_sure_forecast_that_fails_is_infinitely_bad():
    """Its log score is infinite, and nobody clips it in silence."""
    many = {"processes": range(6), "against": {"as sure": [0.0] * 6}}
    found = score([0.0] + [0.5] * 5, [1] * 6, **many)
    assert (found.log.value, found.log.low) == (np.inf, None)
    assert np.isnan(against(found, "as sure").log_skill.value)
    assert against(found, "base").log_skill.value == -np.inf


@pytest.mark.parametrize(
    ("forecasts", "outcomes", "options", "told"),
    [
        ([1.2], [0], {}, "probabilities from 0 to 1 are wanted; this is none: 1.2"),
        ([0.2], [2], {}, "outcomes are 0, 1 or not yet known; this is none: 2"),
        ([0.2, 0.3], [1], {}, "differ in length"),
        ([0.2], [np.nan], {}, "no row has a known outcome; the log may end before the days asked"),
        ([np.nan], [1], {}, "no row has a forecast; a case without a base rate has none"),
        ([0.2, np.nan], [np.nan, 1], {}, "no row has both"),
        ([0.2], [1], {"processes": ["a", "b"]}, "differ in length"),
        ([0.2], [1], {"base": 1.0}, "a base rate lies between"),
        ([0.2], [1], {"horizon": 0}, "more than 0 days"),
        ([0.2], [1], {"level": 2}, "lies between 0 and 1"),
        ([0.2], [1], {"bins": 0}, "one bin or more"),
        ([0.2], [1], {"against": {"market": [np.nan]}}, "market: no forecast on the rows"),
    ],
)
def test_what_can_not_be_scored_is_told(forecasts, outcomes, options, told):
    """One sentence, which names what is wrong."""
    with pytest.raises(ValueError, match=told):
        score(forecasts, outcomes, **options)


def test_bins_hold_every_row_once():
    """The table's rows add up, and a forecast of 1 has a bin."""
    bins = reliability(np.array([0.0, 0.2, 0.99, 1.0]), np.array([0.0, 0, 1, 1]), 5)
    assert [(each.low, each.rows, each.share) for each in bins] == [
        (0, 1, 0),
        (0.2, 1, 0),
        (0.8, 2, 1),
    ]


def test_a_plot_shows_the_bins():
    """A point for each bin, and the title says how many outcomes are independent."""
    import matplotlib

    matplotlib.use("Agg")
    found = score([0.1, 0.9], [0, 1], days=[0, 90], horizon=90)
    axes = ng.reliability_plot(found)
    assert axes.collections[0].get_offsets().tolist() == [[0.1, 0.0], [0.9, 1.0]]
    assert "1 of 2 rows, 1 independent" in axes.get_title()


def test_one_outcome_alone_has_no_interval():
    """Where nothing came true no draw differs, so an interval would be a false certainty."""
    found = ng.score([0.1] * 12, [0] * 12, days=range(0, 360, 30), horizon=30)
    assert found.brier.low is None
    assert "No intervals: all rows had one outcome" in str(found)
