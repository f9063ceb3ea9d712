"""Telling batches of events: by what is remembered of their situations, else one by one.

This is the quick way of an event, and gives bit for bit what `State.tell` gives.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf

import attrs

from negotiations.courses import UNSETTLED, Course, Courses, Memory
from negotiations.effects.firing import Put
from negotiations.journal import Came, Closed, Journal, Outcome
from negotiations.log.batches import Batch, Item
from negotiations.log.forms import Form
from negotiations.model.account import Account
from negotiations.model.changes import Change
from negotiations.model.events import Event
from negotiations.model.process import SCALE
from negotiations.model.happening import DOES
from negotiations.model.times import instant, local_day, micros
from negotiations.rereading import Reading, Rereading
from negotiations.sieve import Grade, Key
from negotiations.state import State
from negotiations.hearing import exhaust, heard

NONE: tuple[Change, ...] = ()
NO_DAY = -1


@attrs.define
class Recall:
    """Tells batches to one state; for one thread. With a *journal* it keeps what is to be told.

    *today* holds, by spot, the heaviest weight put on one day: a lighter one does not count. A
    *fresh* day is later than the *newest* on which anything was put. *moved* are positions, with the
    moment, that have yet to be brought up to date.
    """

    state: State
    courses: Courses
    journal: Journal | None = None
    today: dict[str, float] = attrs.field(factory=dict, init=False)
    day: int = attrs.field(default=NO_DAY, init=False)
    newest: int = attrs.field(init=False)
    fresh: bool = attrs.field(default=False, init=False)
    accounts: dict[Put, tuple[Account, int]] = attrs.field(factory=dict, init=False)
    moved: dict[tuple[str, str], tuple[float, int]] = attrs.field(factory=dict, init=False)
    watching: bool = attrs.field(init=False)
    keep: bool = attrs.field(init=False)
    question: str | None = attrs.field(init=False)
    reading: Reading | None = attrs.field(default=None, init=False)
    priced_until: float = attrs.field(init=False)

    @newest.default
    def _so_far(self) -> int:
        return _latest_day(self.state)

    @watching.default
    def _watches(self) -> bool:
        return self.courses.watches("positions")

    @keep.default
    def _keeps(self) -> bool:
        return self.journal is not None

    @question.default
    def _asked(self) -> str | None:
        return self.state.process.question()

    @priced_until.default
    def _priced(self) -> float:
        return _priced_until(self.state)

    def turn_to(self, state: State) -> None:
        """Go on with another state of the same case."""
        self.state = state
        self.courses.turn_to(state)
        self.today.clear()
        self.accounts.clear()
        self.newest, self.day = _latest_day(state), NO_DAY
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

    def _next_midnight(self, first: int, last: int) -> int | None:
        """The first midnight up to *last* that must be told, in microseconds."""
        state = self.state
        if state.clock is None:
            state.clock = instant(first)
        midnight = state.next_midnight()
        return micros(midnight) if midnight is not None and micros(midnight) <= last else None

    def _tell_group(self, items: list[Item], known: int) -> None:
        """One group with the midnights before it and at it, the careful way."""
        self._settle()
        events = [self._event(item) for item in items]
        reasons = heard(self.state, instant(known), events)
        if self.journal is not None:
            self.journal.note(None, list(reasons))
        else:
            exhaust(reasons)
        self._refresh(local_day(instant(known), self.state.case.day_zone))

    def _tell_on(self, batch: Batch) -> None:
        """Events without a midnight between them. This loop is the hot one of a replay."""
        process, ledger, journal = self.state.process, self.state.ledger, self.journal
        memories, grade_of = self.courses.by_form, self.courses.grades.of
        last, before, facts = 0, None, NONE
        for form, known, since, moment, day in zip(
            batch.items, batch.known, batch.since, batch.moments, batch.days, strict=True
        ):
            tied = known == last and before is not None
            if not tied:
                if process.shifts:
                    self._close(before, last)
                last = known
            before = form
            memory = memories.get(type(form))
            if memory is None:
                self._tell_one(form, day)
                continue
            grade = grade_of(form)
            key = memory.sift(form, grade)
            course = memory.courses.get(key) or self._learn(form, key, memory, since)
            if course is UNSETTLED:
                self._tell_one(form, day)
                continue
            if memory.acts:
                facts = self._act(form, memory)
            if course.tallies:
                self._count(form, course, day)
            for push in course.pushes:
                process.shift(push.key, push.size)
            note: Came | float = Came(grade.quality, facts) if facts else grade.quality
            if course.puts:
                ledger.now = since
                if day != self.day:
                    self._begin(day)
                note = self._put(form.id, course.puts, note, since, moment, tied)
            if journal is not None:
                journal.recall(form, course, note)
            facts = NONE
        if process.shifts:
            self._close(before, last)
        self._settle()
        if len(batch):
            self.state.clock = instant(last)

    def _begin(self, day: int) -> None:
        """Turn to another day; on one later than all before, no spot can have been used yet."""
        self.day = day
        self.today.clear()
        self.fresh = day > self.newest
        self.newest = max(self.newest, day)

    def _put(
        self, id: str, puts: Sequence[Put], note: Came | float, since: float, at: float, tied: bool
    ) -> Came | float:
        """Put weights on their accounts; what counts is noted with the readings around it."""
        today, day, accounts = self.today, self.day, self.accounts
        quality = note if isinstance(note, float) else note.quality
        before: Reading | None = None
        outcomes: list[Outcome] = []
        for put in puts:
            size, nats = put.weights.get(quality) or put.weigh(quality)
            spot = put.spot
            most = today.get(spot) if spot is not None else None
            if most is not None and most >= size and not tied:
                outcomes.append(False)
                continue
            account, number = accounts.get(put) or self._account(put, at)
            key = None if spot is None else (spot, day)
            piece = (nats, at, since, quality, id, number, key)
            if self.keep:
                before = before or self._reading()
                done = self.state.ledger.put(account, piece)
            elif spot is None or most is not None or not self.fresh:
                done = account.put(piece)
            else:
                account.add(key, piece)
                done = True
            if spot is not None and (most is None or most < size):
                today[spot] = size
            outcomes.append(done if isinstance(done, bool) else (done[0],))
        return note if before is None else self._came(note, quality, outcomes, since, before)

    def _came(
        self,
        note: Came | float,
        quality: float,
        outcomes: list[Outcome],
        since: float,
        before: Reading,
    ) -> Came | float:
        """What there is to note of weights that were put, if any of them counts."""
        if not any(outcomes):
            return note
        self.reading = None
        facts = note.facts if isinstance(note, Came) else NONE
        return Came(quality, facts, tuple(outcomes), Rereading(since, before, self._reading()))

    def _reading(self) -> Reading:
        """What answers the question now; made anew only when a weight has counted."""
        if self.reading is None:
            self.reading = Reading(self.question, self.state.ledger.sums())
        return self.reading

    def _account(self, put: Put, at: float) -> tuple[Account, int]:
        self.accounts[put] = known = self.state.ledger.account(put.weighing, at)
        return known

    def _act(self, form: Form, memory: Memory) -> tuple[Change, ...]:
        """Let an event change the facts; a form has no rival claims to dispute."""
        self._settle()
        event = self.courses.forms.event(form)
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
        self._settle()
        return self.courses.learn(form, key, memory)

    def _tell_one(self, item: Item, day: int) -> None:
        """One event, the careful way."""
        self._settle()
        event = self._event(item)
        changes = list(self.state.changes(event))
        if self.journal is not None:
            self.journal.note(event, changes)
        if self.state.moves(event):
            self._refresh(day)

    def _close(self, item: Item, known: int) -> None:
        """Close a group: its shifts are summed and clamped once.

        Where it shows only in the positions, these are brought up to date later, all at once.
        """
        process, moved = self.state.process, self.moved
        if self.watching or self.journal is not None:
            self._settle()
            settled = tuple(process.close_group(instant(known)))
            if settled and self.journal is not None:
                self.journal.note(item, Closed(settled))
            self.courses.refresh()
            return
        pending, process.shifts = process.shifts, {}
        for key, size in pending.items():
            stated = moved[key][0] if key in moved else process.positions[key].stated
            moved[key] = (min(max(stated + size, SCALE[0]), SCALE[1]), known)

    def _settle(self) -> None:
        """Bring the positions up to date."""
        positions = self.state.process.positions
        for key, (stated, known) in self.moved.items():
            positions[key] = positions[key].restated(stated, instant(known))
        self.moved.clear()

    def _refresh(self, day: int) -> None:
        """What the careful way may have changed is not to be relied on."""
        self.reading = None
        self.question = self.state.process.question()
        self.newest, self.day = max(self.newest, day), NO_DAY
        self.courses.refresh()

    def _event(self, item: Item) -> Event:
        return item if isinstance(item, Event) else self.courses.forms.event(item)


def _latest_day(state: State) -> int:
    """The latest day on which a state may have put a weight."""
    return NO_DAY if state.clock is None else local_day(state.clock, state.case.day_zone)


def _priced_until(state: State) -> float:
    """Until when, in days, a crowd's base rate prices what becomes known."""
    crowds = (base.as_of for base in state.case.bases.values() if base.kind == "crowd")
    return max((as_of for as_of in crowds if as_of is not None), default=-inf)
