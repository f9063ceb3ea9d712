"""A rulebook: rules in order, the caps of their evidence groups, and the layers they chain in."""

from collections.abc import Iterable, Mapping
from functools import cached_property

import attrs

from negotiations.problems import Problem, Unreadable
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.tallies import Tally


@attrs.frozen
class Rulebook:
    """Rules in the order of their telling (priority, then name), and the caps in nats of groups.

    *layers* gives each rule's layer: a rule that a conclusion may hold back stands above every rule
    that can draw that conclusion. What is counted *beside*, for whoever reads it off a replay,
    changes nothing that the rules do.
    """

    rules: tuple[Rule, ...]
    caps: Mapping[str, float]
    layers: Mapping[str, int]
    digest: str
    beside: frozenset[Tally] = frozenset()
    _by_name: Mapping[str, Rule] = attrs.field(init=False, eq=False, repr=False)

    @_by_name.default
    def _names(self) -> Mapping[str, Rule]:
        return {rule.name: rule for rule in self.rules}

    @classmethod
    def of(cls, rules: Iterable[Rule], caps: Mapping[str, float], digest: str = "") -> "Rulebook":
        """A rulebook; raises Unreadable for a cycle through `unless`."""
        ordered = tuple(sorted(rules, key=lambda rule: (rule.priority, rule.name)))
        return cls(ordered, caps, layers_of(ordered), digest)

    @property
    def tallies(self) -> frozenset[Tally]:
        """All that must be counted."""
        return self.beside.union(*(rule.tallies for rule in self.rules))

    @cached_property
    def asks_for_days(self) -> bool:
        """Whether some rule matches the day, so that the clock must tick."""
        return any(rule.kind == "day" for rule in self.rules)

    def rule(self, name: str) -> Rule:
        """The rule of that name; KeyError if there is none."""
        return self._by_name[name]


def layers_of(rules: tuple[Rule, ...]) -> dict[str, int]:
    """The least layers that keep every rule above what may hold it back.

    Raises Unreadable for rules that may hold themselves back, since no order could settle them.
    """
    drawers = {name: [r for r in rules if name in r.draws] for r in rules for name in r.draws}
    waits = {rule.name: _drawers_of(rule.awaits | rule.shuns, drawers) for rule in rules}
    _refuse_cycles(rules, drawers, {rule.name: _reached(rule.name, waits) for rule in rules})
    layers = {rule.name: 0 for rule in rules}
    changed = True
    while changed:
        before = dict(layers)
        for rule in rules:
            needs = [layers[name] for name in _drawers_of(rule.awaits, drawers)]
            above = [layers[name] + 1 for name in _drawers_of(rule.shuns, drawers)]
            layers[rule.name] = max([layers[rule.name], *needs, *above])
        changed = layers != before
    return layers


def _drawers_of(names: Iterable[str], drawers: Mapping[str, list[Rule]]) -> set[str]:
    """The rules that may draw one of these conclusions."""
    return {rule.name for name in names for rule in drawers.get(name, ())}


def _reached(start: str, waits: Mapping[str, set[str]]) -> set[str]:
    """Every rule that *start* waits for, near or far."""
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        fresh = waits[ahead.pop()] - reached
        reached |= fresh
        ahead += fresh
    return reached


def _refuse_cycles(
    rules: tuple[Rule, ...], drawers: Mapping[str, list[Rule]], reach: Mapping[str, set[str]]
) -> None:
    """Refuse the rules of every cycle that leads through an `unless`."""
    barred = [
        rule.name
        for rule in rules
        if any(rule.name in reach[drawer] | {drawer} for drawer in _drawers_of(rule.shuns, drawers))
    ]
    refused = [
        Problem(
            rule.place, f"{rule.name!r} can hold itself back: a cycle of conclusions through unless"
        )
        for rule in rules
        if any(rule.name == b or (b in reach[rule.name] and rule.name in reach[b]) for b in barred)
    ]
    if refused:
        raise Unreadable(refused)
