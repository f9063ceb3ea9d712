"""What is negotiated: issues, each party's position on them, and preconditions for talking."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from negotiations.model.times import Interval


@attrs.frozen
class Issue:
    """A question on a 0–100 scale whose two ends are named, so that a number can be read."""

    id: str
    title: str
    low: str
    high: str


@attrs.frozen
class Position:
    """Where a party stands on an issue, 0–100.

    *ideal* is what it would choose alone; *stated* what it says in public; *reservation* the last
    point it would accept, which is never inferred from public words; *salience* (0–100) how much it
    cares; *flexibility* (0–1) scales every shift.
    """

    party: str
    issue: str
    ideal: float
    stated: float
    reservation: float | None = None
    salience: float = 50.0
    flexibility: float = 1.0
    basis: str = "expert"
    as_of: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        return (self.party, self.issue)

    def restated(self, stated: float, at: datetime) -> "Position":
        """The same with another word in public."""
        return Position(
            self.party, self.issue, self.ideal, stated, self.reservation, self.salience,
            self.flexibility, self.basis, at,
        )  # fmt: skip


@attrs.frozen
class Precondition:
    """What its holder wants before it will enter or continue talks; it gates `talks`."""

    id: str
    holder: tuple[str, ...]
    addressee: tuple[str, ...]
    status: str
    since: datetime
    issue: str | None = None
    text: str | None = None
    red_line: bool = False
    deadline: Interval | None = None
    changed: datetime | None = None

    @property
    def began(self) -> datetime:
        """When it was last asserted."""
        return self.since

    @property
    def is_open(self) -> bool:
        return self.status == "asserted"


def gap(one: Position, other: Position) -> float:
    """The distance, 0–100, between what two parties say in public."""
    return abs(one.stated - other.stated)


def zopa_width(one: Position, other: Position) -> float | None:
    """The width of the zone of possible agreement; negative for a gap, None when unknown.

    The party with the lower ideal accepts anything up to its reservation, the other anything from
    its own upwards (domain: spatial range).

    >>> low = Position("a", "border", ideal=0, stated=10, reservation=60)
    >>> zopa_width(low, Position("b", "border", ideal=100, stated=90, reservation=40))
    20
    """
    lower, upper = sorted((one, other), key=lambda each: (each.ideal, -(each.reservation or 0)))
    if lower.reservation is None or upper.reservation is None:
        return None
    return lower.reservation - upper.reservation


def compromise(weighed: Iterable[tuple[float | None, Position]]) -> float | None:
    """The compromise model's point Σcsx/Σcs over (capability, position) pairs.

    None if a capability is unknown. Formula: Leinaweaver & Thomson 2014, a simple variant of
    the Nash bargaining solution.
    """
    pairs = list(weighed)
    if not pairs or any(capability is None for capability, _ in pairs):
        return None
    weights = [(c or 0.0) * position.salience for c, position in pairs]
    total = sum(weights)
    points = (w * position.stated for w, (_, position) in zip(weights, pairs, strict=True))
    return sum(points) / total if total else None
