"""The likelihood: its golden numbers and the fifteen laws that it obeys."""

import math
from itertools import pairwise

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from negotiations.model.evidence import BaseRate, Evidence, Standing, counted
from negotiations.model.likelihood import (
    leave_one_out,
    likelihood,
    log_hazard_ratio,
    share_factor,
    shares,
)
from negotiations.model.weights import (
    CREDIBILITY_Q,
    WORDS,
    mean_hazard_ratio,
    mixed_weight,
    quality,
    ratio_of_likelihood,
    share_out,
    word_ratio,
)

BASE = BaseRate(0.12)
CAPS = {"battlefield": 0.7, "talks": 1.0}
NOW = 100.0  # every piece of `pieces` is known by then

days = st.integers(0, 400).map(lambda quarters: quarters / 4)
ratios = st.floats(0.4, 2.5)
horizons = st.integers(1, 120)
half_lives = st.sampled_from([7.0, 14.0, 30.0, 180.0, math.inf])


@st.composite
def pieces(draw: st.DrawFn) -> Evidence:
    at = draw(days)
    return Evidence(
        ratio=draw(ratios),
        at=at,
        half_life=draw(half_lives),
        group=draw(st.sampled_from(["battlefield", "talks", "positions"])),
        q=draw(st.floats(0, 1)),
        known_at=draw(days.map(lambda day: max(day, at))),
        rule=draw(st.sampled_from(["attack", "round", "waiver"])),
        event=draw(st.sampled_from(["one", "two", "three"])),
        key=draw(st.sampled_from([None, None, "Monday", "Tuesday"])),
    )


evidence_sets = st.lists(pieces(), max_size=4)


def one(ratio: float, at: float = 0.0, half_life: float = 30.0, **fields: object) -> Evidence:
    return Evidence(ratio=ratio, at=at, half_life=half_life, group="talks", **fields)  # type: ignore[arg-type]


def told(evidence: list[Evidence]) -> list[tuple[str, str, float, float]]:
    """What a reader sees of the shares at `NOW`."""
    every = shares(evidence, NOW, CAPS)
    return [(share.piece.rule, share.piece.event, share.raw, share.nats) for share in every]


# --- golden numbers


def test_base_hazard() -> None:
    """0.12 over 90 days is a hazard of 0.00142037 a day."""
    assert BASE.hazard == pytest.approx(0.00142037, abs=5e-9)


@pytest.mark.parametrize(
    ("horizon", "p"), [(30, 0.041716), (90, 0.12), (180, 0.2256), (365, 0.404549)]
)
def test_no_evidence_gives_the_base_rate(horizon: int, p: float) -> None:
    """Property 1: without evidence the likelihood is the base rate, at every horizon."""
    read = likelihood(BASE, [], at=NOW, horizon=horizon)
    assert read == pytest.approx(p, abs=1e-6)
    assert read == pytest.approx(1 - 0.88 ** (horizon / 90), abs=1e-15)


@pytest.mark.parametrize(
    ("ratio", "t", "horizon", "p"),
    [
        (2, 0, 30, 0.067786),
        (2, 0, 90, 0.158901),
        (2, 0, 180, 0.263318),
        (2, 0, 365, 0.433919),
        (2, 30, 90, 0.137727),
        (2, 60, 90, 0.128473),
        (2, 90, 90, 0.124144),
        (0.5, 0, 30, 0.025781),
        (0.5, 0, 90, 0.092544),
        (0.5, 0, 180, 0.197839),
    ],
)
def test_golden_likelihoods(ratio: float, t: float, horizon: int, p: float) -> None:
    """One piece with a half-life of 30 days, no caps: the published likelihoods."""
    assert likelihood(BASE, [one(ratio)], at=t, horizon=horizon) == pytest.approx(p, abs=1e-6)


@pytest.mark.parametrize(
    ("ratio", "q", "weight"),
    [
        (2, 0.25, 0.2231),
        (2, 0.5, 0.4055),
        (2, 0.75, 0.5596),
        (2, 0.9, 0.6419),
        (0.5, 0.25, -0.1335),
        (0.5, 0.5, -0.2877),
        (0.5, 0.75, -0.4700),
        (0.5, 0.9, -0.5978),
        (3, 1, 1.0986),
        (3, 0, 0),
    ],
)
def test_golden_mixed_weights(ratio: float, q: float, weight: float) -> None:
    """Doubt draws a weight towards 0, further than in proportion when it speaks against."""
    assert mixed_weight(ratio, q) == pytest.approx(weight, abs=5e-5)
    assert one(ratio, q=q).weight == mixed_weight(ratio, q)


