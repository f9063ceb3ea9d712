"""Agreements of every type but ceasefires: what was agreed, by whom, how far carried out."""

from datetime import datetime

import attrs

from negotiations.model.quantities import Quantity
from negotiations.model.times import Interval

HUMANITARIAN = ("prisoner_exchange", "remains", "humanitarian")
SETTLEMENT = ("partial", "framework", "comprehensive", "implementation", "renewal")


@attrs.frozen
class Agreement:
    """An agreement; `agreed` says when it came about, `status` how far it has come since."""

    id: str
    type: str
    status: str
    since: datetime
    signatories: tuple[str, ...] = ()
    agreed: datetime | None = None
    executed: datetime | None = None
    planned: Interval | None = None
    track: str | None = None
    from_round: int | None = None
    each_side: Quantity | None = None
    size: str | None = None
    title: str | None = None
    violations: int = 0

    @property
    def began(self) -> datetime | None:
        """When it was agreed, if that is known."""
        return self.agreed

    @property
    def is_humanitarian(self) -> bool:
        return self.type in HUMANITARIAN

    @property
    def is_settlement(self) -> bool:
        return self.type in SETTLEMENT
