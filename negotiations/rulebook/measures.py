"""The measures that `given`, `unless` and `after` may read: what the model keeps, in an analyst's words.

Each is a small frozen class of one shape: its name in a rule, its parameters, and its truth in a
situation. All are listed in `MEASURES`. Those that count stand in `counts`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Protocol

import attrs

from negotiations.model.agreements import Agreement
from negotiations.model.ceasefires import Ceasefire
from negotiations.model.events import missing
from negotiations.model.happening import round_of
from negotiations.model.kinds import (
    AGREEMENT_TYPES,
    CEASEFIRE_CLASSES,
    DECLARATIONS,
    PURPOSES,
    SCOPES,
    STANCES,
    AgreementEvent,
    Delegation,
    Demand,
    ProposalEvent,
    RoundEvent,
)
from negotiations.model.phases import CEASEFIRE, HUMANITARIAN, SETTLEMENT, TALKS
from negotiations.model.quantities import Truth
from negotiations.model.shapes import Flag, Key, Name, Text, Word, Words, shaped
from negotiations.model.times import Interval
from negotiations.parameters import Who, Whos
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.words import Test, either, every


class Measure(Protocol):
    """One reading of the process; `name` is its word in a rule, `plain` the key a bare value fills."""

    name: ClassVar[str]
    plain: ClassVar[str | None]

    def truth(self, situation: Situation) -> Truth:
        """Whether it holds: yes, no, or not known."""


def one_of(value: Any, wanted: Iterable[Any]) -> Truth:
    """Whether a value is among those wanted; nothing wanted means anything will do."""
    choices = tuple(wanted)
    if not choices:
        return True
    return None if missing(value) else value in choices


def holds_any(value: Iterable[str], wanted: Iterable[str]) -> Truth:
    """Whether a list holds one of those wanted."""
    choices, held = set(wanted), set(value)
    return True if not choices else None if not held else bool(held & choices)


@attrs.frozen
class Talks:
    """`talks: [scheduled, convened]`: the phase of some track, or of the one named."""

    name: ClassVar[str] = "talks"
    plain: ClassVar[str | None] = "phase"
    phase: tuple[str, ...] = shaped(Words(TALKS.phases))
    track: str | None = shaped(Name("track"))

    def truth(self, situation: Situation) -> Truth:
        return any(
            region.phase in self.phase and self.track in (None, region.name)
            for region in situation.process.of_kind("talks")
        )


@attrs.frozen
class CeasefireStands:
    """`ceasefire: in_effect`: some ceasefire stands so, with the features named; `none`: none ever."""

    name: ClassVar[str] = "ceasefire"
    plain: ClassVar[str | None] = "status"
    status: tuple[str, ...] = shaped(Words(CEASEFIRE.phases))
    class_: tuple[str, ...] = shaped(Words(CEASEFIRE_CLASSES))
    declaration: tuple[str, ...] = shaped(Words(DECLARATIONS))
    scope: tuple[str, ...] = shaped(Words(SCOPES))
    purpose: tuple[str, ...] = shaped(Words(PURPOSES))
    signed_by: str | None = shaped(Who())
    track: str | None = shaped(Name("track"))

    def truth(self, situation: Situation) -> Truth:
        known = situation.process.ceasefires.values()
        none = not known if "none" in self.status else False
        return either([none, *(self._fits(each, situation) for each in known)])

    def _fits(self, ceasefire: Ceasefire, situation: Situation) -> Truth:
        signer = situation.roles.who(self.signed_by)
        return every(
            (
                one_of(ceasefire.status, self.status),
                one_of(ceasefire.class_, self.class_),
                one_of(ceasefire.declaration, self.declaration),
                one_of(ceasefire.scope, self.scope),
                holds_any(ceasefire.purpose, self.purpose),
                holds_any(ceasefire.signatories, [signer] if signer else []),
                one_of(ceasefire.track, [self.track] if self.track else []),
            )
        )


@attrs.frozen
class AgreementStands:
    """`agreement: {type: prisoner_exchange, status: agreed}`: some agreement stands so."""

    name: ClassVar[str] = "agreement"
    plain: ClassVar[str | None] = "status"
    status: tuple[str, ...] = shaped(Words(tuple(AgreementEvent.codings)))
    type: tuple[str, ...] = shaped(Words(AGREEMENT_TYPES))
    signed_by: str | None = shaped(Who())
    track: str | None = shaped(Name("track"))

    def truth(self, situation: Situation) -> Truth:
        known = situation.process.agreements.values()
        return either(self._fits(each, situation) for each in known)

    def _fits(self, agreement: Agreement, situation: Situation) -> Truth:
        signer = situation.roles.who(self.signed_by)
        return every(
            (
                one_of(agreement.status, self.status),
                one_of(agreement.type, self.type),
                holds_any(agreement.signatories, [signer] if signer else []),
                one_of(agreement.track, [self.track] if self.track else []),
            )
        )


@attrs.frozen
class Humanitarian:
    """`humanitarian: stalled`: the phase of some humanitarian agreement."""

    name: ClassVar[str] = "humanitarian"
    plain: ClassVar[str | None] = "phase"
    phase: tuple[str, ...] = shaped(Words(HUMANITARIAN.phases))
    type: tuple[str, ...] = shaped(Words(AGREEMENT_TYPES))

    def truth(self, situation: Situation) -> Truth:
        process = situation.process
        return either(
            every(
                (
                    region.phase in self.phase,
                    one_of(process.agreements[region.name].type, self.type),
                )
            )
            for region in process.of_kind("humanitarian")
        )


@attrs.frozen
class Settlement:
    """`settlement: framework`: the phase of the settlement."""

    name: ClassVar[str] = "settlement"
    plain: ClassVar[str | None] = "phase"
    phase: tuple[str, ...] = shaped(Words(SETTLEMENT.phases))

    def truth(self, situation: Situation) -> Truth:
        return situation.process.region("settlement", "").phase in self.phase


@attrs.frozen
class OpenPrecondition:
    """`open_precondition: {held_by: recipient}`: some precondition is asserted and not answered."""

    name: ClassVar[str] = "open_precondition"
    plain: ClassVar[str | None] = "held_by"
    held_by: str | None = shaped(Who())
    addressed_to: str | None = shaped(Who())
    issue: str | None = shaped(Name("issue"))
    red_line: bool | None = shaped(Flag())

    def truth(self, situation: Situation) -> Truth:
        holder = situation.roles.who(self.held_by)
        addressee = situation.roles.who(self.addressed_to)
        return either(
            every(
                (
                    holds_any(each.holder, [holder] if holder else []),
                    holds_any(each.addressee, [addressee] if addressee else []),
                    one_of(each.issue, [self.issue] if self.issue else []),
                    self.red_line in (None, each.red_line),
                )
            )
            for each in situation.process.open_preconditions()
        )


@attrs.frozen
class Stance:
    """`stance: {party: other, issue: truce-terms, is: unwilling}`: a party's last word on an issue."""

    name: ClassVar[str] = "stance"
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("party", "issue", "is")
    party: str | None = shaped(Who())
    issue: str | None = shaped(Name("issue"))
    is_: tuple[str, ...] = shaped(Words(STANCES))

    def truth(self, situation: Situation) -> Truth:
        key = (situation.roles.who(self.party) or "", self.issue or "")
        last = situation.process.stances.get(key)
        return None if last is None else last[0] in self.is_


