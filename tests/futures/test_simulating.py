"""Ensembles: the same bits however they are shared out, and laws that tie them to the reading."""

import gc
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import attrs
import numpy as np
import pytest
from futures.test_future import CASE, NO_RULES, RULES, ceasefire, present, waiting
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.futures.arrivals import Arrivals
from negotiations.futures.counts import Counts
from negotiations.futures.ensemble import Ensemble, Estimate, share_error
from negotiations.futures.fitting import arrivals
from negotiations.futures.simulating import simulate
from negotiations.log.reading import log_of
from negotiations.model.evidence import BaseRate
from negotiations.runs import Run, replay
from negotiations.state import State

LOG = log_of(CASE, [
    {"id": f"e{day}", "kind": kind, "occurred": f"2025-01-{day:02d}",
     "known_at": f"2025-01-{day:02d}", "actor": [("ruritania", "freedonia")[day % 2]], **body}
    for day, (kind, body) in enumerate(
        [
            ("strike", {"recipient": ["ruritania"], "launched": 80}),
            ("statement", {"issue": "truce-terms", "stance": "willing"}),
            ("round", {"status": "convened", "number": 1}),
            ("round", {"status": "adjourned", "number": 1}),
            ("strike", {"recipient": ["ruritania"], "launched": 60}),
            ("agreement", {"agreement": "x", "type": "remains", "status": "agreed"}),
        ], start=1,
    )
])  # fmt: skip


def run() -> Run:
    return replay(LOG, RULES, as_of="2025-01-10")


def rows(ensemble: Ensemble) -> list[Any]:
    return list(ensemble.rows())


def test_the_same_seed_gives_the_same_bits_on_any_workers() -> None:
    """One process, two, three, threads, or somebody's own executor; another seed gives others."""
    found, start = arrivals(LOG), run()
    alone = rows(simulate(start, found, 24, 30, seed=5))
    for workers in (2, 3):
        assert rows(simulate(start, found, 24, 30, seed=5, workers=workers)) == alone
    pools: tuple[Callable[[], Executor], ...] = (
        lambda: ThreadPoolExecutor(3), lambda: ProcessPoolExecutor(1),
    )  # fmt: skip
    for pool in pools:
        with pool() as executor:
            assert rows(simulate(start, found, 24, 30, seed=5, executor=executor)) == alone
    assert rows(simulate(start, found, 24, 30, seed=6)) != alone


@settings(max_examples=12)
@given(st.lists(st.integers(0, 12), max_size=4), st.randoms(use_true_random=False))
def test_the_same_bits_in_pieces_of_any_size_and_order(cuts: list[int], random: Any) -> None:
    """What is counted in pieces adds up to what is counted at once."""
    here = present(run(), arrivals(LOG), 12)
    ends = [0, *sorted(cuts), 12]
    pieces = [range(a, b) for a, b in pairwise(ends)]
    random.shuffle(pieces)
    summed, whole = Counts.of(12, (12,)), here.lived(range(12))
    for piece in pieces:
        summed.add(here.lived(piece))
    assert (summed.futures, summed.records) == (whole.futures, whole.records)
    assert summed.answered.tolist() == whole.answered.tolist()
    for one, other in ((summed.phases, whole.phases), (summed.positions, whole.positions)):
        assert {k: v.tolist() for k, v in one.items()} == {k: v.tolist() for k, v in other.items()}


def within(found: Estimate | None, expected: float, errors: float = 4) -> bool:
    assert found is not None
    return abs(found.value - expected) <= errors * found.error


def test_without_news_or_evidence_it_is_the_base_rate() -> None:
    """Property 1 of the signal, by simulation: 1 − (1 − p0)^(H/H0), within four standard errors."""
    ensemble = simulate(waiting(CASE), Arrivals(), 4000, 180, seed=1)
    for horizon in (1, 30, 90, 180):
        expected = 1 - 0.88 ** (horizon / 90)
        assert within(ensemble.p_simulated(horizon), expected)
        assert ensemble.p_frozen(horizon) == pytest.approx(expected, abs=1e-12)


def test_without_news_it_is_the_frozen_reading() -> None:
    """Evidence that only fades: the share of futures nears what the run reads for itself."""
    silent = attrs.evolve(RULES, rules=tuple(r for r in RULES.rules if r.kind != "day"))
    start = replay(LOG, silent, as_of="2025-01-10")
    ensemble = simulate(start, Arrivals(), 4000, 180, seed=2)
    assert start.likelihood(180) != pytest.approx(1 - 0.88**2, abs=0.01)
    for horizon in (30, 90, 180):
        frozen = start.likelihood(horizon)
        assert frozen is not None
        assert ensemble.p_frozen(horizon) == frozen
        assert within(ensemble.p_simulated(horizon), frozen)


def test_collapse_is_simulated_where_it_is_asked() -> None:
    """Under a ceasefire both probabilities are of its collapse."""
    start = waiting(CASE, ceasefire(5, "declared"), ceasefire(6, "in_effect"))
    ensemble = simulate(start, Arrivals(), 4000, 90, seed=3)
    assert ensemble.question == "collapse"
    assert within(ensemble.p_simulated(90), 0.186)
    assert ensemble.p_frozen(90) == pytest.approx(0.186)


