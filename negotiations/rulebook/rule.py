"""A rule: what it means, when it holds, what follows, and the examples that show it."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, Protocol

import attrs

from negotiations.effects.conclude import Conclude
from negotiations.effects.firing import Effect
from negotiations.model.truth import Truth, agreed
from negotiations.parameters import roles_in
from negotiations.place import Place
from negotiations.rulebook.counts import Counting
from negotiations.rulebook.measures import ConclusionStands
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.tallies import Tally
from negotiations.rulebook.words import Test, is_timed


class Condition(Protocol):
    """One test of a situation."""

    @property
    def reads(self) -> tuple[str, ...] | None:
        """The tables of the process that decide it, beside the event; None if more does."""

    def truth(self, situation: Situation) -> Truth:
        """Whether it holds: yes, no, or not known."""


@attrs.frozen
class FieldTest:
    """A test of one field of the event; true only if it is true under every live claim."""

    field: str
    test: Test

    @property
    def reads(self) -> tuple[str, ...] | None:
        return None if is_timed(self.test) else ()

    def truth(self, situation: Situation) -> Truth:
        event = situation.event
        if not event.claims:
            return self.test.truth(getattr(event, self.field), event.moment)
        return agreed(self.test.truth(value, event.moment) for value in event.values_of(self.field))


@attrs.frozen
class Example:
    """Events, as a rule's author wrote them, on which it must fire or must not."""

    fires: bool
    events: tuple[dict[str, Any], ...]
    until: str | None
    place: Place


@attrs.frozen
class Rule:
    """One YAML document: facts in, judgement out.

    `when` tests the event; `given` and `unless` read the process as it stood before it, `after`
    once it has happened. Each member of `unless` is a group that must not hold together.
    """

    name: str
    means: str
    may_mislead: str
    basis: str
    written: date
    kind: str
    when: tuple[FieldTest, ...]
    given: tuple[Condition, ...]
    unless: tuple[tuple[Condition, ...], ...]
    after: tuple[Condition, ...]
    then: tuple[Effect, ...]
    priority: int
    examples: tuple[Example, ...]
    place: Place

    @property
    def conditions(self) -> Iterator[Condition]:
        """Every condition, in the order of the rule."""
        yield from (*self.when, *self.given, *self.after)
        for group in self.unless:
            yield from group

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that must be cast before it can fire."""
        things = (*self.conditions, *self.then)
        return frozenset().union(*(roles_in(thing) for thing in things))

    @cached_property
    def tests(self) -> frozenset[str]:
        """The roles that its conditions name."""
        return frozenset().union(*(roles_in(each) for each in self.conditions))

    @cached_property
    def tallies(self) -> frozenset[Tally]:
        """What must be counted for it."""
        return frozenset(each.tally for each in self.conditions if isinstance(each, Counting))

    @property
    def draws(self) -> frozenset[str]:
        """The conclusions it may draw."""
        names = (each.name_ for each in self.then if isinstance(each, Conclude))
        return frozenset(name for name in names if name)

    @property
    def awaits(self) -> frozenset[str]:
        """The conclusions it needs."""
        return _conclusions((*self.given, *self.after))

    @property
    def shuns(self) -> frozenset[str]:
        """The conclusions that may hold it back."""
        return _conclusions(tuple(each for group in self.unless for each in group))


def _conclusions(conditions: tuple[Condition, ...]) -> frozenset[str]:
    found = (each.name_ for each in conditions if isinstance(each, ConclusionStands))
    return frozenset(name for name in found if name)
