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
    together = _together(state, known_at, events)
    for event in together:
        if not _is_quiet(state, event):
            yield from state.tell(event)
    if together:
        yield from state.close(together[-1], known_at)
    state.clock = known_at


def let(state: State, known_at: datetime, events: list[Event]) -> None:
    """The same, and nobody hears of it."""
    if state.clock is not None:
        let_pass(state, known_at - TICK)
    together = _together(state, known_at, events)
    for event in together:
        if not _is_quiet(state, event):
            state.let(event)
    if together and state.process.shifts:
        exhaust(state.close(together[-1], known_at))
    state.clock = known_at


def ticked(state: State, until: datetime) -> Iterator[Reason]:
    """The midnights up to *until*, each a group of its own."""
    for midnight in state.midnights(until):
        if not state.is_quiet(midnight):
            day = day_at(midnight, state.case)
            yield from state.tell(day)
            yield from state.close(day, midnight)
        state.clock = midnight


def let_pass(state: State, until: datetime) -> None:
    """The same, and nobody hears of it."""
    for midnight in state.midnights(until):
        if not state.is_quiet(midnight):
            day = day_at(midnight, state.case)
            state.let(day)
            exhaust(state.close(day, midnight))
        state.clock = midnight


def _together(state: State, known_at: datetime, events: list[Event]) -> list[Event]:
    """A group in the one order, with the midnight at which it becomes known, if it does at one."""
    if state.clock is None:
        state.clock = known_at
    at_midnight = [day_at(each, state.case) for each in state.midnights(known_at)]
    if len(events) == 1 and not at_midnight:
        return events
    return sorted([*events, *at_midnight], key=attrgetter("order"))


def _is_quiet(state: State, event: Event) -> bool:
    return event.kind == Day.kind and state.is_quiet(event.known_at)


def exhaust(reasons: Iterable[Reason]) -> None:
    """Let it happen, unseen."""
    for _ in reasons:
        pass
