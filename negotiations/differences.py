"""What differs between two states, each in a few words: the content of a revision's one reason."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from negotiations.model.times import days
from negotiations.state import State


def differences(before: State, after: State, at: datetime) -> Iterator[str]:
    """How *after* differs from *before*: nouns, phases, positions, conclusions and likelihoods."""
    one, other = before.process, after.process
    for noun in (
        "rounds",
        "delegations",
        "proposals",
        "mediation",
        "agreements",
        "ceasefires",
        "preconditions",
    ):
        yield from _changed(noun.rstrip("s"), getattr(one, noun), getattr(other, noun))
    yield from _changed("stance", one.stances, other.stances)
    yield from _changed("position", one.positions, other.positions, "stated")
    yield from _changed("phase", one.regions, other.regions, "phase")
    yield from _changed("conclusion", one.conclusions, other.conclusions)
    yield from _changed("conflict", one.conflicts, other.conflicts)
    yield from _likelihoods(before, after, at)


def _changed(
    noun: str, before: Mapping[Any, Any], after: Mapping[Any, Any], field: str = "status"
) -> Iterator[str]:
    for key in sorted({*before, *after}, key=str):
        old, new = before.get(key), after.get(key)
        if old != new:
            name = " ".join(map(str, key)) if isinstance(key, tuple) else key
            yield f"{noun} {name}: {_short(old, field)} → {_short(new, field)}"


def _short(value: Any, field: str) -> str:
    if value is None:
        return "none"
    told = getattr(value, field, None)
    return f"{told:g}" if isinstance(told, float) else str(told or "otherwise")


def _likelihoods(before: State, after: State, at: datetime) -> Iterator[str]:
    old, new = _readings(before, at), _readings(after, at)
    for key in sorted({*old, *new}):
        if old.get(key) != new.get(key):
            question, horizon = key
            yield f"{question} {horizon} d: {_percent(old.get(key))} → {_percent(new.get(key))}"


def _readings(state: State, at: datetime) -> dict[tuple[str, int], float]:
    question = state.process.question()
    if question is None or question not in state.case.bases:
        return {}
    horizons = state.case.horizons
    read = state.ledger.probabilities(max(days(at), state.ledger.now), horizons, question)
    return {(question, h): round(float(p), 9) for h, p in zip(horizons, read, strict=True)}


def _percent(probability: float | None) -> str:
    return "not asked" if probability is None else f"{100 * probability:.2f} %"