@pytest.mark.parametrize(
    ("strikes", "nats", "p"),
    [
        (1, -0.216, 0.115),
        (2, -0.394, 0.110),
        (5, -0.645, 0.101),
        (20, -0.700, 0.084),
        (100, -0.700, 0.068),
    ],
)
def test_golden_caps(strikes: int, nats: float, p: float) -> None:
    """A cap bounds how deep strikes press the hazard, not how long."""
    attack = Evidence(ratio=0.8, at=0, half_life=14, group="battlefield")
    assert log_hazard_ratio([attack] * strikes, 0, CAPS) == pytest.approx(nats, abs=5e-4)
    assert likelihood(BASE, [attack] * strikes, 0, 90, CAPS) == pytest.approx(p, abs=5e-4)


@pytest.mark.parametrize(("half_life", "mean"), [(14, 1.180), (30, 1.354), (180, 1.797)])
def test_golden_mean_hazard_ratios(half_life: float, mean: float) -> None:
    """A hazard ratio of 2 now is a good deal less on the mean of 90 days."""
    assert mean_hazard_ratio(math.log(2), 90, half_life) == pytest.approx(mean, abs=5e-4)


@pytest.mark.parametrize(
    ("value", "weight"), [(1.25, 0.517), (2, 1.498), (3, 2.251), (0.8, -0.558), (1, 0)]
)
def test_golden_ratios_of_likelihood(value: float, weight: float) -> None:
    """The initial ratio that a mean over 90 days asks for, at a half-life of 30 days."""
    assert math.log(ratio_of_likelihood(value, 90, 30)) == pytest.approx(weight, abs=5e-4)


@given(st.floats(0.2, 5), horizons, st.floats(20, 200) | st.just(math.inf))
def test_ratio_of_likelihood_solves_the_mean(value: float, horizon: int, half_life: float) -> None:
    """Put back into the mean, the solution gives the value that was asked for."""
    weight = math.log(ratio_of_likelihood(value, horizon, half_life))
    assert mean_hazard_ratio(weight, horizon, half_life) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(("value", "half_life"), [(0.5, 1), (0, 30), (-1, 30), (math.nan, 30)])
def test_a_mean_that_no_ratio_reaches_is_refused(value: float, half_life: float) -> None:
    """A piece that fades in a day can't halve the hazard of 90 days, and no mean is 0."""
    with pytest.raises(ValueError, match="no hazard ratio"):
        ratio_of_likelihood(value, 90, half_life)


def test_words_are_decibels_apart() -> None:
    """The six words weigh 0.4, 1, 1.8, 3, 4.8 and 6 decibels, for and against."""
    decibels = [0.4, 1.0, 1.8, 3.0, 4.8, 6.0]
    measured = [10 * math.log10(ratio) for ratio in WORDS.values()]
    assert measured == pytest.approx([*decibels, *(-each for each in decibels)], abs=0.05)


def test_a_word_is_found_or_the_nearest_is_named() -> None:
    """Each word has its ratio, and a slip of the pen is answered with the word that was meant."""
    assert (word_ratio("very strong for"), word_ratio("slight against")) == (4.0, 0.8)
    with pytest.raises(ValueError, match="did you mean 'slight against'"):
        word_ratio("slightly_against")


# --- the fifteen laws


@given(evidence_sets, st.floats(1.01, 4), st.floats(0, 30), horizons)
def test_evidence_for_raises_and_against_lowers(
    evidence: list[Evidence], ratio: float, age: float, horizon: int
) -> None:
    """Property 2: a ratio above 1 raises the likelihood at every horizon, below 1 lowers it."""
    plain = likelihood(BASE, evidence, NOW, horizon)

    def with_one(ratio: float) -> float:
        return likelihood(BASE, [*evidence, one(ratio, at=NOW - age)], NOW, horizon)

    assert with_one(1 / ratio) < plain < with_one(ratio)
    assert with_one(1) == plain


