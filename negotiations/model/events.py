"""What every event has: an id, two times, who, who says so, and rival claims about its fields."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

import attrs

from negotiations.model import times
from negotiations.model.claims import (
    MODALITIES,
    Claim,
    ClaimConflict,
    Source,
    best_credibility,
    can_both_hold,
    conflicting,
    shared_qualities,
    source_quality,
)
from negotiations.model.shapes import Names, Text, Texts, Word, per_class, shaped, written
from negotiations.model.times import Interval
from negotiations.place import Place

LAST = datetime.max.replace(tzinfo=UTC)
RECORD = "the record"
PLANS = ("planned", "expected", "named", "scheduled", "proposed", "tabled")


@attrs.frozen
class Coding:
    """How other vocabularies name an event: PLOVER event and mode, CAMEO code."""

    plover: str
    mode: str | None = None
    cameo: str | None = None


@attrs.frozen(kw_only=True)
class Event:
    """One line of the log.

    `occurred` is when it happened, to whatever precision is known; `known_at` is when it became
    public, and nothing may use it before then.
    """

    kind: ClassVar[str] = ""
    deciding: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ()
    codings: ClassVar[dict[str, Coding]] = {}

    id: str
    occurred: Interval
    known_at: datetime
    known_basis: str = shaped(Word(("published", "assumed")), default="published")
    actor: tuple[str, ...] = shaped(Names("participant"))
    recipient: tuple[str, ...] = shaped(Names("participant"))
    asserter: str | None = shaped(Text())
    modality: str = shaped(Word(MODALITIES), default="reported")
    location: tuple[str, ...] = shaped(Texts("places, as the source names them"))
    country: tuple[str, ...] = shaped(Texts("country codes (ISO 3166)"))
    note: str | None = shaped(Text())
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    report_of: str | None = None
    place: Place | None = attrs.field(default=None, eq=False)

    @property
    def moment(self) -> datetime:
        """When its effect starts to count: the end of `occurred`, or `known_at` if earlier."""
        return times.moment(self.occurred, self.known_at)

    @property
    def quality(self) -> float:
        """The probability, 0 to 1, that the event is as recorded, from its sources' grades."""
        return source_quality(self.sources)

    @property
    def credibility(self) -> int:
        """The best credibility grade among its sources; 6 (cannot be judged) when none is given."""
        return best_credibility(self.sources)

    @property
    def stage(self) -> str | None:
        """The word that decides what the event does: a status, a stance."""
        return getattr(self, self.deciding) if self.deciding else None

    @property
    def happened(self) -> bool:
        """Whether the record says that it happened, and so may move the process.

        A plan that is expected happened as a plan; what is denied, or expected to have been done,
        did not.
        """
        if self.modality == "expected":
            return self.stage in PLANS
        return self.modality != "denied"

    @property
    def rank(self) -> int:
        """Its place in the life cycle of its kind, so that agreed comes before executed."""
        return _ranks(type(self)).get(self.stage or "", 0)

    @property
    def order(self) -> tuple[datetime, datetime, datetime, int, str]:
        """The one order of replay; what is told of other events comes last in its group."""
        if self.report_of is not None:
            return (self.known_at, LAST, LAST, 0, self.id)
        return (self.known_at, self.occurred.start, self.occurred.end, self.rank, self.id)

    @property
    def subject(self) -> str | None:
        """The id of the noun it belongs to: a round, an agreement, a ceasefire, a precondition."""
        return None

    @property
    def coding(self) -> Coding | None:
        """Its name in PLOVER and CAMEO, which may depend on its stage."""
        return self.codings.get(self.stage or "", self.codings.get(""))

    def words_on(self, field: str) -> list["LastWord"]:
        """Each asserter's last word on a field (by attribute); the record's own first, if any.

        What somebody denies is not said.
        """
        said: dict[str, LastWord] = {}
        own = getattr(self, field)
        if not missing(own):
            who = self.asserter or RECORD
            said[who] = LastWord(who, own, self.sources, self.known_at)
        for claim in self.claims:
            values = attributes(claim)
            if field in values and claim.modality != "denied":
                since = claim.known_at or self.known_at
                said[claim.asserter] = LastWord(
                    claim.asserter, values[field], claim.sources, since, claim.confirmed
                )
        return list(said.values())

    def values_of(self, field: str) -> tuple[Any, ...]:
        """What a field may be: one value for each live claim about it, or the record's own.

        Once a claim is confirmed by others, it alone is live.
        """
        name = field if field != "class_" else "class"
        if all(name not in claim.values for claim in self.claims):
            return (getattr(self, field),)
        return tuple(word.value for word in live(self.words_on(field))) or (getattr(self, field),)

    def readings(self) -> tuple["Event", ...]:
        """The event as each asserter has it; one reading when nobody disagrees."""
        if not self.claims:
            return (self,)
        fields = dict.fromkeys(field for claim in self.claims for field in attributes(claim))
        words = {
            field: {word.who: word.value for word in live(self.words_on(field))} for field in fields
        }
        asserters = dict.fromkeys(who for said in words.values() for who in said)
        return tuple(self._as_told_by(who, words) for who in asserters) or (self,)

    def _as_told_by(self, who: str, words: dict[str, dict[str, Any]]) -> "Event":
        """Its own words where it has any, and where it has none the first of the others'."""
        told = {f: said.get(who, next(iter(said.values()))) for f, said in words.items() if said}
        return attrs.evolve(self, claims=(), **told)

    def conflicts(self) -> Iterator[ClaimConflict]:
        """Fields about which asserters cannot all be right."""
        fields = dict.fromkeys(field for claim in self.claims for field in attributes(claim))
        for field in fields:
            words = self.words_on(field)
            pairs = tuple((word.who, word.value) for word in words)
            if conflicting(pairs):
                yield ClaimConflict(
                    self.id,
                    written(field),
                    pairs,
                    shared_qualities(word.sources for word in words),
                    since=_since(words),
                    resolved=any(word.confirmed for word in words),
                )


@attrs.frozen
class LastWord:
    """What one asserter last said of one field."""

    who: str
    value: Any
    sources: tuple[Source, ...]
    since: datetime
    confirmed: bool = False


def live(words: list[LastWord]) -> list[LastWord]:
    """The words still standing: those confirmed by others, if any are, else all."""
    return [word for word in words if word.confirmed] or words


def _since(words: list[LastWord]) -> datetime:
    """When the first two of them that cannot both be true had both become known."""
    return min(
        max(one.since, other.since)
        for index, one in enumerate(words)
        for other in words[index + 1 :]
        if not can_both_hold(one.value, other.value)
    )


@per_class
def _ranks(cls: type[Any]) -> dict[str, int]:
    return {stage: rank for rank, stage in enumerate(cls.codings)}


def attribute(event: Event | type[Event], name: str) -> str:
    """The attribute that holds what a log calls *name* (`class` is kept as `class_`)."""
    return name if hasattr(event, name) else f"{name}_"


def attributes(claim: Claim) -> dict[str, Any]:
    """A claim's values by attribute, for `attrs.evolve`."""
    return {name if name != "class" else "class_": value for name, value in claim.values.items()}


def missing(value: Any) -> bool:
    """Whether nothing is known: absent, an empty list, or a quantity said to be unknown."""
    return value is None or value == () or getattr(value, "op", None) == "unknown"
