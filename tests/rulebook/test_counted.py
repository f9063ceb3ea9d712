"""What was counted by day: sums to the bit as added up, and how long they stay."""

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from negotiations.model.bounds import ZERO, Bounds
from negotiations.rulebook.counted import FOREVER, DaysOf

NUMBERS = st.one_of(st.integers(0, 2000).map(float), st.floats(0, 1e12), st.just(1e15 + 0.3))


@st.composite
def amounts(draw: st.DrawFn) -> Bounds:
    """Bounds as events add them: whole or not, open or not, without an upper end or not."""
    low = draw(NUMBERS)
    high = draw(st.one_of(st.just(low), st.just(inf), NUMBERS.map(lambda more: low + more)))
    return Bounds(low, high, draw(st.booleans()), draw(st.booleans()), draw(st.booleans()))


ADDED = st.lists(st.tuples(st.integers(1, 40), amounts()), max_size=30)
WINDOW = st.one_of(st.none(), st.integers(1, 30))


def plainly(days: DaysOf, day: int, window: int | None) -> Bounds:
    """The sum of a window, one day after the other."""
    total, any_day = Bounds(0.0, 0.0, whole=True), False
    for at, each in enumerate(days.days):
        if each <= day and (window is None or each > day - window):
            total, any_day = total + days._on(at), True
    return total if any_day else ZERO


@given(ADDED, st.lists(st.tuples(st.integers(0, 60), WINDOW), min_size=1), st.booleans())
def test_a_total_is_to_the_bit_what_adding_up_gives(added, asked, forked):
    """Asked in between or not, of a fork or not: running sums change no bit."""
    days = DaysOf()
    for day, amount in added:
        days.add(day, amount)
        for on, window in asked:
            assert days.total(on, window) == plainly(days, on, window)
        days = days.fork() if forked else days


@given(ADDED, st.integers(0, 60), WINDOW)
def test_a_total_stays_as_long_as_it_is_said_to(added, day, window):
    """Up to the last steady day nothing enters a window or drops out of it."""
    days = DaysOf()
    for on, amount in added:
        days.add(on, amount)
    last = days.steady(day, window)
    assert last >= day
    for later in range(day, min(last, 100) + 1):
        assert days.total(later, window) == days.total(day, window)


def test_a_total_without_a_window_stays_for_ever():
    """Nothing drops out of all that was ever counted."""
    days = DaysOf()
    days.add(3, Bounds(1, 1, whole=True))
    assert days.steady(3, None) == FOREVER
    assert days.steady(3, 7) == 9
