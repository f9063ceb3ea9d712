"""An event as a step asks for it: the fields of its record, by what is known and claimed by now."""

from typing import Any

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.asking import event_of
from negotiations.bdd.sentence import Value
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.model.events import Event, attribute, missing
from negotiations.model.quantities import Quantity
from negotiations.model.shapes import Shape, shapes
from negotiations.model.times import Interval


def event(story: Story, id: str, expected: str) -> Event:
    """The event as it is known by now. Raises Unmet where there is none, and Untellable."""
    found = event_of(story, id)
    if isinstance(found, str):
        raise Unmet(f"{id} {expected}", found)
    return found


def field_of(story: Story, field: str, id: str) -> tuple[Event, Shape]:
    """The event, and the shape of its field. Raises Unmet, and Untellable for an unknown field."""
    found = event(story, id, f"to have {field}")
    known = shapes(type(found))
    naming.known("field", field, known, f" of a {found.kind}")
    return found, known[field]


def values(event: Event, field: str) -> tuple[Any, ...]:
    """What a field may be: a value for each claim that still stands, else the record's own."""
    return event.values_of(attribute(event, field))


def read(story: Story, shape: Shape, value: Value) -> Any:
    """What is written in a step, as the field's own shape reads it. Raises Untellable."""
    try:
        return shape.read(str(value), story.case.day_zone)
    except ValueError as error:
        raise Untellable(str(error)) from None


def equal(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same; a bound is part of what is said."""
    if isinstance(one, Interval) and isinstance(other, Interval):
        return (one.start, one.end) == (other.start, other.end)
    if missing(other):
        return missing(one)
    if isinstance(other, tuple):
        return _parts(one) == _parts(other)
    return str(one) == str(other) if isinstance(other, Quantity) else bool(one == other)


def _parts(value: Any) -> set[str]:
    """What is listed; in a step all of it stands in one text, with commas between."""
    return set(said(value).split(", "))


def holds(event: Event, field: str) -> str:
    """What a field holds, in words."""
    told = list(dict.fromkeys(said(each) for each in values(event, field)))
    return f"it is {told[0]}" if len(told) == 1 else f"claims differ: {' / '.join(told)}"


def said(value: Any) -> str:
    """What somebody said, in their words."""
    if missing(value):
        return "not known"
    return ", ".join(value) if isinstance(value, tuple) else str(getattr(value, "text", value))
