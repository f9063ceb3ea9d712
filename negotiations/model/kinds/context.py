"""What surrounds the talks: judgements, prices, and the passing of days."""

from typing import ClassVar

import attrs

from negotiations.model.events import Coding, Event
from negotiations.model.quantities import Quantity
from negotiations.model.shapes import Change, Name, Names, Text, Texts, Word, shaped


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
