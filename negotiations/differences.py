"""What differs between two states, each in a few words: the content of a revision's one reason."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from negotiations.model.claims import ClaimConflict
from negotiations.model.times import days
from negotiations.state import State

ABSENT = object()


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
    yield from _disputes(one.conflicts, other.conflicts)
    yield from _likelihoods(before, after, at)


def _changed(
    noun: str, before: Mapping[Any, Any], after: Mapping[Any, Any], field: str = "status"
) -> Iterator[str]:
    for key in sorted({*before, *after}, key=str):
        old, new = before.get(key, ABSENT), after.get(key, ABSENT)
        if old != new:
            name = " ".join(str(part) for part in key if part) if isinstance(key, tuple) else key
            one, other = _short(old, field), _short(new, field)
            yield f"{noun} {name}: {one} → {other}" if one != other else f"{noun} {name}: details"


def _disputes(
    before: Mapping[Any, ClaimConflict], after: Mapping[Any, ClaimConflict]
) -> Iterator[str]:
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old != new:
            yield f"dispute over {'.'.join(key)}: {_sides(old)} → {_sides(new)}"


def _sides(conflict: ClaimConflict | None) -> str:
    if conflict is None:
        return "none"
    sides = " / ".join(f"{getattr(value, 'text', value)} ({who})" for who, value in conflict.claims)
    return f"{sides}, settled" if conflict.resolved else sides


def _short(value: Any, field: str) -> str:
    if value is ABSENT:
        return "none"
    if isinstance(value, tuple):  # a stance, and its moment
        return str(value[0])
    if value is None or isinstance(value, datetime):  # a conclusion, and its end
        return f"stands until {value:%Y-%m-%d}" if value else "stands"
    told = getattr(value, field, None) or getattr(value, "outcome", "")
    return f"{told:g}" if isinstance(told, float) else str(told)


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
