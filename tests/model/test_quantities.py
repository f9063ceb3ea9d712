"""Quantities: a bound is kept as a bound, and what isn't known is neither true nor false."""

import math
from collections.abc import Callable

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from negotiations.model.bounds import ZERO, Bounds
from negotiations.model.quantities import (
    UNITS,
    UNKNOWN,
    Quantity,
    agrees,
    read_change,
    read_count,
    read_measure,
)
from negotiations.model.truth import both, opposite

OPS = ["=", ">", "≥", "<", "≤", "≈"]

counts = st.builds(
    Quantity, st.sampled_from(OPS), st.integers(1, 30), st.none(), st.just(True)
) | st.just(attrs.evolve(UNKNOWN, whole=True))
quarters = st.integers(0, 60).map(lambda n: n / 4)
measures = st.builds(Quantity, st.sampled_from(OPS), quarters.filter(bool)) | st.just(UNKNOWN)
changes = st.builds(
    Quantity, st.sampled_from(OPS), quarters.map(lambda n: n - 8), signed=st.just(True)
)


def may_be(quantity: Quantity, number: float) -> bool:
    """Whether the words of a quantity leave room for that number, told from its op alone."""
    value = quantity.value
    if number < 0 and not quantity.signed:
        return False
    if quantity.whole and number != int(number):
        return False
    if value is None:
        return True
    reach = round(abs(value) * 0.1, 9)
    reach = math.ceil(reach) if quantity.whole else abs(value) * 0.1
    return {
        "=": number == value,
        ">": number > value,
        "≥": number >= value,
        "<": number < value,
        "≤": number <= value,
        "≈": value - reach <= number <= value + reach,
    }[quantity.op]


def candidates(quantity: Quantity, *thresholds: float) -> list[float]:
    """Numbers that a quantity may be: near every edge, and far away."""
    value = quantity.value or 0.0
    edges = [0.0, value, value * 0.9, value * 1.1, *quantity_ends(quantity), *thresholds]
    near = [edge + step for edge in edges for step in (-1, -0.01, 0, 0.01, 1)]
    between = [(one + other) / 2 for one in edges for other in edges]
    whole = [math.floor(n) for n in near + between] + [math.ceil(n) for n in near + between]
    return [n for n in [*near, *between, *whole, 1e9, -1e9] if may_be(quantity, n)]


def quantity_ends(quantity: Quantity) -> list[float]:
    return [end for end in (quantity.bounds.low, quantity.bounds.high) if math.isfinite(end)]


def verdict(truths: list[bool]) -> bool | None:
    """True of all, false of all, or unknown."""
    return True if all(truths) else None if any(truths) else False


def complaint(read: Callable[[object], object], raw: object) -> str:
    """What *read* raises a ValueError about, if it does."""
    try:
        read(raw)
    except ValueError as problem:
        return str(problem)
    return ""


# Comparing


@given(counts | measures | changes, quarters.map(lambda n: n - 4))
def test_a_comparison_is_what_all_possible_numbers_say(quantity, x):
    """True if all numbers it may be pass, False if none does, unknown otherwise."""
    numbers = candidates(quantity, x)
    assert quantity.at_least(x) is verdict([n >= x for n in numbers])
    assert quantity.at_most(x) is verdict([n <= x for n in numbers])
    assert quantity.more_than(x) is verdict([n > x for n in numbers])
    assert quantity.less_than(x) is verdict([n < x for n in numbers])
    assert quantity.equals(x) is verdict([n == x for n in numbers])


@given(counts | measures | changes, quarters, quarters)
def test_between_takes_both_ends(quantity, a, b):
    """Between is inclusive, and no number lies between ends in the wrong order."""
    numbers = candidates(quantity, a, b)
    assert quantity.between(a, b) is verdict([a <= n <= b for n in numbers])


