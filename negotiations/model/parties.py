"""Who takes part: parties, third parties, and the voices that speak without being either."""

import attrs

THIRD_PARTY_ROLES = (
    "host",
    "mediator",
    "facilitator",
    "chair",
    "observer",
    "guarantor",
    "witness",
    "monitor",
)


@attrs.frozen
class Party:
    """A primary party to the conflict: its word counts as its own.

    *capability* (0–100) is what the compromise model weighs it by; None when nobody has judged it.
    Parties of one *side* are allies and no counterparts; without one, a party is its own side.
    """

    id: str
    name: str
    kind: str = "state"
    capability: float | None = None
    side: str | None = None
    gwcode: str | None = None
    wikidata_id: str | None = None


@attrs.frozen
class ThirdParty:
    """A state or body that hosts, mediates or watches; a host is not thereby a mediator."""

    id: str
    name: str
    roles: tuple[str, ...] = ()


@attrs.frozen
class Voice:
    """Somebody who asserts things: a mayor, a ministry, unnamed analysts, a newspaper.

    *of* is the party it belongs to, if any: a mayor belongs to a country and is not its government.
    """

    id: str
    name: str
    of: str | None = None
    reliability: str | None = None
