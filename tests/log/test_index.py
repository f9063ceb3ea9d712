"""The index of ids: what a dict would say, in far less memory."""

import tracemalloc
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.log import index
from negotiations.log.index import IdIndex, digest_of

PLACES = st.integers(0, 2**64 - 1)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh") | st.text(), PLACES)))
def test_it_answers_as_a_dict_does(additions: list[tuple[str, int]]) -> None:
    """Adding tells the first place of an id, which stays; finding and counting agree with it."""
    ids, places = IdIndex(), dict[str, int]()
    for id, at in additions:
        assert ids.add(id, at) == places.get(id)
        places.setdefault(id, at)
    assert len(ids) == len(places)
    assert {id: ids.find(id) for id in places} == places
    assert ids.find("an id that is longer than those above, and was never added") is None


def test_it_answers_as_a_dict_does_when_it_has_grown() -> None:
    """Nothing is lost or changed when the shelves grow, many times over."""
    ids = IdIndex()
    assert all(ids.add(f"event-{n}", 7 * n) is None for n in range(20_000))
    assert [ids.add(f"event-{n}", 1) for n in range(20_000)] == [7 * n for n in range(20_000)]
    assert [ids.find(f"strike-{n}") for n in range(1_000)] == [None] * 1_000
    assert len(ids) == 20_000


@given(st.lists(st.integers(0, 40), max_size=60))
def test_neighbours_in_one_shelf_are_kept_apart(additions: list[int]) -> None:
    """Digests that want the same or the next slot are each found again, also past the end."""
    ids, places = IdIndex(), dict[int, int]()
    crowded = {n: 16 * (n // 3) + n % 3 or 16 for n in range(41)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "digest_of", lambda id: crowded[int(id)])
        for at, n in enumerate(additions):
            assert ids.add(str(n), at) == places.get(crowded[n])
            places.setdefault(crowded[n], at)
        assert all(ids.find(str(n)) == places.get(crowded[n]) for n in crowded)


def test_two_ids_with_one_digest_tell_the_first_ones_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A collision looks like a repetition: the asker has to read the earlier line again."""
    monkeypatch.setattr(index, "digest_of", lambda id: 12)
    ids = IdIndex()
    assert (ids.add("round-1", 0), ids.add("round-2", 90), ids.find("round-2")) == (None, 0, 0)


def test_a_digest_is_the_same_on_every_machine() -> None:
    """It is the first 64 bits of BLAKE2b-64, most significant byte first."""
    assert digest_of("round-1") == int(blake2b(b"round-1", digest_size=8).hexdigest(), 16)
    assert digest_of("") == 0xE4A6A0577479B2B4


def test_an_id_that_is_half_a_surrogate_pair_is_an_id_too() -> None:
    """No text an event may carry as its id stops the index."""
    ids = IdIndex()
    assert (ids.add("\ud800", 3), ids.add("\ud801", 4), ids.find("\ud800")) == (None, None, 3)


def test_it_takes_forty_odd_bytes_an_id_at_most() -> None:
    """Measured where it costs most, when all shelves have just grown; a dict takes a hundred."""
    names = [f"event-{n}" for n in range(62_000)]
    tracemalloc.start()
    ids = IdIndex()
    for at, name in enumerate(names):
        ids.add(name, at)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 16 * len(names) < peak < 44 * len(names)
