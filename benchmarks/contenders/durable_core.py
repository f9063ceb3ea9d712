"""durable-rules' C core, called directly: what is left when its Python layer is taken away."""

import json
from collections.abc import Sequence
from pathlib import Path

import durable_rules_engine as core

from benchmarks.contenders.contender import Matched, by_kind, facts
from benchmarks.contenders.durable_api import conditions
from benchmarks.workloads.rules import Rule

HANDLED = 0


class DurableCore:
    """Asserts every fact, as JSON made beforehand, reads the rules' names, and retracts it."""

    title = "durable-rules, its C core"
    includes = "matching alone, on facts already written as its JSON"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        handles = {
            kind: core.create_ruleset(kind, json.dumps(_ruleset(members)))
            for kind, members in by_kind(rules).items()
        }
        self._facts = [
            (number, handles[fact["kind"]], json.dumps(fact))
            for number, fact in facts(log, events)
            if fact["kind"] in handles
        ]

    def run(self) -> list[tuple[int, str]]:
        fired = []
        begin, go_on = core.start_action_for_state, core.complete_and_start_action
        for number, handle, fact in self._facts:
            code, state = core.assert_fact(handle, fact)
            if code != HANDLED:
                continue  # no rule holds, and it keeps nothing
            message = begin(handle, state)[1]
            while message:  # {"the-rule": {"m": the fact}}
                fired.append((number, message[2 : message.index('"', 2)]))
                message = go_on(handle, state)
            core.retract_fact(handle, fact)
        return fired

    def matched(self, result: list[tuple[int, str]]) -> Matched:
        return result


def _ruleset(rules: Sequence[Rule]) -> dict[str, object]:
    return {rule.name: {"all": [{"m": conditions(rule)}]} for rule in rules}
