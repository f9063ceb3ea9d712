"""The situation of an event as one key: what tells it from others, as far as a rulebook can see.

For each kind of event a function is made that reads the fields the rules test, and no others, off
a form. A number counts by where it lies among the thresholds of the rules, found by one bisect.
"""

from bisect import bisect
from collections.abc import Callable, Hashable, Iterable, Iterator
from math import ceil, floor
from typing import Any, TypeAlias

import attrs

from negotiations.log.forms import UNSET, Form
from negotiations.model.events import Event
from negotiations.model.shapes import Change, Count, Measure, Number, shapes
from negotiations.rulebook.rule import FieldTest, Rule
from negotiations.rulebook.tallies import Tally
from negotiations.rulebook.words import Both, Bound, Test

KeyOf: TypeAlias = Callable[[Form], Hashable]
ALWAYS = ("actor", "recipient", "modality")
SOURCES = ("credibility",)


@attrs.frozen
class Seen:
    """What a rulebook sees of one kind: fields as they are, and numbers by their thresholds."""

    fields: tuple[str, ...]
    thresholds: tuple[tuple[str, tuple[int, ...]], ...]

    @classmethod
    def of(cls, kind: type[Event], rules: Iterable[Rule], tallies: Iterable[Tally]) -> "Seen":
        """What the rules on a kind, and what is counted of it, test or share."""
        tested: dict[str, list[Test]] = {}
        for field, test in _tests(rules, tallies):
            tested.setdefault(field, []).append(test)
        shared = {field for tally in tallies for field in tally.same}
        numbers = {name for name, each in shapes(kind).items() if isinstance(each, NUMBERS)}
        banded = {f: _bands(tests) for f, tests in tested.items() if f in numbers - shared}
        plain = sorted(({*tested} | shared) - {*banded, *ALWAYS, *SOURCES})
        return cls((*ALWAYS, *plain), tuple(sorted(banded.items())))


NUMBERS = Count | Measure | Change | Number


def _tests(rules: Iterable[Rule], tallies: Iterable[Tally]) -> Iterator[tuple[str, Test]]:
    for rule in rules:
        for condition in rule.conditions:
            if isinstance(condition, FieldTest):
                yield condition.field, condition.test
    for tally in tallies:
        yield from tally.tests


def _bands(tests: Iterable[Test]) -> tuple[int, ...]:
    """The whole numbers at which the answer of some test may change."""
    numbers = {number for test in tests for number in _numbers(test)}
    return tuple(sorted({ceil(n) for n in numbers} | {floor(n) + 1 for n in numbers}))


def _numbers(test: Test) -> Iterator[float]:
    if isinstance(test, Both):
        for each in test.tests:
            yield from _numbers(each)
    elif isinstance(test, Bound):
        yield from test.numbers


def key_function(seen: Seen) -> KeyOf:
    """The function that makes the key of a form: written out for this kind, and compiled.

    >>> print(source_of(Seen(("actor",), (("launched", (100, 400)),))))
    def key(form):
        graded = form.sources
        if graded is not UNSET:
            graded = grades(graded)
        n0 = form.launched
        if type(n0) is int:
            n0 = bisect(bands0, n0)
        elif n0 is not UNSET:
            n0 = (n0,)
        return (graded, form.actor, n0)
    """
    names: dict[str, Any] = {"UNSET": UNSET, "bisect": bisect, "grades": _grades}
    for number, (_, bands) in enumerate(seen.thresholds):
        names[f"bands{number}"] = bands
    exec(source_of(seen), names)
    made: KeyOf = names["key"]
    return made


def source_of(seen: Seen) -> str:
    """The key function as Python."""
    lines = ["def key(form):", "    graded = form.sources", "    if graded is not UNSET:"]
    lines.append("        graded = grades(graded)")
    for number, (field, _) in enumerate(seen.thresholds):
        n = f"n{number}"
        lines += [
            f"    {n} = form.{field}",
            f"    if type({n}) is int:",
            f"        {n} = bisect(bands{number}, {n})",
            f"    elif {n} is not UNSET:",
            f"        {n} = ({n},)",
        ]
    parts = [f"form.{field}" for field in seen.fields]
    parts += [f"n{number}" for number in range(len(seen.thresholds))]
    return "\n".join([*lines, f"    return (graded, {', '.join(parts)})"])


def _grades(sources: tuple[Any, ...]) -> Hashable:
    """The grades of a record's sources: all that they add to its situation."""
    if len(sources) == 1:
        [one] = sources
        return one if type(one) is str else (one.source, one.reliability, one.credibility)
    return tuple(
        one if type(one) is str else (one.source, one.reliability, one.credibility)
        for one in sources
    )