@given(st.data(), st.lists(pieces(), max_size=12), horizons)
def test_order_does_not_matter(data: st.DataObject, evidence: list[Evidence], horizon: int) -> None:
    """Property 3: the same pieces in another order give the same bits and the same telling."""
    shuffled = data.draw(st.permutations(evidence))
    assert likelihood(BASE, evidence, NOW, horizon, CAPS) == likelihood(
        BASE, shuffled, NOW, horizon, CAPS
    )
    assert told(evidence) == told(shuffled)


@given(st.lists(pieces(), max_size=8), days, horizons)
def test_no_look_ahead(evidence: list[Evidence], t: float, horizon: int) -> None:
    """Property 4: what becomes known after *t* has no effect on what is read at *t*."""
    known = [piece for piece in evidence if piece.known_at <= t]
    assert likelihood(BASE, evidence, t, horizon, CAPS) == likelihood(BASE, known, t, horizon, CAPS)
    assert shares(evidence, t, CAPS) == shares(known, t, CAPS)


def test_a_piece_counts_from_the_time_it_is_known() -> None:
    """Property 4: evidence of an old event fades from the event on, yet is silent until known."""
    late = one(2, at=0, known_at=30)
    assert late.contribution(29.9) == 0
    assert late.contribution(30) == pytest.approx(math.log(2) / 2, abs=1e-15)


@given(st.lists(pieces().filter(lambda piece: piece.half_life < math.inf), max_size=8), horizons)
def test_evidence_fades_to_the_base_rate(evidence: list[Evidence], horizon: int) -> None:
    """Property 5: 60 half-lives on, without standing terms, only the base rate is left."""
    t = NOW + 60 * max((piece.half_life for piece in evidence), default=0)
    base = likelihood(BASE, [], t, horizon)
    assert likelihood(BASE, evidence, t, horizon, CAPS) == pytest.approx(base, abs=1e-9)


@given(evidence_sets, horizons)
def test_a_longer_horizon_is_likelier(evidence: list[Evidence], horizon: int) -> None:
    """Property 6: the likelihood rises strictly with the horizon, between 0 and 1."""
    shorter, longer = (likelihood(BASE, evidence, NOW, h, CAPS) for h in (horizon, horizon + 1))
    assert 0 < shorter < longer < 1


@given(evidence_sets, horizons, horizons, days)
def test_chain_rule(evidence: list[Evidence], first: int, then: int, length: float) -> None:
    """Property 7: if no news comes, surviving a + b days is surviving a, then b more."""
    terms = [Standing(0.4, since=NOW - 1, until=NOW + length), Standing(-0.3, since=NOW)]

    def survival(t: float, horizon: int) -> float:
        return 1 - likelihood(BASE, evidence, t, horizon, CAPS, terms)

    chained = survival(NOW, first) * survival(NOW + first, then)
    assert survival(NOW, first + then) == pytest.approx(chained, abs=1e-12)


@given(pieces(), st.floats(0, 300))
def test_a_contribution_halves_in_a_half_life(piece: Evidence, age: float) -> None:
    """Property 8: without caps, a piece says half as much one half-life later; or never less."""
    t = NOW + age
    if piece.half_life == math.inf:
        assert piece.contribution(t) == piece.weight
    else:
        later = piece.contribution(t + piece.half_life)
        assert later == pytest.approx(piece.contribution(t) / 2, rel=1e-12)


@given(pieces(), st.integers(2, 5), horizons)
def test_a_key_counts_once(piece: Evidence, copies: int, horizon: int) -> None:
    """Property 9: reports of one event that share a key weigh no more than one of them."""
    keyed = attrs.evolve(piece, key=("attack", "RU", "UA", 20241))
    assert likelihood(BASE, [keyed] * copies, NOW, horizon) == likelihood(
        BASE, [keyed], NOW, horizon
    )


def test_the_heaviest_of_a_key_counts() -> None:
    """Property 9: of the day's reports the heaviest counts, once it is known and not before."""
    light, heavy, other = one(0.8, key=1), one(0.5, known_at=2, key=1), one(0.9, key=2)
    assert counted([light, heavy, other], t=1) == [light, other]
    assert set(counted([light, heavy, other], t=2)) == {heavy, other}
    assert len(counted([one(2), one(2)], t=0)) == 2