@attrs.frozen
class Distance:
    """What gap and ZOPA share: an issue, two parties (all pairs if none are named), a bound."""

    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("issue",)
    issue: str | None = shaped(Name("issue"))
    between: tuple[str, ...] | None = shaped(Whos())
    bound: Test | None = None

    def pairs(self, situation: Situation) -> Iterator[tuple[str, str]]:
        if self.between:
            one, other = (situation.roles.who(name) or "" for name in self.between)
            yield one, other
            return
        names = tuple(situation.process.case.parties)
        yield from ((a, b) for i, a in enumerate(names) for b in names[i + 1 :])

    def compare(self, values: Iterable[float | None], situation: Situation) -> Truth:
        at, bound = situation.event.moment, self.bound
        return either(bound.truth(value, at) if bound else None for value in values)


@attrs.frozen
class Gap(Distance):
    """`gap: {issue: truce-terms, at_least: 40}`: the distance in public, 0–100, of some two parties."""

    name: ClassVar[str] = "gap"

    def truth(self, situation: Situation) -> Truth:
        gap = situation.process.gap
        found = (gap(self.issue or "", *pair) for pair in self.pairs(situation))
        return self.compare(found, situation)


@attrs.frozen
class ZopaWidth(Distance):
    """`zopa: {issue: border, at_least: 0}`: there is room for agreement; unknown if a reservation is."""

    name: ClassVar[str] = "zopa"

    def truth(self, situation: Situation) -> Truth:
        zopa = situation.process.zopa
        found = (zopa(self.issue or "", *pair) for pair in self.pairs(situation))
        return self.compare(found, situation)


