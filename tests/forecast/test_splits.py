"""Splits: the past holds what was settled, the future what had not begun; nothing is in both."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import negotiations as ng

FIRST, LAST = datetime(2014, 3, 1), datetime(2016, 6, 1)


@pytest.fixture(scope="module")
def frame() -> ng.Frame:
    """Both packaged cases by week, with short and long horizons."""
    rules = ng.read_rules(ng.folder("rules"))
    return ng.frame(["minsk-2014", "istanbul-2025"], rules, horizons=[30, 90])


def keys(frame: ng.Frame) -> set[tuple[str, str]]:
    return {(row["process"], row["period"]) for row in frame.rows()}


@given(at=st.datetimes(FIRST, LAST, timezones=st.just(UTC)))
def test_the_past_is_settled_and_the_future_has_not_begun(frame: ng.Frame, at: datetime) -> None:
    """Whatever the moment: no row in both, nothing in the past that was known later."""
    past, future = frame.split(at)
    assert not keys(past) & keys(future)
    assert all(row["start"] > at for row in future.rows())
    for row in past.rows():
        assert row["end"] <= at
        for name in past.outcomes:
            if name.endswith("_known_at") and f"_{row['question']}_" in name:
                assert row[name] is not None
                assert row[name] <= at


def test_what_was_still_open_is_in_neither(frame: ng.Frame) -> None:
    """A row of the week before asks for 90 days that are not over, so nobody learns from it yet."""
    past, future = frame.split("2014-08-01")
    periods = {row["period"] for row in past.rows()}
    assert "2014-W17" in periods
    assert "2014-W30" not in periods | {row["period"] for row in future.rows()}
    assert "2014-W32" in {row["period"] for row in future.rows()}


def test_rows_become_past_when_their_outcome_is_known(frame: ng.Frame) -> None:
    """The protocol of 5 September settles the onset of all who asked before, at once."""
    before, after = frame.split("2014-09-04")[0], frame.split("2014-09-05")[0]
    assert "2014-W30" not in {row["period"] for row in before.rows()}
    assert "2014-W30" in {row["period"] for row in after.rows()}


def test_a_past_that_was_cut_is_the_past_of_the_whole(frame: ng.Frame) -> None:
    """Made as of a moment, a frame has the same settled rows: their outcomes as they were known."""
    rules = ng.read_rules(ng.folder("rules"))
    early = ng.frame("minsk-2014", rules, horizons=[30, 90], as_of="2014-12-01")
    names = [name for name in early.names if name in frame.names]
    past = frame.split("2014-12-01")[0]
    assert past.rows(names) == early.split("2014-12-01")[0].rows(names)


def test_rolling_origins_forecast_each_row_once(frame: ng.Frame) -> None:
    """Futures follow each other without a gap or a row told twice, and pasts only grow."""
    splits = list(frame.rolling("2014-06-01", every=60))
    futures = [key for _, future in splits for key in keys(future)]
    assert len(futures) == len(set(futures))
    assert set(futures) == keys(frame.split("2014-06-01")[1])
    sizes = [len(past) for past, _ in splits]
    assert sizes == sorted(sizes)
    with pytest.raises(ValueError, match="at least a day"):
        next(frame.rolling("2014-06-01", every=0))


def test_leave_one_process_out(frame: ng.Frame) -> None:
    """Each process once, against all others."""
    found = [({p for p, _ in keys(rest)}, {p for p, _ in keys(own)}) for rest, own in
             frame.by_process()]  # fmt: skip
    assert found == [
        ({"istanbul-2025"}, {"minsk-2014"}),
        ({"minsk-2014"}, {"istanbul-2025"}),
    ]


def test_a_moment_needs_a_zone(frame: ng.Frame) -> None:
    """A date is its end; a time of day says of which zone."""
    with pytest.raises(ValueError, match="needs a zone"):
        frame.split(datetime(2014, 8, 1))