def test_what_keeps_arriving_moves_the_simulated_but_not_the_frozen() -> None:
    """Willing words every day against strikes every day: the frozen reading knows of neither."""
    even = attrs.evolve(CASE, bases={"onset": BaseRate(0.5, horizon=90.0)})
    found, start = arrivals(LOG), replay(LOG, RULES, case=even, as_of="2025-01-10")
    quiet = {stream.name: 0.0 for stream in found.streams}
    words, strikes = "statement/willing ruritania", "strike freedonia>ruritania"
    assert {words, strikes} <= quiet.keys()
    hopeful, grim = (
        simulate(start, found.at(quiet | {loud: 2}), 120, 60, seed=4) for loud in (words, strikes)
    )
    assert hopeful.p_frozen(60) == grim.p_frozen(60) == start.likelihood(60)
    one, other = hopeful.p_simulated(60), grim.p_simulated(60)
    assert one is not None
    assert other is not None
    assert one.value - other.value > 4 * (one.error**2 + other.error**2) ** 0.5


def test_nothing_is_asked_before_an_announced_ceasefire_takes_effect() -> None:
    """Then there is nothing to be simulated or frozen, and phases are told all the same."""
    ensemble = simulate(waiting(CASE, ceasefire(9, "declared")), Arrivals(), 5, 10)
    assert (ensemble.question, ensemble.p_simulated(10), ensemble.p_frozen(10)) == (None,) * 3
    assert ensemble.curve() == []
    assert ensemble.phases("ceasefire", 10)["in_effect"].value > 0


def test_no_states_are_kept() -> None:
    """However many futures have been lived, one is alive at the most."""
    start, alive = run(), []

    def count(_: int) -> None:
        gc.collect()
        alive.append(sum(isinstance(each, State) for each in gc.get_objects()))

    simulate(start, arrivals(LOG), 40, 10, told=count)
    assert len(alive) >= 8
    assert max(alive) == min(alive)


def test_what_is_counted_does_not_grow_with_the_futures() -> None:
    """As many tables after eighty futures as after forty."""
    here = present(run(), arrivals(LOG), 60)
    few, many = here.lived(range(40)), here.lived(range(80))
    assert len(many.positions) == len(few.positions)
    assert {region for region, _ in many.phases} == {region for region, _ in few.phases}
    assert len(many.phases) <= 30


def test_quantiles_are_those_of_the_positions() -> None:
    """Independently: the 500 numbers sorted; errors by the density of the law they come from."""
    stated = np.round(np.random.default_rng(0).normal(50, 8, 500).clip(0, 100), 1)
    counts = Counts.of(10, (10,))
    for value in stated:
        counts.position(10, ("a", "b"))[round(float(value) * 10)] += 1
    counts.futures = 500
    case = attrs.evolve(CASE)
    start = run()
    assert start.now is not None
    ensemble = Ensemble(case, start.now, "onset", Arrivals(), 0, counts, (0.0,) * 11)
    for quantile in (0.05, 0.5, 0.95):
        found = ensemble.position("a", "b", 10, quantile)
        assert found is not None
        assert found.value == np.quantile(stated, quantile, method="inverted_cdf")
        density = np.exp(-0.5 * ((found.value - 50) / 8) ** 2) / (8 * (2 * np.pi) ** 0.5)
        assert found.error == pytest.approx(
            (quantile * (1 - quantile) / 500) ** 0.5 / density, rel=0.6
        )
    assert ensemble.position("a", "c", 10) is None


def test_the_error_of_a_share_is_that_of_a_sample() -> None:
    """The square root of p(1 − p)/n; and none of a hundred is not never."""
    assert share_error(2500, 10_000) == pytest.approx((0.25 * 0.75 / 10_000) ** 0.5, rel=1e-3)
    assert 0 < share_error(0, 100) < 0.02


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"n": 0}, "n is a whole number from 1 on, not 0"),
        ({"n": 2.5}, "n is a whole number from 1 on, not 2.5"),
        ({"days": 0}, "days is a whole number from 1 on, not 0"),
        ({"days": 99_999}, "days is 3650 at the most, not 99999"),
        ({"seed": -1}, "seed is a whole number from 0 on, not -1"),
        ({"workers": 0}, "workers is a whole number from 1 on, not 0"),
    ],
)
def test_bad_numbers_are_told_in_one_line(options: dict[str, Any], told: str) -> None:
    """What makes no sense is refused before anything is drawn."""
    with pytest.raises(ValueError, match=told):
        simulate(run(), Arrivals(), **options)


def test_a_question_without_a_base_rate_can_not_be_simulated() -> None:
    """The case must say how often a ceasefire begins."""
    case = attrs.evolve(CASE, bases={})
    with pytest.raises(ValueError, match="the case has no base rate for onset, which is asked now"):
        simulate(waiting(case), Arrivals(), 5, 10)


def test_without_a_present_there_is_no_future() -> None:
    """An empty log needs an as_of."""
    start = replay(log_of(CASE, []), NO_RULES)
    with pytest.raises(ValueError, match="nothing is known yet"):
        simulate(start, Arrivals(), 5, 10)


def test_arrivals_of_a_later_date_are_refused() -> None:
    """The future may not be fitted on itself."""
    early = replay(LOG, RULES, as_of="2025-01-03")
    with pytest.raises(ValueError, match="later than the present, 2025-01-03 20:59"):
        simulate(early, arrivals(LOG), 5, 10)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda e: e.p_simulated(31), "the futures have days 0 to 30, not 31"),
        (lambda e: e.p_frozen(-1), "the futures have days 0 to 30, not -1"),
        (lambda e: e.phases("talks:mian", 5), "'talks:mian'; did you mean 'talks:main'"),
        (lambda e: e.position("ruritania", "truce-terms", 7), r"read at \(30,\), not at 7"),
        (lambda e: e.position("ruritania", "truce-terms", 30, 1.5), "lies between 0 and 1"),
    ],
)  # fmt: skip
def test_an_ensemble_tells_what_can_not_be_asked(ask: Any, told: str) -> None:
    """One line, with the nearest right word."""
    with pytest.raises(ValueError, match=told):
        ask(simulate(run(), Arrivals(), 2, 30))
