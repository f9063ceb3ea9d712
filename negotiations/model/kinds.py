"""The kinds of event a log may hold, each with its fields, its life cycle and its outside names.

Sources of the outside names: PLOVER manual 2.0 and CAMEO code book (docs: ARCHITECTURE.md).
"""

from typing import ClassVar

import attrs

from negotiations.model.events import Coding, Event
from negotiations.model.quantities import Quantity
from negotiations.model.shapes import (
    Change,
    Count,
    Flag,
    Key,
    Measure,
    Name,
    Names,
    Number,
    Text,
    Texts,
    Time,
    Word,
    Words,
    shaped,
)
from negotiations.model.times import Interval

CEASEFIRE_CLASSES = ("cessation_of_hostilities", "preliminary", "definitive")
DECLARATIONS = ("unilateral", "bilateral", "multilateral")
SCOPES = ("partial", "general")
PURPOSES = ("humanitarian", "peace_process", "holiday", "election", "other")
CEASEFIRE_ENDS = ("expired", "terminated", "collapsed", "replaced", "never_implemented")
AGREEMENT_TYPES = (
    "prisoner_exchange",
    "remains",
    "humanitarian",
    "prenegotiation",
    "ceasefire",
    "partial",
    "framework",
    "comprehensive",
    "implementation",
    "renewal",
    "other",
)
STANCES = ("refuses", "unwilling", "not_agreed", "undecided", "conditional", "willing", "accepts")
MUNITIONS = (
    "drone",
    "ballistic_missile",
    "cruise_missile",
    "missile",
    "glide_bomb",
    "bomb",
    "artillery",
    "rocket",
    "mixed",
    "sabotage",
    "other",
)


@attrs.frozen(kw_only=True)
class Statement(Event):
    """A party says where it stands on an issue."""

    kind: ClassVar[str] = "statement"
    deciding: ClassVar[str | None] = "stance"
    codings: ClassVar[dict[str, Coding]] = {
        "refuses": Coding("REJECT", "yield", "127"),
        "unwilling": Coding("REJECT", None, "120"),
        "not_agreed": Coding("REJECT", None, "120"),
        "undecided": Coding("CONSULT", None, "010"),
        "conditional": Coding("REQUEST", "yield", "105"),
        "willing": Coding("AGREE", "ceasefire", "0356"),
        "accepts": Coding("AGREE", "ceasefire", "0357"),
    }
    issue: str | None = shaped(Name("issue"))
    stance: str | None = shaped(Word(STANCES))
    position: float | None = shaped(Number(0, 100))
    regarding: str | None = shaped(Key("proposal"))
    text: str | None = shaped(Text())


@attrs.frozen(kw_only=True)
class Demand(Event):
    """A precondition, through its life: it must hold before its holder enters or continues talks."""

    kind: ClassVar[str] = "demand"
    deciding: ClassVar[str | None] = "status"
    codings: ClassVar[dict[str, Coding]] = {
        "asserted": Coding("REQUEST", "yield", "105"),
        "met": Coding("CONCEDE", None, "080"),
        "waived": Coding("CONCEDE", None, "080"),
        "replaced": Coding("REQUEST", "change", "105"),
        "lapsed": Coding("CONCEDE", None, "080"),
    }
    precondition: str | None = shaped(Key("precondition"))
    status: str | None = shaped(Word(tuple(codings)))
    issue: str | None = shaped(Name("issue"))
    replaced_by: str | None = shaped(Key("precondition"))
    deadline: Interval | None = shaped(Time())
    red_line: bool | None = shaped(Flag())
    text: str | None = shaped(Text())

    @property
    def subject(self) -> str | None:
        return self.precondition


@attrs.frozen(kw_only=True)
class Delegation(Event):
    """Who is sent to a round: named, expected, arrived, gone; parties and third parties alike."""

    kind: ClassVar[str] = "delegation"
    deciding: ClassVar[str | None] = "status"
    codings: ClassVar[dict[str, Coding]] = {
        "named": Coding("AGREE", "visit", "036"),
        "expected": Coding("AGREE", "visit", "036"),
        "arrived": Coding("CONSULT", "visit", "042"),
        "departed": Coding("CONSULT", "visit", "042"),
        "withdrawn": Coding("SANCTION", "withdraw", "164"),
    }
    status: str | None = shaped(Word(tuple(codings)))
    head: str | None = shaped(Text())
    office: str | None = shaped(Text())
    level: str | None = shaped(Word(("leader", "minister", "adviser", "official", "expert")))
    members: tuple[str, ...] = shaped(Texts())
    number: int | None = shaped(Number(1, 10_000, whole=True))
    track: str | None = shaped(Name("track"))


