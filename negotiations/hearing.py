"""Hearing a group of events that became known together, and the midnights before it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import attrgetter

from negotiations.model.events import Event
from negotiations.model.kinds import Day
from negotiations.model.times import TICK
from negotiations.state import State, day_at
from negotiations.trace import Reason


def heard(state: State, known_at: datetime, events: list[Event]) -> Iterator[Reason]:
    """One group of events that became known together, after the midnights that came before it."""
    if state.clock is not None:
        yield from ticked(state, known_at - TICK)
    else:
        state.clock = known_at
    at_midnight = [day_at(each, state.case) for each in state.midnights(known_at)]
    together = sorted([*events, *at_midnight], key=attrgetter("order"))
    for event in together:
        if event.kind != Day.kind or not state.is_quiet(event.known_at):
            yield from state.tell(event)
    if together:
        last = together[-1]
        yield from state.close(last.id, last.kind, known_at)
    state.clock = known_at


def ticked(state: State, until: datetime) -> Iterator[Reason]:
    """The midnights up to *until*, each a group of its own."""
    for midnight in list(state.midnights(until)):
        if state.is_quiet(midnight):
            state.clock = midnight
        else:
            day = day_at(midnight, state.case)
            yield from state.tell(day)
            yield from state.close(day.id, day.kind, day.known_at)


def exhaust(reasons: Iterable[Reason]) -> None:
    """Let it happen, unseen."""
    for _ in reasons:
        pass
