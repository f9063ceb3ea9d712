"""A frame's scores are those of its columns, whichever library holds them."""

from datetime import UTC, date, datetime

import numpy as np
import pandas
import polars
import pyarrow
import pytest

import negotiations as ng
from negotiations.forecast.frame_columns import day, number

COLUMNS = {
    "process": ["a"] * 3 + ["b"] * 3,
    "end": [date(2025, 1, d) for d in (1, 11, 21)] * 2,
    "talks": ["none", "met", "met"] * 2,
    "p_onset_30": [0.1, 0.2, 0.3, 0.1, None, 0.2],
    "outcome_onset_30": [False, True, True, False, False, None],
    "p_onset_90": [0.2, 0.4, 0.6, 0.3, None, 0.5],
    "outcome_onset_90": [True, True, True, False, False, None],
    "market": [0.3, 0.3, None, 0.2, 0.2, 0.2],
    "crowd_30": [0.3, 0.3, 0.2, 0.2, 0.2, 0.2],
    "crowd_90": [0.5, 0.5, 0.2, 0.2, 0.2, 0.2],
}
FRAMES = {"dict": dict, "pandas": pandas.DataFrame, "polars": polars.DataFrame,
          "arrow": pyarrow.table}  # fmt: skip


@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES)
def test_every_library_gives_the_same(make):
    """pandas, polars, Arrow and a plain dict of columns are scored alike."""
    found = ng.score_frame(make(COLUMNS), against=["market", "crowd"])
    assert found == ng.score_frame(COLUMNS, against=["market", "crowd"])
    assert [(each.name, each.rows, each.unknown, each.unasked) for each in found.scores] == [
        ("p_onset_30", 4, 1, 1),
        ("p_onset_90", 4, 1, 1),
    ]
    assert [each.name for each in found.scores[1].against][2:] == ["market", "crowd_90"]


def test_a_horizon_or_a_column_can_be_named():
    """One horizon, or any column against any outcome."""
    assert [s.name for s in ng.score_frame(COLUMNS, horizon=90).scores] == ["p_onset_90"]
    [named] = ng.score_frame(
        COLUMNS, forecast="market", outcome="outcome_onset_30", horizon=30
    ).scores
    assert (named.name, named.horizon, named.rows) == ("market", 30, 4)
    assert named.apart == (2, 1)


def test_times_give_a_crps():
    """With days to the onset, and whether it came, the whole curve is scored."""
    columns = {**COLUMNS, "days_to": [40.0, 30, 20, 100, 90, 80], "came": [1, 1, 1, 0, 0, 0]}
    found = ng.score_frame(columns, time=("days_to", "came"))
    rows = [n for n, p in enumerate(COLUMNS["p_onset_30"]) if p is not None]
    chances = np.array([[COLUMNS[f"p_onset_{h}"][n] for h in (30, 90)] for n in rows])
    times, came = ([columns[name][n] for n in rows] for name in ("days_to", "came"))
    assert found.crps == ng.crps((30, 90), chances, times, came)
    rate = sum(came) / sum(min(time, 90) for time in times)  # onsets by the days they were watched
    constant = np.tile(-np.expm1(-rate * np.array([30, 90])), (len(rows), 1))
    assert found.crps_constant == pytest.approx(ng.crps((30, 90), constant, times, came))
    assert "CRPS of the time to onset" in str(found)
    assert "<table>" in found._repr_html_()


def test_a_frame_of_ours_is_scored_whole():
    """Its times give the CRPS unasked; a question that was never asked is passed over, and told."""
    made = ng.frame("istanbul-2025", ng.read_rules(ng.folder("rules")), covers="2026-01-01")
    found = ng.score_frame(made)
    assert found == ng.score_frame(made.to_pandas()) == ng.score_frame(made.to_polars())
    assert [each.name for each in found.scores] == [f"p_onset_{h}" for h in (30, 90, 180)]
    assert found.passed == tuple(f"p_collapse_{h}" for h in (30, 90, 180))
    assert "p_collapse_30, p_collapse_90, p_collapse_180" in str(found)
    assert found.crps > 0
    assert found.crps_constant == 0  # where nothing ever came, never was the best guess


