"""Made rulebooks written as analysts write them: one YAML file a rule, and `groups.yaml`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.workloads.rules import GROUPS, Rule, Test

FRAME = """\
means: Made from a seed, to be measured.
may_mislead: It means nothing.
basis: expert
written: 2022-01-01
"""


def write_rules(folder: Path, rules: Sequence[Rule]) -> Path:
    """The rules as files in a folder, which `ng.read_rules` takes; the folder."""
    for rule in rules:
        file = folder / rule.kind / f"{rule.name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(rule_text(rule))
    groups = "".join(f"{name}: {{cap: {cap}}}\n" for name, cap in GROUPS.items())
    (folder / "groups.yaml").write_text(groups)
    return folder


def rule_text(rule: Rule) -> str:
    """One rule's document."""
    tests = {test.field: condition(test) for test in rule.tests}
    effects = "".join(f"  - {_flow(effect)}\n" for effect in rule.then)
    return f"rule: {rule.name}\n{FRAME}when:\n  {rule.kind}: {_flow(tests)}\nthen:\n{effects}"


def condition(test: Test) -> Any:
    """A test as a rule's `when` has it."""
    if test.word == "is":
        return test.operand
    return list(test.operand) if test.word == "any_of" else {test.word: test.operand}


def _flow(value: Any) -> str:
    return msgspec.json.encode(value).decode()
