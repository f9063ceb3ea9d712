"""Answers to what is asked, as events: a ceasefire begins, takes effect, collapses."""

from collections.abc import Iterator
from datetime import datetime

import attrs

from negotiations.model.case import Case
from negotiations.model.claims import Source
from negotiations.model.events import Event
from negotiations.model.kinds import CeasefireEvent
from negotiations.model.process import PeaceProcess
from negotiations.model.quantities import Quantity
from negotiations.model.times import Interval

UNJUDGED = 6


def onset(case: Case, id: str, at: datetime) -> tuple[Event, ...]:
    """A ceasefire of the kind that is asked about: declared, and in effect at once."""
    asked, least = case.definition, case.definition.min_intended_days
    declared = attrs.evolve(
        _happened(case, id, "declared", at),
        actor=tuple(case.parties),
        class_=asked.min_class,
        declaration=next(iter(asked.declaration), None),
        scope=asked.scope,
        confirmed_by=asked.confirmation,
        intended_days=Quantity("≥", least, "d") if least else None,
    )
    return declared, _happened(case, id, "in_effect", at)


def collapse(process: PeaceProcess, at: datetime) -> tuple[Event, ...]:
    """The end of every ceasefire that is asked about, so that onset is asked again."""
    live = [e.id for e in process.ceasefires.values() if process.case.definition.announced(e)]
    ended = (_happened(process.case, id, "ended", at) for id in live)
    return tuple(attrs.evolve(each, end="collapsed") for each in ended)


def awaited(process: PeaceProcess, moments: tuple[datetime, ...]) -> Iterator[tuple[int, Event]]:
    """Ceasefires that are announced take effect: on the day they are to, or else on the next."""
    definition = process.case.definition
    for each in process.ceasefires.values():
        if definition.announced(each) and not definition.holds(each):
            planned = each.takes_effect.end if each.takes_effect else moments[0]
            day = next((n for n, at in enumerate(moments) if n and at >= planned), None)
            if day is not None:
                yield day, _happened(process.case, each.id, "in_effect", moments[day])


def _happened(case: Case, ceasefire: str, status: str, at: datetime) -> CeasefireEvent:
    """A status that a ceasefire came to, graded so that the case lets it move the process."""
    return CeasefireEvent(
        id=f"{ceasefire}:{status}:{at.date()}",
        occurred=Interval(at, at),
        known_at=at,
        sources=(Source("future", credibility=min(case.accept, default=UNJUDGED)),),
        ceasefire=ceasefire,
        status=status,
    )
