"""The journal: what a replay leaves of each event, told in full only when somebody asks.

An event whose course was remembered leaves its form, the course, and what became of its weights;
any other leaves its changes. `told` makes of them the reasons that telling at once would have made.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import attrs

from negotiations.courses import Course
from negotiations.effects.firing import Put
from negotiations.log.forms import Form, Forms
from negotiations.model.changes import Change, Settled
from negotiations.model.events import Event
from negotiations.rereading import Rereading
from negotiations.state import State, Told, reasons_of
from negotiations.trace import Reason

Outcome: TypeAlias = "bool | tuple[float]"
"""Of one weight: whether it counts, or the weight in nats that it replaces."""


@attrs.frozen
class Came:
    """What came of an event beside its course: facts, outcomes of its weights, two readings.

    No outcomes are told where none of its weights counts.
    """

    quality: float
    facts: tuple[Change, ...]
    outcomes: tuple[Outcome, ...] = ()
    rereading: Rereading | None = None


@attrs.frozen
class Closed:
    """The positions that the close of a group settled."""

    settled: tuple[Settled, ...]


@attrs.define
class Journal:
    """Three columns: what was told, its course if it had one, and what else to say of it."""

    forms: Forms
    state: State
    _items: list[Any] = attrs.field(factory=list)
    _courses: list[Course | None] = attrs.field(factory=list)
    _notes: list[Any] = attrs.field(factory=list)

    def recall(self, form: Form, course: Course, came: Came | float) -> None:
        """An event took a course that is remembered; a bare quality: nothing else came of it."""
        self._items.append(form)
        self._courses.append(course)
        self._notes.append(came)

    def note(self, item: Any, what: "list[Told] | Closed | list[Reason]") -> None:
        """What was told of an event, at a group's close, or besides."""
        self._items.append(item)
        self._courses.append(None)
        self._notes.append(what)

    def told(self) -> Iterator[Reason]:
        """Every reason, in order."""
        for item, course, note in zip(self._items, self._courses, self._notes, strict=True):
            if item is None:
                yield from note
                continue
            event = item if isinstance(item, Event) else self.forms.event(item)
            if isinstance(note, Closed):
                yield from (
                    Reason(event.id, event.kind, event.known_at, each) for each in note.settled
                )
            else:
                changes = note if course is None else _changes(course, note)
                yield from reasons_of(event, changes, self.state)


def _changes(course: Course, came: Came | float) -> Iterable[Told]:
    if isinstance(came, float):
        came = Came(came, ())
    yield from ((fact, None) for fact in came.facts)
    outcomes = iter(came.outcomes)
    for match, ready in course.done:
        if isinstance(ready, Put):
            yield _weighed(ready, came.quality, next(outcomes, False)), match
        else:
            yield ready.change, match
    if came.rereading is not None:
        yield came.rereading, None


def _weighed(put: Put, quality: float, outcome: Outcome) -> Change:
    if isinstance(outcome, bool):
        return put.told(quality, outcome)
    return put.told(quality, True, outcome[0])
