"""`conclude` and `withdraw`: what rules may read of each other."""

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar

import attrs

from negotiations.effects.firing import Firing, Ready, no_effect
from negotiations.model.changes import Change, Noted
from negotiations.model.process import ConclusionKey
from negotiations.model.shapes import Name, Text, shaped
from negotiations.parameters import Days, Who


@attrs.frozen
class Conclude:
    """Draw a conclusion that other rules may read, for a time or until it is withdrawn."""

    name: ClassVar[str] = "conclude"
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("name",)
    name_: str | None = shaped(Text())
    party: str | None = shaped(Who())
    issue: str | None = shaped(Name("issue"))
    for_: float | None = shaped(Days(least=1 / 24))

    def ready(self, firing: Firing) -> Ready | None:
        return None

    def carry_out(self, firing: Firing) -> Iterator[Change]:
        until = None if self.for_ is None else firing.moment + timedelta(days=self.for_)
        drawn = tuple(firing.process.conclude(key_of(self, firing), until))
        yield from drawn or (Noted(no_effect(f"{self.name_} stands already")),)


@attrs.frozen
class Withdraw:
    """Take a conclusion back, once the event has been told in full."""

    name: ClassVar[str] = "withdraw"
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("name",)
    name_: str | None = shaped(Text())
    party: str | None = shaped(Who())
    issue: str | None = shaped(Name("issue"))

    def ready(self, firing: Firing) -> Ready | None:
        return None

    def carry_out(self, firing: Firing) -> Iterator[Change]:
        firing.withdrawn.append((key_of(self, firing), firing.rule, firing.roles))
        yield from ()


def key_of(effect: Conclude | Withdraw, firing: Firing) -> ConclusionKey:
    """Which conclusion is meant, with its roles cast."""
    return (effect.name_ or "", firing.roles.who(effect.party), effect.issue)
