"""durable-rules by its own API: a fact asserted and retracted for each event, one host.

One ruleset a kind of event, conditions by its own operators, and a function for each rule, as its
readme has it; the host's two timer threads, which nothing here needs, are not started.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from durable.engine import Host, MessageNotHandledException

from benchmarks.contenders.contender import Matched, by_kind, facts
from benchmarks.workloads.rules import Rule, Test


class DurableApi:
    """Asserts and retracts every fact."""

    title = "durable-rules, its own API"
    includes = "matching alone, on facts already decoded"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        self._facts = facts(log, events)
        self._fired: list[tuple[int, str]] = []
        self._now = 0
        kinds = by_kind(rules)
        self._host = Quiet({kind: self._ruleset(members) for kind, members in kinds.items()})
        self._kinds = frozenset(kinds)

    def run(self) -> list[tuple[int, str]]:
        self._fired = fired = []
        host, kinds = self._host, self._kinds
        for number, fact in self._facts:
            self._now, kind = number, fact["kind"]
            if kind in kinds:
                try:
                    host.assert_fact(kind, fact)
                except MessageNotHandledException:  # no rule holds, and it keeps nothing
                    continue
                host.retract_fact(kind, fact)
        return fired

    def matched(self, result: list[tuple[int, str]]) -> Matched:
        return result

    def _ruleset(self, rules: Sequence[Rule]) -> dict[str, Any]:
        return {
            rule.name: {"all": [{"m": conditions(rule)}], "run": self._action(rule.name)}
            for rule in rules
        }

    def _action(self, name: str) -> Callable[[Any], None]:
        def note(context: Any) -> None:
            self._fired.append((self._now, name))

        return note


class Quiet(Host):  # type: ignore[misc]
    """A host without timer threads."""

    def _run(self) -> None:
        pass


def conditions(rule: Rule) -> dict[str, Any]:
    """A rule's tests in the language of durable-rules, which has no `in`."""
    tests = [condition for test in rule.tests for condition in _condition(test)]
    return tests[0] if len(tests) == 1 else {"$and": tests}


def _condition(test: Test) -> list[dict[str, Any]]:
    field, operand = test.field, test.operand
    if test.word == "is":
        return [{field: operand}]
    if test.word == "any_of":
        return [{"$or": [{field: word} for word in operand]}]
    if test.word == "between":
        return [{"$gte": {field: operand[0]}}, {"$lte": {field: operand[1]}}]
    return [{"$gte" if test.word == "at_least" else "$lte": {field: operand}}]
