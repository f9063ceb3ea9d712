"""Ceasefires, from proposed to ended, with the features that tell them apart."""

from typing import ClassVar

import attrs

from negotiations.model.events import Coding, Event
from negotiations.model.quantities import Quantity
from negotiations.model.shapes import (
    Count,
    Flag,
    Key,
    Measure,
    Name,
    Names,
    Text,
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


@attrs.frozen(kw_only=True)
class CeasefireEvent(Event):
    """A ceasefire: proposed, declared, in effect, violated, ended. Declared is not in effect."""

    kind: ClassVar[str] = "ceasefire"
    deciding: ClassVar[str | None] = "status"
    needs: ClassVar[tuple[str, ...]] = ("ceasefire", "status")
    codings: ClassVar[dict[str, Coding]] = {
        "proposed": Coding("AGREE", None, "0356"),
        "declared": Coding("CONCEDE", None, "0871"),
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
