"""A case: the standing set-up of one process, judged once and kept beside its log."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, tzinfo
from typing import Any

import attrs

from negotiations.model.ceasefires import CeasefireDefinition
from negotiations.model.events import Event
from negotiations.model.evidence import BaseRate
from negotiations.model.parties import Party, ThirdParty, Voice
from negotiations.model.quantities import Quantity
from negotiations.model.shapes import Name, Names, per_class, shapes
from negotiations.model.terms import Issue, Position
from negotiations.model.times import zone
from negotiations.problems import did_you_mean

ALL_GRADES = (1, 2, 3, 4, 5, 6)


@per_class
def named_fields(cls: type[Any]) -> tuple[tuple[str, str], ...]:
    """The fields of a kind that name what a case declares, each with the sort of thing it names."""
    named = (
        (field, shape.of) for field, shape in shapes(cls).items() if isinstance(shape, Name | Names)
    )
    return (*named, ("asserter", "speaker"))


@attrs.frozen
class Plausibility:
    """A bound that no true record of a kind exceeds; a claim beyond it is noted, never dropped."""

    kind: str
    field: str
    at_most: float
    because: str

    def doubts(self, event: Event) -> Iterator[str]:
        """What is implausible about the event for certain, under any live claim."""
        if event.kind != self.kind:
            return
        for value in event.values_of(self.field):
            if isinstance(value, Quantity) and value.more_than(self.at_most) is True:
                beyond = f"{self.field} {value} exceeds {self.at_most:g}"
                yield f"implausible: {beyond}; {self.because}"


@attrs.frozen
class Case:
    """Parties, issues, base rates and policies of one process.

    *accept* lists the credibility grades whose records move the process; below that an event stands
    as a recorded claim. *bases* maps each question (onset, collapse) to its base rate.
    """

    id: str
    title: str
    zone_name: str | None
    parties: Mapping[str, Party]
    third_parties: Mapping[str, ThirdParty] = attrs.field(factory=dict)
    voices: Mapping[str, Voice] = attrs.field(factory=dict)
    tracks: tuple[str, ...] = ("main",)
    issues: Mapping[str, Issue] = attrs.field(factory=dict)
    positions: tuple[Position, ...] = ()
    bases: Mapping[str, BaseRate] = attrs.field(factory=dict)
    horizons: tuple[int, ...] = (30, 90, 180)
    definition: CeasefireDefinition = attrs.field(factory=CeasefireDefinition)
    accept: frozenset[int] = frozenset(ALL_GRADES) - {5}
    plausible: tuple[Plausibility, ...] = ()
    objective: str | None = None
    started_on: date | None = None
    logs: tuple[str, ...] = ("log.yaml",)
    digest: str = ""

    @property
    def zone(self) -> tzinfo | None:
        """The case's zone; None when it names none, so that a local time is an error."""
        return zone(self.zone_name) if self.zone_name else None

    @property
    def day_zone(self) -> tzinfo:
        """The zone whose midnights part the days; UTC for a case without a zone."""
        return self.zone or UTC

    @property
    def participants(self) -> tuple[str, ...]:
        """Everyone who can act: parties, then third parties."""
        return (*self.parties, *self.third_parties)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everyone who can assert something."""
        return (*self.participants, *self.voices)

    def others(self, party: str) -> tuple[str, ...]:
        """The counterparts of *party*: the primary parties that are not on its side."""
        own = self.parties.get(party)
        side = (own.side or party) if own else None
        return tuple(each.id for each in self.parties.values() if (each.side or each.id) != side)

    def names(self, of: str) -> tuple[str, ...]:
        """What the case declares of one sort: participant, issue, track, speaker."""
        known: dict[str, tuple[str, ...]] = {
            "participant": self.participants,
            "issue": tuple(self.issues),
            "track": self.tracks,
            "speaker": self.speakers,
        }
        return known[of]

    def strangers(
        self, cls: type[Event], values: Event | Mapping[str, Any]
    ) -> Iterator[tuple[str, str]]:
        """Names in a record that the case does not declare, as (field, what is wrong)."""
        for field, of in named_fields(cls):
            value = values.get(field) if isinstance(values, Mapping) else getattr(values, field)
            if value:
                yield from self._unknown(field, of, value)

    def _unknown(self, field: str, of: str, value: Any) -> Iterator[tuple[str, str]]:
        known = self.names(of)
        for name in (value,) if isinstance(value, str) else value:
            if name not in known:
                yield field, f"unknown {of} {name[:60]!r}{did_you_mean(name, known)}"

    def age_in_years(self, on: date) -> int | None:
        """Which year of the conflict *on* falls in, counting from 1; None if its start is unknown.

        >>> Case("c", "C", None, {}, started_on=date(2022, 2, 24)).age_in_years(date(2025, 6, 2))
        4
        """
        if self.started_on is None:
            return None
        passed = (on.month, on.day) >= (self.started_on.month, self.started_on.day)
        return on.year - self.started_on.year + passed
