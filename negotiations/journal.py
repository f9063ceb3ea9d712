"""The journal: what a replay leaves of each event, told in full only when somebody asks.

An event whose course was remembered leaves its form, the course, and what became of its weights;
any other leaves its changes. `told` makes of them the reasons that telling at once would have made.
What is noted is as far as can be made of numbers and text alone: there is a lot of it, and Python's
garbage collector need not follow it.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import attrs

from negotiations.courses import Course
from negotiations.effects.firing import Put
from negotiations.log.forms import Form, Forms
from negotiations.model.changes import Change, Settled
from negotiations.model.events import Event
from negotiations.model.evidence import Standing
from negotiations.model.ledger import Ledger
from negotiations.model.sums import Sums
from negotiations.rereading import Reading, Rereading
from negotiations.state import State, Told, reasons_of
from negotiations.trace import Reason

Outcome: TypeAlias = "bool | tuple[float]"
"""Of one weight: whether it counts, or the weight in nats that it replaces."""

Came: TypeAlias = tuple[float, tuple[Change, ...], tuple[Outcome, ...], float, int, int]
"""What came of an event beside its course: its quality, facts, outcomes of its weights; the moment
in days, and the numbers of the readings before and after it, where a weight counts."""

Moves: TypeAlias = tuple[tuple[str, str, float, float, bool], ...]
"""Positions that a group's close settled: party, issue, before, after, whether held at an end."""

CLOSED = Course()
"""Stands where a group was closed."""


@attrs.frozen
class Frame:
    """What readings have in common beside their sums; it rarely changes."""

    question: str | None
    names: tuple[tuple[str, str, float], ...]
    standing: tuple[Standing, ...]

    def fits(self, question: str | None, ledger: Ledger) -> bool:
        same = self.names is ledger.names and self.standing is ledger.standing
        return same and self.question == question


@attrs.define
class Journal:
    """Three columns: what was told, its course if it had one, and what else to say of it."""

    forms: Forms
    state: State
    _items: list[Any] = attrs.field(factory=list)
    _courses: list[Course | None] = attrs.field(factory=list)
    _notes: list[Any] = attrs.field(factory=list)
    _frames: list[Frame] = attrs.field(factory=list)
    _readings: list[tuple[int, tuple[float, ...]]] = attrs.field(factory=list)

    def recall(self, form: Form, course: Course, came: Came | float) -> None:
        """An event took a course that is remembered; a bare quality: nothing else came of it."""
        self._items.append(form)
        self._courses.append(course)
        self._notes.append(came)

    def close(self, item: Any, moves: Moves) -> None:
        """A group was closed, of which the item was the last."""
        self._items.append(item)
        self._courses.append(CLOSED)
        self._notes.append(moves)

    def note(self, item: Any, what: "list[Told] | list[Reason]") -> None:
        """What was told of an event; without one, reasons as they are."""
        self._items.append(item)
        self._courses.append(None)
        self._notes.append(what)

    def read(self, question: str | None, ledger: Ledger) -> int:
        """Note all that a reading needs as things stand; its number."""
        if not self._frames or not self._frames[-1].fits(question, ledger):
            self._frames.append(Frame(question, ledger.names, ledger.standing))
        self._readings.append((len(self._frames) - 1, ledger.numbers()))
        return len(self._readings) - 1

    def clear(self) -> None:
        """Begin anew, for all was told."""
        for column in (self._items, self._courses, self._notes, self._frames, self._readings):
            column.clear()

    # --- telling

    def told(self) -> Iterator[Reason]:
        """Every reason, in order."""
        for item, course, note in zip(self._items, self._courses, self._notes, strict=True):
            if item is None:
                yield from note
                continue
            event = item if isinstance(item, Event) else self.forms.event(item)
            if course is CLOSED:
                settled = (Settled(*move) for move in note)
                yield from (Reason(event.id, event.kind, event.known_at, each) for each in settled)
            else:
                changes = note if course is None else self._changes(course, note)
                yield from reasons_of(event, changes, self.state)

    def _changes(self, course: Course, came: Came | float) -> Iterable[Told]:
        if isinstance(came, float):
            came = (came, (), (), 0.0, 0, 0)
        quality, facts, outcomes, at, before, after = came
        yield from ((fact, None) for fact in facts)
        each = iter(outcomes)
        for match, ready in course.done:
            if isinstance(ready, Put):
                yield _weighed(ready, quality, next(each, False)), match
            else:
                yield ready.change, match
        if before != after:
            yield Rereading(at, self._reading(before), self._reading(after)), None

    def _reading(self, number: int) -> Reading:
        frame, numbers = self._readings[number]
        framed = self._frames[frame]
        sums = Sums(framed.names, numbers, framed.standing, self.state.ledger.caps)
        return Reading(framed.question, sums)


def _weighed(put: Put, quality: float, outcome: Outcome) -> Change:
    if isinstance(outcome, bool):
        return put.told(quality, outcome)
    return put.told(quality, True, outcome[0])
