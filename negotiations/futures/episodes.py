"""Episodes: what begins, and what followed it. They are what is drawn, so that lives stay whole.

A round convenes and adjourns, an exchange is agreed and executed: the later records of one thing
come with its first one, at the delays they had. All else is an episode of one record.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import attrs

from negotiations.model.claims import Claim
from negotiations.model.events import Event
from negotiations.model.shapes import Time, per_class, shape_of
from negotiations.model.times import Interval

NOUN = {
    "round": "number",
    "agreement": "agreement",
    "demand": "precondition",
    "proposal": "proposal",
}
"""Kinds that live on → the field that says which thing a record tells of."""

LEFT_OUT = {"delegation": ("number",), "agreement": ("from_round",)}
"""Fields that would point at a round of the past; without them the model takes the last."""

OVER = {
    "round": ("adjourned", "cancelled", "broken_off", "concluded"),
    "agreement": ("executed", "ended", "lapsed"),
    "demand": ("met", "waived", "replaced", "lapsed"),
    "proposal": ("accepted", "rejected", "withdrawn"),
}
"""Kinds that live on → the stages after which nothing more is awaited."""

Life = tuple[str, str]
"""A kind that lives on, and which of its things live alike: a type, a track, whose it is."""


@attrs.frozen
class Part:
    """One record of an episode, and how many days after its first one it became known."""

    after: int
    event: Event


@attrs.frozen
class Episode:
    """The records of one thing, in order; *rate* is how many such begin in a day."""

    life: Life | None
    parts: tuple[Part, ...]
    rate: float
    stayed: float = 0.0

    @property
    def first(self) -> Event:
        """The record that began it."""
        return self.parts[0].event

    @property
    def stage(self) -> str:
        """How far it is known to have come; it had *stayed* there for so many days."""
        return self.parts[-1].event.stage or ""

    @property
    def is_open(self) -> bool:
        """Whether more of it is awaited."""
        return self.life is not None and self.stage not in OVER[self.life[0]]


@attrs.frozen
class Stay:
    """How many days one thing stayed in a stage, and what followed; nothing if it still does."""

    days: float
    tail: tuple[Part, ...] = ()


def life_of(event: Event) -> Life | None:
    """The life that an event begins, if its kind lives on and it says of which thing it tells."""
    if event.kind not in OVER or event.subject is None:
        return None
    alike = {"round": "track", "agreement": "type"}.get(event.kind)
    own = getattr(event, alike) if alike else "+".join(event.actor)
    return event.kind, own or ""


def moved(event: Event, to: datetime, id: str, thing: str | int | None) -> Event:
    """The event as it would be under another *id*, told of another *thing* and known at *to*.

    All of its times move along, so that it is as late and lasts as long as it was.
    """
    by = to - event.known_at
    times = {field: getattr(event, field) for field in _times(type(event))}
    changes: dict[str, Any] = {field: _later(each, by) for field, each in times.items() if each}
    changes |= dict.fromkeys(LEFT_OUT.get(event.kind, ()))
    if event.kind in NOUN:
        changes[NOUN[event.kind]] = thing
    if event.claims:
        changes["claims"] = tuple(_moved_claim(claim, by, changes) for claim in event.claims)
    return attrs.evolve(event, id=id, known_at=to, **changes)


def _moved_claim(claim: Claim, by: timedelta, changed: Mapping[str, Any]) -> Claim:
    """A claim moved along; it says nothing of its own on what is another thing now."""
    values = {
        name: _later(value, by) if isinstance(value, Interval) else value
        for name, value in claim.values.items()
        if isinstance(value, Interval) or name not in changed
    }
    known_at = None if claim.known_at is None else claim.known_at + by
    return attrs.evolve(claim, values=values, known_at=known_at)


def _later(interval: Interval, by: timedelta) -> Interval:
    return Interval(interval.start + by, interval.end + by)


@per_class
def _times(cls: type[Any]) -> tuple[str, ...]:
    """The fields of a kind that hold a time."""
    timed = (field.name for field in attrs.fields(cls) if isinstance(shape_of(field), Time))
    return ("occurred", *timed)


Stays = Mapping[tuple[Life, str], tuple[Stay, ...]]
"""Life and stage → how long the things of the past stayed in it."""
