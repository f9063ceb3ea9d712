"""Conditions in an analyst's words: what a rule asks, and what the situation holds instead."""

from collections.abc import Callable, Iterable, Iterator
from math import isinf
from typing import Any

import attrs

from negotiations.model.bounds import Bounds
from negotiations.model.events import missing
from negotiations.model.shapes import written
from negotiations.model.times import show
from negotiations.rulebook import counts, measures
from negotiations.rulebook.rule import Condition, FieldTest
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.tallies import Tally
from negotiations.rulebook.words import Both, Bound, Includes, OneOf, Present, Says, Soon, Test

# --- what is asked


def asked(condition: Condition) -> str:
    """A condition in one line, in the words a rule is written in.

    >>> asked(FieldTest("launched", Bound("at_least", (400.0,))))
    'launched at_least 400'
    """
    if isinstance(condition, FieldTest):
        return f"{written(condition.field)} {test_told(condition.test)}"
    name: str = getattr(condition, "name")  # noqa: B009 (every measure has one)
    return " ".join([name, *_parameters(condition)])


def test_told(test: Test) -> str:
    """A test in words: `at_least 400`, `drone or missile`, `within 3 days`."""
    if isinstance(test, Both):
        return (" or " if test.any else " and ").join(map(test_told, test.tests))
    if isinstance(test, Bound):
        numbers = " and ".join(f"{number:g}" for number in test.numbers)
        return numbers if test.word == "equals" else f"{test.word} {numbers}"
    if isinstance(test, OneOf):
        return ("" if test.wanted else "not ") + _choice(sorted(test.words))
    if isinstance(test, Includes):
        joined = " and " if test.how == "all" else " or "
        return f"{test.how} {joined.join(sorted(test.names))}"
    return _short_test(test)


test_told.__test__ = False  # type: ignore[attr-defined]


def _short_test(test: Test) -> str:
    if isinstance(test, Present):
        return "present" if test.wanted else "absent"
    if isinstance(test, Says):
        return f"includes {test.words!r}"
    if isinstance(test, Soon):
        return f"within {_days(test.days)}"
    return str(test)