@given(st.lists(st.floats(0, 1), max_size=6))
def test_competing_claims_share_one_truth(qs: list[float]) -> None:
    """Property 10: q of claims that exclude each other sum to at most 1, in the old proportions."""
    shared = share_out(qs)
    assert sum(shared) <= 1 + 1e-12
    if sum(qs) <= 1:
        assert shared == qs
    else:
        assert shared == pytest.approx([q / sum(qs) for q in qs], abs=1e-12)


@given(st.lists(st.floats(-2, 2), min_size=1, max_size=5), st.floats(0.3, 3), st.floats(0.01, 1))
def test_a_cap_holds_and_stays_strict(weights: list[float], cap: float, more: float) -> None:
    """Property 11: a capped group stays inside its cap, and still rises with each weight."""
    assume(abs(sum(weights)) + more < 15 * cap)

    def group(weights: list[float]) -> float:
        evidence = [one(math.exp(weight), half_life=math.inf) for weight in weights]
        return log_hazard_ratio(evidence, 0, {"talks": cap})

    assert -cap < group(weights) < group([weights[0] + more, *weights[1:]]) < cap


def test_each_further_strike_says_less() -> None:
    """Property 11: under a cap, the n-th of equal strikes moves the hazard less than the last."""
    attack = Evidence(ratio=0.8, at=0, half_life=14, group="battlefield")
    depths = [log_hazard_ratio([attack] * n, 0, CAPS) for n in range(12)]
    steps = [abs(after - before) for before, after in pairwise(depths)]
    assert all(later < earlier for earlier, later in pairwise(steps))


@given(st.lists(pieces().map(lambda p: attrs.evolve(p, key=None)), max_size=6), horizons)
def test_hours_tell_the_same(evidence: list[Evidence], horizon: int) -> None:
    """Property 13: reckoned in hours, from first principles, the likelihood is the same."""
    hourly = -math.log(1 - 0.12) / (90 * 24)

    def hazard(hour: float) -> float:
        nats = 0.0
        for piece in evidence:
            age, half_life = hour - piece.at * 24, piece.half_life * 24
            nats += math.log(1 + piece.q * (piece.ratio - 1)) * 0.5 ** (age / half_life)
        return hourly * math.exp(nats)

    survival = math.prod(
        math.exp(-24 * hazard(NOW * 24 + 24 * day)) for day in range(1, horizon + 1)
    )
    assert likelihood(BASE, evidence, NOW, horizon) == pytest.approx(1 - survival, abs=1e-12)


@given(evidence_sets, ratios, horizons)
def test_a_claim_that_is_false_says_nothing(
    evidence: list[Evidence], ratio: float, horizon: int
) -> None:
    """Property 14: a piece with q = 0 is as good as absent."""
    with_it = [*evidence, one(ratio, q=0)]
    assert likelihood(BASE, with_it, NOW, horizon, CAPS) == likelihood(
        BASE, evidence, NOW, horizon, CAPS
    )


@given(st.floats(1.1, 4), st.floats(0, 0.9), st.floats(0.05, 0.1), horizons)
def test_belief_strengthens(ratio: float, q: float, more: float, horizon: int) -> None:
    """Property 14: the better a claim is believed, the further it moves the likelihood."""

    def moved(ratio: float, q: float) -> float:
        return likelihood(BASE, [one(ratio, q=q)], 0, horizon)

    assert moved(ratio, q) < moved(ratio, q + more)
    assert moved(1 / ratio, q) > moved(1 / ratio, q + more)


@given(pieces(), horizons)
def test_for_and_against_cancel(piece: Evidence, horizon: int) -> None:
    """Property 15: a ratio and its reciprocal, both certain, leave the base rate."""
    both = [
        attrs.evolve(piece, ratio=ratio, q=1, key=None) for ratio in (piece.ratio, 1 / piece.ratio)
    ]
    base = likelihood(BASE, [], NOW, horizon)
    assert likelihood(BASE, both, NOW, horizon, CAPS) == pytest.approx(base, abs=1e-15)