@attrs.frozen
class PositionStands:
    """`position: {party: actor, issue: truce-terms, at_least: 50}`: where a party stands in public."""

    name: ClassVar[str] = "position"
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("party", "issue")
    party: str | None = shaped(Who())
    issue: str | None = shaped(Name("issue"))
    bound: Test | None = None

    def truth(self, situation: Situation) -> Truth:
        key = (situation.roles.who(self.party) or "", self.issue or "")
        position = situation.process.positions.get(key)
        if position is None or self.bound is None:
            return None
        return self.bound.truth(position.stated, situation.event.moment)


@attrs.frozen
class DelegationSent:
    """`delegation: {party: other, level: [leader, minister]}`: whom a party has sent, as last known."""

    name: ClassVar[str] = "delegation"
    plain: ClassVar[str | None] = "status"
    party: str | None = shaped(Who())
    status: tuple[str, ...] = shaped(Words(tuple(Delegation.codings)))
    level: tuple[str, ...] = shaped(Words(("leader", "minister", "adviser", "official", "expert")))
    track: str | None = shaped(Name("track"))

    def truth(self, situation: Situation) -> Truth:
        party = situation.roles.who(self.party)
        sent = situation.process.delegations.values()
        return either(
            every((one_of(each.status, self.status), one_of(each.level, self.level)))
            for each in sent
            if party in (None, each.party) and self.track in (None, each.track)
        )


@attrs.frozen
class OpenConflict:
    """`open_conflict: {field: starts}`: claims about such a field stand against each other."""

    name: ClassVar[str] = "open_conflict"
    plain: ClassVar[str | None] = "field"
    field: str | None = shaped(Text())
    event: str | None = shaped(Key("event"))

    def truth(self, situation: Situation) -> Truth:
        return any(
            self.field in (None, each.field) and self.event in (None, each.event)
            for each in situation.process.open_conflicts()
        )


@attrs.frozen
class ConclusionStands:
    """`concluded: {name: talks-stalling, party: each}`: a rule has concluded so, and it still stands."""

    name: ClassVar[str] = "concluded"
    plain: ClassVar[str | None] = "name"
    needs: ClassVar[tuple[str, ...]] = ("name",)
    name_: str | None = shaped(Text())
    party: str | None = shaped(Who())
    issue: str | None = shaped(Name("issue"))

    def truth(self, situation: Situation) -> Truth:
        process, party = situation.process, situation.roles.who(self.party)
        return any(
            key[0] == self.name_
            and (self.party is None or key[1] == party)
            and (self.issue is None or key[2] == self.issue)
            and process.stands(key, situation.event.moment)
            for key in process.conclusions
        )


OWN_FIELDS = (
    "status",
    "type",
    "scope",
    "declaration",
    "class_",
    "purpose",
    "monitored",
    "violations",
)


