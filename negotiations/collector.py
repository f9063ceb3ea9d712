"""Python's garbage collector, kept off work that makes a great deal and none of it in circles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Let the collector rest; what nobody refers to is freed at once all the same.

    It would go through all that a replay has made again and again, and never find a circle in it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _grow_old()
            gc.enable()


def _grow_old() -> None:
    """Count what was made meanwhile among the old, or the collector would at once go through it.

    What somebody has frozen (before forking, say) stays as it is.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