def test_rows_of_one_date_need_a_process():
    """Where nothing tells rows of one date apart they count as one outcome, and that is told."""
    nameless = {name: cells for name, cells in COLUMNS.items() if name != "process"}
    assert ng.score_frame(nameless).mixed
    assert "name the column that tells processes apart" in str(ng.score_frame(nameless))
    assert not ng.score_frame(COLUMNS).mixed
    assert not ng.score_frame({name: cells[:3] for name, cells in nameless.items()}).mixed


def test_hindsight_in_the_forecasts_is_told():
    """What is of a later date than the rows that are scored is counted from the frame's flags."""
    flags = {"hindsight_rules": [True] * 6, "hindsight_base": [False] * 5 + [True]}
    found = ng.score_frame(COLUMNS | flags)
    assert found.hindsight == (("hindsight_rules", 4, 4),)
    assert "Hindsight: in 4 of 4 rows a rule that fired was written later" in str(found)
    assert ng.score_frame(COLUMNS).hindsight == ()


def test_a_frame_that_forecast_no_onset_has_no_crps():
    """While only collapse can be scored, the times to an onset are nobody's."""
    ends = [datetime(2025, 1, day, tzinfo=UTC) for day in (1, 11)]
    empty = {name: [None, None] for name in ("p_onset_30", "outcome_onset_30")}
    times = {name: [None, None] for name in ("outcome_onset_time", "outcome_onset_seen")}
    found = ng.score_frame({"end": ends, **empty, **times, "p_collapse_30": [0.1, 0.2],
                            "outcome_collapse_30": [False, True]})  # fmt: skip
    assert (found.passed, found.crps) == (("p_onset_30",), None)


def test_windows_that_the_log_does_not_cover_are_not_scored():
    """A yes is known before its days are over, a no is not: both are left out, and counted."""
    ends = [datetime(2025, 1, day, tzinfo=UTC) for day in (1, 11, 21)]
    columns = {"end": ends, "p_onset_30": [0.5] * 3, "outcome_onset_30": [False, True, True],
               "outcome_until": [datetime(2025, 2, 10, tzinfo=UTC)] * 3}  # fmt: skip
    [found] = ng.score_frame(columns).scores
    assert (found.rows, found.yes, found.early) == (2, 1, 1)
    assert "1 rows that came true in windows the log does not cover" in str(found)
    [bare] = ng.score_frame({k: v for k, v in columns.items() if k != "outcome_until"}).scores
    assert (bare.rows, bare.yes, bare.early) == (3, 2, 0)
    late = {**columns, "outcome_until": [ends[0]] * 3}
    with pytest.raises(ValueError, match="no row whose days are over has both"):
        ng.score_frame(late)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"forecast": "marked"}, "did you mean 'market'"),
        ({"forecast": "market"}, "holds the outcomes of 'market'"),
        ({"against": ["crowds"]}, "no column 'crowds'"),
        ({"horizon": 45}, "no forecast within 45 days; there are some within "),
        ({"date": "talks"}, "talks: 'none' is no date"),
        ({"forecast": "talks", "outcome": "market"}, "talks: 'met' is no number"),
    ],
)
def test_what_is_not_in_the_frame_is_told(options, told):
    """One sentence, with the nearest right word."""
    with pytest.raises(ValueError, match=told):
        ng.score_frame(COLUMNS, **options)


def test_cells():
    """Words, truths and gaps are read as what they say; times are days in UTC."""
    assert [number(cell) for cell in (True, "false", "0.5", 1, "1e-2")] == [1, 0, 0.5, 1, 0.01]
    assert all(np.isnan(number(cell)) for cell in (None, "", " NA ", pandas.NA, float("nan")))
    assert day(datetime(1970, 1, 2, tzinfo=UTC)) == day("1970-01-02T02:00:00+02:00") == 1
    with pytest.raises(TypeError, match="'x' is no number"):
        number("x")
