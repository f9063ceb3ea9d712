"""Which rules hold in a situation: conditions are ours, their combination is the matcher's.

The truths of a table's conditions are packed into one key, the situation, and the matcher answers
with the rules that hold. Conditions are read as the process stood before the event; those of
`after`, and conclusions, once it has happened.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, TypeAlias

import attrs

from negotiations.matching import Combination, Matcher, pack
from negotiations.model.truth import Truth
from negotiations.parameters import Roles
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.measures import ConclusionStands
from negotiations.rulebook.rule import Condition, Rule
from negotiations.rulebook.situation import Situation, assignments

Term: TypeAlias = tuple[bool, tuple[int, ...], bool]
"""A truth, of which conditions one must have it, and whether these are all that may."""

FEW = 8
"""Rules on a table: the fewer, the fewer situations there are to ask about."""


@attrs.frozen
class Match:
    """A rule that holds, and who plays what in it."""

    rule: Rule
    roles: Roles


def telling_order(match: Match) -> tuple[int, str, str]:
    """Rules are told by priority, name and roles."""
    return (match.rule.priority, match.rule.name, match.roles.told())


@attrs.frozen
class Asked:
    """A condition as one part of a rule asks it: before the event has happened, or after."""

    condition: Condition
    late: bool

    @property
    def is_live(self) -> bool:
        """Whether more decides it than the event and tables of the process as they stood before."""
        return self.late or self.condition.reads is None


def asked_in(rule: Rule) -> dict[str, tuple[tuple[Asked, ...], ...]]:
    """What each part of a rule asks, in groups; the groups of `unless` must not hold together."""
    return {
        "when": (tuple(Asked(each, late=False) for each in rule.when),),
        "given": (tuple(_asked(each) for each in rule.given),),
        "after": (tuple(Asked(each, late=True) for each in rule.after),),
        "unless": tuple(tuple(_asked(each) for each in group) for group in rule.unless),
    }


def _asked(condition: Condition) -> Asked:
    return Asked(condition, late=isinstance(condition, ConclusionStands))


class Table:
    """A few rules on one kind of event that cast the same roles and stand in the same layer."""

    def __init__(self, rules: Sequence[Rule], layer: int) -> None:
        self.rules, self.layer, self.roles = tuple(rules), layer, rules[0].roles
        parts = [asked_in(rule) for rule in self.rules]
        everything = [
            each for part in parts for groups in part.values() for g in groups for each in g
        ]
        self.asked: tuple[Asked, ...] = tuple(dict.fromkeys(everything))
        number = {asked: n for n, asked in enumerate(self.asked)}
        self.combinations = tuple(_combination(part, number) for part in parts)
        self.matcher = Matcher(self.combinations, len(number))
        self.whens = tuple(tuple(number[each] for each in part["when"][0]) for part in parts)
        self.late = frozenset(n for n, asked in enumerate(self.asked) if asked.late)
        self.live = frozenset(n for n, asked in enumerate(self.asked) if asked.is_live)
        self.terms = tuple(
            self._terms(each, when)
            for each, when in zip(self.combinations, self.whens, strict=True)
        )
        self.needs = tuple(
            frozenset(number[each] for groups in part.values() for g in groups for each in g)
            for part in parts
        )

    def _terms(self, combination: Combination, when: tuple[int, ...]) -> tuple[Term, ...]:
        """What a rule needs beside its `when`: of each term, what can be read before the event."""
        required = [(True, (n,)) for n in combination.required if n not in when]
        wanted = [*required, *((False, group) for group in combination.barred)]
        terms = []
        for truth, group in sorted(wanted, key=lambda term: not self.live.isdisjoint(term[1])):
            early = tuple(n for n in group if not self.asked[n].late)
            terms.append((truth, early, early == group))
        return tuple(terms)

    def opened(self, situation: Situation) -> list[int]:
        """The rules, by number, whose `when` is true: it asks for no roles, so once an event."""
        truths: dict[int, Truth] = {}
        return [r for r, when in enumerate(self.whens) if self._all_true(when, truths, situation)]

    def _all_true(
        self, when: tuple[int, ...], truths: dict[int, Truth], situation: Situation
    ) -> bool:
        """Whether all of these conditions are true, each of them read once."""
        for n in when:
            if n not in truths:
                truths[n] = self.asked[n].condition.truth(situation)
            if not truths[n]:
                return False
        return True

    def sit(self, situation: Situation, opened: Sequence[int] | None = None) -> "Sitting | None":
        """The truths before the event happens; None if no rule's `when` is true.

        What only closed rules ask is left unknown, so that situations repeat.
        """
        open_rules = self.opened(situation) if opened is None else opened
        if not open_rules:
            return None
        truths: list[Truth] = [None] * len(self.asked)
        late: set[int] = set()
        for rule in open_rules:
            for n in self.whens[rule]:
                truths[n] = True
        for rule in open_rules:
            if self._may_hold(rule, truths, situation):
                late.update(self.needs[rule] & self.late)
        return Sitting(self, situation, truths, tuple(late), tuple(open_rules))

    def _may_hold(self, rule: int, truths: list[Truth], situation: Situation) -> bool:
        """Read what a rule asks, until it surely fails; what is live is read last.

        What is not read stays unknown, and could not have made the rule hold.
        """
        for wanted, group, is_whole in self.terms[rule]:
            for n in group:
                if truths[n] is None:
                    truths[n] = self.asked[n].condition.truth(situation)
                if truths[n] is wanted:
                    break
            else:
                if is_whole:
                    return False
        return True

    def is_settled(self, rule: int, truths: Sequence[Truth]) -> bool:
        """Whether nothing live decides if a rule holds: it asks for none, or fails without it."""
        if not self.needs[rule] & self.live:
            return True
        combination, live = self.combinations[rule], self.live
        return any(truths[n] is not True for n in combination.required if n not in live) or any(
            live.isdisjoint(group) and all(truths[n] is not False for n in group)
            for group in combination.barred
        )


def _combination(
    part: dict[str, tuple[tuple[Asked, ...], ...]], number: dict[Asked, int]
) -> Combination:
    required = (each for name in ("when", "given", "after") for each in part[name][0])
    barred = tuple(tuple(number[each] for each in group) for group in part["unless"])
    return Combination(tuple(dict.fromkeys(number[each] for each in required)), barred)


@attrs.define
class Sitting:
    """One table in one situation: truths as far as they can be told before the event happens."""

    table: Table
    situation: Situation
    truths: list[Truth]
    late: tuple[int, ...]
    open_rules: tuple[int, ...]

    @property
    def is_settled(self) -> bool:
        """Whether the event and tables of the process alone decide which rules hold."""
        return all(self.table.is_settled(rule, self.truths) for rule in self.open_rules)

    def matches(self) -> Iterator[Match]:
        """The rules that hold now, asked of the matcher under the situation's key."""
        for n in self.late:
            self.truths[n] = self.table.asked[n].condition.truth(self.situation)
        for rule in self.table.matcher.matches(pack(self.truths)):
            yield Match(self.table.rules[rule], self.situation.roles)