@given(counts | measures | changes)
def test_bounds_hold_exactly_what_a_quantity_may_be(quantity):
    """The value is in the bounds unless the bound is strict."""
    value = quantity.value
    assume(value is not None)
    assert quantity.bounds.equals(value) is not False or quantity.op in "<>"
    exactly = quantity.op == "=" or (quantity.op == "≈" and value == 0)
    assert exactly is (quantity.equals(value) is True) or quantity.whole


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        (">40", 41, math.inf),
        ("≥40", 40, math.inf),
        ("<120", 0, 119),
        ("<=3", 0, 3),
        ("472", 472, 472),
        ("~1000", 900, 1100),
        ("≈15", 13, 17),
        ("≈3", 2, 4),
        ("≈70", 63, 77),
        ("<1", 0, 0),
    ],
)
def test_a_count_is_bounded_by_whole_numbers(written, low, high):
    """Over 40 drones is 41 or more; about 3 may be 2 or 4."""
    bounds = read_count(written).bounds
    assert (bounds.low, bounds.high, bounds.low_open, bounds.high_open) == (low, high, False, False)


def test_a_measure_keeps_its_end_open():
    """Under two hours is not two hours, but may be any number short of it."""
    talks = read_measure("<120 min")
    assert talks.at_least(120) is False
    assert talks.less_than(120) is True
    assert talks.at_most(119.99) is None
    assert talks.at_most(120) is True


def test_over_a_measure_is_more_than_it():
    """Over 3 km is certainly more than 3 km, and certainly not 3 km."""
    over = read_measure(">3 km")
    assert over.more_than(3) is True
    assert over.equals(3) is False
    assert over.at_least(3.01) is None


def test_more_than_forty_drones():
    """Of >40, at least 41 is certain, at least 42 unknown, at most 40 false."""
    drones = read_count(">40")
    assert drones.at_least(41) is True
    assert drones.at_least(42) is None
    assert drones.at_most(40) is False
    assert drones.equals(41.5) is False


def test_unknown_is_not_zero():
    """An unknown number isn't known to be nothing, nor to be anything; only not to be negative."""
    assert UNKNOWN.equals(0) is None
    assert UNKNOWN.more_than(0) is None
    assert UNKNOWN.at_least(0) is True
    assert UNKNOWN.less_than(0) is False
    assert not UNKNOWN.is_known
    assert read_change("unknown").at_least(0) is None


@pytest.mark.parametrize("truth", [True, False, None])
def test_unknown_stays_unknown_through_and_and_not(truth):
    """And is false if either side is; not of unknown is unknown."""
    assert both(truth, False) is both(False, truth) is False
    assert both(truth, True) is both(True, truth) is truth
    assert both(truth, truth) is truth
    assert opposite(opposite(truth)) is truth
    assert (opposite(truth) is None) is (truth is None)


def test_the_margin_of_about_can_be_said():
    """About 1000, within a fifth, is 800 to 1200."""
    about = Quantity("≈", 1000, "km", tolerance=0.2)
    assert about.bounds == Bounds(800, 1200)
    assert attrs.evolve(about, tolerance=2).bounds == Bounds(0, 3000)
    assert Quantity("≈", 100, whole=True, tolerance=0.07).bounds == Bounds(93, 107, whole=True)


def test_about_a_fall_reaches_to_both_sides():
    """About -30 lies between -33 and -27."""
    fall = read_change("≈-30")
    assert fall.between(-33, -27) is True
    assert fall.at_least(-30) is None


# Sums


def test_a_sum_with_an_unknown_has_only_a_floor():
    """472 drones and an unknown number are 472 or more."""
    total = ZERO + read_count(472).bounds + UNKNOWN.bounds
    assert total.at_least(472) is True
    assert total.at_least(473) is None
    assert total.less_than(472) is False


@given(st.lists(counts, max_size=4), st.integers(0, 150))
def test_counts_add_up_within_their_bounds(quantities, x):
    """A sum of counts is judged from the least and the most that each may be."""
    total = sum((q.bounds for q in quantities), start=ZERO)
    least = sum(min(candidates(q)) for q in quantities)
    most = sum(max(candidates(q)) for q in quantities)
    assert total.whole
    assert total.at_least(x) is (True if least >= x else False if most < x else None)


