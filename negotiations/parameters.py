"""The parameters that measures and effects take in a rule: how each is read, and who is meant.

A measure or effect is an attrs class whose fields are declared with shapes, as event fields are;
`build` reads one from YAML and refuses, with the nearest right word, what it does not know.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import tzinfo
from typing import Any, TypeVar

import attrs

from negotiations.model.shapes import plain, read_number, said, shapes, written
from negotiations.model.times import read_duration
from negotiations.problems import did_you_mean
from negotiations.structure import Refused, Wrong, faults

LONGEST = 36500.0
"""Days, a hundred years: no rule looks further."""

ROLES = ("actor", "recipient", "other", "each")
T = TypeVar("T")


@attrs.frozen(cache_hash=True)
class Roles:
    """Who plays what in one firing: the event's actor and recipient, `other` the counterpart.

    `each` ranges over the primary parties; a rule that names no role has none of them.
    """

    actor: str | None = None
    recipient: str | None = None
    other: str | None = None
    each: str | None = None

    def who(self, name: str | None) -> str | None:
        """The party that a role, or a party's own name, stands for.

        >>> Roles(actor="ukraine").who("actor"), Roles().who("russia")
        ('ukraine', 'russia')
        """
        return getattr(self, name) if name in ROLES else name

    def told(self) -> str:
        """The assignment in words, empty when there is none."""
        given = ((role, getattr(self, role)) for role in ROLES)
        return ", ".join(f"{role} {party}" for role, party in given if party)


@attrs.frozen
class Who:
    """A role, or the name of one party."""

    about: str = "a role (actor, recipient, other, each) or a party's name"

    def read(self, raw: Any, zone: tzinfo | None) -> str:
        return plain(raw)


@attrs.frozen
class Whos:
    """Two roles or names."""

    about: str = "two roles or parties' names: [actor, other]"

    def read(self, raw: Any, zone: tzinfo | None) -> tuple[str, ...]:
        if not isinstance(raw, list) or len(raw) != 2:
            raise ValueError(f"two roles or parties are wanted here, not {said(raw)}")
        return tuple(plain(each) for each in raw)


@attrs.frozen
class Days:
    """A length of time: `7 days`, `2 weeks`; kept in days."""

    about: str = "a length of time: 7 days, 2 weeks"
    least: float = 0.0

    def read(self, raw: Any, zone: tzinfo | None) -> float:
        days = read_duration(plain(raw))
        if days < self.least:
            raise ValueError(f"at least {self.least:g} days is wanted here, not {said(raw)}")
        if days > LONGEST:
            raise ValueError(f"at most {LONGEST:g} days is wanted here, not {said(raw)}")
        return days


@attrs.frozen
class WholeDays:
    """A window: whole days of the case's calendar."""

    about: str = "a window in whole days: 7 days"

    def read(self, raw: Any, zone: tzinfo | None) -> int:
        days = read_duration(plain(raw))
        if days != int(days) or days < 1:
            raise ValueError(f"windows are counted in whole days, one or more, not {said(raw)}")
        return int(days)


@attrs.frozen
class Size:
    """A finite number above zero."""

    about: str = "a number above 0"

    def read(self, raw: Any, zone: tzinfo | None) -> float:
        number = read_number(raw)
        if number <= 0:
            raise ValueError(f"{self.about} is wanted here, not {said(raw)}")
        return number


def build(
    cls: type[T],
    raw: Mapping[str, Any],
    extra: Mapping[str, Any] | None = None,
    also: Iterable[str] = (),
) -> T:
    """An instance of *cls* from its mapping in YAML; raises Refused with all that is wrong.

    *extra* are attributes read elsewhere, *also* the keys that a misspelt one may have meant.
    """
    known, name, wrong = shapes(cls), name_of(cls), Wrong()
    given = dict(extra or {})
    for key, value in raw.items():
        with wrong.at(key):
            if key not in known:
                hint = did_you_mean(key, [*known, *also])
                raise ValueError(f"unknown key {said(key)} for {name}{hint}")
            given[attribute_of(cls, key)] = some(known[key].read(value, None))
    for key in needed(cls):
        if key not in raw:
            wrong.add(f"{name} needs {key!r}")
    wrong.refuse()
    return cls(**given)


def some(value: Any) -> Any:
    """*value* itself; raises ValueError for an empty list, which asks for nothing."""
    if value in ([], ()):
        raise ValueError("one or more is wanted here, not an empty list")
    return value


def needed(cls: type[Any]) -> tuple[str, ...]:
    """The keys that a measure or effect can't do without."""
    needs: tuple[str, ...] = getattr(cls, "needs", ())
    return needs


def name_of(cls: type[Any]) -> str:
    """The word a measure or effect goes by in a rule."""
    name: str = cls.name
    return name


def attribute_of(cls: type[Any], key: str) -> str:
    """The attribute that keeps what a rule writes as *key*."""
    names: dict[str, str] = {written(field.name): field.name for field in attrs.fields(cls)}
    return names[key]


def roles_in(thing: Any) -> frozenset[str]:
    """The roles that a measure or effect names."""
    values = (
        getattr(thing, field.name)
        for field in attrs.fields(type(thing))
        if isinstance(field.metadata.get("shape"), Who | Whos)
    )
    named = (name for value in values for name in (value if isinstance(value, tuple) else (value,)))
    return frozenset(name for name in named if name in ROLES)


def below(read: Callable[[], T], *path: str | int) -> T:
    """Read a part, placing its faults at *path*."""
    try:
        return read()
    except ValueError as error:
        raise Refused(faults(error, path)) from None


def refuse(what: str, *path: str | int) -> Refused:
    """One fault at a path below the value being read."""
    return Refused([(path, what)])
