"""CLIPS through clipspy: a template for each kind, a rule for each rule; run by one or by many."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import clips

from benchmarks.contenders.contender import Matched, by_kind, facts
from benchmarks.workloads.rules import Rule, Test


class Clips:
    """What both ways share: an environment, and a Python function that the rules call."""

    includes = "matching alone, on facts already decoded"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        self.env = clips.Environment()
        self.env.define_function(lambda number, rule: self.fired.append((number, rule)), "fired")
        self.fired: list[tuple[int, str]] = []
        read = facts(log, events)
        kinds = by_kind(rules)
        for kind, members in kinds.items():
            self._build(kind, members, [fact for _, fact in read if fact["kind"] == kind])
        templates = {kind: self.env.find_template(kind) for kind in kinds}
        self.facts = [
            (templates[kind], {"n": number, **fact})
            for number, fact in read
            if (kind := fact.pop("kind")) in templates
        ]

    def _build(self, kind: str, rules: Sequence[Rule], seen: Sequence[dict[str, Any]]) -> None:
        fields = {field for fact in seen for field in fact} - {"kind"}
        fields |= {test.field for rule in rules for test in rule.tests}
        slots = " ".join(f"(slot {field} (default nil))" for field in sorted({*fields, "n"}))
        self.env.build(f"(deftemplate {kind} {slots})")
        for rule in rules:
            self.env.build(_rule(rule))

    def matched(self, result: list[tuple[int, str]]) -> Matched:
        return ((number, str(rule)) for number, rule in result)


class ClipsByEvent(Clips):
    """A fact asserted, the rules run, the fact retracted."""

    title: ClassVar[str] = "clipspy, run for each event"

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