@given(measures, measures)
def test_adding_commutes_and_nothing_adds_nothing(one, other):
    """The order of adding doesn't matter, and the sum of nothing changes no bound."""
    assert one.bounds + other.bounds == other.bounds + one.bounds
    assert one.bounds + ZERO == one.bounds


def test_a_sum_with_an_open_end_is_open():
    """Under 2 hours and 1 hour together are under 3 hours."""
    total = read_measure("<2 h").bounds + read_measure("1 h").bounds
    assert total == Bounds(1, 3, high_open=True)


# Agreeing


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (">40", "41", True),
        (">40", "40", False),
        ("52", "80", False),
        ("≈1000", "1100", True),
        ("≈1000", "1101", False),
        ("<41", ">40", False),
        ("≤41", ">40", True),
        ("unknown", "3", True),
        ("unknown", "unknown", True),
    ],
)
def test_counts_agree_if_one_number_can_be_both(one, other, expected):
    """Two reports agree unless no number fits both."""
    assert agrees(read_count(one), read_count(other)) is expected
    assert agrees(read_count(other), read_count(one)) is expected


@given(counts, counts)
def test_agreement_is_a_shared_number(one, other):
    """Counts agree exactly if some number may be both."""
    shared = [n for n in candidates(one) + candidates(other) if may_be(one, n) and may_be(other, n)]
    assert agrees(one, other) is bool(shared)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("<2 h", "119 min", True),
        ("<2 h", "120 min", False),
        ("1.5 h", "90 min", True),
        ("1 d", "24 h", True),
        ("≈1 km", "1100 m", True),
        ("≈1 km", "1101 m", False),
        (1e-12, 1e-12, True),
    ],
)
def test_measures_agree_across_units(one, other, expected):
    """Minutes and hours, metres and kilometres are compared in one unit."""
    assert agrees(read_measure(one), read_measure(other)) is expected
    assert agrees(read_measure(other), read_measure(one)) is expected


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("3 km", "3 min", "^min can't be compared with km$"),
        ("3", "3 min", "^min can't be compared with no unit$"),
        ("3 min", "3", "^no unit can't be compared with min$"),
    ],
)
def test_units_of_different_things_are_not_compared(one, other, what):
    """A distance and a time neither agree nor differ."""
    with pytest.raises(ValueError, match=what):
        agrees(read_measure(one), read_measure(other))


# Reading and printing


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        (52, "52"),
        (52.0, "52"),
        ("52", "52"),
        (">40", ">40"),
        ("≥ 41", "≥41"),
        (">=41", "≥41"),
        ("<=3", "≤3"),
        ("~1000", "≈1000"),
        ("≈1000", "≈1000"),
        (" = 7 ", "7"),
        ("1e3", "1000"),
        ("unknown", "unknown"),
        (-0.0, "0"),
        (10**15, "1000000000000000"),
    ],
)
def test_counts_are_read_and_printed(raw, printed):
    """Every way of writing a count is read, and printed one way."""
    assert str(read_count(raw)) == printed
    assert read_count(printed) == read_count(raw)


@pytest.mark.parametrize(
    ("raw", "unit", "printed"),
    [
        ("<120 min", None, "<120 min"),
        ("<120min", "min", "<120 min"),
        ("<2 h", "min", "<120 min"),
        ("≈1000 km", "km", "≈1000 km"),
        (3.5, None, "3.5"),
        (3.5, "km", "3.5 km"),
        ("65 %", None, "65 %"),
        ("65.10 USD/bbl", None, "65.1 USD/bbl"),
        ("unknown", "km", "unknown"),
    ],
)
def test_measures_are_read_in_the_unit_wanted(raw, unit, printed):
    """A number takes the unit of its field, and another unit of the same kind is converted."""
    assert str(read_measure(raw, unit)) == printed


@pytest.mark.parametrize(
    ("raw", "printed"),
    [("-3.5 %", "-3.5 %"), ("+2 points", "2 points"), (-1, "-1"), (">-3", ">-3"), ("<0", "<0")],
)
def test_changes_may_be_negative(raw, printed):
    """A fall is a negative change."""
    assert str(read_change(raw)) == printed


