"""Fitting: on histories whose weights are known, what is learnt, how surely, and when nothing."""

import math

import attrs
import numpy as np
import pytest
from drawn import (
    CAPS,
    HAZARD,
    RULES,
    drawn_histories,
    drawn_weights,
    hazard_on,
    rulebook,
)

import negotiations as ng
from negotiations.forecast.fitting import fit
from negotiations.forecast.hazards import History, Piece, person_days, weightings_of
from negotiations.forecast.maximum import Penalised
from negotiations.model.evidence import BaseRate, Evidence
from negotiations.model.likelihood import likelihood

BOOK = rulebook()
TRUE = {name: nats for name, (_, nats, _) in RULES.items()}


def penalised(histories, free=(0, 1, 2), sd=0.4):
    """The penalised likelihood of some histories."""
    table = person_days(histories, weightings_of(BOOK), {})
    free = np.array(free, dtype=np.int64)
    times = 1.0 + table.process % 3
    return Penalised(table, CAPS, free, np.full(len(free), sd**-2), times)


@pytest.fixture(scope="module")
def histories():
    return drawn_histories(np.random.default_rng(1), TRUE, 80)


def in_order(weights):
    """Weights by name as a vector in the order of the rulebook."""
    return np.array([weights[each.name.removesuffix("-weighs")] for each in weightings_of(BOOK)])


def test_a_row_is_the_signal_a_day_ahead(histories):
    """Each row's hazard is what the signal's definition reads at its start for the day ahead."""
    found = penalised(histories[:3])
    risk = HAZARD * np.exp(found.log_hazard_ratios(found.prior))
    base, row = BaseRate(-math.expm1(-HAZARD), 1.0), 0
    for history in histories[:3]:
        evidence = [
            Evidence(math.exp(nats), p.at, half_life, group, p.q, p.known_at)
            for p in history.pieces
            for group, nats, half_life in [RULES[p.rule.removesuffix("-weighs")]]
        ]
        for day in range(history.days):
            read = likelihood(base, evidence, float(day), 1, CAPS)
            assert -math.expm1(-risk[row]) == pytest.approx(read, rel=1e-12)
            assert risk[row] == pytest.approx(hazard_on(day, history.pieces, TRUE), rel=1e-12)
            row += 1


@pytest.mark.parametrize("seed", range(5))
def test_derivatives_are_those_of_the_value(histories, seed):
    """Gradient and Hessian agree with differences of the value and of the gradient."""
    found, step = penalised(histories[:10], free=(0, 2)), 1e-5
    weights = found.prior + np.random.default_rng(seed).normal(0, 1, 3)
    for place, number in enumerate((0, 2)):
        ahead, behind = weights.copy(), weights.copy()
        ahead[number] += step
        behind[number] -= step
        slope = (found.value(ahead) - found.value(behind)) / (2 * step)
        bend = (found.gradient(ahead) - found.gradient(behind)) / (2 * step)
        assert found.gradient(weights)[place] == pytest.approx(slope, rel=1e-6, abs=1e-6)
        assert found.hessian(weights)[place] == pytest.approx(bend, rel=1e-6, abs=1e-6)


def test_the_peak_is_one(histories):
    """At the peak the slope is nothing, and a small way off in any direction it is lower."""
    found, generator = penalised(histories), np.random.default_rng(3)
    peak = found.peak()
    assert np.abs(found.gradient(peak.weights)).max() < 1e-5
    for _ in range(20):
        assert found.value(peak.weights + generator.normal(0, 0.05, 3)) < peak.value


def test_no_day_uses_what_became_known_later(histories):
    """Rows up to a day are the same without what became known, or came, after it."""
    history = max(histories, key=lambda each: each.days)
    cut = history.days // 2
    known = tuple(piece for piece in history.pieces if piece.known_at <= cut - 1)
    past = attrs.evolve(history, days=cut, onset=False, pieces=known)
    whole, part = penalised([history]), penalised([past])
    rows = [each.log_hazard_ratios(each.prior)[:cut] for each in (whole, part)]
    assert rows[0].tolist() == rows[1].tolist()


def test_laplace_intervals_cover():
    """Of weights drawn from the prior, 90 % intervals hold 90 %, but for chance.

    With 110 simulations of three weights the share has a standard error of 1.65 points; three of
    them are allowed.
    """
    generator, held = np.random.default_rng(20250602), []
    for _ in range(110):
        weights = drawn_weights(generator, 0.4)
        found = fit(drawn_histories(generator, weights, 50), BOOK, sd=0.4, folds=2)
        held += [
            found[f"{name}-weighs"].low <= nats <= found[f"{name}-weighs"].high
            for name, nats in weights.items()
        ]
    assert np.mean(held) == pytest.approx(0.9, abs=3 * math.sqrt(0.9 * 0.1 / len(held)))


def test_little_data_leaves_the_expert_and_much_moves_him():
    """Far from the prior in truth, few processes stay near it and many come to the truth."""
    true = {name: nats + 0.8 for name, nats in TRUE.items()}
    generator = np.random.default_rng(5)
    few = fit(drawn_histories(generator, true, 45), BOOK, sd=0.05)
    many = fit(drawn_histories(generator, true, 900), BOOK, sd=2.0, folds=2)
    for name, nats in true.items():
        near, far = few[f"{name}-weighs"], many[f"{name}-weighs"]
        assert abs(near.estimate - near.prior) < 0.05
        assert near.high - near.low < far.prior + 1
        assert far.low - 0.15 <= nats <= far.high + 0.15


