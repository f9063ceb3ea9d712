"""CLIPS through clipspy: a template for each kind, a rule for each rule; run by one or by many."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import clips

from benchmarks.contenders.contender import Matched, by_kind, facts
from benchmarks.workloads.facts import Fact
from benchmarks.workloads.rules import Rule, Test


class Clips:
    """What both ways share: an environment, and a Python function that the rules call."""

    includes = "matching alone, on facts already decoded"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        read, self._kinds = facts(log, events), by_kind(rules)
        self._fields = _fields(rules, [fact for _, fact in read])
        self._facts = [
            (kind, {"n": number, **fact})
            for number, fact in read
            if (kind := fact.pop("kind")) in self._kinds
        ]
        self.renew()

    def renew(self) -> None:
        """A fresh environment: CLIPS keeps something of every fact, and grows slow with it."""
        self.fired: list[tuple[int, str]] = []
        self.env = clips.Environment()
        self.env.define_function(lambda number, rule: self.fired.append((number, rule)), "fired")
        for kind, rules in self._kinds.items():
            slots = " ".join(f"(slot {field} (default nil))" for field in self._fields[kind])
            self.env.build(f"(deftemplate {kind} {slots})")
            for rule in rules:
                self.env.build(_rule(rule))
        templates = {kind: self.env.find_template(kind) for kind in self._kinds}
        self.facts = [(templates[kind], slots) for kind, slots in self._facts]

    def matched(self, result: list[tuple[int, str]]) -> Matched:
        return ((number, str(rule)) for number, rule in result)


class ClipsByEvent(Clips):
    """A fact asserted, the rules run, the fact retracted; ever slower, so for few events only."""

    title: ClassVar[str] = "clipspy, run for each event"
    most_events: ClassVar[int] = 5_000

    def run(self) -> list[tuple[int, str]]:
        self.fired = []
        run = self.env.run
        for template, slots in self.facts:
            fact = template.assert_fact(**slots)
            run()
            fact.retract()
        return self.fired


class ClipsByMany(Clips):
    """Five hundred facts asserted, the rules run, all facts taken away."""

    title: ClassVar[str] = "clipspy, run for every 500 events"

    def run(self) -> list[tuple[int, str]]:
        self.fired = []
        for many in _batches(self.facts):
            for template, slots in many:
                template.assert_fact(**slots)
            self.env.run()
            self.env.reset()
        return self.fired


def _fields(rules: Sequence[Rule], facts: Sequence[Fact]) -> dict[str, set[str]]:
    """The slots of each kind: what its facts hold, what its rules test, and the number."""
    found: dict[str, set[str]] = {rule.kind: {"n"} for rule in rules}
    for rule in rules:
        found[rule.kind].update(test.field for test in rule.tests)
    for fact in facts:
        if fact["kind"] in found:
            found[fact["kind"]].update(fact.keys() - {"kind"})
    return found


def _batches(facts: list[Any], size: int = 500) -> Iterator[list[Any]]:
    each = iter(facts)
    while many := list(islice(each, size)):
        yield many


def _rule(rule: Rule) -> str:
    tests = " ".join(_pattern(test) for test in rule.tests)
    return f"(defrule {rule.name} ({rule.kind} (n ?n) {tests}) => (fired ?n {rule.name}))"


def _pattern(test: Test) -> str:
    field, operand = test.field, test.operand
    if test.word == "is":
        return f"({field} {_literal(operand)})"
    if test.word == "any_of":
        return f"({field} {'|'.join(map(_literal, operand))})"
    holds = {
        "at_least": f">= ?{field} {operand}",
        "at_most": f"<= ?{field} {operand}",
        "between": f"<= {operand[0]} ?{field} {operand[1]}" if test.word == "between" else "",
    }[test.word]
    return f"({field} ?{field}&:(numberp ?{field})&:({holds}))"


def _literal(value: Any) -> str:
    return "TRUE" if value is True else json.dumps(value)
