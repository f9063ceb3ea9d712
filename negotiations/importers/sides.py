"""Between whom an event was, by the names that a source has for either side."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from negotiations.importers.imported import LeftOut
from negotiations.importers.naming import Parties

Side: TypeAlias = Sequence[Sequence[str]]
"""Everybody on one side, each by the names that may be looked for, the nearest first."""

Between: TypeAlias = tuple[list[str], list[str]]
"""The participants who acted, and those whom it was done to."""


def between(parties: Parties, actors: Side, recipients: Side) -> Between | LeftOut:
    """The participants on both sides of an event.

    Where a mapping says who is who, an event is left out if somebody on either side is none of
    them, if nobody is named, or if it is one participant's own affair.
    """
    found = _found(parties, actors), _found(parties, recipients)
    met = [id for side in found for id in side]
    if parties.ids is None:
        return _known(found[0]), _known(found[1])
    if None in met:
        return LeftOut("between others than the parties")
    if not met:
        return LeftOut("between nobody who is named")
    if len(met) > 1 and len(set(met)) == 1:
        return LeftOut("within one party")
    return _known(found[0]), _known(found[1])


def _found(parties: Parties, side: Side) -> list[str | None]:
    return [parties.id_of(*names) for names in side if any(names)]


def _known(ids: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(id for id in ids if id is not None))
