"""Keeping vigil: which midnights are quiet, so that nobody need be asked what follows from them.

A midnight is quiet if every rule on days comes to what it came to at the last one. Then none fires,
nothing happens, and nothing is told: what stands while a conclusion does knows its end. Of most
rules it is enough to look at one condition that fails; and how long an answer lasts, if nothing
that was read changes, most conditions can tell.
"""

from collections.abc import Callable, Sequence, Set
from functools import partial
from typing import Any

import attrs

from negotiations.judging import Asked, Judge, asked_in
from negotiations.model.kinds import Day
from negotiations.model.process import Kept, PeaceProcess
from negotiations.model.truth import Truth
from negotiations.parameters import Roles
from negotiations.rulebook.counted import FOREVER
from negotiations.rulebook.counts import Counting
from negotiations.rulebook.measures import ConclusionStands
from negotiations.rulebook.rule import Condition, FieldTest, Rule
from negotiations.rulebook.situation import Situation, assignments
from negotiations.rulebook.tallies import Part, Tallies

NEVER = -1
Held = tuple[str, Roles]


@attrs.define(eq=False)
class Ground:
    """A condition as one casting asks it: its truth, and *until* which day that surely lasts.

    It lasts if what it reads, whose changes are counted by *version*, does not change.
    """

    condition: Condition
    situation: Situation
    version: Callable[[], int]
    truth: Truth = None
    until: int = NEVER
    seen: int = NEVER

    def ask(self) -> Truth:
        """Its truth now."""
        version, situation = self.version(), self.situation
        if version != self.seen or situation.day > self.until:
            self.truth = self.condition.truth(situation)
            self.until = _steady(self.condition, situation)
            self.seen = version
        return self.truth


@attrs.define(eq=False)
class Need:
    """What a rule needs: that a condition is true, or that one of a barred group is false."""

    grounds: tuple[Ground, ...]
    truth: bool
    until: int = NEVER

    def is_met(self) -> bool:
        """Whether it has it now; *until* is set."""
        for ground in self.grounds:
            if ground.ask() is self.truth:
                self.until = ground.until
                return True
        self.until = min([ground.until for ground in self.grounds], default=FOREVER)
        return False


@attrs.define(eq=False)
class Outlook:
    """What one rule comes to in one casting: what it needs, and what it *lacks*, if it fails.

    It *holds*, or does not, *until* some day, if nothing that it reads changes.
    """

    key: Held
    needs: tuple[Need, ...]
    lacks: Need | None = None
    holds: bool = False
    until: int = NEVER

    def look(self) -> None:
        """Look whether it holds now."""
        lacks = self.lacks
        if lacks is None or lacks.is_met():
            self.lacks = lacks = next((each for each in self.needs if not each.is_met()), None)
        needs = self.needs if lacks is None else (lacks,)
        self.until = min([need.until for need in needs], default=FOREVER)
        self.holds = lacks is None


@attrs.define(eq=False)
class Vigil:
    """Watches one state from one midnight to the next; *until* which day all is quiet, and why.

    *looked* are the changes of tables and tallies when it last looked; *seen* are those, and the
    rules that held, when all was quiet.
    """

    tallies: Tallies
    outlooks: tuple[Outlook, ...]
    situations: tuple[Situation, ...]
    tables: tuple[Kept[Any, Any], ...]
    until: int = NEVER
    looked: tuple[int, int] = (NEVER, NEVER)
    seen: tuple[object, ...] = ()

    @classmethod
    def begin(cls, judge: Judge, process: PeaceProcess, tallies: Tallies, day: Day) -> "Vigil":
        """Begin to watch a state that meets a day."""
        met = Situation.of(day, process, tallies)
        rules = [rule for rule in judge.rules.rules if rule.kind == Day.kind]
        cast = [
            (rule, met.cast(roles))
            for rule in rules
            for roles in assignments(rule.roles, day, process.case)
        ]
        outlooks = tuple(_outlook(rule, situation) for rule, situation in cast)
        read = {table for rule in rules for each in rule.conditions for table in each.reads or ()}
        tables = tuple(getattr(process, name) for name in sorted({*read, "conclusions"}))
        situations = tuple(situation for _, situation in cast)
        return cls(tallies, outlooks, situations, tables)

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """It does not travel: elsewhere another is begun."""
        return type(None), ()

    def lasts(self, day: int, held: Set[Held]) -> bool:
        """Whether that midnight is known to be quiet, from what was seen at an earlier one."""
        return day <= self.until and self._now(held) == self.seen

    def is_quiet(self, day: Day, number: int, held: Set[Held]) -> bool:
        """Whether nothing happens on a day, after a midnight at which the rules in *held* held."""
        self.until = NEVER
        self._look(day, number)
        if {outlook.key for outlook in self.outlooks if outlook.holds} != held:
            return False
        self.until = min([outlook.until for outlook in self.outlooks], default=FOREVER)
        self.seen = self._now(held)
        return True

    def _look(self, day: Day, number: int) -> None:
        """Look where something may be new: at all, if anything that is read has changed."""
        changes = self._changes()
        anew, self.looked = changes != self.looked, changes
        for outlook, situation in zip(self.outlooks, self.situations, strict=True):
            if anew or outlook.until < number:
                situation.event, situation.day = day, number
                outlook.look()

    def _changes(self) -> tuple[int, int]:
        return _changes(self.tables), self.tallies.changes

    def _now(self, held: Set[Held]) -> tuple[object, ...]:
        return self._changes(), held


def _outlook(rule: Rule, situation: Situation) -> Outlook:
    """What a rule needs in one casting: what was cheap to read comes first."""
    asked = asked_in(rule)
    required = [each for part in ("when", "given", "after") for each in asked[part][0]]
    needs = [Need((_ground(each, situation),), truth=True) for each in required]
    for group in asked["unless"]:
        needs.append(Need(tuple(_ground(each, situation) for each in group), truth=False))
    needs.sort(key=lambda need: any(isinstance(g.condition, Counting) for g in need.grounds))
    return Outlook((rule.name, situation.roles), tuple(needs))


def _ground(asked: Asked, situation: Situation) -> Ground:
    condition = asked.condition
    return Ground(condition, situation, _version(condition, situation))


def _version(condition: Condition, situation: Situation) -> Callable[[], int]:
    """Counts the changes of what a condition reads; of what else it may read, nothing is known."""
    if isinstance(condition, Counting):
        return partial(_additions, situation.tallies, (condition.tally, condition.key(situation)))
    reads = ("conclusions",) if isinstance(condition, ConclusionStands) else condition.reads
    [*tables] = (getattr(situation.process, name) for name in reads or ())
    return partial(_changes, tables)


def _additions(tallies: Tallies, part: Part) -> int:
    counted = tallies.counted.get(part)
    return 0 if counted is None else counted.changes


def _changes(tables: Sequence[Kept[Any, Any]]) -> int:
    return sum([table.changes for table in tables])


def _steady(condition: Condition, situation: Situation) -> int:
    """The last day on which a truth is surely the same, if nothing that it reads changes."""
    if isinstance(condition, Counting | ConclusionStands):
        return condition.steady(situation)
    if isinstance(condition, FieldTest) or condition.reads is not None:
        return FOREVER  # one day is like another, but for its date, of which no field tells
    return situation.day
