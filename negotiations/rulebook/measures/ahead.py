"""What is planned, and how far ahead it lies."""

import math
from collections.abc import Iterator
from typing import ClassVar

import attrs

from negotiations.model.bounds import Bounds
from negotiations.model.shapes import Name, Word, shaped
from negotiations.model.times import Interval
from negotiations.model.truth import Truth
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.words import Test


@attrs.frozen
class DaysUntil:
    """`days_until: {of: round, at_most: 3}`: calendar days to the next one that is planned.

    Nothing planned fails every bound; a plan without a known time leaves it unknown.
    """

    name: ClassVar[str] = "days_until"
    reads: ClassVar[tuple[str, ...] | None] = None
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("of",)
    of: str | None = shaped(Word(("round", "ceasefire", "agreement", "demand")))
    track: str | None = shaped(Name("track"))
    bound: Test | None = None

    def truth(self, situation: Situation) -> Truth:
        ahead = self.ahead(situation)
        if self.bound is None or ahead is None:
            return False if ahead is None else None
        return self.bound.truth(ahead, situation.event.moment)

    def ahead(self, situation: Situation) -> Bounds | None:
        """How many days off the next one is, as far as plans tell; None if nothing is planned."""
        at = situation.event.moment
        plans = [plan for plan in self.plans(situation) if plan is None or plan.end >= at]
        timed = [plan for plan in plans if plan is not None]
        if not plans:
            return None
        first = [max(situation.on_day(plan.start) - situation.day, 0) for plan in timed]
        latest = [situation.on_day(plan.end) - situation.day for plan in timed]
        low = 0 if None in plans else min(first)
        return Bounds(float(low), float(min(latest, default=math.inf)), whole=True)

    def plans(self, situation: Situation) -> Iterator[Interval | None]:
        """The times of what is planned; None for a plan whose time is not known."""
        process = situation.process
        if self.of == "round":
            rounds = (each for each in process.rounds.values() if each.status == "planned")
            yield from (each.planned for each in rounds if self.track in (None, each.track))
        elif self.of == "ceasefire":
            declared = (each for each in process.ceasefires.values() if each.status == "declared")
            yield from (each.takes_effect for each in declared if each.takes_effect)
        elif self.of == "agreement":
            waiting = (
                a for a in process.agreements.values() if a.status in ("agreed", "scheduled")
            )
            yield from (each.planned for each in waiting if each.planned)
        else:
            yield from (each.deadline for each in process.open_preconditions() if each.deadline)
