"""How long an answer lasts: what a measure says on a day, it says until the day it tells."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruritania import CASE

from negotiations.model.bounds import Bounds
from negotiations.model.kinds import Day
from negotiations.model.process import PeaceProcess
from negotiations.model.times import DAY, Interval, midnight
from negotiations.rulebook.counted import FOREVER
from negotiations.rulebook.counts import Count, Counting, DaysSince, Sum, Trend
from negotiations.rulebook.measures import ConclusionStands
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.tallies import Tallies, Tally
from negotiations.rulebook.words import Both, Bound

START = 739_000
TALLY = Tally(("strike",))
WINDOW = st.one_of(st.none(), st.integers(1, 20))
NUMBER = st.integers(0, 12) | st.floats(0, 12)
WORD = st.sampled_from(["at_least", "at_most", "more_than", "less_than", "equals"])
ONE = st.builds(lambda word, number: Bound(word, (float(number),)), WORD, NUMBER)
BOUND = ONE | st.builds(lambda one, other: Both((one, other)), ONE, ONE)
ONCE, PERHAPS = Bounds(1, 1, whole=True), Bounds(0, 1, whole=True)
AMOUNT = st.sampled_from([ONCE, PERHAPS, Bounds(3), Bounds(0.5, 2)])
COUNTED = st.lists(st.tuples(st.integers(0, 40), AMOUNT), max_size=12)


@st.composite
def measures(draw: st.DrawFn) -> Counting:
    """Any measure that counts, with any bound."""
    within, bound = draw(WINDOW), draw(BOUND)
    direction = draw(st.none() | st.sampled_from(["rising", "falling", "level"]))
    return draw(
        st.sampled_from([
            Count(within=within, bound=bound, tally=TALLY),
            Sum(within=within, bound=bound, tally=TALLY),
            Trend(within=within or 1, bound=bound, tally=TALLY, is_=direction),
            DaysSince(bound=bound, tally=TALLY),
        ])
    )  # fmt: skip


def on(day: int, process: PeaceProcess, tallies: Tallies) -> Situation:
    """The situation that a midnight meets."""
    at = midnight(START + day, CASE.day_zone)
    event = Day(id=f"day:{day}", occurred=Interval(at, at), known_at=at)
    return Situation.of(event, process, tallies)


@given(measures(), COUNTED, st.integers(0, 60))
def test_a_measure_that_counts_says_the_same_as_long_as_it_tells(measure, counted, day):
    """If nothing more is counted, its truth lasts to the day it tells, at the least."""
    process, tallies = PeaceProcess.of(CASE), Tallies.reading(frozenset({TALLY}))
    for number, amount in counted:
        tallies.add((TALLY, (None, None)), START + number, amount)
    met = on(day, process, tallies)
    last = measure.steady(met) - START
    assert last >= day
    for later in range(day, min(last, 120) + 1):
        assert measure.truth(on(later, process, tallies)) is measure.truth(met)


def test_a_trend_lasts_until_either_window_changes():
    """One event: it leaves this week for the week before, and then that one too."""
    process, tallies = PeaceProcess.of(CASE), Tallies.reading(frozenset({TALLY}))
    tallies.add((TALLY, (None, None)), START, ONCE)
    trend = Trend(within=7, tally=TALLY, is_="falling")
    met = [on(day, process, tallies) for day in (3, 7, 14)]
    assert [trend.truth(each) for each in met] == [False, True, False]
    assert [trend.steady(each) - START for each in met[:2]] == [6, 13]
    assert trend.steady(met[2]) >= FOREVER


@pytest.mark.parametrize(
    ("bound", "lasts"),
    [
        (Bound("at_least", (14.0,)), 13),
        (Bound("at_least", (13.5,)), 13),
        (Bound("more_than", (3.0,)), 3),
        (Bound("at_least", (2.0,)), FOREVER - START),
    ],
)
def test_days_since_lasts_until_the_day_before_it_is_another(bound: Bound, lasts: int):
    """Three days after the last one: a bound of 14 days is another on the 14th."""
    process, tallies = PeaceProcess.of(CASE), Tallies.reading(frozenset({TALLY}))
    tallies.add((TALLY, (None, None)), START, ONCE)
    steady = DaysSince(bound=bound, tally=TALLY).steady(on(3, process, tallies))
    assert min(steady, FOREVER) - START == lasts


@given(st.integers(0, 20), st.lists(st.none() | st.integers(-5, 20 * 24), max_size=3))
def test_a_conclusion_says_the_same_as_long_as_it_tells(day, ends):
    """If none is drawn or withdrawn, it stands, or does not, to the day that it tells."""
    process, tallies = PeaceProcess.of(CASE), Tallies.reading(frozenset())
    start = midnight(START, CASE.day_zone)
    for number, hours in enumerate(ends):
        until = None if hours is None else start + timedelta(hours=hours)
        process.conclusions["calm", str(number), None] = until
    measure, met = ConclusionStands(name_="calm"), on(day, process, tallies)
    last = measure.steady(met) - START
    assert last >= day
    for later in range(day, min(last, 60) + 1):
        assert measure.truth(on(later, process, tallies)) is measure.truth(met)


def test_a_conclusion_that_runs_out_at_noon_lasts_that_day():
    """It stands on the midnight before and not on the one after."""
    process, tallies = PeaceProcess.of(CASE), Tallies.reading(frozenset())
    process.conclusions["calm", None, None] = midnight(START + 5, CASE.day_zone) + DAY / 2
    measure = ConclusionStands(name_="calm")
    assert measure.steady(on(2, process, tallies)) == START + 4
    assert [measure.truth(on(day, process, tallies)) for day in (4, 5, 6)] == [True, True, False]
