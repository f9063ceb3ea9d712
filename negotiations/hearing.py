"""Hearing a group of events that became known together, and the midnights before it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter

from negotiations.model.events import Event
from negotiations.model.kinds import Day
from negotiations.state import State, day_at
from negotiations.trace import Reason

ORDER = attrgetter("order")


def heard(state: State, known_at: datetime, events: list[Event]) -> Iterator[Reason]:
    """One group of events that became known together, after the midnights that came before it."""
    before, together = _parted(state, known_at, events)
    for midnight in before:
        yield from _told(state, midnight)
    for event in together:
        if not _is_quiet(state, event):
            yield from state.tell(event)
    if together:
        yield from state.close(together[-1], known_at)
    state.clock = known_at


def let(state: State, known_at: datetime, events: list[Event]) -> None:
    """The same, and nobody hears of it."""
    before, together = _parted(state, known_at, events)
    for midnight in before:
        _let(state, midnight)
    for event in together:
        if not _is_quiet(state, event):
            state.let(event)
    if together and state.process.shifts:
        exhaust(state.close(together[-1], known_at))
    state.clock = known_at


def ticked(state: State, until: datetime) -> Iterator[Reason]:
    """The midnights up to *until*, each a group of its own."""
    for midnight in state.midnights(until):
        yield from _told(state, midnight)


def let_pass(state: State, until: datetime) -> None:
    """The same, and nobody hears of it."""
    for midnight in state.midnights(until):
        _let(state, midnight)


def _parted(
    state: State, known_at: datetime, events: list[Event]
) -> tuple[Sequence[datetime], list[Event]]:
    """The midnights before a group; and its events in the one order, with a midnight among them."""
    midnights = state.midnights(known_at)
    if state.clock is None:
        state.clock = known_at
    if not midnights or midnights[-1] != known_at:
        return midnights, events if len(events) == 1 else sorted(events, key=ORDER)
    together = [*events, day_at(known_at, state.case)]
    return midnights[:-1], sorted(together, key=ORDER)


def _told(state: State, midnight: datetime) -> Iterator[Reason]:
    if not state.is_quiet(midnight):
        day = day_at(midnight, state.case)
        yield from state.tell(day)
        yield from state.close(day, midnight)
    state.clock = midnight


def _let(state: State, midnight: datetime) -> None:
    if not state.is_quiet(midnight):
        day = day_at(midnight, state.case)
        state.let(day)
        exhaust(state.close(day, midnight))
    state.clock = midnight


def _is_quiet(state: State, event: Event) -> bool:
    return event.kind == Day.kind and state.is_quiet(event.known_at)


def exhaust(reasons: Iterable[object]) -> None:
    """Let it happen, unseen."""
    for _ in reasons:
        pass
