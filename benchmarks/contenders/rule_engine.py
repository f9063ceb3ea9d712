"""rule-engine: a compiled text for each rule, asked one after the other."""

import json
from collections.abc import Sequence
from pathlib import Path

import rule_engine

from benchmarks.contenders.contender import Matched, by_kind, facts
from benchmarks.workloads.rules import Rule, Test


class RuleEngine:
    """Asks every rule of the event's kind."""

    title = "rule-engine"
    includes = "matching alone, on facts already decoded"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        context = rule_engine.Context(default_value=None)
        compiled = {
            kind: [(rule.name, rule_engine.Rule(_text(rule), context=context)) for rule in members]
            for kind, members in by_kind(rules).items()
        }
        self._facts = [
            (number, compiled[fact["kind"]], fact)
            for number, fact in facts(log, events)
            if fact["kind"] in compiled
        ]

    def run(self) -> list[tuple[int, str]]:
        return [
            (number, name)
            for number, rules, fact in self._facts
            for name, rule in rules
            if rule.matches(fact)
        ]

    def matched(self, result: list[tuple[int, str]]) -> Matched:
        return result


def _text(rule: Rule) -> str:
    return " and ".join(_tested(test) for test in rule.tests)


def _tested(test: Test) -> str:
    field, operand = test.field, test.operand
    if test.word == "is":
        return f"{field} == {json.dumps(operand)}"
    if test.word == "any_of":
        return f"{field} in {json.dumps(operand)}"
    if test.word == "between":
        return f"{field} != null and {field} >= {operand[0]} and {field} <= {operand[1]}"
    return f"{field} != null and {field} {'>=' if test.word == 'at_least' else '<='} {operand}"
