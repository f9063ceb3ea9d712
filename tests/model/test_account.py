"""One account: pieces that fade to nothing are let go, and nothing that counts is lost."""

import math
from heapq import nlargest

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.model.account import STRONGEST, Account
from negotiations.model.evidence import Posting, Weighing
from negotiations.model.weights import decay

HALF_LIVES = (1 / 24, 0.5, 3.0, 60.0, math.inf)


@attrs.frozen
class Piece:
    """A weight of an event, as it is drawn: when it counts, how late it is known, on which key."""

    weight: float
    day: int
    late: int
    name: str | None

    @property
    def known(self) -> int:
        return self.day + self.late


PIECES = st.lists(
    st.builds(
        Piece,
        st.sampled_from([-0.8, -0.3, 0.0, 0.1, 0.3, 0.8]),
        st.integers(0, 400),
        st.sampled_from([0, 0, 0, 1, 9, 300]),
        st.sampled_from([None, "a", "b"]),
    ),
    min_size=1,
    max_size=60,
).map(lambda pieces: sorted(pieces, key=lambda piece: piece.known))


def account(half_life: float) -> Account:
    made = Account(half_life, anchor=0.0)
    made.number(Weighing(2.0, half_life, "g"))
    return made


def posting(number: int, piece: Piece) -> Posting:
    name, day = piece.name, None if piece.name is None else piece.day
    return (piece.weight, float(piece.day), float(piece.known), 1.0, f"e{number}", 0, name, day)


def put(into: Account, pieces: list[Piece], first: int = 0) -> list[Posting | bool]:
    return [into.put(posting(first + n, piece)) for n, piece in enumerate(pieces)]


def counting(pieces: list[Piece], half_life: float) -> list[Posting]:
    """The pieces that count: none of those that had a heavier one, or were replaced by it."""
    into, kept = account(half_life), list[Posting]()
    for number, piece in enumerate(pieces):
        one = posting(number, piece)
        done = into.put(one)
        if done is not False:
            kept = [each for each in kept if done is True or each is not done]
            kept.append(one)
    return kept


@pytest.mark.parametrize("half_life", HALF_LIVES)
@given(pieces=PIECES)
def test_the_sum_is_that_of_the_pieces_that_count(half_life, pieces):
    """Of each key the heaviest, whether its day has been let go or not."""
    made = account(half_life)
    put(made, pieces)
    heaviest: dict[object, Piece] = {}
    for number, piece in enumerate(pieces):
        key = (number,) if piece.name is None else (piece.name, piece.day)
        if key not in heaviest or abs(piece.weight) > abs(heaviest[key].weight):
            heaviest[key] = piece
    end = float(pieces[-1].known)
    expected = math.fsum(p.weight * decay(end - p.day, half_life) for p in heaviest.values())
    assert made.read(end) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("half_life", HALF_LIVES)
@given(pieces=PIECES)
def test_the_strongest_are_exact(half_life, pieces):
    """Those that weigh most among all that count, as many as a reader may ask for."""
    made = account(half_life)
    put(made, pieces)
    scores = {each[4]: made._score(each) for each in counting(pieces, half_life) if each[0] != 0}
    found = [scores[each.event] for each in made.strongest()]
    assert found == nlargest(STRONGEST, scores.values())


@pytest.mark.parametrize("half_life", HALF_LIVES)
@given(pieces=PIECES, data=st.data())
def test_forks_are_independent(half_life, pieces, data):
    """Each goes on as an account would that had heard its own pieces alone, to the bit."""
    cut = data.draw(st.integers(0, len(pieces)))
    mine, other = pieces[cut:], data.draw(PIECES)
    later = [attrs.evolve(each, late=each.late + 1000) for each in other]
    origin = account(half_life)
    put(origin, pieces[:cut])
    fork = origin.fork()
    turns = [(origin, mine), (fork, later)]
    told = [
        put(each, own, cut) for each, own in (turns if data.draw(st.booleans()) else turns[::-1])
    ]
    for each, own in turns:
        alone = account(half_life)
        put(alone, pieces[:cut])
        assert put(alone, own, cut) in told
        assert (alone.total, alone.anchor) == (each.total, each.anchor)
        assert alone.strongest() == each.strongest()


@given(pieces=PIECES)
def test_days_that_have_faded_are_let_go(pieces):
    """What is kept is bounded by half-lives, not by the log."""
    made = account(0.5)
    put(
        made, [attrs.evolve(each, late=0, name="a") for each in sorted(pieces, key=lambda p: p.day)]
    )
    latest = max(each.day for each in pieces)
    assert all(day is not None and day >= latest - 60 * 0.5 for day in made.days)
    assert len(made.top) <= STRONGEST
