"""Courses: what follows from a situation, remembered, so that the like of it is not judged again.

A course is remembered only where nothing decides it but the event's own fields and a few tables of
the process: no count, no conclusion, no length of time. What is remembered is what judging gave.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import attrs

from negotiations.effects.firing import Firing, Pushed, Put, Ready
from negotiations.effects.weigh import Weigh
from negotiations.grades import Grades
from negotiations.judging import Judge, Match, telling_order
from negotiations.log.forms import Form, Forms
from negotiations.model.account import Account
from negotiations.model.bounds import Bounds
from negotiations.model.events import Event
from negotiations.model.happening import DOES
from negotiations.model.kinds import CeasefireEvent
from negotiations.model.ledger import Ledger
from negotiations.model.process import PeaceProcess
from negotiations.parameters import Roles
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.tallies import Part, Tallies
from negotiations.sieve import Key, Sieve, Sift, sieve_of
from negotiations.state import State

MOST = 65_536
READY = 16  # rulebooks, for the forms of a case, whose sieves are kept
Done: TypeAlias = tuple[Match, Ready]
Seat: TypeAlias = tuple[Account, int, str | None, dict[float, tuple[float, float]], Put]
"""Where a weight goes: its account, its number there, its spot, and its sizes by quality."""


@attrs.define(eq=False)
class Course:
    """What follows from a situation each time: effects ready to be done, and what is counted.

    *done* are all of them in the order of their telling. *sums* are tallies that add up a field,
    each with whether the event surely counts.
    """

    done: Sequence[Done] = ()
    puts: Sequence[Put] = ()
    pushes: Sequence[Pushed] = ()
    counts: Sequence[tuple[Part, Bounds]] = ()
    sums: Sequence[tuple[Part, bool]] = ()
    tallies: bool = False
    ledger: Ledger | None = None
    seats: Sequence[Seat] = ()

    def seat(self, ledger: Ledger, at: float) -> Sequence[Seat]:
        """Where in a ledger its weights go, in the order of its puts; new accounts begin at *at*.

        It is remembered until they are put into another ledger.
        """
        self.ledger, self.seats = (
            ledger,
            [(*ledger.account(put.weighing, at), put.spot, put.weights, put) for put in self.puts],
        )
        return self.seats


UNSETTLED = Course()
"""Stands for a situation that must be judged each time."""


@attrs.define
class Memory:
    """The courses of one kind of event: good as long as the tables they were read from stand.

    *shares* are what single rules add, by actors and recipients, then by the rule's number.
    """

    sieve: Sieve
    reads: tuple[str, ...]
    acts: bool
    sift: Sift = attrs.field(init=False)
    read_at: int = -1
    courses: dict[Key, Course] = attrs.field(factory=dict)
    shares: dict[Key, list[Course | None]] = attrs.field(factory=dict)

    @sift.default
    def _of_sieve(self) -> Sift:
        return self.sieve.sift

    def refresh(self, process: PeaceProcess) -> None:
        """Forget all if a table has changed."""
        changes = process.changes(self.reads)
        if changes != self.read_at:
            self.forget()
            self.read_at = changes

    def forget(self) -> None:
        """Remember nothing."""
        self.courses.clear()
        self.shares.clear()

    def keep(self, key: Key, course: Course) -> Course:
        """Remember a course; when there are too many, all others are forgotten."""
        if len(self.courses) >= MOST:
            self.courses.clear()
        self.courses[key] = course
        return course


@attrs.define
class Courses:
    """What is remembered of situations in the replays of one case; for one thread."""

    judge: Judge
    forms: Forms
    state: State
    by_form: dict[type[Any], Memory] = attrs.field(init=False)
    fickle: list[Memory] = attrs.field(init=False)
    grades: Grades = attrs.field(init=False)

    @by_form.default
    def _empty(self) -> dict[type[Any], Memory]:
        made = ((kind, self._memory(kind)) for kind in self.forms.kinds)
        return {self.forms.kinds[kind].form: memory for kind, memory in made if memory is not None}

    @fickle.default
    def _reading(self) -> list[Memory]:
        return [memory for memory in self.by_form.values() if memory.reads]

    @grades.default
    def _none_met(self) -> "Grades":
        return Grades(self.forms, self.state.case)

    def turn_to(self, state: State) -> None:
        """Go on with another state of the same case."""
        self.state = state
        for memory in self.fickle:
            memory.forget()
            memory.refresh(state.process)

    def refresh(self) -> None:
        """Forget what was read from tables that have changed since."""
        process = self.state.process
        for memory in self.fickle:
            memory.refresh(process)

    def watches(self, table: str) -> bool:
        """Whether some course was read from a table of the process."""
        return any(table in memory.reads for memory in self.fickle)

    def learn(self, form: Form, key: Key, memory: Memory) -> Course:
        """Judge a situation for the first time, and remember its course if it has one."""
        mask, actor, recipient = key[0], key[1], key[2]
        assert isinstance(mask, int)
        if mask & memory.sieve.unplain:
            return memory.keep(key, UNSETTLED)
        shares = memory.shares.get((actor, recipient))
        if shares is None:
            shares = memory.shares[actor, recipient] = [None] * len(memory.sieve.rules)
        done: list[Done] = []
        puts: list[Put] = []
        pushes: list[Pushed] = []
        event: Event | None = None
        for bit in bits(mask & memory.sieve.of_rules):
            share = shares[bit]
            if share is None:
                event = event or self.forms.event(form)
                share = shares[bit] = self._share(event, memory.sieve.rules[bit])
            if share is UNSETTLED:
                return memory.keep(key, UNSETTLED)
            done += share.done
            puts += share.puts
            pushes += share.pushes
        counts, sums = self._counted(form, done, memory.sieve, mask)
        course = Course(done, puts, pushes, counts, sums, bool(counts or sums))
        return memory.keep(key, course)

    def _memory(self, kind: str) -> Memory | None:
        """An empty memory; None for a kind that does more than what can be remembered."""
        if kind in {each.kind for each in self.state.case.plausible} | {CeasefireEvent.kind}:
            return None
        sieve = sieves_of(self.judge, self.forms)[kind]
        if sieve is None:
            return None
        rules = sieve.rules
        reads = {table for rule in rules for each in rule.conditions for table in each.reads or ()}
        if any(isinstance(e, Weigh) and e.on == "collapse" for rule in rules for e in rule.then):
            reads.add("ceasefires")
        memory = Memory(sieve, tuple(sorted(reads)), kind in DOES)
        memory.refresh(self.state.process)
        return memory

    def _share(self, event: Event, rule: Rule) -> Course:
        """What a rule whose `when` holds adds, for the parties of an event."""
        situation = Situation.of(event, self.state.process, self.state.tallies)
        sittings = self.judge.sit_on(situation, rule)
        if not all(sitting.is_settled for sitting in sittings):
            return UNSETTLED
        state, share = self.state, Course([], [], [])
        firing = Firing(event, "", None, Roles(), state.process, state.ledger, situation.day)
        matches = [m for sitting in sittings for m in sitting.matches() if m.rule is rule]
        for match in sorted(matches, key=telling_order):
            firing.cast(rule.name, rule.place, match.roles, rule.tests)
            for firing.effect, effect in enumerate(rule.then):
                ready = effect.ready(firing)
                if ready is None:
                    return UNSETTLED
                _add(share, match, ready)
        return share

    def _counted(
        self, form: Form, done: Sequence[Done], sieve: Sieve, mask: int
    ) -> tuple[list[tuple[Part, Bounds]], list[tuple[Part, bool]]]:
        """What such an event adds to tallies: the same each time, or a field of its own."""
        tallies = self.state.tallies
        counts: list[tuple[Part, Bounds]] = []
        sums: list[tuple[Part, bool]] = []
        if not sieve.tallies and not tallies.of_rule:
            return counts, sums
        event = self.forms.event(form)
        for rule, roles in dict.fromkeys((match.rule.name, match.roles) for match, _ in done):
            counts += tallies.of_firing(rule, event, roles)
        for tally, truth in sieve.counting(mask):
            for key in tally.keys(event):
                if tally.summed is None:
                    counts.append(((tally, key), tally.amount(event, truth)))
                else:
                    sums.append(((tally, key), truth is True))
        return counts, sums


@lru_cache(maxsize=READY)
def sieves_of(judge: Judge, forms: Forms) -> Mapping[str, Sieve | None]:
    """The sieve of each kind: for one thread, like its judge, and for all cases of the forms."""
    layers, counted = judge.rules.layers, Tallies.reading(judge.rules.tallies).of_kind
    in_order = sorted(judge.rules.rules, key=lambda r: (layers[r.name], r.priority, r.name))
    rules = {kind: [rule for rule in in_order if rule.kind == kind] for kind in forms.kinds}
    return {k: sieve_of(k, own, counted.get(k, ()), forms) for k, own in rules.items()}


def _add(share: Course, match: Match, ready: Ready) -> None:
    share.done = [*share.done, (match, ready)]
    if isinstance(ready, Put):
        share.puts = [*share.puts, ready]
    elif isinstance(ready, Pushed):
        share.pushes = [*share.pushes, ready]


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1
