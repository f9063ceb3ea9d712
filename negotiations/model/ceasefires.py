"""Ceasefires, and the definition that says which of them a forecast is about."""

from datetime import datetime

import attrs

from negotiations.model.kinds import CEASEFIRE_CLASSES, SCOPES
from negotiations.model.quantities import Quantity
from negotiations.model.times import Interval

LIVE = ("declared", "in_effect")


@attrs.frozen
class Ceasefire:
    """A ceasefire; declared, effective and ended are three times."""

    id: str
    status: str
    since: datetime
    class_: str | None = None
    declaration: str | None = None
    scope: str | None = None
    purpose: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    declared_at: datetime | None = None
    takes_effect: Interval | None = None
    effective_at: datetime | None = None
    ended_at: datetime | None = None
    end: str | None = None
    intended_days: Quantity | None = None
    track: str | None = None
    title: str | None = None
    monitored: bool | None = None
    violations: int = 0

    @property
    def began(self) -> datetime | None:
        """When it was declared, or else took effect."""
        return self.declared_at or self.effective_at

    @property
    def is_live(self) -> bool:
        return self.status in LIVE


@attrs.frozen
class CeasefireDefinition:
    """Which ceasefire answers the question; the answer changes with it, so it is an object.

    *trigger* says whether announcement is enough or it must be in effect. A feature of a ceasefire
    that nobody stated fails a test on it: a question resolves on what is known.
    """

    trigger: str = "announced"
    declaration: tuple[str, ...] = ("bilateral", "multilateral")
    min_class: str = "cessation_of_hostilities"
    scope: str = "general"
    purposes_excluded: tuple[str, ...] = ("humanitarian", "holiday", "election")
    min_intended_days: float = 0.0
    confirmation: tuple[str, ...] = ()

    def describes(self, ceasefire: Ceasefire) -> bool:
        """Whether the ceasefire is of the kind asked about, whatever its state."""
        return (
            ceasefire.declaration in self.declaration
            and self._wide_enough(ceasefire)
            and self._definite_enough(ceasefire)
            and not set(ceasefire.purpose) & set(self.purposes_excluded)
            and self._long_enough(ceasefire)
            and set(self.confirmation) <= set(ceasefire.confirmed_by)
        )

    def announced(self, ceasefire: Ceasefire) -> bool:
        """Whether onset is resolved by it: announced, or in effect if the trigger asks for that."""
        reached = ceasefire.declared_at or ceasefire.effective_at
        if self.trigger == "in_effect":
            reached = ceasefire.effective_at
        return reached is not None and ceasefire.is_live and self.describes(ceasefire)

    def holds(self, ceasefire: Ceasefire) -> bool:
        """Whether it is in effect now, so that its collapse is the question."""
        return ceasefire.status == "in_effect" and self.describes(ceasefire)

    def _wide_enough(self, ceasefire: Ceasefire) -> bool:
        if ceasefire.scope is None:
            return False
        return SCOPES.index(ceasefire.scope) >= SCOPES.index(self.scope)

    def _definite_enough(self, ceasefire: Ceasefire) -> bool:
        least = CEASEFIRE_CLASSES.index(self.min_class)
        return CEASEFIRE_CLASSES.index(ceasefire.class_ or CEASEFIRE_CLASSES[0]) >= least

    def _long_enough(self, ceasefire: Ceasefire) -> bool:
        intended = ceasefire.intended_days
        if self.min_intended_days == 0:
            return True
        return intended is not None and intended.at_least(self.min_intended_days) is True
