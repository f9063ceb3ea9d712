"""Telling batches of events: by what is remembered of their situations, else one by one.

This is the quick way of an event, and gives bit for bit what `State.tell` gives.
"""

from bisect import bisect_left, bisect_right
from math import inf

import attrs

from negotiations.courses import UNSETTLED, Course, Courses, Memory
from negotiations.journal import Came, Closed, Journal, Outcome
from negotiations.log.batches import Batch, Item
from negotiations.log.forms import Form
from negotiations.model.account import Account
from negotiations.model.changes import Change
from negotiations.model.events import Event
from negotiations.model.evidence import Weighing
from negotiations.model.happening import happen
from negotiations.model.times import instant, micros
from negotiations.rereading import Reading, Rereading
from negotiations.sieve import Grade, Key
from negotiations.state import State
from negotiations.hearing import exhaust, heard

NONE: tuple[Change, ...] = ()


@attrs.define
class Recall:
    """Tells batches to one state; for one thread. With a *journal* it keeps what is to be told.

    *today* holds, by spot, the heaviest weight put on one day: a lighter one does not count.
    """

    state: State
    courses: Courses
    journal: Journal | None = None
    today: dict[str, float] = attrs.field(factory=dict, init=False)
    day: int = attrs.field(default=-1, init=False)
    accounts: dict[Weighing, tuple[Account, int]] = attrs.field(factory=dict, init=False)
    keep: bool = attrs.field(init=False)
    question: str | None = attrs.field(init=False)
    reading: Reading | None = attrs.field(default=None, init=False)
    priced_until: float = attrs.field(init=False)

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
        events = [self._event(item) for item in items]
        reasons = heard(self.state, instant(known), events)
        if self.journal is not None:
            self.journal.note(None, list(reasons))
        else:
            exhaust(reasons)
        self._refresh()

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
                self._tell_one(form)
                continue
            grade = grade_of(form)
            key = memory.sieve.sift(form, grade)
            course = memory.courses.get(key) or self._learn(form, key, memory, since)
            if course is UNSETTLED:
                self._tell_one(form)
                continue
            if course.acts:
                facts = self._act(form)
            if course.counts or course.sums:
                self._count(form, course, day)
            for push in course.pushes:
                process.shift(push.key, push.size)
            note: Came | float = Came(grade.quality, facts) if facts else grade.quality
            if course.puts:
                ledger.now = since
                if day != self.day:
                    self.day = day
                    self.today.clear()
                note = self._put(form.id, course, note, since, moment, tied)
            if journal is not None:
                journal.recall(form, course, note)
            facts = NONE
        if process.shifts:
            self._close(before, last)
        if len(batch):
            self.state.clock = instant(last)

    def _put(
        self, id: str, course: Course, note: Came | float, since: float, at: float, tied: bool
    ) -> Came | float:
        """Put the weights of a course on their accounts; what counts is noted with the readings."""
        today, day, accounts, keep = self.today, self.day, self.accounts, self.keep
        quality = note if isinstance(note, float) else note.quality
        before: Reading | None = None
        outcomes: list[Outcome] = []
        for size, nats, weighing, spot in course.weights_at(quality):
            key = None
            if spot is not None:
                most = today.get(spot)
                if most is not None and most >= size and not tied:
                    outcomes.append(False)
                    continue
                if most is None or most < size:
                    today[spot] = size
                key = (spot, day)
            account, number = accounts.get(weighing) or self._account(weighing, at)
            piece = (nats, at, since, quality, id, number, key)
            if keep:
                before = before or self._reading()
                done = self.state.ledger.put(account, piece)
            else:
                done = account.put(piece)
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

    def _account(self, weighing: Weighing, at: float) -> tuple[Account, int]:
        self.accounts[weighing] = known = self.state.ledger.account(weighing, at)
        return known

    def _act(self, form: Form) -> tuple[Change, ...]:
        """Let an event change the facts."""
        facts = tuple(happen(self.state.process, self.courses.forms.event(form)))
        self._refresh()
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
        event = self._event(item)
        changes = list(self.state.changes(event))
        if self.journal is not None:
            self.journal.note(event, changes)
        self._refresh()

    def _close(self, item: Item, known: int) -> None:
        """Close a group: its shifts are summed and clamped once."""
        settled = tuple(self.state.process.close_group(instant(known)))
        if settled and self.journal is not None:
            self.journal.note(item, Closed(settled))
        if self.courses.watches("positions"):
            self.courses.refresh()

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
