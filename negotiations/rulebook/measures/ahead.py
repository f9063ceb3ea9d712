"""What is planned, and how far ahead it lies."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from negotiations.model.shapes import Name, Word, shaped
from negotiations.model.times import Interval
from negotiations.model.truth import Truth, either
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.words import Test


@attrs.frozen
class DaysUntil:
    """`days_until: {of: round, at_most: 3}`: calendar days to the next one that is planned.

    Nothing planned fails every bound; a plan without a known time leaves it unknown.
    """

    name: ClassVar[str] = "days_until"
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("of",)
    of: str | None = shaped(Word(("round", "ceasefire", "agreement", "demand")))
    track: str | None = shaped(Name("track"))
    bound: Test | None = None

    def truth(self, situation: Situation) -> Truth:
        at = situation.event.moment
        plans = [plan for plan in self._plans(situation) if plan is None or plan.end >= at]
        ahead = [situation.on_day(plan.start) - situation.day for plan in plans if plan]
        if self.bound is None:
            return None
        told = [self.bound.truth(max(days, 0), at) for days in ([min(ahead)] if ahead else [])]
        return either([*told, *([None] if None in plans else [])])

    def _plans(self, situation: Situation) -> Iterator[Interval | None]:
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
