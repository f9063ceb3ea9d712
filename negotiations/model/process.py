"""The peace process: the one thing that changes, and the verbs it changes through."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

import attrs

from negotiations.model.agreements import Agreement
from negotiations.model.case import Case
from negotiations.model.ceasefires import Ceasefire
from negotiations.model.changes import Became, Change, Concluded, Disputed, Moved, Noted, Settled
from negotiations.model.claims import ClaimConflict
from negotiations.model.events import Event
from negotiations.model.kinds.talks import RoundEvent
from negotiations.model.phases import Option, Region, move, options, strongest
from negotiations.model.talks import Delegation, MediationEffort, Proposal, Round
from negotiations.model.terms import Position, Precondition, compromise, gap, zopa_width
from negotiations.shown import Shown

Noun = TypeVar("Noun")
K = TypeVar("K")
V = TypeVar("V")
ConclusionKey = tuple[str, str | None, str | None]
SCALE = (0.0, 100.0)


class Kept(dict[K, V]):
    """A table that counts its changes, so that whoever remembers what it said knows to ask anew."""

    __slots__ = ("changes",)

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.changes = 0

    def __setitem__(self, key: K, value: V) -> None:
        self.changes += 1
        super().__setitem__(key, value)

    def __delitem__(self, key: K) -> None:
        self.changes += 1
        super().__delitem__(key)

    def __reduce__(self) -> tuple[Any, ...]:
        return Kept, (dict(self),)


@attrs.define
class PeaceProcess(Shown):
    """Rounds, agreements, ceasefires, preconditions, positions and phases, as they stand now.

    Every verb returns the changes it made. What it holds is never changed in place, so a `fork`
    shares it.
    """

    case: Case
    rounds: dict[str, Round] = attrs.field(factory=Kept)
    delegations: dict[tuple[str, str, int | None], Delegation] = attrs.field(factory=Kept)
    proposals: dict[str, Proposal] = attrs.field(factory=Kept)
    mediation: dict[str, MediationEffort] = attrs.field(factory=Kept)
    agreements: dict[str, Agreement] = attrs.field(factory=Kept)
    ceasefires: Kept[str, Ceasefire] = attrs.field(factory=Kept)
    preconditions: dict[str, Precondition] = attrs.field(factory=Kept)
    stances: dict[tuple[str, str], tuple[str, datetime]] = attrs.field(factory=Kept)
    positions: dict[tuple[str, str], Position] = attrs.field(factory=Kept)
    conflicts: dict[tuple[str, str], ClaimConflict] = attrs.field(factory=Kept)
    conclusions: Kept[ConclusionKey, datetime | None] = attrs.field(factory=Kept)
    regions: Kept[str, Region] = attrs.field(factory=Kept)
    shifts: dict[tuple[str, str], float] = attrs.field(factory=dict)
    numbers: dict[tuple[str, str], tuple[int, ...]] = attrs.field(factory=dict)
    _asked: tuple[int, str | None] = attrs.field(default=(-1, None), init=False, eq=False)

    @classmethod
    def of(cls, case: Case) -> "PeaceProcess":
        """A process at its start: positions as the case has them, every track without talks."""
        process = cls(case)
        process.positions = Kept({position.key: position for position in case.positions})
        for track in case.tracks:
            process.region("talks", track)
        process.region("settlement", "")
        return process

    def fork(self) -> "PeaceProcess":
        """An independent copy; cheap, for only the tables and the regions are copied."""
        tables: dict[str, Any] = {name: type(table)(table) for name, table in self._tables()}
        return PeaceProcess(self.case, **tables)

    @property
    def size(self) -> int:
        """How many entries a fork copies."""
        return sum(len(table) for _, table in self._tables())

    def _tables(self) -> Iterator[tuple[str, dict[Any, Any]]]:
        for name in TABLES:
            yield name, getattr(self, name)

    def changes(self, tables: Iterable[str]) -> int:
        """How often any of these tables has changed: the same number, the same tables."""
        return sum(getattr(self, name).changes for name in tables)

    # --- what stands

    def region(self, kind: str, name: str) -> Region:
        """The region of that kind and name, begun if it is new."""
        fresh = Region(kind, name)
        if fresh.key not in self.regions:
            self.regions[fresh.key] = fresh
        return self.regions[fresh.key]

    def of_kind(self, kind: str) -> list[Region]:
        return [region for region in self.regions.values() if region.kind == kind]

    def strongest(self, kind: str) -> Region | None:
        """The live region of that kind which is furthest along."""
        return strongest(self.of_kind(kind))

    def open_preconditions(self) -> list[Precondition]:
        return [each for each in self.preconditions.values() if each.is_open]

    def open_conflicts(self) -> list[ClaimConflict]:
        return [each for each in self.conflicts.values() if not each.resolved]

    def gap(self, issue: str, one: str, other: str) -> float | None:
        """The distance in public positions, 0–100; None when one of them has none."""
        first, second = self.positions.get((one, issue)), self.positions.get((other, issue))
        return None if first is None or second is None else gap(first, second)

    def zopa(self, issue: str, one: str, other: str) -> float | None:
        """The width of the zone of possible agreement; None when a reservation is unknown."""
        first, second = self.positions.get((one, issue)), self.positions.get((other, issue))
        return None if first is None or second is None else zopa_width(first, second)

    def compromise(self, issue: str) -> float | None:
        """The compromise model's point; None when a capability is unknown."""
        held = [position for position in self.positions.values() if position.issue == issue]
        return compromise((self.case.parties[each.party].capability, each) for each in held)

    def question(self) -> str | None:
        """What is asked now: onset, collapse, or (announced and not yet in effect) neither."""
        if self._asked[0] != self.ceasefires.changes:
            self._asked = self.ceasefires.changes, self._question()
        return self._asked[1]

    def _question(self) -> str | None:
        definition, ceasefires = self.case.definition, self.ceasefires.values()
        if any(definition.holds(each) for each in ceasefires):
            return "collapse"
        return None if any(definition.announced(each) for each in ceasefires) else "onset"

    def stands(self, key: ConclusionKey, at: datetime) -> bool:
        """Whether a conclusion was drawn and has neither run out nor been withdrawn."""
        until = self.conclusions.get(key)
        return key in self.conclusions and (until is None or at < until)

    # --- verbs

    def renumber(self, track: str, number: int, before: str | None, after: str) -> None:
        """File a round under its status, so that the latest of each is found without a search."""
        if before is not None:
            rest = self.numbers[track, before]
            at = bisect_left(rest, number)
            self.numbers[track, before] = (*rest[:at], *rest[at + 1 :])
        there = self.numbers.get((track, after), ())
        at = bisect_left(there, number)
        self.numbers[track, after] = (*there[:at], number, *there[at:])

    def keep(self, table: dict[Any, Noun], key: Any, noun: Noun, told: Became) -> Iterator[Change]:
        """Put a noun in its place, and say so if its status is new."""
        if table.get(key) != noun:
            table[key] = noun
            yield told

    def move(self, region: Region, trigger: str, at: datetime) -> Iterator[Change]:
        """Move a region; a failed guard makes the move irregular, never undone.

        Forks share their regions, so what moves is a copy, which takes the region's place.
        """
        guard = region.table.row(trigger).guard
        blocked = self.guard(guard, region) if guard else None
        moved = attrs.evolve(region)
        step = move(moved, trigger, blocked, at)
        if step.after != step.before:
            self.regions[region.key] = moved
        yield Moved(step.region, step.trigger, step.before, step.after, step.irregular)

    def approach(self, at: datetime) -> Iterator[Change]:
        """Talks about talks: begun on the first track, where no talks are planned or under way."""
        region = self.region("talks", self.case.tracks[0])
        if region.phase in region.table.row("approach").sources:
            yield from self.move(region, "approach", at)

    def guard(self, name: str, region: Region) -> str | None:
        """Why a guard fails now, or None where it holds."""
        if name == "no open precondition":
            waiting = [each.id for each in self.open_preconditions()]
            return f"open precondition: {', '.join(waiting)}" if waiting else None
        if name == "delegations named":
            return self._without_delegation(region.name)
        return None if self.strongest("talks") else "no talks are under way"

    def guards(self, region: Region) -> dict[str, str | None]:
        """For each guard of a region's table why it fails now, or None where it holds."""
        names = {row.guard for row in region.table.rows if row.guard}
        return {name: self.guard(name, region) for name in sorted(names)}

    def _without_delegation(self, track: str) -> str | None:
        """Which parties are known to have sent nobody; where no delegation is known, nothing is."""
        sent = [party for party in self.case.parties if self._has_sent(party, track)]
        missing = [party for party in self.case.parties if sent and party not in sent]
        return f"no delegation named by {', '.join(missing)}" if missing else None

    def _has_sent(self, party: str, track: str) -> bool:
        """Whether a party's delegation to the latest round, or to none in particular, stands."""
        keys = ((party, track, number) for number in {None, self.last_round(track)})
        sent = (self.delegations.get(key) for key in keys)
        return any(each and each.status not in ("withdrawn", "departed") for each in sent)

    def last_round(self, track: str, statuses: Iterable[str] = RoundEvent.codings) -> int | None:
        """The highest number of a round on a track, of these statuses; None if there is none."""
        found = (self.numbers.get((track, status)) for status in statuses)
        return max((numbers[-1] for numbers in found if numbers), default=None)

    def allowed(self) -> Iterator[Option]:
        """What could happen next in every region, with what stands in its way."""
        for region in self.regions.values():
            yield from options(region, self.guards(region))

    def shift(self, key: tuple[str, str], size: float) -> None:
        """Note a signed shift of a party on an issue; the group's close sums and clamps once."""
        self.shifts[key] = self.shifts.get(key, 0.0) + size

    def close_group(self, at: datetime) -> Iterator[Settled]:
        """Carry out the shifts that became known together."""
        pending, self.shifts = self.shifts, {}
        for key in sorted(pending) if len(pending) > 1 else pending:
            yield from self.restate(key, self.positions[key].stated + pending[key], at)

    def restate(self, key: tuple[str, str], wanted: float, at: datetime) -> Iterator[Settled]:
        """Set a public position, held within the scale."""
        before, after = self.positions[key], min(max(wanted, SCALE[0]), SCALE[1])
        self.positions[key] = before.restated(after, at)
        if after != before.stated or after != wanted:
            yield Settled(*key, before.stated, after, clamped=after != wanted)

    def conclude(self, key: ConclusionKey, until: datetime | None) -> Iterator[Change]:
        """Draw a conclusion, or let one that stands run longer."""
        known, before = key in self.conclusions, self.conclusions.get(key)
        if known and (before is None or (until is not None and until <= before)):
            return
        self.conclusions[key] = until
        yield Concluded(*key, until=until.isoformat() if until else None)

    def withdraw(self, key: ConclusionKey) -> Iterator[Change]:
        """Take a conclusion back."""
        if key in self.conclusions:
            del self.conclusions[key]
            yield Concluded(*key, withdrawn=True)

    def dispute(self, event: Event) -> Iterator[Change]:
        """Set rival claims side by side, or note that one of them has been confirmed."""
        for conflict in event.conflicts():
            before = self.conflicts.get(conflict.key)
            self.conflicts[conflict.key] = conflict
            if before is None or before.resolved != conflict.resolved:
                sides = tuple((who, str(getattr(v, "text", v))) for who, v in conflict.claims)
                yield Disputed(event.id, conflict.field, sides, conflict.resolved)

    def doubt(self, event: Event) -> Iterator[Change]:
        """Note what the case finds implausible about an event and about each claim on it."""
        bounds = [each for each in self.case.plausible if each.kind == event.kind]
        doubts = (doubt for each in bounds for doubt in each.doubts(event))
        yield from (Noted(doubt) for doubt in dict.fromkeys(doubts))


TABLES = tuple(f.name for f in attrs.fields(PeaceProcess) if f.init and f.name != "case")
