"""Talks in themselves: who is sent, the rounds, and those who mediate."""

from typing import ClassVar

import attrs

from negotiations.model.events import Coding, Event
from negotiations.model.quantities import Quantity
from negotiations.model.shapes import Measure, Name, Number, Text, Texts, Time, Word, shaped
from negotiations.model.times import Interval

LEVELS = ("leader", "minister", "adviser", "official", "expert")


@attrs.frozen(kw_only=True)
class Delegation(Event):
    """Who is sent to a round: named, expected, arrived, gone; parties and third parties alike."""

    kind: ClassVar[str] = "delegation"
    deciding: ClassVar[str | None] = "status"
    needs: ClassVar[tuple[str, ...]] = ("status",)
    codings: ClassVar[dict[str, Coding]] = {
        "named": Coding("AGREE", None, "036"),
        "expected": Coding("AGREE", None, "036"),
        "arrived": Coding("CONSULT", "visit", "042"),
        "departed": Coding("CONSULT", "visit", "042"),
        "withdrawn": Coding("SANCTION", "withdraw", "164"),
    }
    status: str | None = shaped(Word(tuple(codings)))
    head: str | None = shaped(Text())
    office: str | None = shaped(Text())
    level: str | None = shaped(Word(LEVELS))
    members: tuple[str, ...] = shaped(Texts())
    number: int | None = shaped(Number(1, 10_000, whole=True))
    track: str | None = shaped(Name("track"))


@attrs.frozen(kw_only=True)
class RoundEvent(Event):
    """A round of talks: planned, convened, adjourned, cancelled."""

    kind: ClassVar[str] = "round"
    deciding: ClassVar[str | None] = "status"
    needs: ClassVar[tuple[str, ...]] = ("status",)
    codings: ClassVar[dict[str, Coding]] = {
        "planned": Coding("AGREE", None, "036"),
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
class Mediation(Event):
    """An effort by third parties; the actor mediates, which a host need not."""

    kind: ClassVar[str] = "mediation"
    deciding: ClassVar[str | None] = "outcome"
    codings: ClassVar[dict[str, Coding]] = {
        "none_yet": Coding("CONSULT", "third-party", "045"),
        "accepted": Coding("AGREE", None, "038"),
        "succeeded": Coding("CONSULT", "third-party", "045"),
        "failed": Coding("CONSULT", "third-party", "045"),
        "withdrawn": Coding("SANCTION", "withdraw", "165"),
    }
    outcome: str | None = shaped(Word(tuple(codings)))
    style: str | None = shaped(Word(("facilitation", "formulation", "manipulation")))
    issue: str | None = shaped(Name("issue"))
    text: str | None = shaped(Text())