@attrs.frozen(kw_only=True)
class RoundEvent(Event):
    """A round of talks: planned, convened, adjourned, cancelled."""

    kind: ClassVar[str] = "round"
    deciding: ClassVar[str | None] = "status"
    codings: ClassVar[dict[str, Coding]] = {
        "planned": Coding("AGREE", "visit", "036"),
        "convened": Coding("CONSULT", "third-party", "046"),
        "adjourned": Coding("CONSULT", "third-party", "046"),
        "suspended": Coding("THREATEN", "relations", "134"),
        "cancelled": Coding("REJECT", "meet", "125"),
        "broken_off": Coding("SANCTION", "withdraw", "164"),
        "concluded": Coding("CONSULT", "third-party", "046"),
    }
    status: str | None = shaped(Word(tuple(codings)))
    number: int | None = shaped(Number(1, 10_000, whole=True))
    track: str | None = shaped(Name("track"))
    venue: str | None = shaped(Text())
    format: str | None = shaped(Word(("direct", "proximity", "shuttle", "multilateral", "online")))
    starts: Interval | None = shaped(Time())
    duration: Quantity | None = shaped(Measure("min"))
    outcome: str | None = shaped(Word(("none", "partial", "agreement", "breakthrough")))
    purpose: str | None = shaped(Text())

    @property
    def subject(self) -> str | None:
        return None if self.number is None else f"{self.track or ''}:{self.number}"


@attrs.frozen(kw_only=True)
class ProposalEvent(Event):
    """A paper on the table: tabled, accepted, rejected, withdrawn."""

    kind: ClassVar[str] = "proposal"
    deciding: ClassVar[str | None] = "status"
    codings: ClassVar[dict[str, Coding]] = {
        "tabled": Coding("REQUEST", "change", "100"),
        "countered": Coding("REQUEST", "change", "100"),
        "accepted": Coding("AGREE", None, "030"),
        "rejected": Coding("REJECT", "yield", "127"),
        "withdrawn": Coding("SANCTION", "withdraw", "160"),
    }
    proposal: str | None = shaped(Key("proposal"))
    status: str | None = shaped(Word(tuple(codings)))
    issue: str | None = shaped(Name("issue"))
    position: float | None = shaped(Number(0, 100))
    title: str | None = shaped(Text())

    @property
    def subject(self) -> str | None:
        return self.proposal


@attrs.frozen(kw_only=True)
class AgreementEvent(Event):
    """An agreement, through its life; agreed is not executed."""

    kind: ClassVar[str] = "agreement"
    deciding: ClassVar[str | None] = "status"
    codings: ClassVar[dict[str, Coding]] = {
        "agreed": Coding("AGREE", None, "057"),
        "scheduled": Coding("AGREE", None, "030"),
        "partly_executed": Coding("RETREAT", "release", "0841"),
        "executed": Coding("RETREAT", "release", "0841"),
        "stalled": Coding("REJECT", "change", "120"),
        "violated": Coding("ASSAULT", None, "196"),
        "ended": Coding("SANCTION", "discontinue", "160"),
    }
    agreement: str | None = shaped(Key("agreement"))
    type: str | None = shaped(Word(AGREEMENT_TYPES))
    status: str | None = shaped(Word(tuple(codings)))
    signatories: tuple[str, ...] = shaped(Names("participant"))
    track: str | None = shaped(Name("track"))
    from_round: int | None = shaped(Number(1, 10_000, whole=True))
    planned: Interval | None = shaped(Time())
    each_side: Quantity | None = shaped(Count())
    size: str | None = shaped(Word(("small", "large", "all")))
    basis: str | None = shaped(Word(("one_for_one", "all_for_all", "unequal")))
    categories: tuple[str, ...] = shaped(Texts())
    title: str | None = shaped(Text())

    @property
    def subject(self) -> str | None:
        return self.agreement


