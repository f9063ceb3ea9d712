"""Three-valued truth: yes, no, or not known, and what follows for several of them together."""

from collections.abc import Iterable
from typing import TypeAlias

Truth: TypeAlias = bool | None
"""True, False, or None for unknown."""


def opposite(truth: Truth) -> Truth:
    """Not, with unknown staying unknown."""
    return None if truth is None else not truth


def both(one: Truth, other: Truth) -> Truth:
    """And: False if either is, unknown if either could still be False."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def every(truths: Iterable[Truth]) -> Truth:
    """And over many: False if one is, else unknown if one is."""
    seen = list(truths)
    return False if False in seen else None if None in seen else True


def either(truths: Iterable[Truth]) -> Truth:
    """Or over many: True if one is, else unknown if one is."""
    seen = list(truths)
    return True if True in seen else None if None in seen else False


def agreed(truths: Iterable[Truth]) -> Truth:
    """What all of them say; unknown if they differ."""
    seen = set(truths)
    return seen.pop() if len(seen) == 1 else None
