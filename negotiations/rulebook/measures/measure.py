"""What a measure is, and how it asks for one of several."""

from collections.abc import Iterable
from typing import Any, ClassVar, Protocol

from negotiations.model.events import missing
from negotiations.model.truth import Truth
from negotiations.rulebook.situation import Situation


class Measure(Protocol):
    """One reading of the process: `name` is its word in a rule, `plain` the key of a bare value.

    *reads* are the tables of the process that decide it; None if more does, such as the time.
    """

    name: ClassVar[str]
    plain: ClassVar[str | None]
    reads: ClassVar[tuple[str, ...] | None]

    def truth(self, situation: Situation) -> Truth:
        """Whether it holds: yes, no, or not known."""


def one_of(value: Any, wanted: Iterable[Any]) -> Truth:
    """Whether a value is among those wanted; nothing wanted means anything will do."""
    choices = tuple(wanted)
    if not choices:
        return True
    return None if missing(value) else value in choices


def holds_any(value: Iterable[str], wanted: Iterable[str]) -> Truth:
    """Whether a list holds one of those wanted."""
    choices, held = set(wanted), set(value)
    return True if not choices else None if not held else bool(held & choices)
