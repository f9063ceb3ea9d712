"""What is said about the terms: statements, preconditions, papers on the table."""

from typing import ClassVar

import attrs

from negotiations.model.events import Coding, Event
from negotiations.model.shapes import Flag, Key, Name, Number, Text, Time, Word, shaped
from negotiations.model.times import Interval

STANCES = ("refuses", "unwilling", "not_agreed", "undecided", "conditional", "willing", "accepts")


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
        "willing": Coding("AGREE", None, "0356"),
        "accepts": Coding("AGREE", None, "037"),
    }
    issue: str | None = shaped(Name("issue"))
    stance: str | None = shaped(Word(STANCES))
    position: float | None = shaped(Number(0, 100))
    regarding: str | None = shaped(Key("proposal"))
    text: str | None = shaped(Text())


@attrs.frozen(kw_only=True)
class Demand(Event):
    """A precondition, through its life: what must hold before its holder talks, or talks on."""

    kind: ClassVar[str] = "demand"
    deciding: ClassVar[str | None] = "status"
    needs: ClassVar[tuple[str, ...]] = ("precondition", "status")
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
class ProposalEvent(Event):
    """A paper on the table: tabled, accepted, rejected, withdrawn."""

    kind: ClassVar[str] = "proposal"
    deciding: ClassVar[str | None] = "status"
    needs: ClassVar[tuple[str, ...]] = ("proposal", "status")
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
