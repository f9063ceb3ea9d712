"""Agreements of every type but ceasefires, from agreed to ended."""

from typing import ClassVar

import attrs

from negotiations.model.events import Coding, Event
from negotiations.model.quantities import Quantity
from negotiations.model.shapes import (
    Count,
    Key,
    Name,
    Names,
    Number,
    Text,
    Texts,
    Time,
    Word,
    shaped,
)
from negotiations.model.times import Interval

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


@attrs.frozen(kw_only=True)
class AgreementEvent(Event):
    """An agreement, through its life; agreed is not executed."""

    kind: ClassVar[str] = "agreement"
    deciding: ClassVar[str | None] = "status"
    needs: ClassVar[tuple[str, ...]] = ("agreement", "status")
    codings: ClassVar[dict[str, Coding]] = {
        "agreed": Coding("AGREE", None, "057"),
        "scheduled": Coding("AGREE", None, "030"),
        "partly_executed": Coding("RETREAT", "release", "0841"),
        "executed": Coding("RETREAT", "release", "0841"),
        "stalled": Coding("REJECT", "change", "120"),
        "violated": Coding("ASSAULT", None, "196"),
        "ended": Coding("SANCTION", "discontinue", "160"),
        "lapsed": Coding("SANCTION", "discontinue", "160"),
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
