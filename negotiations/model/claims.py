"""Claims: who says so, on which sources, and which of them can still be true together."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import attrs

from negotiations.model.quantities import Quantity, agrees, comparable
from negotiations.model.times import Interval
from negotiations.model.weights import quality, share_out

RELIABILITIES = ("A", "B", "C", "D", "E", "F")
CREDIBILITIES = (1, 2, 3, 4, 5, 6)
MODALITIES = ("reported", "claimed", "expected", "assessed", "denied")
CONFIRMED = 1


@attrs.frozen
class Source:
    """Where a record comes from, graded on the Admiralty scale (the two grades are independent).

    Reliability F and credibility 6 mean "cannot be judged", which is not the same as worst.
    """

    source: str
    reliability: str | None = None
    credibility: int | None = None
    url: str | None = None
    date: str | None = None


@attrs.frozen
class Claim:
    """What one asserter says about some of an event's fields, beside what the event says."""

    asserter: str
    values: Mapping[str, Any] = attrs.field(factory=dict)
    modality: str = "claimed"
    sources: tuple[Source, ...] = ()
    known_at: datetime | None = None

    @property
    def quality(self) -> float:
        """The probability, 0 to 1, that the claim is true, from its sources' grades alone."""
        return source_quality(self.sources)

    @property
    def confirmed(self) -> bool:
        """Whether some source grades it 1, confirmed by others: this is what ends a conflict."""
        return any(source.credibility == CONFIRMED for source in self.sources)


@attrs.frozen
class ClaimConflict:
    """Claims about one field of one event that cannot all be true, side by side."""

    event: str
    field: str
    claims: tuple[tuple[str, Any], ...]
    qualities: tuple[float, ...]
    since: datetime
    resolved: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return (self.event, self.field)


def source_quality(sources: Iterable[Source]) -> float:
    """q of a record: its best grade, capped by reliability for a sole source."""
    return _graded(tuple([(source.reliability, source.credibility) for source in sources]))


@lru_cache(maxsize=4096)
def _graded(grades: tuple[tuple[str | None, int | None], ...]) -> float:
    return quality(grades)


def best_credibility(sources: Iterable[Source]) -> int:
    """The best credibility grade among sources; 6 (cannot be judged) when none is judged."""
    return min([source.credibility or 6 for source in sources], default=6)


def can_both_hold(one: Any, other: Any) -> bool:
    """Whether two values of one field could describe the same world: `>40` and 41 can, 5 and 4 not.

    Quantities in units of different things, such as points and per cent, can both hold.

    >>> can_both_hold("Istanbul", "Ankara")
    False
    """
    if one is None or other is None:
        return True
    if isinstance(one, Interval) and isinstance(other, Interval):
        return one.start <= other.end and other.start <= one.end
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return not comparable(one, other) or agrees(one, other)
    return bool(one == other)


def conflicting(values: Iterable[tuple[str, Any]]) -> bool:
    """Whether some two of the asserted values cannot both be true."""
    seen = list(values)
    return any(
        not can_both_hold(one, other)
        for index, (_, one) in enumerate(seen)
        for _, other in seen[index + 1 :]
    )


def shared_qualities(sources: Iterable[tuple[Source, ...]]) -> tuple[float, ...]:
    """q of each competing claim, rescaled so that together they do not exceed 1."""
    return tuple(share_out([source_quality(each) for each in sources]))
