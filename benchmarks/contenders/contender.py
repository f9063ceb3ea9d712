"""What every contender is: made from a log and rules, and run as often as is asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeAlias

import msgspec

from benchmarks.workloads.facts import Fact, fact
from benchmarks.workloads.rules import Rule

Matched: TypeAlias = Iterable[tuple[int, str]]
"""The number of an event in the log, and the name of a rule that fired on it."""


class Contender(Protocol):
    """One who runs. Making it is not measured, `run` is, and `matched` is not.

    *title* and *includes* (what its time is the time of) go into the results.
    """

    title: ClassVar[str]
    includes: ClassVar[str]

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        """Make ready for the first *events* lines of the log."""

    def run(self) -> Any:
        """Do the job once."""

    def matched(self, result: Any) -> Matched:
        """What fired, from what a run gave."""
        ...


def facts(log: Path, events: int) -> list[tuple[int, Fact]]:
    """The records of a log that rules may look at, decoded and flat, each with its number."""
    decode = msgspec.json.Decoder().decode
    with log.open("rb") as file:
        made = ((number, fact(decode(line))) for number, line in enumerate(islice(file, events)))
        return [(number, each) for number, each in made if each is not None]


def by_kind(rules: Sequence[Rule]) -> Mapping[str, list[Rule]]:
    """The rules, by the kind of event that they are about."""
    found = defaultdict(list)
    for rule in rules:
        found[rule.kind].append(rule)
    return dict(found)
