"""The noun an event belongs to: its own round, agreement, ceasefire, precondition or proposal."""

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from negotiations.model.happening import round_of
from negotiations.model.kinds import AgreementEvent, Demand, ProposalEvent, RoundEvent
from negotiations.model.shapes import shaped
from negotiations.model.truth import Truth, every
from negotiations.parameters import Who
from negotiations.rulebook.measures.measure import holds_any
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.words import Test

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
    reads: ClassVar[tuple[str, ...] | None] = None
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
    if noun.began is None:
        return None
    return situation.day - situation.on_day(noun.began)
