"""What an effect gets: the event, the rule that held, who plays what, and what it may change."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Protocol, TypeAlias

import attrs

from negotiations.model.changes import Change, Weighed
from negotiations.model.events import Event
from negotiations.model.evidence import Standing, Weighing
from negotiations.model.ledger import Ledger
from negotiations.model.process import ConclusionKey, PeaceProcess
from negotiations.model.weights import mixed_weight
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

    def cast(self, rule: str, place: Place | None, roles: Roles, tests: frozenset[str]) -> None:
        """Turn to the next rule that holds, and who plays what in it."""
        self.rule, self.place, self.roles, self.tests = rule, place, roles, tests


@attrs.frozen
class Said:
    """An effect that changes nothing: it says the same each time."""

    change: Change


@attrs.frozen
class Pushed:
    """An effect that shifts one position by the same *size*, signed, each time."""

    key: tuple[str, str]
    size: float
    change: Change


@attrs.frozen(eq=False)
class Put:
    """An effect that puts a weight on its account each time; once a day by its *spot*.

    Without a spot each counts. *weights* remembers, by quality, its size and its nats.
    """

    weighing: Weighing
    spot: str | None
    weights: dict[float, tuple[float, float]] = attrs.field(factory=dict)

    def weigh(self, quality: float) -> tuple[float, float]:
        """The size, and the nats, of the weight that an event of that quality gives."""
        found = self.weights.get(quality)
        if found is None:
            nats = mixed_weight(self.weighing.ratio, quality)
            found = self.weights[quality] = (abs(nats), nats)
        return found

    def told(self, quality: float, counted: bool, replaces: float | None = None) -> Weighed:
        """What it makes of an event of that quality, counted or not."""
        by, nats = self.weighing, self.weigh(quality)[1]
        return Weighed(by.question, by.group, nats, by.half_life, quality, counted, replaces)


Ready: TypeAlias = Said | Pushed | Put


class Effect(Protocol):
    """A verb a rule may use: frozen, read by its shaped fields, carried out on a firing.

    `name` is the verb, `plain` the key that a bare value fills.
    """

    name: ClassVar[str]
    plain: ClassVar[str | None]

    def ready(self, firing: Firing) -> Ready | None:
        """What it does in this situation, if it is the same each time; None if it is more."""

    def carry_out(self, firing: Firing) -> Iterator[Change]:
        """Make the difference, and say what it was."""


def no_effect(why: str) -> str:
    """The wording for an effect that found nothing to change."""
    return f"no effect: {why}"
