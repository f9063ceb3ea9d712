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
    conflicting,
    shared_qualities,
    source_quality,
)
from negotiations.model.shapes import Names, Text, Texts, Word, per_class, shaped
from negotiations.model.times import Interval
from negotiations.place import Place

LAST = datetime.max.replace(tzinfo=UTC)
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
        graded = [source.credibility for source in self.sources if source.credibility is not None]
        judged = [grade for grade in graded if grade != 6]
        return min(judged, default=6)

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

    def live_claims(self) -> tuple[Claim, ...]:
        """The claims still standing: each asserter's last word, or only those others confirmed."""
        last = {(claim.asserter, tuple(sorted(claim.values))): claim for claim in self.claims}
        standing = tuple(last.values())
        confirmed = tuple(claim for claim in standing if claim.confirmed)
        return confirmed or standing

    def readings(self) -> tuple["Event", ...]:
        """The event as each live claim has it; one reading when nobody disagrees."""
        if not self.claims:
            return (self,)
        claims = self.live_claims()
        rivals = tuple(attrs.evolve(self, claims=(), **attributes(claim)) for claim in claims)
        speaks = any(
            missing(getattr(self, name)) is False for c in claims for name in attributes(c)
        )
        confirmed = any(claim.confirmed for claim in claims)
        return (self, *rivals) if speaks and not confirmed else rivals

    def conflicts(self) -> Iterator[ClaimConflict]:
        """Fields about which live claims cannot all be true."""
        claimed = dict.fromkeys(name for claim in self.claims for name in claim.values)
        for name in claimed:
            yield from self._conflict(name)

    def _conflict(self, name: str) -> Iterator[ClaimConflict]:
        said = [(c.asserter, c.values[name], c.sources) for c in self.claims if name in c.values]
        base = getattr(self, attribute(self, name))
        if missing(base) is False:
            said.insert(0, (self.asserter or "the record", base, self.sources))
        pairs = tuple((who, value) for who, value, _ in said)
        if conflicting(pairs):
            since = max(c.known_at or self.known_at for c in self.claims if name in c.values)
            qualities = shared_qualities(sources for _, _, sources in said)
            settled = any(c.confirmed for c in self.claims if name in c.values)
            yield ClaimConflict(self.id, name, pairs, qualities, since, resolved=settled)


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
