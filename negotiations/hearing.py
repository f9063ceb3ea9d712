"""Hearing a group of events that became known together, and the midnights before it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from negotiations.model.events import Event
from negotiations.state import State
from negotiations.trace import Reason


def heard(state: State, known_at: datetime, events: list[Event]) -> Iterator[Reason]:
    """One group of events that became known together, after the midnights that came before it."""
    if state.clock is not None:
        yield from ticked(state, known_at, before=True)
    else:
        state.clock = known_at
    at_midnight = list(state.days_to(known_at))
    together = sorted([*events, *at_midnight], key=lambda event: event.order)
    for event in together:
        yield from state.tell(event)
    if together:
        last = together[-1]
        yield from state.close(last.id, last.kind, known_at)
    state.clock = known_at


def ticked(state: State, until: datetime, *, before: bool = False) -> Iterator[Reason]:
    """The midnights up to *until* (*before*: not at it), each a group of its own."""
    for day in list(state.days_before(until) if before else state.days_to(until)):
        yield from state.tell(day)
        yield from state.close(day.id, day.kind, day.known_at)


def exhaust(reasons: Iterable[object]) -> None:
    """Let it happen, unseen."""
    for _ in reasons:
        pass
