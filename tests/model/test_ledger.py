"""The ledger: quick, exact, and in agreement with the definition of the likelihood."""

import math

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.model.evidence import BaseRate, Evidence, Share, Standing, counted
from negotiations.model.ledger import STRONGEST, Ledger, Posted
from negotiations.model.likelihood import likelihood, log_hazard_ratio, shares

BASES = {"onset": BaseRate(0.12), "collapse": BaseRate(0.144)}
CAPS = {"battlefield": 0.7, "talks": 1.0}
NOW = 120.0  # every piece of `pieces` is known by then

days = st.integers(0, 400).map(lambda quarters: quarters / 4)


@st.composite
def pieces(draw: st.DrawFn) -> Evidence:
    at = draw(days)
    return Evidence(
        ratio=draw(st.floats(0.2, 5)),
        at=at,
        half_life=draw(st.sampled_from([1.0, 14.0, 30.0, 180.0, math.inf])),
        group=draw(st.sampled_from(["battlefield", "talks", "positions"])),
        q=draw(st.sampled_from([0.0, 0.5, 1.0])),
        known_at=at + draw(st.integers(0, 80)) / 4,
        key=draw(st.sampled_from([None, None, "Monday", "Tuesday"])),
    )


def in_order(evidence: list[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda piece: piece.known_at)


logs = st.lists(pieces(), max_size=40).map(in_order)


def one(ratio: float = 2.0, at: float = 0.0, **fields: object) -> Evidence:
    possible = {"half_life": 30.0, "group": "talks"} | fields
    return Evidence(ratio=ratio, at=at, **possible)  # type: ignore[arg-type]


def written(evidence: list[Evidence], keep: bool = False) -> Ledger:
    ledger = Ledger(BASES, CAPS, keep=keep)
    for piece in evidence:
        ledger.post(piece)
    return ledger


def readings(ledger: Ledger, t: float = NOW) -> tuple[object, ...]:
    """All that a ledger tells, to the bit."""
    told = (ledger.probabilities(t, [30, 90, 180]), ledger.groups(t), ledger.log_hazard_ratio(t))
    return (*told, ledger.strongest(STRONGEST, t))


# --- agreement with the definition


@given(logs, st.integers(0, 400), st.integers(1, 365))
def test_agrees_with_the_definition(evidence: list[Evidence], later: int, horizon: int) -> None:
    """Running sums give what the definition gives, at every time and horizon."""
    t, ledger = NOW + later / 4, written(evidence)
    expected = likelihood(BASES["onset"], evidence, t, horizon, CAPS)
    assert ledger.probability(t, horizon) == pytest.approx(expected, abs=1e-12)
    assert ledger.log_hazard_ratio(t) == pytest.approx(
        log_hazard_ratio(evidence, t, CAPS), abs=1e-12
    )


@given(logs)
def test_agrees_at_every_post(evidence: list[Evidence]) -> None:
    """Property 4: read as the log goes by, the ledger never looks ahead of it."""
    ledger = Ledger(BASES, CAPS)
    for index, piece in enumerate(evidence):
        ledger.post(piece)
        so_far = log_hazard_ratio(evidence[: index + 1], piece.known_at, CAPS)
        assert ledger.log_hazard_ratio(piece.known_at) == pytest.approx(so_far, abs=1e-12)


@given(logs, st.integers(0, 400))
def test_strongest_agrees_with_the_shares(evidence: list[Evidence], later: int) -> None:
    """The few pieces that a ledger remembers are the first of all shares, after their caps."""
    t, n = NOW + later / 4, 3
    every = sorted((abs(share.nats) for share in shares(evidence, t, CAPS)), reverse=True)
    heaviest = written(evidence).strongest(n, t)
    assert [abs(share.nats) for share in heaviest] == pytest.approx(
        [nats for nats in every[:n] if nats]
    )
    for share in heaviest:
        (same,) = {each.nats for each in shares(evidence, t, CAPS) if each.piece == share.piece}
        assert share.nats == pytest.approx(same, abs=1e-12)


def test_golden_likelihoods() -> None:
    """One piece of ratio 2, uncapped: the published likelihoods, from one reading."""
    ledger = Ledger(BASES)
    ledger.post(one())
    golden = [0.067786, 0.158901, 0.263318, 0.433919]
    assert ledger.probabilities(0, [30, 90, 180, 365]) == pytest.approx(golden, abs=1e-6)
    assert ledger.probability(60, 90) == pytest.approx(0.128473, abs=1e-6)


def test_horizons_come_back_in_their_order() -> None:
    """Horizons are answered as they were asked, whichever is the longest."""
    ledger = written([one()])
    assert ledger.probabilities(1, [90, 30]) == tuple(reversed(ledger.probabilities(1, [30, 90])))
    with pytest.raises(ValueError, match="whole number of days"):
        ledger.probabilities(1, [90, 0.5])


# --- bits


@given(logs)
def test_the_same_posts_give_the_same_bits(evidence: list[Evidence]) -> None:
    """Two ledgers written alike read alike, to the last bit."""
    assert readings(written(evidence)) == readings(written(evidence))


@given(logs, st.data())
def test_a_fork_goes_on_as_the_whole_would(evidence: list[Evidence], data: st.DataObject) -> None:
    """Property 12: a prefix, forked, and the rest give the bits of the whole; the prefix stays."""
    cut = data.draw(st.integers(0, len(evidence)))
    prefix = written(evidence[:cut], keep=True)
    before, twin = readings(prefix), prefix.fork()
    for piece in evidence[cut:]:
        twin.post(piece)
    twin.stand(Standing(0.5, since=NOW, conclusion="siege"))
    twin.lift("siege", at=NOW)
    whole = written(evidence, keep=True)
    assert (readings(twin), twin.pieces) == (readings(whole), whole.pieces)
    assert (readings(prefix), prefix.pieces) == (before, written(evidence[:cut], keep=True).pieces)


def test_a_fork_and_its_origin_go_their_own_ways() -> None:
    """Property 12: what is posted to a fork does not outweigh anything in its origin."""
    origin = written([one(1.5, key="d")])
    origin.fork().post(one(4, key="d"))
    assert origin.post(one(2, key="d")).counted


def test_ages_apart() -> None:
    """Pieces thousands of half-lives apart, in either order, leave just the latest to be read."""
    ledger = written([one(half_life=1.0, at=at, known_at=9000.0) for at in (0, 9000, 4500)])
    assert ledger.log_hazard_ratio(9000) == pytest.approx(math.tanh(math.log(2)), abs=1e-15)


# --- one weight a day


def test_a_key_counts_once_the_heaviest() -> None:
    """Property 9: of the pieces with one key the heaviest counts, and each post says so."""
    light, heavy, lighter = one(1.5, key="d"), one(0.25, at=0.5, key="d"), one(2, at=0.6, key="d")
    ledger = Ledger(BASES, keep=True)
    assert ledger.post(light) == Posted(light, counted=True)
    assert ledger.post(heavy) == Posted(heavy, counted=True, replaces=light)
    assert ledger.post(lighter) == Posted(lighter, counted=False)
    assert ledger.pieces == [heavy]
    assert [share.piece for share in ledger.strongest(5, 1)] == [heavy]
    assert ledger.log_hazard_ratio(1) == pytest.approx(heavy.contribution(1), abs=1e-15)


def test_equal_weights_leave_the_first() -> None:
    """Property 9: the same report once more changes nothing."""
    first = one(event="e", key="d")
    ledger = written([first])
    before = ledger.probability(9, 90)
    again = ledger.post(attrs.evolve(first, at=0.5, known_at=9.0))
    assert (again.counted, again.replaces) == (False, None)
    assert not ledger.post(first).counted
    assert ledger.probability(9, 90) == before


def test_a_key_is_one_in_each_running_sum() -> None:
    """A rule with two weights for one event, of two half-lives, has both."""
    ledger = written([one(key="d"), one(key="d", half_life=180.0), one(key="d", group="positions")])
    assert ledger.log_hazard_ratio(0) == pytest.approx(math.tanh(math.log(4)) + math.log(2))


@given(logs)
def test_kept_pieces_are_those_that_count(evidence: list[Evidence]) -> None:
    """With keep, the pieces are what the definition counts; without, there are none to ask for."""
    kept = written(evidence, keep=True).pieces
    assert kept is not None
    assert counted(kept, NOW) == counted(evidence, NOW)
    assert len(kept) == len(counted(evidence, NOW))
    assert written(evidence).pieces is None


# --- the strongest


def test_strongest_out_of_many() -> None:
    """Out of a thousand pieces of three half-lives, the strongest are found at any later time."""
    evidence = [
        one(1.01 + (7 * i % 500) / 100, at=i / 10, half_life=[14.0, 45.0, math.inf][i % 3])
        for i in range(1000)
    ]
    ledger = written(evidence)
    for t in (100, 130, 400):
        every = sorted(evidence, key=lambda piece: -abs(piece.contribution(t)))
        found = [share.raw for share in ledger.strongest(STRONGEST, t)]
        assert found == [piece.contribution(t) for piece in every[:STRONGEST]]


@pytest.mark.parametrize("gone", [10, 20, 60])
def test_strongest_stays_right_when_pieces_are_replaced(gone: int) -> None:
    """When the strongest give way to lesser ones, the next strongest take their places."""
    early = [one(2, at=100 + i, key=i, half_life=1.0) for i in range(100)]
    ledger = written(early)
    for i in range(100 - gone, 100):
        ledger.post(one(2.5, at=50.0, known_at=200.0, key=i, half_life=1.0))
    found = [share.piece for share in ledger.strongest(STRONGEST, 200)]
    assert found == early[: 100 - gone][: -STRONGEST - 1 : -1]


def test_strongest_has_standing_terms_and_no_silent_pieces() -> None:
    """Terms that stand are told beside pieces; what weighs nothing is not told."""
    ledger = written([one(2), one(3, q=0.0)])
    term = Standing(-0.9, since=0)
    ledger.stand(term)
    first, second = ledger.strongest(9, 0)
    assert first == Share(term, -0.9, -0.9)
    assert (second.piece, second.raw) == (one(2), math.log(2))
    assert second.nats == pytest.approx(math.tanh(math.log(2)))


def test_no_more_than_a_few_can_be_asked_for() -> None:
    """A ledger remembers a few pieces and says so, rather than answer with a part."""
    with pytest.raises(ValueError, match="16 strongest"):
        Ledger(BASES).strongest(STRONGEST + 1, 0)


# --- groups, questions, crowds


def test_groups_add_up() -> None:
    """A group tells its sum, its cap and what is left; standing terms are a group of their own."""
    ledger = written([one(4), one(3), one(0.5, group="positions")])
    ledger.stand(Standing(0.25, "talks", since=0))
    groups = ledger.groups(0)
    assert list(groups) == ["positions", "standing", "talks"]
    assert groups["talks"].total == pytest.approx(math.log(12))
    assert groups["talks"].cap == 1
    assert groups["talks"].nats == pytest.approx(math.tanh(math.log(12)))
    assert groups["positions"].nats == pytest.approx(-math.log(2))
    assert groups["standing"].nats == 0.25
    assert sum(group.nats for group in groups.values()) == pytest.approx(ledger.log_hazard_ratio(0))


def test_questions_do_not_mix() -> None:
    """Evidence on collapse leaves onset where it was, and the other way round."""
    ledger = written([one(3, question="collapse")])
    ledger.stand(Standing(1.0, since=0, question="collapse"))
    assert ledger.probability(0, 90) == pytest.approx(0.12, abs=1e-12)
    assert ledger.probability(0, 90, "collapse") > 0.144
    assert ledger.groups(0) == {}


def test_a_question_must_be_known_and_have_a_base_rate() -> None:
    """A slip in a question's name, or a question nobody gave a base rate, is said plainly."""
    ledger = Ledger({"onset": BaseRate(0.12)})
    with pytest.raises(ValueError, match="did you mean 'collapse'"):
        ledger.groups(0, "colapse")
    with pytest.raises(ValueError, match="no base rate for the question 'collapse'"):
        ledger.probability(0, 90, "collapse")


def test_a_crowd_has_priced_what_it_knew() -> None:
    """What a crowd knew is posted but not counted; what comes later is."""
    ledger = Ledger({"onset": BaseRate(0.12, kind="crowd", as_of=10.0)}, keep=True)
    old, new = one(3, known_at=10.0), one(2, known_at=10.5)
    assert ledger.post(old) == Posted(old, counted=False)
    assert not ledger.stand(Standing(1.0, since=10)).counted
    assert ledger.probability(10, 90) == pytest.approx(0.12, abs=1e-12)
    assert ledger.post(new).counted
    assert ledger.pieces == [new]


def test_caps_are_positive() -> None:
    """A cap of nothing would silence a group; leave its evidence out instead."""
    with pytest.raises(ValueError, match="cap of group 'talks'"):
        Ledger(BASES, {"talks": 0.0})


# --- time


def test_the_past_is_not_read_again() -> None:
    """A ledger knows only what it holds now, so a reading before the last post is refused."""
    ledger = written([one(known_at=5.0)])
    ledger.probability(5, 90)
    with pytest.raises(ValueError, match=r"written up to 5.0, the ledger can't be read at 4.9"):
        ledger.probability(4.9, 90)


def test_what_stands_and_falls_moves_the_clock() -> None:
    """A term that begins, or is lifted, is written down too: no reading before it."""
    ledger = Ledger(BASES)
    ledger.stand(Standing(0.5, since=3, conclusion="siege"))
    with pytest.raises(ValueError, match="can't be read at 2"):
        ledger.groups(2)
    ledger.lift("siege", at=5)
    with pytest.raises(ValueError, match="can't be read at 4"):
        ledger.groups(4)


# --- what stands


@given(logs, st.integers(0, 200), st.integers(1, 120))
def test_standing_terms_agree_with_the_definition(
    evidence: list[Evidence], length: int, horizon: int
) -> None:
    """Terms with and without a known end weigh as the definition says."""
    terms = [Standing(0.4, since=NOW, until=NOW + length / 2), Standing(-0.3, since=3)]
    ledger = written(evidence)
    for term in terms:
        ledger.stand(term)
    expected = likelihood(BASES["onset"], evidence, NOW, horizon, CAPS, terms)
    assert ledger.probability(NOW, horizon) == pytest.approx(expected, abs=1e-12)


def test_a_lifted_conclusion_ends_its_terms() -> None:
    """A term weighs the same as long as its conclusion stands, and nothing from then on."""
    ledger = Ledger(BASES)
    siege, other = Standing(0.5, since=0, conclusion="siege"), Standing(0.25, since=0)
    ledger.stand(siege)
    ledger.stand(other)
    assert ledger.log_hazard_ratio(1000) == 0.75
    assert ledger.lift("siege", at=30) == (siege,)
    assert ledger.lift("siege", at=31) == ()
    assert ledger.log_hazard_ratio(31) == 0.25
    assert ledger.standing == (other,)


def test_ended_terms_are_forgotten() -> None:
    """A term whose end has passed makes room when the next one stands."""
    ledger = Ledger(BASES)
    ledger.stand(Standing(0.5, since=0, until=10))
    later = Standing(0.25, since=10)
    ledger.stand(later)
    assert ledger.standing == (later,)


def test_a_conclusion_drawn_again_does_not_weigh_twice() -> None:
    """A state holds or doesn't: drawn again by the same rule, its term is renewed, not doubled."""
    ledger = Ledger(BASES)
    first = Standing(0.5, since=0, until=10, rule="siege-laid", conclusion=("siege", "UA"))
    again = attrs.evolve(first, since=5, until=15)
    elsewhere = attrs.evolve(first, since=5, conclusion=("siege", "RU"))
    assert ledger.stand(first) == Posted(first, counted=True)
    assert ledger.stand(again) == Posted(again, counted=True, replaces=first)
    assert ledger.stand(elsewhere).replaces is None
    assert ledger.log_hazard_ratio(9) == 1.0
    assert ledger.log_hazard_ratio(12) == 0.5
