"""Telling batches of events: by what is remembered of their situations, else one by one.

This is the quick way of an event, and gives bit for bit what `State.tell` gives.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from math import inf

import attrs

from negotiations.courses import UNSETTLED, Course, Courses, Memory
from negotiations.hearing import heard, let, let_pass, ticked
from negotiations.journal import Came, Journal, Moves, Outcome
from negotiations.log.batches import Batch, Item
from negotiations.log.fit import UNSET
from negotiations.log.forms import Form
from negotiations.meter import Meter
from negotiations.model.changes import Change
from negotiations.model.events import Event
from negotiations.model.happening import DOES
from negotiations.model.times import instant, micros
from negotiations.moving import Moving
from negotiations.sieve import Grade, Key
from negotiations.state import State, Told
from negotiations.trace import Reason

NONE: tuple[Change, ...] = ()


@attrs.define
class Recall:
    """Tells batches to one state; for one thread. With a *journal* it keeps what is to be told.

    Without one, a *meter* counts what is told.

    With *lazy* positions are brought up to date when somebody asks for them.
    """

    state: State
    courses: Courses
    journal: Journal | None = None
    meter: Meter | None = None
    positions: Moving = attrs.field(init=False)
    lazy: bool = attrs.field(init=False)
    question: str | None = attrs.field(init=False)
    reading: int | None = attrs.field(default=None, init=False)
    priced_until: float = attrs.field(init=False)

    @positions.default
    def _unmoved(self) -> Moving:
        return Moving(self.state.process, heard=self.journal is not None)

    @lazy.default
    def _may_wait(self) -> bool:
        return not self.courses.watches("positions")

    @question.default
    def _asked(self) -> str | None:
        return self.state.process.question()

    @priced_until.default
    def _priced(self) -> float:
        return _priced_until(self.state)

    def turn_to(self, state: State) -> None:
        """Go on with another state of the same case."""
        self.state = state
        self.positions = self._unmoved()
        self.courses.turn_to(state)
        self.question, self.reading = state.process.question(), None

    def tell(self, batch: Batch) -> None:
        """Let the events of a batch happen, and the midnights between them if a rule asks."""
        if not len(batch):
            return
        start, known = 0, batch.known
        while start < len(known):
            midnight = self._next_midnight(known[start], known[-1])
            end = len(known) if midnight is None else bisect_left(known, midnight, start)
            self._tell_on(batch.part(start, end))
            start = end
            if midnight is not None:
                start = bisect_right(known, known[end], end)
                self._tell_group(batch.items[end:start], known[end])

    @property
    def is_heard(self) -> bool:
        """Whether anybody hears what is told."""
        return self.journal is not None or self.meter is not None

    def hear(self, reasons: Iterable[Reason]) -> None:
        """Let happen what is told with care, and is heard."""
        if self.journal is not None:
            self.journal.note(None, list(reasons))
        elif self.meter is not None:
            self.meter.hear(reasons)

    def _note_changes(self, event: Event, changes: list[Told]) -> None:
        if self.journal is not None:
            self.journal.note(event, changes)
        elif self.meter is not None:
            self.meter.changed(changes)

    def told(self) -> Iterator[Reason]:
        """What the journal has to tell, which it then lets go."""
        if self.journal is not None:
            yield from self.journal.told()
            self.journal.clear()
            self.reading = None

    def tick(self, until: datetime) -> None:
        """Tell the midnights up to a moment, behind all that was known by then."""
        midnight = self.state.next_midnight()
        if midnight is not None and midnight <= until:
            if self.is_heard:
                self.hear(ticked(self.state, until))
            else:
                let_pass(self.state, until)
            self._refresh()

    def _next_midnight(self, first: int, last: int) -> int | None:
        """The first midnight up to *last* that must be told, in microseconds."""
        state = self.state
        if state.clock is None:
            state.clock = instant(first)
        midnight = state.next_midnight()
        return micros(midnight) if midnight is not None and micros(midnight) <= last else None

    def _tell_group(self, items: list[Item], known: int) -> None:
        """One group with the midnights before it and at it, the careful way."""
        self.positions.settle()
        events = [self._event(item) for item in items]
        if self.is_heard:
            self.hear(heard(self.state, instant(known), events))
        else:
            let(self.state, instant(known), events)
        self._refresh()

    def _tell_on(self, batch: Batch) -> None:
        """Events without a midnight between them. This loop is the hot one of a replay."""
        if not len(batch):
            return
        process, ledger = self.state.process, self.state.ledger
        journal, meter = self.journal, self.meter
        memories, grade_of, forms = self.courses.by_form, self.courses.grades.of, batch.items
        last, before, facts = 0, None, NONE
        for form, known, following, since, moment, day in zip(
            forms, batch.known, (*batch.known[1:], 0), batch.since, batch.moments, batch.days,
            strict=True,
        ):  # fmt: skip
            tied = known == last and before is not None
            if not tied:
                if process.shifts:
                    self._close(before, last)
                last = known
            before = form
            memory = memories.get(type(form))
            if memory is None:
                self._tell_one(form)
                continue
            grade = grade_of(form)
            if journal is None and not grade.accepted:
                continue  # held back: it stands as a claim, and nothing comes of it
            key = memory.sift(form, grade)
            course = memory.courses.get(key) or self._learn(form, key, memory, since)
            if course is UNSETTLED:
                self._tell_one(form)
                continue
            if memory.acts:
                facts = self._act(form, memory)
            if course.tallies:
                self._count(form, course, day)
            moves: Moves = ()
            if course.pushes:
                if self.lazy and not tied and known != following:
                    moves = self.positions.push(course.pushes, known)
                else:
                    for push in course.pushes:
                        process.shift(push.key, push.size)
            if course.puts:
                ledger.now = since
            if journal is not None:
                note = self._note(form, course, grade, facts, moment, day, tied)
                journal.recall(form, course, note)
                if moves:
                    journal.close(form, moves)
                facts = NONE
            elif course.puts:
                self._put(form, course, grade.quality, moment, day, tied)
            if meter is not None:
                meter.recall(course)
        if process.shifts:
            self._close(before, last)
        self.positions.settle()
        self.state.clock = instant(last)

    def _put(
        self, form: Form, course: Course, quality: float, at: float, day: int, tied: bool
    ) -> None:
        """Put weights on their accounts, of which nobody will ask what came of them."""
        ledger = self.state.ledger
        since, seats = ledger.now, course.seats
        if course.ledger is not ledger:
            seats = course.seat(ledger, at)
        for account, number, name, weights, put in seats:
            size, nats = weights.get(quality) or put.weigh(quality)
            held = account.days.get(day)
            lesser = None if held is None else held.get(name)
            if lesser is None and name is not None and not ledger.keep:
                account.add((nats, at, since, quality, form.id, number, name, day))
            elif lesser is None or tied or abs(lesser[0]) < size:
                ledger.put(account, (nats, at, since, quality, form.id, number, name, day))

    def _note(
        self,
        form: Form,
        course: Course,
        grade: Grade,
        facts: tuple[Change, ...],
        at: float,
        day: int,
        tied: bool,
    ) -> Came | float:
        """Put the weights of a course; what counts is noted, with the readings around it."""
        quality, journal, ledger = grade.quality, self.journal, self.state.ledger
        assert journal is not None
        outcomes: list[Outcome] = []
        before, since, seats = -1, ledger.now, course.seats
        if course.ledger is not ledger:
            seats = course.seat(ledger, at)
        for account, number, name, weights, put in seats:
            size, nats = weights.get(quality) or put.weigh(quality)
            held = account.days.get(day)
            lesser = None if held is None else held.get(name)
            if lesser is not None and not tied and abs(lesser[0]) >= size:
                outcomes.append(False)
                continue
            if before < 0:
                before = self._reading(journal)
            piece = (nats, at, since, quality, form.id, number, name, day)
            done = ledger.put(account, piece)
            outcomes.append(done if isinstance(done, bool) else (done[0],))
        if before < 0 or not any(outcomes):
            return (quality, facts, (), 0.0, 0, 0) if facts else quality
        self.reading = None
        return (quality, facts, tuple(outcomes), since, before, self._reading(journal))

    def _reading(self, journal: Journal) -> int:
        """The number of a reading as things stand; made anew only when a weight has counted."""
        if self.reading is None:
            self.reading = journal.read(self.question, self.state.ledger)
        return self.reading

    def _act(self, form: Form, memory: Memory) -> tuple[Change, ...]:
        """Let an event change the facts; a form has no rival claims to dispute."""
        if getattr(form, "position", UNSET) is not UNSET:
            self.positions.settle()
        event = self.courses.forms.bare_event(form)
        facts = tuple(DOES[memory.sieve.kind](self.state.process, event))
        self.courses.refresh()
        return facts

    def _count(self, form: Form, course: Course, day: int) -> None:
        tallies = self.state.tallies
        for part, amount in course.counts:
            tallies.add(part, day, amount)
        for part, surely in course.sums:
            tally = part[0]
            value = self.courses.forms.value(form, tally.summed or "")
            tallies.add(part, day, tally.amount_of((value,), surely or None))

    def _learn(self, form: Form, key: Key, memory: Memory, since: float) -> Course:
        """Judge a situation that was not met before."""
        if since <= self.priced_until:
            return UNSETTLED
        return self.courses.learn(form, key, memory)

    def _tell_one(self, item: Item) -> None:
        """One event, the careful way."""
        self.positions.settle()
        event = self._event(item)
        if self.is_heard:
            self._note_changes(event, list(self.state.changes(event)))
        else:
            self.state.let(event)
        if self.state.moves(event):
            self._refresh()
        else:
            self.courses.refresh()

    def _close(self, item: Item, known: int) -> None:
        """Close a group: its shifts are summed and clamped once.

        Where it shows only in the positions, these are brought up to date later, all at once.
        """
        process = self.state.process
        if self.lazy:
            pending, process.shifts = process.shifts, {}
            moves = self.positions.move(pending, known)
        else:
            settled = process.close_group(instant(known))
            moves = tuple([attrs.astuple(each) for each in settled])
            self.courses.refresh()
        if moves and self.journal is not None:
            self.journal.close(item, moves)

    def _refresh(self) -> None:
        """What the careful way may have changed is not to be relied on."""
        self.reading = None
        self.question = self.state.process.question()
        self.courses.refresh()

    def _event(self, item: Item) -> Event:
        return item if isinstance(item, Event) else self.courses.forms.event(item)


def _priced_until(state: State) -> float:
    """Until when, in days, a crowd's base rate prices what becomes known."""
    crowds = (base.as_of for base in state.case.bases.values() if base.kind == "crowd")
    return max((as_of for as_of in crowds if as_of is not None), default=-inf)
