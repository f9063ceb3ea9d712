"""zen-engine (GoRules), three ways: an expression a rule, all of a kind's in one, a decision table.

The first and the last are how its guide has it. The one list of all conditions crosses into Rust
once for each event, not once for each rule; its context is JSON made beforehand, which is faster.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import zen

from benchmarks.contenders.contender import Matched, by_kind, facts
from benchmarks.workloads.rules import Rule, Test

Names = tuple[str, ...]


class ZenExpressions:
    """A compiled expression for each rule."""

    title = "zen-engine, an expression a rule"
    includes = "matching alone, on facts already decoded"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        compiled = {
            kind: [(rule.name, zen.compile_expression(expression(rule))) for rule in members]
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
            if rule.evaluate(fact)
        ]

    def matched(self, result: list[tuple[int, str]]) -> Matched:
        return result


class ZenList:
    """One compiled expression for each kind: the list of its rules' truths."""

    title = "zen-engine, all rules of a kind in one list"
    includes = "matching alone, on facts already written as JSON"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        compiled = {
            kind: (zen.compile_expression(_listed(members)), tuple(rule.name for rule in members))
            for kind, members in by_kind(rules).items()
        }
        self._facts = [
            (number, *compiled[fact["kind"]], json.dumps(fact).encode())
            for number, fact in facts(log, events)
            if fact["kind"] in compiled
        ]

    def run(self) -> list[tuple[int, Names, list[bool]]]:
        return [(number, names, all_.evaluate(fact)) for number, all_, names, fact in self._facts]

    def matched(self, result: list[tuple[int, Names, list[bool]]]) -> Matched:
        for number, names, truths in result:
            yield from ((number, name) for name, holds in zip(names, truths, strict=True) if holds)


class ZenTable:
    """A decision table for each kind, which collects every row that holds."""

    title = "zen-engine, a decision table"
    includes = "matching alone, on facts already decoded"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        engine = zen.ZenEngine()
        decisions = {
            kind: engine.create_decision(json.dumps(_graph(members)))
            for kind, members in by_kind(rules).items()
        }
        self._facts = [
            (number, decisions[fact["kind"]], fact)
            for number, fact in facts(log, events)
            if fact["kind"] in decisions
        ]

    def run(self) -> list[tuple[int, list[dict[str, str]]]]:
        return [(number, each.evaluate(fact)["result"]) for number, each, fact in self._facts]

    def matched(self, result: list[tuple[int, list[dict[str, str]]]]) -> Matched:
        for number, rows in result:
            yield from ((number, row["rule"]) for row in rows)


def expression(rule: Rule) -> str:
    """A rule's tests as one expression; a comparison with nothing is an error, so that is asked."""
    return " and ".join(_tested(test) for test in rule.tests)


def _listed(rules: Sequence[Rule]) -> str:
    return "[" + ", ".join(f"({expression(rule)})" for rule in rules) + "]"


def _tested(test: Test) -> str:
    field, operand = test.field, test.operand
    if test.word == "is":
        return f"{field} == {json.dumps(operand)}"
    if test.word == "any_of":
        return f"{field} in {json.dumps(operand)}"
    if test.word == "between":
        return f"{field} != null and {field} in [{operand[0]}..{operand[1]}]"
    return f"{field} != null and {field} {'>=' if test.word == 'at_least' else '<='} {operand}"


def _graph(rules: Sequence[Rule]) -> dict[str, Any]:
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": _table(rules)},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [("in", "table"), ("table", "out")]
    return {
        "nodes": [{**node, "position": {"x": 0, "y": 0}} for node in nodes],
        "edges": [
            {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
            for one, other in edges
        ],
    }


def _table(rules: Sequence[Rule]) -> dict[str, Any]:
    fields = sorted({test.field for rule in rules for test in rule.tests})
    return {
        "hitPolicy": "collect",
        "inputs": [{"id": field, "name": field, "field": field} for field in fields],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": [_row(rule, fields) for rule in rules],
    }


def _row(rule: Rule, fields: Sequence[str]) -> dict[str, str]:
    cells = dict.fromkeys(fields, "") | {test.field: _cell(test) for test in rule.tests}
    return {"_id": rule.name, **cells, "rule": json.dumps(rule.name)}


def _cell(test: Test) -> str:
    if test.word == "is":
        return json.dumps(test.operand)
    if test.word == "any_of":
        return ", ".join(map(json.dumps, test.operand))
    if test.word == "between":
        return f"[{test.operand[0]}..{test.operand[1]}]"
    return f"{'>=' if test.word == 'at_least' else '<='} {test.operand}"