# --- what a crowd has priced, and what stands


def test_a_crowd_has_priced_what_it_knew() -> None:
    """Evidence known at or before a crowd's date weighs nothing; what comes later does."""
    crowd = BaseRate(0.12, kind="crowd", as_of=10.0)
    old, new = one(3, at=1, known_at=10), one(2, at=1, known_at=10.5)
    stands = Standing(0.5, since=10)
    assert likelihood(crowd, [old], 20, 90, standing=[stands]) == likelihood(BASE, [], 20, 90)
    assert likelihood(crowd, [old, new], 20, 90) == likelihood(BASE, [new], 20, 90)
    assert [piece for piece, _ in leave_one_out(crowd, [old, new], 20, 90)] == [new]


def test_a_standing_term_counts_up_to_its_known_end() -> None:
    """A term that ends in 30 days doubles the hazard of 29 of the next 90 days."""
    term = Standing(math.log(2), since=-5, until=30)
    expected = 1 - math.exp(-BASE.hazard * (29 * 2 + 61))
    assert likelihood(BASE, [], 0, 90, standing=[term]) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize(("since", "until"), [(0.5, math.inf), (-9.0, 0.0)])
def test_a_term_that_does_not_stand_says_nothing(since: float, until: float) -> None:
    """A term that begins after *t*, or has ended by then, does not count, even in the future."""
    term = Standing(1.0, since=since, until=until)
    assert likelihood(BASE, [], 0, 90, standing=[term]) == likelihood(BASE, [], 0, 90)
    assert shares([], 0, standing=[term]) == []


def test_standing_terms_add_outside_the_caps() -> None:
    """A term's nats are added whole, beside a group that its cap holds down."""
    attack = Evidence(ratio=0.1, at=0, half_life=14, group="battlefield")
    term = Standing(-0.5, "battlefield", since=0)
    together = log_hazard_ratio([attack], 0, CAPS, [term])
    assert together == pytest.approx(0.7 * math.tanh(math.log(0.1) / 0.7) - 0.5, abs=1e-15)


# --- the telling


@given(st.lists(pieces(), max_size=8), st.floats(-1, 1))
def test_shares_add_up(evidence: list[Evidence], beta: float) -> None:
    """The nats after the caps sum to the log hazard ratio, standing terms included."""
    standing = [Standing(beta, since=0)]
    parts = shares(evidence, NOW, CAPS, standing)
    whole = log_hazard_ratio(evidence, NOW, CAPS, standing)
    assert sum(part.nats for part in parts) == pytest.approx(whole, abs=1e-12)


def test_a_share_tells_raw_nats_decibels_and_what_the_cap_leaves() -> None:
    """A piece of ratio 2, one half-life old, is 1.5 dB; a tight cap leaves it less."""
    (share,) = shares([one(2)], 30, {"talks": 0.1})
    assert share.raw == pytest.approx(0.346574, abs=1e-6)
    assert share.decibels == pytest.approx(1.505150, abs=1e-6)
    assert share.nats == pytest.approx(0.1 * math.tanh(3.46574), abs=1e-6)


def test_the_factor_of_an_empty_or_uncapped_group_is_one() -> None:
    """A cap takes nothing from a group that sums to 0, and no cap takes nothing at all."""
    assert share_factor(0, 0.7) == share_factor(5, math.inf) == 1
    assert share_factor(0.7, 0.7) == pytest.approx(math.tanh(1), abs=1e-15)


@given(evidence_sets.map(lambda es: [attrs.evolve(e, key=None) for e in es]), horizons)
def test_leaving_one_out(evidence: list[Evidence], horizon: int) -> None:
    """Each difference is what the likelihood loses when that piece alone was never there."""
    term = Standing(0.3, since=0)
    whole = likelihood(BASE, evidence, NOW, horizon, CAPS, [term])
    for piece, difference in leave_one_out(BASE, evidence, NOW, horizon, CAPS, [term]):
        rest = [each for each in evidence if each is not piece]
        standing = [] if piece is term else [term]
        without = likelihood(BASE, rest, NOW, horizon, CAPS, standing)
        assert difference == pytest.approx(whole - without, abs=1e-12)


