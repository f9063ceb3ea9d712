"""Talks: rounds, the delegations sent to them, proposals on the table, and efforts to mediate."""

from datetime import datetime

import attrs

from negotiations.model.quantities import Quantity
from negotiations.model.times import Interval


@attrs.frozen
class Round:
    """One meeting on one track; planned is not convened, and its planned start may be disputed."""

    track: str
    number: int
    status: str
    since: datetime
    planned: Interval | None = None
    convened: Interval | None = None
    adjourned: Interval | None = None
    venue: str | None = None
    format: str | None = None
    duration: Quantity | None = None
    outcome: str | None = None
    began: datetime | None = None

    @property
    def key(self) -> str:
        return f"{self.track}:{self.number}"


@attrs.frozen
class Delegation:
    """Whom a party or third party sends to a round; expected is not arrived."""

    party: str
    track: str
    number: int | None
    status: str
    head: str | None = None
    office: str | None = None
    level: str | None = None
    members: tuple[str, ...] = ()
    arrived: Interval | None = None

    @property
    def key(self) -> tuple[str, str, int | None]:
        return (self.party, self.track, self.number)


@attrs.frozen
class Proposal:
    """A paper on the table."""

    id: str
    by: tuple[str, ...]
    status: str
    since: datetime
    issue: str | None = None
    title: str | None = None
    answered_by: tuple[str, ...] = ()
    began: datetime | None = None


@attrs.frozen
class MediationEffort:
    """What third parties try, and what has come of it so far."""

    id: str
    by: tuple[str, ...]
    outcome: str
    since: datetime
    issue: str | None = None
