"""The index of ids: what a dict would say, in far less memory."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.log import index
from negotiations.log.index import IdIndex

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
    """Nothing is lost or changed when the table grows, many times over."""
    ids = IdIndex()
    assert all(ids.add(f"event-{n}", 7 * n) is None for n in range(20_000))
    assert [ids.add(f"event-{n}", 1) for n in range(20_000)] == [7 * n for n in range(20_000)]
    assert [ids.find(f"strike-{n}") for n in range(1_000)] == [None] * 1_000
    assert len(ids) == 20_000


@given(st.lists(st.integers(0, 40), max_size=60))
def test_neighbours_in_the_table_are_kept_apart(additions: list[int]) -> None:
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


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh") | st.integers(0, 300).map(str), max_size=200)),
    st.sampled_from([2**64, 97, 7]),
)
def test_many_added_at_once_are_as_if_added_one_by_one(
    batches: list[list[str]], kinds: int
) -> None:
    """The first of its digest is remembered; the others are told with its place, in order."""
    one, all_at_once, at = IdIndex(), IdIndex(), 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "digest_of", lambda id: hash(id) % kinds - kinds // 2)
        for ids in batches:
            places = range(at, at + len(ids))
            told = [
                (n, one.add(id, place))
                for n, (id, place) in enumerate(zip(ids, places, strict=True))
            ]
            again = all_at_once.add_all(ids, np.array(places, np.uint64))
            assert again == [(n, first) for n, first in told if first is not None]
            at += len(ids)
        assert len(one) == len(all_at_once)
        assert all(one.find(id) == all_at_once.find(id) for ids in batches for id in ids)


def test_an_id_that_is_half_a_surrogate_pair_is_an_id_too() -> None:
    """No text an event may carry as its id stops the index."""
    ids = IdIndex()
    assert (ids.add("\ud800", 3), ids.add("\ud801", 4), ids.find("\ud800")) == (None, None, 3)


def test_it_takes_seventy_bytes_an_id_at_most() -> None:
    """Measured where it costs most, when it has just grown; a dict takes a hundred."""
    names = [f"event-{n}" for n in range(92_000)]
    tracemalloc.start()
    ids = IdIndex()
    for at, name in enumerate(names):
        ids.add(name, at)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 16 * len(names) < peak < 72 * len(names)