@attrs.frozen(kw_only=True)
class CeasefireEvent(Event):
    """A ceasefire: proposed, declared, in effect, violated, ended. Declared is not in effect."""

    kind: ClassVar[str] = "ceasefire"
    deciding: ClassVar[str | None] = "status"
    codings: ClassVar[dict[str, Coding]] = {
        "proposed": Coding("AGREE", "ceasefire", "0356"),
        "declared": Coding("CONCEDE", "ceasefire", "0871"),
        "in_effect": Coding("RETREAT", "ceasefire", "0871"),
        "violated": Coding("ASSAULT", None, "196"),
        "ended": Coding("SANCTION", "discontinue", "160"),
    }
    ceasefire: str | None = shaped(Key("ceasefire"))
    status: str | None = shaped(Word(tuple(codings)))
    class_: str | None = shaped(Word(CEASEFIRE_CLASSES))
    declaration: str | None = shaped(Word(DECLARATIONS))
    scope: str | None = shaped(Word(SCOPES))
    purpose: tuple[str, ...] = shaped(Words(PURPOSES))
    signatories: tuple[str, ...] = shaped(Names("participant"))
    confirmed_by: tuple[str, ...] = shaped(Names("participant"))
    takes_effect: Interval | None = shaped(Time())
    intended_days: Quantity | None = shaped(Measure("d"))
    end: str | None = shaped(Word(CEASEFIRE_ENDS))
    replaced_by: str | None = shaped(Key("ceasefire"))
    track: str | None = shaped(Name("track"))
    written: bool | None = shaped(Flag())
    monitored: bool | None = shaped(Flag())
    violations: Quantity | None = shaped(Count())
    title: str | None = shaped(Text())

    @property
    def subject(self) -> str | None:
        return self.ceasefire


@attrs.frozen(kw_only=True)
class Strike(Event):
    """An attack from a distance."""

    kind: ClassVar[str] = "strike"
    deciding: ClassVar[str | None] = "munition"
    codings: ClassVar[dict[str, Coding]] = {
        "": Coding("ASSAULT", "aerial", "195"),
        "drone": Coding("ASSAULT", "drone", "195"),
        "artillery": Coding("ASSAULT", "heavy-weapons", "194"),
        "rocket": Coding("ASSAULT", "heavy-weapons", "194"),
        "ballistic_missile": Coding("ASSAULT", "heavy-weapons", "195"),
        "sabotage": Coding("ASSAULT", "explosives", "183"),
    }
    munition: str | None = shaped(Word(MUNITIONS))
    target: str | None = shaped(
        Word(("military", "airbase", "energy", "residential", "civilian", "transport", "other"))
    )
    launched: Quantity | None = shaped(Count())
    impacts: Quantity | None = shaped(Count())
    targets: Quantity | None = shaped(Count())
    distance: Quantity | None = shaped(Measure("km"))
    preparation: Quantity | None = shaped(Measure("d"))
    killed: Quantity | None = shaped(Count())
    injured: Quantity | None = shaped(Count())
    none_reported: tuple[str, ...] = shaped(Words(("killed", "injured", "impacts")))
    largest_to_date: bool | None = shaped(Flag())
    operation: str | None = shaped(Text())
    aim: str | None = shaped(Text())
    in_response_to: str | None = shaped(Text())
    near: tuple[str, ...] = shaped(Texts("what an impact was near, which is not what it hit"))


@attrs.frozen(kw_only=True)
class Interception(Event):
    """Air defence at work, by its own account; *intercepted* includes shot down and suppressed."""

    kind: ClassVar[str] = "interception"
    codings: ClassVar[dict[str, Coding]] = {"": Coding("ASSAULT", "aerial", "195")}
    munition: str | None = shaped(Word(MUNITIONS))
    launched: Quantity | None = shaped(Count())
    intercepted: Quantity | None = shaped(Count())
    shot_down: Quantity | None = shaped(Count())
    suppressed: Quantity | None = shaped(Count())
    impacts: Quantity | None = shaped(Count())
    regions: Quantity | None = shaped(Count())

    @property
    def rate(self) -> float | None:
        """Intercepted over launched, 0 to 1; None unless both are known exactly."""
        launched, intercepted = self.launched, self.intercepted
        if launched is None or intercepted is None or (launched.op, intercepted.op) != ("=", "="):
            return None
        if not launched.value or intercepted.value is None:
            return None
        return intercepted.value / launched.value