@attrs.frozen
class Own:
    """`own: {type: prisoner_exchange, age: {at_most: 14 days}}`: the noun this event belongs to.

    The round, agreement, ceasefire, precondition or proposal that the event is about, as it stood
    before. *age* is in calendar days since it was agreed, declared, planned, asserted or tabled.
    """

    name: ClassVar[str] = "own"
    plain: ClassVar[str | None] = "status"
    status: Test | None = None
    type: Test | None = None
    scope: Test | None = None
    declaration: Test | None = None
    class_: Test | None = None
    purpose: Test | None = None
    monitored: Test | None = None
    violations: Test | None = None
    signed_by: str | None = shaped(Who())
    held_by: str | None = shaped(Who())
    age: Test | None = None

    def truth(self, situation: Situation) -> Truth:
        noun = own_noun(situation)
        if noun is None:
            return False
        at = situation.event.moment
        tests = ((name, getattr(self, name)) for name in OWN_FIELDS)
        tested = [test.truth(getattr(noun, name, None), at) for name, test in tests if test]
        if self.age is not None:
            tested.append(self.age.truth(age_of(noun, situation), at))
        return every([*tested, *self._people(noun, situation)])

    def _people(self, noun: Any, situation: Situation) -> Iterator[Truth]:
        for who, field in ((self.signed_by, "signatories"), (self.held_by, "holder")):
            party = situation.roles.who(who)
            if who is not None:
                yield holds_any(getattr(noun, field, ()), [party] if party else [""])


def own_noun(situation: Situation) -> Any:
    """The noun that the situation's event belongs to, as it stands; None if it is not known yet."""
    event, process = situation.event, situation.process
    if isinstance(event, RoundEvent):
        return process.rounds.get(round_of(process, event).key)
    tables: dict[str, dict[str, Any]] = {
        AgreementEvent.kind: process.agreements,
        "ceasefire": process.ceasefires,
        Demand.kind: process.preconditions,
        ProposalEvent.kind: process.proposals,
    }
    return tables.get(event.kind, {}).get(event.subject or "")


def age_of(noun: Any, situation: Situation) -> int | None:
    """Calendar days since the noun began, by the event's day; None if that is not known."""
    for name in ("agreed", "declared_at", "since"):
        began = getattr(noun, name, None)
        if began is not None:
            return situation.day - situation.on_day(began)
    return None


@attrs.frozen
class DaysUntil:
    """`days_until: {of: round, at_most: 3}`: calendar days to the next thing of its sort that is planned.

    Nothing planned fails every bound; a plan without a known time leaves it unknown.
    """

    name: ClassVar[str] = "days_until"
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("of",)
    of: str | None = shaped(Word(("round", "ceasefire", "agreement", "demand")))
    track: str | None = shaped(Name("track"))
    bound: Test | None = None

    def truth(self, situation: Situation) -> Truth:
        at = situation.event.moment
        plans = [plan for plan in self._plans(situation) if plan is None or plan.end >= at]
        ahead = [situation.on_day(plan.start) - situation.day for plan in plans if plan]
        if self.bound is None:
            return None
        told = [self.bound.truth(max(days, 0), at) for days in ([min(ahead)] if ahead else [])]
        return either([*told, *([None] if None in plans else [])])

    def _plans(self, situation: Situation) -> Iterator[Interval | None]:
        process = situation.process
        if self.of == "round":
            rounds = (each for each in process.rounds.values() if each.status == "planned")
            yield from (each.planned for each in rounds if self.track in (None, each.track))
        elif self.of == "ceasefire":
            declared = (each for each in process.ceasefires.values() if each.status == "declared")
            yield from (each.takes_effect for each in declared if each.takes_effect)
        elif self.of == "agreement":
            waiting = (
                a for a in process.agreements.values() if a.status in ("agreed", "scheduled")
            )
            yield from (each.planned for each in waiting if each.planned)
        else:
            yield from (each.deadline for each in process.open_preconditions() if each.deadline)
