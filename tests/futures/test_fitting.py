"""What arrives: rates by hand, episodes that stay whole, nothing from later than the present."""

from typing import Any

import logs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.futures.arrivals import Arrivals
from negotiations.futures.fitting import arrivals
from negotiations.log.reading import log_of

CASE = logs.case()


def strike(id: str, day: int, actor: str = "freedonia", **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "kind": "strike",
        "occurred": f"2025-01-{day:02d}",
        "known_at": f"2025-01-{day:02d}",
        "actor": actor,
        **more,
    }


def record(id: str, day: int, kind: str, status: str, **more: Any) -> dict[str, Any]:
    when = f"2025-01-{day:02d}"
    return {
        "id": id, "kind": kind, "occurred": when, "known_at": when, "actor": ["ruritania"],
        "status": status, **more,
    }  # fmt: skip


def fitted(records: list[dict[str, Any]], **options: Any) -> Arrivals:
    return arrivals(log_of(CASE, records), **options)


def rates(found: Arrivals) -> dict[str, float]:
    return {stream.name: round(stream.rate, 6) for stream in found.streams}


def test_a_rate_is_a_count_over_the_days_of_the_window() -> None:
    """Three of one stream and one of another in the last ten days; what is older is left out."""
    log = [strike("old", 1), *(strike(f"s{day}", day) for day in (22, 25, 30))]
    log.append(strike("t", 30, "ruritania", munition="drone"))
    found = fitted(log, as_of="2025-01-31", window=10)
    assert rates(found) == {"strike freedonia": 0.3, "strike/drone ruritania": 0.1}


def test_a_young_log_counts_from_its_first_record() -> None:
    """Of a log of five days no ninety are asked."""
    found = fitted([strike("a", 1), strike("b", 6)])
    assert (found.window, rates(found)) == (5.0, {"strike freedonia": 0.4})


def test_with_a_half_life_the_past_weighs_less() -> None:
    """Two strikes, now and ten days ago, with a half-life of ten: 1.5 over the weighted time."""
    found = fitted([strike("a", 1), strike("b", 11)], half_life=10)
    weighted = 10 / 0.6931471805599453 * (1 - 0.5)  # the integral of 2^(-a/10) from 0 to 10
    assert rates(found) == {"strike freedonia": round(1.5 / weighted, 6)}


def test_what_followed_comes_with_what_began() -> None:
    """A round that convened and adjourned is one episode, two days long."""
    log = [
        record("a", 3, "round", "convened", number=4),
        strike("s", 4),
        record("b", 5, "round", "adjourned", number=4),
    ]
    (episode,) = next(s for s in fitted(log).streams if "round" in s.name).episodes
    assert [(part.after, part.event.stage) for part in episode.parts] == [
        (0, "convened"), (2, "adjourned"),
    ]  # fmt: skip


def test_what_began_before_the_window_begins_nothing_in_it() -> None:
    """The execution of an old agreement is no new agreement."""
    log = [
        record("a", 1, "agreement", "agreed", agreement="x", type="remains"),
        record("b", 20, "agreement", "executed", agreement="x"),
    ]
    assert rates(fitted(log, window=5)) == {}


def test_ceasefires_and_agreements_on_them_never_arrive() -> None:
    """Onset comes from the hazard; a paper on it would be half a ceasefire."""
    log = [
        record("a", 1, "ceasefire", "declared", ceasefire="x"),
        record("b", 2, "ceasefire", "violated", ceasefire="x"),
        record("c", 3, "agreement", "agreed", agreement="y", type="ceasefire"),
        strike("d", 4),
    ]
    assert list(rates(fitted(log))) == ["strike freedonia"]


def test_reports_are_no_arrivals_and_corrections_count() -> None:
    """A record is taken as corrected; who tells it again brings nothing new."""
    log = [
        strike("a", 1, launched=5),
        strike("b", 2),
        {**strike("c", 3), "report_of": "a", "asserter": "freedonia"},
        {"id": "d", "kind": "correction", "of": "a", "known_at": "2025-01-04",
         "set": {"munition": "drone"}},
        {"id": "e", "kind": "retraction", "of": "b", "known_at": "2025-01-05"},
    ]  # fmt: skip
    assert list(rates(fitted(log))) == ["strike/drone freedonia"]


@given(logs.logs(), st.data(), st.integers(1, 27), st.sampled_from([3.0, 90.0]))
def test_nothing_later_than_the_present_enters(
    records: list[dict[str, Any]], data: Any, day: int, window: float
) -> None:
    """Cut the log at the moment, amendments and all: the arrivals are the same."""
    log = logs.in_order([*records, *data.draw(logs.amendments(records))])
    as_of = f"2025-01-{day:02d}"
    cut = [each for each in log if each["known_at"][:10] <= as_of]
    assert fitted(log, as_of=as_of, window=window) == fitted(cut, as_of=as_of, window=window)


def test_an_empty_log_has_no_arrivals() -> None:
    """Nothing is known, so nothing is expected."""
    assert fitted([]) == Arrivals()
    assert fitted([], as_of="2025-01-31").streams == ()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"window": 0}, "a window is a positive number of days, not 0"),
        ({"window": float("inf")}, "a window is a positive number of days, not inf"),
        ({"half_life": -1}, "a half-life is a positive number of days, not -1"),
    ],
)
def test_bad_numbers_are_told_in_one_line(options: dict[str, float], told: str) -> None:
    """What can't be fitted says why."""
    with pytest.raises(ValueError, match=told):
        fitted([strike("a", 1)], **options)


def test_rates_may_be_given() -> None:
    """A stream at another rate keeps the proportions of what it draws from; 0 silences it."""
    found = fitted([strike("a", 1), strike("b", 3), strike("c", 5, "ruritania")], half_life=2)
    again = found.at({"strike freedonia": 3, "strike ruritania": 0})
    assert rates(again) == {"strike freedonia": 3.0, "strike ruritania": 0.0}
    before, after = ([e.rate for e in each.streams[0].episodes] for each in (found, again))
    assert after[0] / after[1] == pytest.approx(before[0] / before[1])


@pytest.mark.parametrize(
    ("given_rates", "told"),
    [
        ({"strike fredonia": 1}, "'strike fredonia'; did you mean 'strike freedonia'"),
        ({"strike freedonia": -1}, "the rate of a stream is a number from 0 to 10000, not -1"),
        ({"strike freedonia": float("nan")}, "the rate of a stream is a number from 0"),
    ],
)  # fmt: skip
def test_a_bad_rate_is_told_in_one_line(given_rates: dict[str, float], told: str) -> None:
    """An unknown stream gets the nearest name."""
    with pytest.raises(ValueError, match=told):
        fitted([strike("a", 1)]).at(given_rates)