def test_leaving_one_out_does_not_add_up() -> None:
    """Two pieces that multiply each other lose more, one by one, than both gained together."""
    both = [one(2), one(3)]
    gained = likelihood(BASE, both, 0, 90) - BASE.probability
    assert sum(change for _, change in leave_one_out(BASE, both, 0, 90)) > gained + 0.01


# --- grades


@pytest.mark.parametrize(
    ("grades", "q"),
    [
        ([], 0.5),
        ([(None, None)], 0.5),
        ([("F", 6)], 0.5),
        ([("A", 1)], 0.95),
        ([("D", 1)], 0.6),
        ([("E", 2)], 0.3),
        ([("E", 5)], 0.1),
        ([("E", 2), ("E", 5)], 0.8),
        ([("B", 4), ("C", 3)], 0.6),
        ([("A", 5), (None, None)], 0.5),
    ],
)
def test_quality(grades: list[tuple[str | None, int | None]], q: float) -> None:
    """The best credibility counts; a poor source caps it only where it stands alone."""
    assert quality(grades) == q


@pytest.mark.parametrize("grade", [("G", 1), ("A", 7), ("A", 0), ("a", 1)])
def test_unknown_grades_are_refused(grade: tuple[str, int]) -> None:
    """A grade that is not on the Admiralty scale is a mistake, not a doubt."""
    with pytest.raises(ValueError, match=r"is A to F|is 1 to 6"):
        quality([grade])


def test_cannot_be_judged_is_not_the_worst() -> None:
    """Credibility 6 means unknown, so it lies between doubtful and possibly true."""
    assert CREDIBILITY_Q[4] < CREDIBILITY_Q[6] < CREDIBILITY_Q[3]


# --- what can't be


@pytest.mark.parametrize(
    "fields",
    [
        {"ratio": 0.0},
        {"ratio": -1.0},
        {"ratio": math.inf},
        {"ratio": math.nan},
        {"q": 1.1},
        {"q": -0.1},
        {"half_life": 0.0},
        {"half_life": math.nan},
        {"known_at": -1.0},
        {"at": math.nan},
        {"known_at": math.inf},
        {"question": "onsets"},
        {"group": "standing"},
    ],
)
def test_impossible_evidence_is_refused(fields: dict[str, object]) -> None:
    """Evidence that no formula can weigh is refused when it is made."""
    possible: dict[str, object] = {"ratio": 2.0, "at": 0.0, "half_life": 30.0, "group": "talks"}
    Evidence(**possible)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"."):
        Evidence(**possible | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"probability": 0.0},
        {"probability": 1.0},
        {"horizon": 0.0},
        {"horizon": math.inf},
        {"kind": "crowds"},
        {"kind": "crowd"},
    ],
)
def test_impossible_base_rates_are_refused(fields: dict[str, object]) -> None:
    """A base rate is a probability over some days; a crowd's must say when it was read."""
    with pytest.raises(ValueError, match=r"."):
        BaseRate(**{"probability": 0.12} | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("horizon", [0, -1, 0.5, 30.5, math.inf, math.nan])
def test_a_horizon_is_whole_days(horizon: float) -> None:
    """Half a day, no day and for ever are not horizons; 30.0 is."""
    assert likelihood(BASE, [], 0, 30.0) == likelihood(BASE, [], 0, 30)
    with pytest.raises(ValueError, match="whole number of days"):
        likelihood(BASE, [], 0, horizon)


def test_a_term_does_not_end_before_it_begins() -> None:
    """A standing term whose end comes first is refused."""
    with pytest.raises(ValueError, match="before since"):
        Standing(0.1, since=2, until=1)


def test_onset_and_collapse_are_never_mixed() -> None:
    """Evidence on two questions is not read as if it were on one."""
    with pytest.raises(ValueError, match="never read together"):
        likelihood(BASE, [one(2), one(2, question="collapse")], 0, 90)
    with pytest.raises(ValueError, match="never read together"):
        shares([one(2)], 0, standing=[Standing(0.1, since=0, question="collapse")])


def test_overwhelming_evidence_is_certainty() -> None:
    """A thousand strong, uncapped pieces give a probability of 1, not an overflow."""
    assert likelihood(BASE, [one(3)] * 1000, 0, 90) == 1