class Judge:
    """A rulebook made ready: its tables by kind of event, each with a matcher. For one thread.

    *asks_daily*: it is to be asked on each day, even where what it says is known.
    """

    asks_daily: ClassVar[bool] = False

    def __init__(self, rules: Rulebook) -> None:
        self.rules = rules
        parts: dict[tuple[str, int, tuple[str, ...]], list[Rule]] = {}
        for rule in rules.rules:
            key = (rule.kind, rules.layers[rule.name], tuple(sorted(rule.roles)))
            parts.setdefault(key, []).append(rule)
        self._tables: dict[str, list[Table]] = {}
        for (kind, layer, _), members in sorted(parts.items(), key=lambda part: part[0]):
            for first in range(0, len(members), FEW):
                table = Table(members[first : first + FEW], layer)
                self._tables.setdefault(kind, []).append(table)
        tables = (table for each in self._tables.values() for table in each)
        self._seats = {rule.name: (t, n) for t in tables for n, rule in enumerate(t.rules)}

    def __reduce__(self) -> tuple[type["Judge"], tuple[Rulebook]]:
        """Elsewhere it is made anew, since a matcher can't travel."""
        return Judge, (self.rules,)

    def sit(self, base: Situation) -> list[Sitting]:
        """Every table of the event's kind, in every casting of its roles; lower layers first."""
        tables = self._tables.get(base.event.kind, ())
        return self._seated(base, ((table, table.opened(base)) for table in tables))

    def sit_on(self, base: Situation, rule: Rule) -> list[Sitting]:
        """The sittings of the one table of a rule whose `when` is known to be true."""
        table, number = self._seats[rule.name]
        return self._seated(base, [(table, [number])])

    def _seated(
        self, base: Situation, opened: Iterable[tuple[Table, Sequence[int]]]
    ) -> list[Sitting]:
        sittings = []
        for table, open_rules in opened:
            if not open_rules:
                continue
            for roles in assignments(table.roles, base.event, base.process.case):
                sitting = table.sit(base.cast(roles), open_rules)
                if sitting is not None:
                    sittings.append(sitting)
        return sittings
