"""The garbage collector, kept off a replay, is left as it was found."""

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from negotiations.collector import resting_collector


class Circle:
    """Refers to itself, so that only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_it_rests_and_goes_on():
    """Off inside, on again behind, also when what is done ends in an error."""
    with resting_collector():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), resting_collector():
        raise KeyError
    assert gc.isenabled()


def test_who_keeps_it_off_finds_it_off():
    """A program without the collector stays without it."""
    gc.disable()
    with resting_collector():
        pass
    assert not gc.isenabled()


def test_a_circle_made_meanwhile_is_freed_later():
    """Grown old is not kept for ever: a full collection finds it."""
    with resting_collector():
        gone = ref(Circle())
    assert gone() is not None
    gc.collect()
    assert gone() is None


def test_what_is_frozen_stays_frozen():
    """Whoever froze their objects before forking finds them frozen."""
    gc.freeze()
    count = gc.get_freeze_count()
    with resting_collector():
        pass
    assert gc.get_freeze_count() == count > 0
