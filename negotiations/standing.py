"""At an event's end: conclusions are withdrawn, and terms stand or fall with their conclusions."""

import math
from collections.abc import Iterator
from datetime import datetime
from typing import cast

import attrs

from negotiations.effects.firing import Firing
from negotiations.model.changes import Change, Noted, Stood
from negotiations.model.evidence import Standing
from negotiations.model.process import ConclusionKey, PeaceProcess
from negotiations.model.times import days
from negotiations.parameters import Roles

Told = tuple[Change, tuple[str, Roles] | None]


def settled(firing: Firing) -> Iterator[Told]:
    """Carry out what the effects of an event left for its end, each change with rule and roles."""
    at = firing.event.known_at
    for key, rule, roles in sorted(firing.withdrawn, key=repr):
        stood = firing.process.stands(key, at)
        gone = tuple(firing.process.withdraw(key))
        for change in gone if stood else (Noted(f"no effect: {key[0]} does not stand"),):
            yield change, (rule, roles)
    for term, roles in firing.terms:
        yield _stand(firing, term, roles), (term.rule, roles)
    now = days(at)
    for term in firing.ledger.standing:
        if term.until > now:
            yield from ((change, None) for change in _follow(firing, term))


def _stand(firing: Firing, term: Standing, roles: Roles) -> Change:
    key = _meant(firing, str(term.conclusion), roles)
    if key is None:
        return Noted(f"no effect: {term.conclusion} is not concluded")
    until = end_of(firing.process, key, firing.event.known_at)
    if not firing.ledger.stand(attrs.evolve(term, conclusion=key, until=until)).counted:
        return Noted("no effect: the base rate has priced it")
    return Stood(term.question, term.weight, told(key))


def _meant(firing: Firing, name: str, roles: Roles) -> ConclusionKey | None:
    """The conclusion of that name that a firing is about: its own parties' before others'."""
    process, at = firing.process, firing.event.known_at
    standing = [key for key in process.conclusions if key[0] == name and process.stands(key, at)]
    parties = {None, roles.actor, roles.recipient, roles.other, roles.each, *firing.event.actor}
    own = [key for key in standing if key[1] in parties]
    return max(own or standing, key=lambda key: (end_of(process, key, at), repr(key)), default=None)


def _follow(firing: Firing, term: Standing) -> Iterator[Change]:
    """Let a term end when its conclusion does, or stand as much longer."""
    key, at = cast(ConclusionKey, term.conclusion), firing.event.known_at
    ends = end_of(firing.process, key, at)
    if ends <= days(at):
        firing.ledger.lift(key, days(at))
    elif ends != term.until:
        firing.ledger.stand(attrs.evolve(term, until=ends))
        yield Stood(term.question, term.weight, told(key))


def end_of(process: PeaceProcess, key: ConclusionKey, at: datetime) -> float:
    """When a conclusion runs out, in days; the present if it does not stand."""
    if not process.stands(key, at):
        return days(at)
    until = process.conclusions[key]
    return math.inf if until is None else days(until)


def told(key: ConclusionKey) -> str:
    """A conclusion in words: its name, its party, its issue."""
    return " ".join(part for part in key if part)
