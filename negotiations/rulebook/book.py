"""A rulebook: rules in order, the caps of their evidence groups, and the layers they chain in."""

from collections.abc import Iterable, Mapping

import attrs

from negotiations.problems import Problem, Unreadable
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.tallies import Tally


@attrs.frozen
class Rulebook:
    """Rules in the order of their telling (priority, then name), and the caps in nats of groups.

    *layers* gives each rule's layer: a rule that a conclusion may hold back stands above every rule
    that can draw that conclusion.
    """

    rules: tuple[Rule, ...]
    caps: Mapping[str, float]
    layers: Mapping[str, int]
    digest: str
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
        return frozenset().union(*(rule.tallies for rule in self.rules))

    @property
    def asks_for_days(self) -> bool:
        """Whether some rule matches the day, so that the clock must tick."""
        return any(rule.kind == "day" for rule in self.rules)

    def rule(self, name: str) -> Rule:
        """The rule of that name; KeyError if there is none."""
        return self._by_name[name]


def layers_of(rules: tuple[Rule, ...]) -> dict[str, int]:
    """The least layers that keep every rule above what may hold it back."""
    layers = {rule.name: 0 for rule in rules}
    drawn = {name: [r for r in rules if name in r.draws] for rule in rules for name in rule.draws}
    for _ in range(len(rules) + 1):
        before = dict(layers)
        for rule in rules:
            needs = [layers[r.name] for name in rule.awaits for r in drawn.get(name, [])]
            above = [layers[r.name] + 1 for name in rule.shuns for r in drawn.get(name, [])]
            layers[rule.name] = max([layers[rule.name], *needs, *above])
        if layers == before:
            return layers
    raise Unreadable(
        Problem(
            rule.place, f"{rule.name!r} can hold itself back: a cycle of conclusions through unless"
        )
        for rule in rules
        if layers[rule.name] >= len(rules)
    )
