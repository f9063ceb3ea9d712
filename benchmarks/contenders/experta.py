"""experta: an engine for each kind, a rule for each rule; a fact declared, run and retracted.

It and its frozendict ask `collections` for names that Python 3.10 took away; they are lent here.
"""

import collections
import collections.abc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

for _name in ("Mapping", "MutableMapping", "Sequence", "Iterable", "Callable", "Hashable"):
    setattr(collections, _name, getattr(collections.abc, _name))

import experta  # noqa: E402

from benchmarks.contenders.contender import Matched, by_kind, facts  # noqa: E402
from benchmarks.workloads.rules import Rule, Test  # noqa: E402


class Experta:
    """Declares and retracts every fact."""

    title = "experta"
    includes = "matching alone, on facts already decoded"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        self._fired: list[tuple[int, str]] = []
        self._now = 0
        engines = {kind: self._engine(members) for kind, members in by_kind(rules).items()}
        self._facts = [
            (number, engines[kind], fact)
            for number, fact in facts(log, events)
            if (kind := fact.pop("kind")) in engines
        ]

    def run(self) -> list[tuple[int, str]]:
        self._fired = fired = []
        for number, engine, fact in self._facts:
            self._now = number
            declared = engine.declare(experta.Fact(**fact))
            engine.run()
            engine.retract(declared)
        return fired

    def matched(self, result: list[tuple[int, str]]) -> Matched:
        return result

    def _engine(self, rules: Sequence[Rule]) -> Any:
        named = {rule.name: self._rule(rule) for rule in rules}
        engine = type("Engine", (experta.KnowledgeEngine,), named)()
        engine.reset()
        return engine

    def _rule(self, rule: Rule) -> Any:
        tests = {test.field: _tested(test) for test in rule.tests}
        return experta.Rule(experta.Fact(**tests))(self._action(rule.name))

    def _action(self, name: str) -> Callable[[Any], None]:
        def note(engine: Any) -> None:
            self._fired.append((self._now, name))

        return note


def _tested(test: Test) -> Any:
    operand = test.operand
    if test.word == "is":
        return operand
    if test.word == "any_of":
        first, *others = map(experta.L, operand)
        for other in others:
            first |= other
        return first
    return experta.P(test.holds)