@attrs.frozen(kw_only=True)
class Loss(Event):
    """What the recipient lost: hit, damaged and destroyed are three things."""

    kind: ClassVar[str] = "loss"
    codings: ClassVar[dict[str, Coding]] = {"": Coding("ASSAULT", "destroy", "190")}
    of: str | None = shaped(
        Word(("aircraft", "personnel", "armour", "artillery", "ship", "air_defence", "other"))
    )
    outcome: str | None = shaped(Word(("hit", "damaged", "destroyed")))
    number: Quantity | None = shaped(Count())


@attrs.frozen(kw_only=True)
class GroundFighting(Event):
    """Fighting on the ground, and the state of the front."""

    kind: ClassVar[str] = "ground_fighting"
    codings: ClassVar[dict[str, Coding]] = {"": Coding("ASSAULT", "heavy-weapons", "190")}
    intensity: str | None = shaped(Word(("low", "moderate", "intense")))
    deaths: Quantity | None = shaped(Count())
    civilian_deaths: Quantity | None = shaped(Count())
    front_length: Quantity | None = shaped(Measure("km"))


@attrs.frozen(kw_only=True)
class Mediation(Event):
    """An effort by third parties; the actor mediates, which a host need not."""

    kind: ClassVar[str] = "mediation"
    deciding: ClassVar[str | None] = "outcome"
    codings: ClassVar[dict[str, Coding]] = {
        "none_yet": Coding("CONSULT", "third-party", "045"),
        "accepted": Coding("AGREE", None, "039"),
        "succeeded": Coding("CONSULT", "third-party", "045"),
        "failed": Coding("CONSULT", "third-party", "045"),
        "withdrawn": Coding("SANCTION", "withdraw", "165"),
    }
    outcome: str | None = shaped(Word(tuple(codings)))
    style: str | None = shaped(Word(("facilitation", "formulation", "manipulation")))
    issue: str | None = shaped(Name("issue"))
    text: str | None = shaped(Text())


@attrs.frozen(kw_only=True)
class Assessment(Event):
    """Somebody's judgement: a hypothesis with its hedge, never a fact about the process."""

    kind: ClassVar[str] = "assessment"
    codings: ClassVar[dict[str, Coding]] = {"": Coding("CONSULT", None, "010")}
    about: tuple[str, ...] = shaped(Names("participant"))
    issue: str | None = shaped(Name("issue"))
    topic: str | None = shaped(
        Word(("expectations", "intent", "differences", "outcome", "ripeness", "cause", "duration"))
    )
    level: str | None = shaped(Word(("low", "moderate", "high", "substantial")))
    hypothesis: str | None = shaped(Text())
    hedge: str | None = shaped(Text())
    probability_words: str | None = shaped(Text())


@attrs.frozen(kw_only=True)
class Market(Event):
    """A price that moved; its causes are claims, and there are usually others."""

    kind: ClassVar[str] = "market"
    codings: ClassVar[dict[str, Coding]] = {}
    instrument: str | None = shaped(Text())
    direction: str | None = shaped(Word(("down", "flat", "up")))
    change: Quantity | None = shaped(Change())
    unit: str | None = shaped(Text())
    causes: tuple[str, ...] = shaped(Texts())


@attrs.frozen(kw_only=True)
class Day(Event):
    """Midnight in the case's zone. The replay makes it; rules about silence match it."""

    kind: ClassVar[str] = "day"
    codings: ClassVar[dict[str, Coding]] = {}

    @property
    def quality(self) -> float:
        """A day that has passed is certain."""
        return 1.0


KINDS: dict[str, type[Event]] = {
    cls.kind: cls
    for cls in (
        Statement,
        Demand,
        Delegation,
        RoundEvent,
        ProposalEvent,
        AgreementEvent,
        CeasefireEvent,
        Strike,
        Interception,
        Loss,
        GroundFighting,
        Mediation,
        Assessment,
        Market,
        Day,
    )
}
