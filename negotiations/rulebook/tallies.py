"""What rules count: events and firings of the past, by calendar day, in memory that days bound.

An event that may or may not qualify counts as 0 to 1, and an unknown number adds something from 0
upwards.
"""

import math
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, TypeAlias

import attrs

from negotiations.model.bounds import Bounds
from negotiations.model.events import Event, missing
from negotiations.model.quantities import Quantity
from negotiations.model.truth import Truth, agreed
from negotiations.parameters import Roles
from negotiations.rulebook.counted import DaysOf
from negotiations.rulebook.words import Test

ONE = Bounds(1, 1, whole=True)
PERHAPS = Bounds(0, 1, whole=True)
Key = tuple[Hashable, ...]
Part: TypeAlias = "tuple[Tally, Key]"


@attrs.frozen(cache_hash=True)
class Tally:
    """What to count: events that pass tests (or firings of a rule), and how to part them.

    *by* and *on* part the count by actor and recipient; *same* by fields the events must share.
    *summed* adds up a field instead of counting; *signed* if that may be negative.
    """

    of: tuple[str, ...]
    tests: tuple[tuple[str, Test], ...] = ()
    by: bool = False
    on: bool = False
    same: tuple[str, ...] = ()
    summed: str | None = None
    signed: bool = False

    def qualifies(self, event: Event) -> Truth:
        """Whether an event is counted, under every live claim about it."""
        at, whole = event.moment, True
        for field, test in self.tests:
            values = event.values_of(field)
            truth = agreed([test.truth(value, at) for value in values])
            if truth is False:
                return False
            whole = whole and truth is True
        return whole or None

    def keys(self, event: Event) -> Iterator[Key]:
        """The parts of the tally that an event belongs to."""
        shared = tuple(getattr(event, field) for field in self.same)
        if any(missing(value) for value in shared):
            return
        for actor in event.actor if self.by else (None,):
            for recipient in event.recipient if self.on else (None,):
                yield (actor, recipient, *shared)

    def amount(self, event: Event, truth: Truth) -> Bounds:
        """What the event adds."""
        if self.summed is None:
            return ONE if truth else PERHAPS
        return self.amount_of(event.values_of(self.summed), truth)

    def amount_of(self, values: Iterable[Any], truth: Truth) -> Bounds:
        """What an event adds whose summed field may have any of these values."""
        told = [self._told(value) for value in values]
        low, high = min(each.low for each in told), max(each.high for each in told)
        whole = all(each.whole for each in told)
        if not truth:
            low, high = min(0.0, low), max(0.0, high)
        return Bounds(low, high, whole=whole)

    def _told(self, value: Any) -> Bounds:
        """The bounds of one number; a change that nobody gave may have been a fall."""
        if isinstance(value, Quantity):
            return value.bounds
        return Bounds(-math.inf if self.signed else 0.0)


@attrs.define
class Tallies:
    """Every tally that some rule reads, and what has been counted so far.

    A fork shares what was counted: *own* are the parts that this one may add to in place. *changes*
    says how often something was added.
    """

    of_kind: dict[str, tuple[Tally, ...]]
    of_rule: dict[str, tuple[Tally, ...]]
    counted: dict[Part, DaysOf] = attrs.field(factory=dict)
    own: set[Part] = attrs.field(factory=set, eq=False)
    changes: int = attrs.field(default=0, eq=False)

    @classmethod
    def reading(cls, tallies: "frozenset[Tally]") -> "Tallies":
        """Empty tallies for what a rulebook reads."""
        ordered = sorted(tallies, key=repr)
        names = {name for tally in tallies for name in tally.of}
        table = {n: tuple(t for t in ordered if n in t.of) for n in sorted(names)}
        return cls(table, table)

    def fork(self) -> "Tallies":
        """An independent copy, cheap: a part is copied once either of the two adds to it."""
        self.own = set()
        return Tallies(self.of_kind, self.of_rule, self.counted.copy())

    def record(self, event: Event, day: int) -> None:
        """Count an event that has now been told in full."""
        for tally, key, truth in self.of_event(event):
            self.add((tally, key), day, tally.amount(event, truth))

    def record_firing(self, rule: str, event: Event, roles: Roles, day: int) -> None:
        """Count a rule's firing."""
        for part, amount in self.of_firing(rule, event, roles):
            self.add(part, day, amount)

    def of_event(self, event: Event) -> Iterator[tuple[Tally, Key, Truth]]:
        """Where an event counts, and whether it surely does."""
        for tally in self.of_kind.get(event.kind, ()):
            truth = tally.qualifies(event)
            if truth is not False:
                for key in tally.keys(event):
                    yield tally, key, truth

    def of_firing(self, rule: str, event: Event, roles: Roles) -> Iterator[tuple[Part, Bounds]]:
        """Where a firing counts: by its roles, or by the event's actors where it names none."""
        for tally in self.of_rule.get(rule, ()):
            actors = (roles.actor or roles.each,) if roles.actor or roles.each else event.actor
            recipients = (roles.recipient,) if roles.recipient else event.recipient
            for actor in actors if tally.by else (None,):
                for recipient in recipients if tally.on else (None,):
                    yield (tally, (actor, recipient)), ONE

    def add(self, part: Part, day: int, amount: Bounds) -> None:
        """Add to what was counted for one part."""
        self.changes += 1
        if part not in self.own:
            counted = self.counted.get(part)
            self.counted[part] = DaysOf() if counted is None else counted.fork()
            self.own.add(part)
        self.counted[part].add(day, amount)

    def read(self, tally: Tally, key: Key) -> DaysOf:
        """What was counted for one part; empty days if nothing was."""
        counted = self.counted.get((tally, key))
        return NOTHING if counted is None else counted


NOTHING = DaysOf()
