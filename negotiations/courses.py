"""Courses: what follows from a situation, remembered, so that the like of it is not judged again.

A course is remembered only where nothing decides it but the event's own key and a few tables of the
process: no count, no conclusion, no length of time. What is remembered is what judging gave.
"""

from collections.abc import Hashable, Iterator
from typing import Any

import attrs

from negotiations.effects.firing import Firing, Pushed, Put, Ready
from negotiations.effects.weigh import Weigh
from negotiations.judging import Judge, Match, Sitting, telling_order
from negotiations.log.forms import Forms
from negotiations.model.bounds import Bounds
from negotiations.model.events import Event
from negotiations.model.happening import DOES
from negotiations.model.kinds import KINDS, CeasefireEvent
from negotiations.model.ledger import Ledger
from negotiations.model.process import PeaceProcess
from negotiations.parameters import Roles
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.tallies import Part, Tallies
from negotiations.situations import KeyOf, Seen, key_function

MOST = 65_536
Done = tuple[Match, Ready]


@attrs.frozen(eq=False)
class Course:
    """What follows from a situation each time: effects ready to be done, and what is counted.

    *acts* says that the event changes facts, which is not remembered but done. *once* says that of
    its weights only the first of a day counts.
    """

    quality: float
    done: tuple[Done, ...]
    puts: tuple[Put, ...]
    pushes: tuple[Pushed, ...]
    counts: tuple[tuple[Part, Bounds], ...]
    sums: tuple[tuple[Part, bool], ...]
    acts: bool
    once: bool


UNSETTLED = Course(0.0, (), (), (), (), (), acts=True, once=False)
"""Stands for a situation that must be judged each time."""


@attrs.define
class Memory:
    """The courses of one kind of event: good as long as the tables they were read from stand."""

    key: KeyOf
    reads: tuple[str, ...]
    read_at: int = -1
    courses: dict[Hashable, Course] = attrs.field(factory=dict)

    def refresh(self, process: PeaceProcess) -> None:
        """Forget all if a table has changed."""
        changes = process.changes(self.reads)
        if changes != self.read_at:
            self.courses.clear()
            self.read_at = changes

    def keep(self, key: Hashable, course: Course) -> Course:
        """Remember a course; when there are too many, all others are forgotten."""
        if len(self.courses) >= MOST:
            self.courses.clear()
        self.courses[key] = course
        return course


@attrs.define
class Courses:
    """What a state remembers of situations; for the events of one replay, in one thread."""

    judge: Judge
    forms: Forms
    process: PeaceProcess
    ledger: Ledger
    tallies: Tallies
    by_form: dict[type[Any], Memory] = attrs.field(init=False)
    fickle: list[Memory] = attrs.field(init=False)

    @by_form.default
    def _empty(self) -> dict[type[Any], Memory]:
        kinds = (kind for kind in self.forms.kinds if self._can_be_remembered(kind))
        return {self.forms.kinds[kind].form: self._memory(kind) for kind in kinds}

    @fickle.default
    def _reading(self) -> list[Memory]:
        return [memory for memory in self.by_form.values() if memory.reads]

    def refresh(self) -> None:
        """Forget what was read from tables that have changed since."""
        for memory in self.fickle:
            memory.refresh(self.process)

    def watches(self, table: str) -> bool:
        """Whether some course was read from a table of the process."""
        return any(table in memory.reads for memory in self.fickle)

    def learn(self, event: Event, key: Hashable, memory: Memory) -> Course:
        """Judge a situation for the first time, and remember its course if it has one."""
        if not self._moves(event):
            return memory.keep(key, UNSETTLED)
        situation = Situation.of(event, self.process, self.tallies)
        done = self._done(situation)
        if done is None:
            return memory.keep(key, UNSETTLED)
        return memory.keep(key, self._course(event, done))

    def _moves(self, event: Event) -> bool:
        return event.happened and event.credibility in self.process.case.accept

    def _can_be_remembered(self, kind: str) -> bool:
        """Whether what an event of a kind does is nothing but facts, and what rules make of it."""
        doubted = {bound.kind for bound in self.process.case.plausible}
        return kind not in doubted and kind != CeasefireEvent.kind

    def _memory(self, kind: str) -> Memory:
        rules = [rule for rule in self.judge.rules.rules if rule.kind == kind]
        tallies = self.tallies.of_kind.get(kind, ())
        asked = {table for rule in rules for each in rule.conditions for table in each.reads or ()}
        if any(isinstance(e, Weigh) and e.on == "collapse" for rule in rules for e in rule.then):
            asked.add("ceasefires")
        reads = tuple(sorted(asked))
        memory = Memory(key_function(Seen.of(KINDS[kind], rules, tallies)), reads)
        memory.refresh(self.process)
        return memory

    def _done(self, situation: Situation) -> list[Done] | None:
        """The rules that hold, with their effects made ready; None if that is not settled."""
        sittings = self.judge.sit(situation)
        if not all(sitting.is_settled for sitting in sittings):
            return None
        event = situation.event
        firing = Firing(event, "", None, Roles(), self.process, self.ledger, situation.day)
        done: list[Done] = []
        for match in in_order(sittings):
            firing.cast(match.rule.name, match.rule.place, match.roles, match.rule.tests)
            for firing.effect, effect in enumerate(match.rule.then):
                ready = effect.ready(firing)
                if ready is None:
                    return None
                done.append((match, ready))
        return done

    def _course(self, event: Event, done: list[Done]) -> Course:
        puts = tuple(ready for _, ready in done if isinstance(ready, Put))
        pushes = tuple(ready for _, ready in done if isinstance(ready, Pushed))
        counted, summed = self._counted(event, done)
        return Course(
            event.quality, tuple(done), puts, pushes, counted, summed,
            acts=event.kind in DOES, once=all(put.spot is not None for put in puts),
        )  # fmt: skip

    def _counted(
        self, event: Event, done: list[Done]
    ) -> tuple[tuple[tuple[Part, Bounds], ...], tuple[tuple[Part, bool], ...]]:
        """What such an event adds to tallies: the same each time, or a field of its own."""
        fired = {(match.rule.name, match.roles) for match, _ in done}
        counts = [
            each
            for rule, roles in sorted(fired, key=repr)
            for each in self.tallies.of_firing(rule, event, roles)
        ]
        sums = []
        for tally, key, truth in self.tallies.of_event(event):
            if tally.summed is None:
                counts.append(((tally, key), tally.amount(event, truth)))
            else:
                sums.append(((tally, key), truth is True))
        return tuple(counts), tuple(sums)


def in_order(sittings: list[Sitting]) -> Iterator[Match]:
    """The rules that hold in sittings that need no second asking, in the order of their telling."""
    for layer in sorted({sitting.table.layer for sitting in sittings}):
        held = [
            m for sitting in sittings if sitting.table.layer == layer for m in sitting.matches()
        ]
        yield from sorted(held, key=telling_order)
