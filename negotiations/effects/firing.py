"""What an effect gets: the event, the rule that held, who plays what, and what it may change."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Protocol

import attrs

from negotiations.model.changes import Change
from negotiations.model.events import Event
from negotiations.model.evidence import Standing
from negotiations.model.ledger import Ledger
from negotiations.model.process import ConclusionKey, PeaceProcess
from negotiations.parameters import Roles
from negotiations.place import Place


@attrs.define
class Firing:
    """One rule holding in one situation. Terms and withdrawals wait for the event's end.

    *effect* is the place of the effect in the rule, *tests* the roles that its conditions name.
    They wait because effects commute: what one effect of an event does must not depend on whether
    another came first.
    """

    event: Event
    rule: str
    place: Place | None
    roles: Roles
    process: PeaceProcess
    ledger: Ledger
    day: int
    effect: int = 0
    tests: frozenset[str] = frozenset()
    terms: list[tuple[Standing, Roles]] = attrs.field(factory=list)
    withdrawn: list[tuple[ConclusionKey, str, Roles]] = attrs.field(factory=list)

    @property
    def moment(self) -> datetime:
        return self.event.moment


class Effect(Protocol):
    """A verb a rule may use: frozen, read by its shaped fields, carried out on a firing.

    `name` is the verb, `plain` the key that a bare value fills.
    """

    name: ClassVar[str]
    plain: ClassVar[str | None]

    def carry_out(self, firing: Firing) -> Iterator[Change]:
        """Make the difference, and say what it was."""


def no_effect(why: str) -> str:
    """The wording for an effect that found nothing to change."""
    return f"no effect: {why}"
