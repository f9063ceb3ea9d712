"""The situation: an event together with the state it meets, and who plays what in it."""

from collections.abc import Iterator
from datetime import datetime

import attrs

from negotiations.model.case import Case
from negotiations.model.events import Event
from negotiations.model.process import PeaceProcess
from negotiations.model.times import local_day
from negotiations.parameters import Roles
from negotiations.rulebook.tallies import Tallies


@attrs.define
class Situation:
    """What conditions read. `day` is the event's calendar day in the case's zone."""

    event: Event
    process: PeaceProcess
    tallies: Tallies
    day: int
    roles: Roles = Roles()

    @classmethod
    def of(cls, event: Event, process: PeaceProcess, tallies: Tallies) -> "Situation":
        """The situation that an event meets now."""
        day = local_day(event.moment, process.case.day_zone)
        return cls(event, process, tallies, day)

    def cast(self, roles: Roles) -> "Situation":
        """The same with its roles cast."""
        return Situation(self.event, self.process, self.tallies, self.day, roles)

    def on_day(self, instant: datetime) -> int:
        """The calendar day of another instant in the case's zone."""
        return local_day(instant, self.process.case.day_zone)


def assignments(named: frozenset[str], event: Event, case: Case) -> Iterator[Roles]:
    """Every way to cast the roles a rule names; none if somebody it needs is unknown.

    `other` is a counterpart of the actor; in a rule that names `each` and no actor, of `each`.
    """
    of_each = "each" in named and "actor" not in named
    acts = "actor" in named or ("other" in named and not of_each)
    for each in tuple(case.parties) if "each" in named else (None,):
        for actor in event.actor if acts else (None,):
            leader = each if of_each else actor
            for other in case.others(leader) if "other" in named and leader else (None,):
                for recipient in event.recipient if "recipient" in named else (None,):
                    yield Roles(actor if "actor" in named else None, recipient, other, each)
