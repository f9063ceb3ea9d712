"""Checkpoints: states of the past, few enough to keep, from which a correction rewrites history."""

from datetime import datetime

import attrs

from negotiations.state import State

CHECKPOINTED = 1024  # records, at the least, from one checkpoint to the next
COPIED = 8  # entries of a state, at the most, that checkpoints copy for each record


@attrs.frozen
class Checkpoint:
    """The state once a group was told; *number* counts the checkpoints made."""

    known_at: datetime
    number: int
    state: State


def records_until_next(state: State) -> int:
    """After how many records the next checkpoint is due, so that copying never costs more."""
    return max(CHECKPOINTED, state.size // COPIED)


def thinned(checkpoints: list[Checkpoint]) -> list[Checkpoint]:
    """Those worth keeping: of the old ones each fourth, of the older each sixteenth, and so on.

    So few are kept, and looking back never costs more than about five times what it must.
    """
    newest = checkpoints[-1].number
    return [each for each in checkpoints if newest - each.number <= 2 * _grain(each.number)]


def _grain(number: int) -> int:
    """The largest power of four that divides *number*."""
    grain = 1
    while number % (4 * grain) == 0:
        grain *= 4
    return grain
