"""A rulebook as the nested `if`s that one would write by hand: one function for each kind of event.

Tests that many rules share stand outermost, so that each is asked once.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from benchmarks.contenders.contender import by_kind
from benchmarks.workloads.facts import BOUNDED, at_least
from benchmarks.workloads.rules import Rule, Test

NOTHING = float("-inf")
"""What a number is that the record does not give: no threshold is below it."""

Function: TypeAlias = Callable[[dict[str, Any], int, list[str]], None]
"""Adds to a list the names of the rules that hold of a record with that credibility."""


def compiled(rules: Sequence[Rule]) -> Mapping[str, Function]:
    """A function for each kind of event; one that does nothing where no rule is about it."""
    names: dict[str, Any] = {"least": at_least, "NOTHING": NOTHING}
    kinds = by_kind(rules)
    exec("\n".join(source(kind, members) for kind, members in kinds.items()), names)
    return defaultdict(lambda: lambda event, credibility, names: None, {k: names[k] for k in kinds})


def source(kind: str, rules: Sequence[Rule]) -> str:
    """The text of one kind's function."""
    often = Counter(test for rule in rules for test in rule.tests)
    nest: dict[Any, Any] = {}
    for rule in rules:
        inner = nest
        for test in sorted(rule.tests, key=lambda test: (-often[test], test.field, str(test))):
            inner = inner.setdefault(test, {})
        inner.setdefault(None, []).append(rule.name)
    numbers = {t.field for t in often if t.word in ("at_least", "at_most", "between")}
    fields = sorted({test.field for test in often} - {"credibility"})
    body = [f"    {field} = {_read(kind, field, field in numbers)}" for field in fields]
    return "\n".join(
        [f"def {kind}(event, credibility, names):", "    get = event.get", *body, *_nested(nest, 1)]
    )


def _read(kind: str, field: str, number: bool) -> str:
    if not number:
        return f'get("{field}")'
    if field not in BOUNDED.get(kind, ()):
        return f'get("{field}", NOTHING)'
    return (
        f'get("{field}", NOTHING)\n'
        f"    if type({field}) is str:\n"
        f"        {field} = NOTHING if (least_ := least({field})) is None else least_"
    )


def _nested(nest: dict[Any, Any], depth: int) -> Iterator[str]:
    pad = "    " * depth
    for name in nest.get(None, ()):
        yield f'{pad}names.append("{name}")'
    for test, inner in nest.items():
        if test is not None:
            yield f"{pad}if {_condition(test)}:"
            yield from _nested(inner, depth + 1)


def _condition(test: Test) -> str:
    field, operand = test.field, test.operand
    if test.word == "is":
        return f"{field} is True" if operand is True else f"{field} == {operand!r}"
    if test.word == "any_of":
        return f"{field} in {{{', '.join(map(repr, operand))}}}"
    if test.word == "between":
        return f"{operand[0]} <= {field} <= {operand[1]}"
    return f"NOTHING < {field} <= {operand}" if test.word == "at_most" else f"{field} >= {operand}"
