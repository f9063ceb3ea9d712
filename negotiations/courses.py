"""Courses: what follows from a situation, remembered, so that the like of it is not judged again.

A course is remembered only where nothing decides it but the event's own fields and a few tables of
the process: no count, no conclusion, no length of time. What is remembered is what judging gave.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

import attrs

from negotiations.effects.firing import Firing, Pushed, Put, Ready
from negotiations.effects.weigh import Weigh
from negotiations.judging import Judge, Match, telling_order
from negotiations.log.forms import UNSET, Form, Forms
from negotiations.model.bounds import Bounds
from negotiations.model.case import Case
from negotiations.model.claims import best_credibility, source_quality
from negotiations.model.events import Event
from negotiations.model.happening import DOES
from negotiations.model.kinds import CeasefireEvent, Day
from negotiations.model.process import PeaceProcess
from negotiations.parameters import Roles
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.tallies import Part, Tallies
from negotiations.sieve import Grade, Key, Sieve, Sift, sieve_of
from negotiations.state import State

MOST = 65_536
READY = 16  # rulebooks, for the forms of a case, whose sieves are kept
Done: TypeAlias = tuple[Match, Ready]
Order: TypeAlias = tuple[int, int, str, str]
"""By what rules are told: their layer, priority and name, and who plays what."""


@attrs.define(eq=False)
class Course:
    """What follows from a situation each time: effects ready to be done, and what is counted.

    *acts* says that the event changes facts, which is not remembered but done. *sums* are tallies
    that add up a field, each with whether the event surely counts.
    """

    done: tuple[Done, ...]
    acts: bool = False
    counts: tuple[tuple[Part, Bounds], ...] = ()
    sums: tuple[tuple[Part, bool], ...] = ()
    puts: tuple[Put, ...] = attrs.field(init=False)
    pushes: tuple[Pushed, ...] = attrs.field(init=False)
    fired: tuple[Rule, ...] = attrs.field(init=False)
    tallies: bool = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.puts = tuple([ready for _, ready in self.done if type(ready) is Put])
        self.pushes = tuple([ready for _, ready in self.done if type(ready) is Pushed])
        fired = {(match.rule.name, match.roles): match.rule for match, _ in self.done}
        self.fired = tuple(fired.values())
        self.tallies = bool(self.counts or self.sums)


@attrs.frozen(eq=False)
class Share:
    """What one rule adds to a course, for one set of parties; None if it must be judged anew."""

    done: tuple[tuple[Order, Done], ...] | None


UNSETTLED = Course(())
"""Stands for a situation that must be judged each time."""


@attrs.define
class Memory:
    """The courses of one kind of event: good as long as the tables they were read from stand.

    *shares* are what single rules add, by their number, actors and recipients.
    """

    sieve: Sieve
    reads: tuple[str, ...]
    acts: bool
    sift: Sift = attrs.field(init=False)
    read_at: int = -1
    courses: dict[Key, Course] = attrs.field(factory=dict)
    shares: dict[Key, Share] = attrs.field(factory=dict)

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
    grades: "Grades" = attrs.field(init=False)

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
        shared: list[tuple[Order, Done]] = []
        event: Event | None = None
        for bit in bits(mask & memory.sieve.of_rules):
            share = memory.shares.get((bit, actor, recipient))
            if share is None:
                event = event or self.forms.event(form)
                share = self._share(event, memory.sieve.rules[bit])
                memory.shares[bit, actor, recipient] = share
            if share.done is None:
                return memory.keep(key, UNSETTLED)
            shared += share.done
        shared.sort(key=itemgetter(0))
        done = tuple([each for _, each in shared])
        counts, sums = self._counted(form, done, memory.sieve, mask)
        return memory.keep(key, Course(done, memory.acts, tuple(counts), tuple(sums)))

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

    def _share(self, event: Event, rule: Rule) -> Share:
        """What a rule whose `when` holds adds, for the parties of an event."""
        situation = Situation.of(event, self.state.process, self.state.tallies)
        sittings = self.judge.sit_on(situation, rule)
        if not all(sitting.is_settled for sitting in sittings):
            return Share(None)
        state, done = self.state, list[tuple[Order, Done]]()
        firing = Firing(event, "", None, Roles(), state.process, state.ledger, situation.day)
        for match in (m for sitting in sittings for m in sitting.matches() if m.rule is rule):
            order = (self.judge.rules.layers[rule.name], *telling_order(match))
            firing.cast(rule.name, rule.place, match.roles, rule.tests)
            for firing.effect, effect in enumerate(rule.then):
                ready = effect.ready(firing)
                if ready is None:
                    return Share(None)
                done.append((order, (match, ready)))
        return Share(tuple(done))

    def _counted(
        self, form: Form, done: tuple[Done, ...], sieve: Sieve, mask: int
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
    counted = Tallies.reading(judge.rules.tallies).of_kind
    rules: dict[str, list[Rule]] = {kind: [] for kind in (*forms.kinds, Day.kind)}
    for rule in judge.rules.rules:
        rules[rule.kind].append(rule)
    return {k: sieve_of(k, rules[k], counted.get(k, ()), forms) for k in forms.kinds}


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


class Grades(dict[Any, Grade]):
    """What the sources of a form come to, by their names and grades alone."""

    def __init__(self, forms: Forms, case: Case) -> None:
        super().__init__()
        self._forms, self._case = forms, case
        self._none = self._grade(())

    def of(self, form: Form) -> Grade:
        """The grade of a form."""
        sources = form.sources
        if sources is UNSET:
            return self._none
        if len(sources) == 1:
            [one] = sources
            return self[one if type(one) is str else (one.source, one.reliability, one.credibility)]
        return self[tuple(map(_graded, sources))]

    def __missing__(self, key: Any) -> Grade:
        many = isinstance(key, tuple) and (not key or isinstance(key[0], tuple))
        sources = key if many else (_named(key),)
        if len(self) >= MOST:
            self.clear()
        self[key] = grade = self._grade(sources)
        return grade

    def _grade(self, graded: tuple[Any, ...]) -> Grade:
        sources = tuple(self._forms.source(*each) for each in graded)
        best = best_credibility(sources)
        return Grade(source_quality(sources), best, best in self._case.accept)


def _graded(source: Any) -> tuple[Any, ...]:
    """The name and the grades in the form of a source."""
    return (
        (source,)
        if type(source) is str
        else (source.source, source.reliability, source.credibility)
    )


def _named(key: Any) -> tuple[Any, ...]:
    return (key,) if isinstance(key, str) else key