def test_one_war_is_refused(histories):
    """However many onsets it had, a single process is no sample."""
    alone = [attrs.evolve(each, process="the war") for each in histories]
    with pytest.raises(ValueError, match="cannot fit on one process: one war"):
        fit(alone, BOOK)


def test_too_few_outcomes_are_refused_with_the_remedy(histories):
    """Below ten outcomes for each free number, it says how many weights may be free."""
    some = [each for each in histories if each.onset][:25]
    with pytest.raises(ValueError, match=r"25 outcomes in 25 processes: .* free at most 2 weights"):
        fit(some, BOOK)
    assert fit(some, BOOK, free=["round-weighs", "envoy-weighs"]).outcomes == 25
    with pytest.raises(ValueError, match="2 weights and 1 half-lives or caps"):
        fit(some, BOOK, free=["round-weighs", "envoy-weighs"], half_lives={"talks": [20, 45]})


def test_what_is_not_free_stays_the_experts(histories):
    """A weight that may not move keeps the expert's value, and no interval."""
    found = fit(histories, BOOK, free=["round-weighs"])
    kept = found["strike-weighs"]
    assert (kept.estimate, kept.low, kept.high, kept.free) == (kept.prior,) * 3 + (False,)
    assert found["round-weighs"].estimate != found["round-weighs"].prior


def test_the_order_of_histories_is_nothing(histories):
    """The same histories in another order give the same fit, to the bit."""
    assert fit(histories, BOOK) == fit(histories[::-1], BOOK)


def test_two_processes_of_one_name_are_one():
    """Held-out folds part processes: stretches of one process stay together."""
    stretch = History("a", 0, 5, True, (Piece("round-weighs", 0.0),), HAZARD)
    table = person_days(
        [stretch, attrs.evolve(stretch, process="b"), stretch], weightings_of(BOOK), {}
    )
    assert table.process.tolist() == [0] * 5 + [1] * 5 + [0] * 5


def test_a_grid_finds_what_it_was_drawn_with():
    """Of half-lives and caps far apart the true ones win, and the fit says so."""
    true = TRUE | {"round": 1.2}
    drawn = drawn_histories(np.random.default_rng(7), true, 250)
    grid, caps = {"round-weighs": [1, 45]}, {"talks": [0.1, 1.0]}
    found = fit(drawn, BOOK, half_lives=grid, caps=caps, sd=1.0, folds=4)
    assert (found.half_lives["round-weighs"], found.caps["talks"]) == (45, 1.0)
    assert found.tried == ("round-weighs", "talks")
    assert any("half-life 45 days, chosen" in line for line in found.lines())


def test_bootstrap_is_seeded_and_brackets(histories):
    """The same seed draws the same intervals, near Laplace's where there is enough to go by."""
    one, same = (fit(histories, BOOK, draws=60, seed=3) for _ in range(2))
    assert one == same
    assert one != fit(histories, BOOK, draws=60, seed=4)
    for each in one.weights:
        assert each.drawn[0] < each.estimate < each.drawn[1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"free": ["rond-weighs"]}, "did you mean 'round-weighs'"),
        ({"sd": 0.0}, "the sd of a prior is more than 0"),
        ({"level": 1.0}, "lies between 0 and 1"),
        ({"folds": 1}, "2 folds or more"),
        ({"draws": -1}, "0 or more"),
        ({"half_lives": {"tallks": [3]}}, "did you mean 'talks'"),
        ({"caps": {"talks": []}}, "numbers of more than 0"),
        ({"caps": {"talks": [*range(1, 202)]}}, "more than 200 combinations"),
    ],
)
def test_wrong_options_are_told(histories, options, told):
    """What can't be meant is refused in one sentence."""
    with pytest.raises(ValueError, match=told):
        fit(histories, BOOK, **options)


def test_a_rule_that_never_fired_is_not_free(histories):
    """By default what never fired is kept; by name it is refused."""
    without = [
        attrs.evolve(h, pieces=tuple(p for p in h.pieces if p.rule != "envoy-weighs"))
        for h in histories
    ]
    assert not fit(without, BOOK)["envoy-weighs"].free
    with pytest.raises(ValueError, match="'envoy-weighs' never fired"):
        fit(without, BOOK, free=["envoy-weighs"])


def test_a_fit_tells_itself(histories):
    """Each free weight has its line, with the outcomes beside it; in a notebook as HTML."""
    found = fit(histories, BOOK, free=["round-weighs"])
    lines = list(found.lines())
    assert lines[0].startswith(
        f"Fitted on {found.outcomes} outcomes in 80 processes, 1970-01-01 to"
    )
    [row] = [line for line in lines if "round-weighs" in line]
    assert row.split()[:2] == ["round-weighs", "+0.405"]
    assert row.split()[-1] == str(found["round-weighs"].outcomes)
    assert "2 weights were kept" in str(found)
    assert "<td>round-weighs</td>" in found._repr_html_()


def test_public_names():
    """The package hands out what forecasters use."""
    assert (ng.fit, ng.History, ng.Piece) == (fit, History, Piece)