@given(
    st.sampled_from(OPS),
    st.floats(0, 1e15).filter(lambda n: n > 0),
    st.sampled_from([None, *UNITS]),
    st.booleans(),
)
def test_what_is_printed_reads_back(op, value, unit, signed):
    """A printed measure or change is read as itself."""
    quantity = Quantity(op, value, unit, signed=signed)
    assert (read_change if signed else read_measure)(str(quantity)) == quantity


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (True, "not a number: True"),
        (None, "not a number: None"),
        ([3], "not a number: [3]"),
        ("abc", "not a number: 'abc'"),
        ("", "not a number: ''"),
        ("1,000", "not a number: '1,000'"),
        ("52 of 80", "not a number: '52 of 80'"),
        ("٣", "not a number: '٣'"),
        ("nan", "not a number: 'nan'"),
        (math.nan, "not a number: nan"),
        (math.inf, "a count can't be over 1e15 in size: inf"),
        (-math.inf, "a count can't be over 1e15 in size: -inf"),
        ("1e400", "a count can't be over 1e15 in size: inf"),
        (10**400, "a count can't be over 1e15 in size: inf"),
        (10**15 + 1, "a count can't be over 1e15 in size: 1e+15"),
        (-3, "a count can't be negative: -3"),
        (">-3", "a count can't be negative: >-3"),
        ("<0", "a count can't be negative: <0"),
        (1.5, "a count is a whole number: 1.5"),
        (">40.5", "a count is a whole number: 40.5"),
        ("40+", "'40+' is not a bound: write ≥40"),
        ("52 persons", "a count has no unit: write 52"),
        ("52 drones", "a count has no unit: write 52"),
    ],
)
def test_what_is_not_a_count_is_refused_in_one_line(raw, what):
    """Each refusal says what is wrong with the number as it was written."""
    assert complaint(read_count, raw) == what


@pytest.mark.parametrize(
    ("raw", "unit", "what"),
    [
        ("3 kms", None, r"^unknown unit 'kms'; did you mean 'km'\?$"),
        ("3 parsec", None, r"^unknown unit 'parsec'"),
        ("3 km", "min", "^km can't be compared with min$"),
        (-1, "km", "^a measure can't be negative: -1$"),
    ],
)
def test_what_is_not_a_measure_is_refused(raw, unit, what):
    """An unknown unit gets the nearest, one of another kind is refused."""
    with pytest.raises(ValueError, match=what):
        read_measure(raw, unit)


@pytest.mark.parametrize(
    ("op", "value", "what"),
    [("!", 3, "unknown bound '!'"), ("=", None, "has a value"), ("unknown", 3, "has a value")],
)
def test_a_quantity_that_means_nothing_is_refused(op, value, what):
    """A bound is one of six, or unknown without a value."""
    with pytest.raises(ValueError, match=what):
        Quantity(op, value)


anything = (
    st.text("0123456789.,+-=<>≥≤≈~e kminhd%/\n", max_size=20)
    | st.text(max_size=40)
    | st.integers()
    | st.floats()
    | st.lists(st.integers(), max_size=3)
    | st.none()
)


@given(anything)
def test_readers_of_quantities_raise_only_one_short_line(raw):
    """Whatever a file holds, the answer is a quantity or a ValueError of one line."""
    for read in (read_count, read_measure, read_change):
        said = complaint(read, raw)
        assert len(said) <= 300
        assert len(said.splitlines()) <= 1


@pytest.mark.parametrize("raw", ["9" * 99_999, "x" * 99_999, "3 " + "k" * 99_999, [3] * 99_999])
def test_a_huge_number_gets_a_short_message(raw):
    """A message never quotes more of a number than can be read."""
    for read in (read_count, read_measure, read_change):
        assert 0 < len(complaint(read, raw)) <= 300


def test_there_is_one_zero():
    """-0 is 0 to the last bit, so that it does not matter which of the two was met first."""
    assert [repr(read(-0.0).value) for read in (read_count, read_measure, read_change)] == [
        "0.0"
    ] * 3
