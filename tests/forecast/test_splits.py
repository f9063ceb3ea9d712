"""Splits: the past holds what was settled, the future what had not begun; nothing is in both."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from dyads import made, strike, write_jsonl
from hypothesis import given
from hypothesis import strategies as st
from ruritania import CASE, rulebook

import negotiations as ng
from negotiations.log.reading import log_of

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
        for horizon in (30, 90) if row["question"] else ():
            assert row[f"outcome_{row['question']}_{horizon}_known_at"] <= at
            assert row["end"] + timedelta(days=horizon) <= at
        told = [row[name] for name in past.outcomes if row[name] is not None]
        assert all(cell <= at for cell in told if isinstance(cell, datetime))
        if row["outcome_onset_time"] is not None:
            watched = timedelta(days=row["outcome_onset_time"])
            assert row["end"] + watched <= at + timedelta(milliseconds=1)  # times are rounded


def test_what_was_still_open_is_in_neither(frame: ng.Frame) -> None:
    """A row of the week before asks for 90 days that are not over, so nobody learns from it yet."""
    past, future = frame.split("2014-08-01")
    periods = {row["period"] for row in past.rows()}
    assert "2014-W17" in periods
    assert "2014-W30" not in periods | {row["period"] for row in future.rows()}
    assert "2014-W32" in {row["period"] for row in future.rows()}


def test_when_a_row_is_past_does_not_hang_on_its_outcome(frame: ng.Frame) -> None:
    """The protocol of 5 September tells at once who was right, but a past that took these rows then
    would hold every yes of the last 90 days and not one no."""
    for day in ("2014-09-05", "2014-10-24"):
        assert "2014-W30" not in {row["period"] for row in frame.split(day)[0].rows()}
    assert "2014-W30" in {row["period"] for row in frame.split("2014-10-26")[0].rows()}


def test_an_outcome_that_is_told_late_is_not_past_before() -> None:
    """Days that are over settle nothing while nobody knows what came in them."""
    truce = {"kind": "ceasefire", "ceasefire": "truce", "status": "in_effect", "scope": "general",
             "class": "preliminary", "declaration": "bilateral",
             "actor": ["ruritania", "freedonia"]}  # fmt: skip
    told = log_of(CASE, [
        {"id": "s", "kind": "strike", "actor": "freedonia", "recipient": "ruritania",
         "occurred": "2025-01-06", "known_at": "2025-01-06"},
        {"id": "t", "occurred": "2025-01-20", "known_at": "2025-06-02", **truce},
    ])  # fmt: skip
    made = ng.frame(told, rulebook(), horizons=[30])
    past = made.split("2025-05-31")[0].rows()
    assert "2025-W02" not in {row["period"] for row in past}
    found = {row["period"]: row for row in made.split("2025-06-30")[0].rows()}["2025-W02"]
    assert (found["outcome_onset_30"], found["outcome_onset_seen"]) == (True, True)
    assert found["outcome_onset_time"] == 8


def test_a_past_that_was_cut_is_the_past_of_the_whole(frame: ng.Frame) -> None:
    """Made as of a moment, a frame has the same settled rows: their outcomes as they were known."""
    rules, at = ng.read_rules(ng.folder("rules")), datetime(2014, 12, 1, tzinfo=UTC)
    early = ng.frame("minsk-2014", rules, horizons=[30, 90], as_of=at, covers=at)
    names = [name for name in early.names if name in frame.names]
    past = frame.split(at)[0]
    assert len(past) > 10
    assert past.rows(names) == early.split(at)[0].rows(names)


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


def test_a_panel_is_split_as_a_frame_is(tmp_path: Path) -> None:
    """Its rows are settled by the same rule; a column of somebody's own is a feature."""
    rows = [strike(number, "north", 7 * number) for number in range(9)]
    made(tmp_path, write_jsonl(tmp_path / "a.jsonl", rows), outcomes=True, covers="2025-04-30")
    table = ng.Frame(pq.read_table(tmp_path / "out.parquet"))
    past, future = table.split("2025-04-05")
    assert [row["period"] for row in past.rows()] == ["2025-W01"]
    assert len(table) - len(past) - len(future) == 9 - 1
    assert {"dyad", "p_onset_90"} <= set(table.features)
