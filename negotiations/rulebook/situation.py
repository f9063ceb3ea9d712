"""The situation: an event together with the state it meets, and who plays what in it."""

from collections.abc import Iterator, Sequence
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
    readings: tuple[Event, ...]
    day: int
    roles: Roles = Roles()

    @classmethod
    def of(cls, event: Event, process: PeaceProcess, tallies: Tallies) -> "Situation":
        """The situation that an event meets now."""
        day = local_day(event.moment, process.case.day_zone)
        return cls(event, process, tallies, event.readings(), day)

    def on_day(self, instant: datetime) -> int:
        """The calendar day of another instant in the case's zone."""
        return local_day(instant, self.process.case.day_zone)


def assignments(named: frozenset[str], event: Event, case: Case) -> Iterator[Roles]:
    """Every way to cast the roles a rule names; none if somebody it needs is unknown.

    `other` is a counterpart of the actor, or of `each`: a primary party that it is not.
    """
    led = "each" if "each" in named else "actor"
    leads: Sequence[str | None] = tuple(case.parties) if led == "each" else event.actor
    if not named & {"each", "actor", "other"}:
        leads = (None,)
    for lead in leads:
        others = case.others(lead) if "other" in named and lead else (None,)
        for other in others:
            for recipient in event.recipient if "recipient" in named else (None,):
                cast = {led: lead} if led in named else {}
                yield Roles(**{"recipient": recipient, "other": other, **cast})