def _choice(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _days(days: float) -> str:
    return f"{days:g} day{'' if days == 1 else 's'}"


LAST = ("within", "bound", "is_")
"""The parameters that are told last: a window, and what it is held against."""


def _parameters(measure: Any) -> Iterator[str]:
    """What a measure was given; what is counted comes first, and the bound last."""
    if isinstance(measure, counts.Counting):
        yield from _counted(measure.tally)
    names = [field.name for field in attrs.fields(type(measure)) if field.name != "tally"]
    for name in sorted(names, key=lambda name: LAST.index(name) if name in LAST else -1):
        value = getattr(measure, name)
        if value is not None and value != ():
            yield _parameter(measure, name, value)


def _parameter(measure: Any, name: str, value: Any) -> str:
    plain = written(name) == type(measure).plain or name == "bound"
    told = test_told(value) if hasattr(value, "truth") else _value(name, value)
    return told if plain else f"{written(name)} {told}"


def _value(name: str, value: Any) -> str:
    if name == "within":
        return _days(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _choice(value) if isinstance(value, tuple) else str(value)


def _counted(tally: Tally) -> Iterator[str]:
    yield f"of {_choice(tally.of)}"
    tests = [f"{written(field)} {test_told(test)}" for field, test in tally.tests]
    if tests:
        yield f"({', '.join(tests)})"
    if tally.same:
        yield f"of the same {', '.join(map(written, tally.same))}"


# --- what there is


def found(condition: Condition, situation: Situation) -> str:
    """What the situation holds on the point a condition asks about; empty if that is not told.

    Where it depends on who plays a role, it is read for the roles cast in *situation*.
    """
    if isinstance(condition, FieldTest):
        return _field_value(condition.field, situation)
    for cls, tell in _FOUND.items():
        if isinstance(condition, cls):
            return tell(condition, situation)
    return ""


def _field_value(field: str, situation: Situation) -> str:
    values = situation.event.values_of(field)
    told = list(dict.fromkeys(_event_value(value) for value in values))
    if told == [UNKNOWN]:
        return f"{written(field)} is not known"
    claimed = "claims differ: " if len(told) > 1 else ""
    return f"{claimed}{written(field)} is {' / '.join(told)}"


UNKNOWN = "not known"


def _event_value(value: Any) -> str:
    if missing(value):
        return UNKNOWN
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(getattr(value, "text", value))


def _regions(kind: str) -> Callable[[Any, Situation], str]:
    def tell(_: Any, situation: Situation) -> str:
        regions = situation.process.of_kind(kind)
        return ", ".join(f"{each.key} is {each.phase}" for each in regions) or f"no {kind} yet"

    return tell


def _nouns(table: str, noun: str) -> Callable[[Any, Situation], str]:
    def tell(_: Any, situation: Situation) -> str:
        known = getattr(situation.process, table)
        told = (f"{name} is {each.status.replace('_', ' ')}" for name, each in known.items())
        return ", ".join(told) or f"no {noun} yet"

    return tell


def _preconditions(_: Any, situation: Situation) -> str:
    open_ = situation.process.open_preconditions()
    held = (f"{each.id} (held by {', '.join(each.holder) or 'nobody named'})" for each in open_)
    return ", ".join(held) or "no precondition is open"


def _stance(measure: measures.Stance, situation: Situation) -> str:
    party = situation.roles.who(measure.party)
    last = situation.process.stances.get((party or "", measure.issue or ""))
    return f"{party} has said nothing" if last is None else f"{party}'s last word: {last[0]}"


def _distance(read: str) -> Callable[[Any, Situation], str]:
    def tell(measure: measures.Distance, situation: Situation) -> str:
        reader = getattr(situation.process, read)
        pairs = list(measure.pairs(situation))
        told = (_number(reader(measure.issue or "", *pair)) for pair in pairs)
        sides = (f"{one}–{other}: {n}" for (one, other), n in zip(pairs, told, strict=True))
        return ", ".join(sides)

    return tell


def _position(measure: measures.PositionStands, situation: Situation) -> str:
    key = (situation.roles.who(measure.party) or "", measure.issue or "")
    position = situation.process.positions.get(key)
    return f"{key[0]} stands at {_number(position.stated if position else None)}"


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:g}"


def _total(measure: counts.Counting, situation: Situation) -> str:
    return f"{_bounds(measure.days(situation).total(situation.day, measure.within))} so far"


def _trend(measure: counts.Trend, situation: Situation) -> str:
    days, window = measure.days(situation), measure.within or 1
    now, before = (days.total(day, window) for day in (situation.day, situation.day - window))
    return f"{_bounds(now)}, and {_bounds(before)} in the {_days(window)} before"


def _since(measure: counts.DaysSince, situation: Situation) -> str:
    days = list(measure.days(situation).last(situation.day))
    told = ("never" if day is None else f"{_days(situation.day - day)} ago" for day in days)
    return "the last was " + ", or ".join(told)


def _bounds(total: Bounds) -> str:
    if total.low == total.high:
        return f"{total.low:g}"
    return f"{total.low:g} or more" if isinf(total.high) else f"{total.low:g} to {total.high:g}"


def _own(_: measures.Own, situation: Situation) -> str:
    noun = measures.own_noun(situation)
    if noun is None:
        return "what it belongs to is not known yet"
    age = measures.age_of(noun, situation)
    return f"it is {noun.status}" + ("" if age is None else f", {_days(age)} old")


def _until(measure: measures.DaysUntil, situation: Situation) -> str:
    at = situation.event.moment
    planned = [plan for plan in measure.plans(situation) if plan is None or plan.end >= at]
    if not planned:
        return f"no {measure.of} is planned"
    zone = situation.process.case.day_zone
    times = [show(plan.start, zone) for plan in planned if plan]
    return f"planned: {', '.join(times)}" if times else "planned, its time not known"


_FOUND: dict[type[Any], Callable[[Any, Situation], str]] = {
    measures.Talks: _regions("talks"),
    measures.Humanitarian: _regions("humanitarian"),
    measures.Settlement: _regions("settlement"),
    measures.CeasefireStands: _nouns("ceasefires", "ceasefire"),
    measures.AgreementStands: _nouns("agreements", "agreement"),
    measures.OpenPrecondition: _preconditions,
    measures.Stance: _stance,
    measures.Gap: _distance("gap"),
    measures.ZopaWidth: _distance("zopa"),
    measures.PositionStands: _position,
    measures.Own: _own,
    measures.DaysUntil: _until,
    counts.Trend: _trend,
    counts.DaysSince: _since,
    counts.Counting: _total,
}
