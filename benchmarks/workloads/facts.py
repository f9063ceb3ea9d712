"""A record as the peers get it: flat, decoded, and holding only what a rule may test.

A number that is a bound stands as the least it may be; rules of the benchmarks ask of such fields
only whether they are `at_least` something, so that this loses nothing.
"""

from typing import Any, TypeAlias

from benchmarks.workloads.fighting import Record

Fact: TypeAlias = dict[str, Any]

BOUNDED = {
    "strike": ("launched", "impacts", "killed", "injured"),
    "ground_fighting": ("deaths", "civilian_deaths"),
    "loss": ("number",),
}
"""Fields that a report may give with a bound."""

UNTESTED = ("id", "occurred", "known_at", "sources", "location", "asserter", "about")
REFUSED = 5
"""The credibility at which the case takes a record for a claim only: no rule looks at it."""


def fact(record: Record) -> Fact | None:
    """What rules may test of a record; None where the case takes it for a claim only."""
    grade = credibility(record["sources"])
    if grade == REFUSED:
        return None
    made = {key: value for key, value in record.items() if key not in UNTESTED}
    if isinstance(made.get("actor"), list):
        del made["actor"]
    for field in BOUNDED.get(record["kind"], ()):
        least = at_least(made.pop(field, None))
        if least is not None:
            made[field] = least
    return {**made, "credibility": grade}


def credibility(sources: list[Record]) -> int:
    """The best grade among the sources; 6 (cannot be judged) when there is no other."""
    grades = [source["credibility"] for source in sources if "credibility" in source]
    return min((grade for grade in grades if grade != 6), default=6)


def at_least(number: int | str | None) -> int | None:
    """The least that a count may be: 41 for >40, 900 for ≈1000; None when nothing is known."""
    if number is None or isinstance(number, int):
        return number
    if number == "unknown":
        return None
    value = int(number[1:])
    return value + 1 if number[0] == ">" else value + -value // 10
