"""The floor: msgspec decodes each line into a typed Struct, and nothing more is done with it.

Every word is checked against its list, every name against the case's, times become datetimes and
sources Structs: about what a reader must check of a record, at the speed of C.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from benchmarks.contenders.contender import Matched
from benchmarks.workloads.rules import Rule

Party: TypeAlias = Literal["ruritania", "freedonia", "arcadia"]
Parties: TypeAlias = Party | tuple[Party, ...]
Issue: TypeAlias = Literal["truce-terms", "territory", "status", "border", "prisoners"]
Count: TypeAlias = int | str
Munition: TypeAlias = Literal[
    "drone", "ballistic_missile", "cruise_missile", "missile", "glide_bomb", "bomb", "artillery",
    "rocket", "mixed", "sabotage", "other",
]  # fmt: skip


class Source(msgspec.Struct, frozen=True):
    """Where a record comes from, and its grade."""

    source: Literal[
        "agency", "monitors", "arcadia-press", "local-press", "ruritania-army", "freedonia-army",
        "social-media", "hearsay",
    ]  # fmt: skip
    credibility: Literal[1, 2, 3, 4, 5, 6] | None = None


class Record(msgspec.Struct, frozen=True, tag_field="kind", kw_only=True):
    """What every record has."""

    id: str
    occurred: datetime
    known_at: datetime
    actor: Parties = ()
    recipient: Parties = ()
    location: str | None = None
    asserter: Party | None = None
    sources: tuple[Source, ...] = ()


class Strike(Record, frozen=True, tag="strike", kw_only=True):
    """An attack from a distance."""

    munition: Munition | None = None
    target: (
        Literal["military", "airbase", "energy", "residential", "civilian", "transport", "other"]
        | None
    ) = None
    launched: Count | None = None
    impacts: Count | None = None
    killed: Count | None = None
    injured: Count | None = None
    largest_to_date: bool | None = None


class Interception(Record, frozen=True, tag="interception", kw_only=True):
    """Air defence at work."""

    munition: Munition | None = None
    launched: Count | None = None
    intercepted: Count | None = None
    shot_down: Count | None = None
    impacts: Count | None = None
    regions: Count | None = None


class GroundFighting(Record, frozen=True, tag="ground_fighting", kw_only=True):
    """Fighting on the ground."""

    intensity: Literal["low", "moderate", "intense"] | None = None
    deaths: Count | None = None
    civilian_deaths: Count | None = None
    front_length: Count | None = None


class Loss(Record, frozen=True, tag="loss", kw_only=True):
    """What the recipient lost."""

    asset: (
        Literal["aircraft", "personnel", "armour", "artillery", "ship", "air_defence", "other"]
        | None
    ) = None
    outcome: Literal["hit", "damaged", "destroyed"] | None = None
    number: Count | None = None


class Statement(Record, frozen=True, tag="statement", kw_only=True):
    """A party says where it stands."""

    issue: Issue | None = None
    stance: (
        Literal[
            "refuses", "unwilling", "not_agreed", "undecided", "conditional", "willing", "accepts"
        ]
        | None
    ) = None
    position: float | None = None


class Round(Record, frozen=True, tag="round", kw_only=True):
    """A round of talks."""

    status: Literal["planned", "convened", "adjourned", "cancelled"]
    number: int | None = None
    track: Literal["main"] | None = None
    format: Literal["direct", "proximity", "shuttle"] | None = None
    duration: Count | None = None
    outcome: Literal["none", "partial", "agreement", "breakthrough"] | None = None


class Delegation(Record, frozen=True, tag="delegation", kw_only=True):
    """Who is sent to a round."""

    status: Literal["named", "arrived", "departed", "withdrawn"]
    level: Literal["leader", "minister", "adviser", "official", "expert"] | None = None
    track: Literal["main"] | None = None


class Agreement(Record, frozen=True, tag="agreement", kw_only=True):
    """An agreement, through its life."""

    agreement: str
    status: Literal["agreed", "scheduled", "executed", "stalled"]
    type: Literal["prisoner_exchange", "remains", "humanitarian", "partial"] | None = None
    each_side: Count | None = None


class Demand(Record, frozen=True, tag="demand", kw_only=True):
    """A precondition, through its life."""

    precondition: str
    status: Literal["asserted", "met", "waived", "lapsed"]
    issue: Issue | None = None
    red_line: bool | None = None


class Proposal(Record, frozen=True, tag="proposal", kw_only=True):
    """A paper on the table."""

    proposal: str
    status: Literal["tabled", "accepted", "rejected", "withdrawn"]
    issue: Issue | None = None
    position: float | None = None


class Market(Record, frozen=True, tag="market", kw_only=True):
    """A price that moved."""

    instrument: str | None = None
    direction: Literal["down", "flat", "up"] | None = None
    change: float | None = None
    unit: str | None = None


class Assessment(Record, frozen=True, tag="assessment", kw_only=True):
    """Somebody's judgement."""

    about: Parties = ()
    topic: Literal["expectations", "intent", "differences", "outcome", "ripeness"] | None = None
    level: Literal["low", "moderate", "high", "substantial"] | None = None


Line = (
    Strike | Interception | GroundFighting | Loss | Statement | Round | Delegation | Agreement
    | Demand | Proposal | Market | Assessment
)  # fmt: skip


class Floor:
    """Decodes the lines of a log, one after the other."""

    title = "floor: msgspec decodes the lines"
    includes = "decoding into typed Structs; no rules, no state"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        self._log, self._events = log, events

    def run(self) -> None:
        decode = msgspec.json.Decoder(Line).decode
        with self._log.open("rb") as file:
            for line in islice(file, self._events):
                decode(line)

    def matched(self, result: None) -> Matched:
        return ()
