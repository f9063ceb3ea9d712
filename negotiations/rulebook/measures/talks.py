"""Where talks stand: their phase, whom the parties have sent."""

from typing import ClassVar

import attrs

from negotiations.model.kinds import LEVELS, Delegation
from negotiations.model.phases import TALKS
from negotiations.model.shapes import Name, Words, shaped
from negotiations.model.truth import Truth, either, every
from negotiations.parameters import Who
from negotiations.rulebook.measures.measure import one_of
from negotiations.rulebook.situation import Situation


@attrs.frozen
class Talks:
    """`talks: [scheduled, convened]`: the phase of some track, or of the one named."""

    name: ClassVar[str] = "talks"
    reads: ClassVar[tuple[str, ...] | None] = ("regions",)
    plain: ClassVar[str | None] = "phase"
    needs: ClassVar[tuple[str, ...]] = ("phase",)
    phase: tuple[str, ...] = shaped(Words(TALKS.phases))
    track: str | None = shaped(Name("track"))

    def truth(self, situation: Situation) -> Truth:
        return any(
            region.phase in self.phase and self.track in (None, region.name)
            for region in situation.process.of_kind("talks")
        )


@attrs.frozen
class DelegationSent:
    """`delegation: {party: other, level: [leader, minister]}`: whom a party has last sent."""

    name: ClassVar[str] = "delegation"
    reads: ClassVar[tuple[str, ...] | None] = ("delegations",)
    plain: ClassVar[str | None] = "status"
    party: str | None = shaped(Who())
    status: tuple[str, ...] = shaped(Words(tuple(Delegation.codings)))
    level: tuple[str, ...] = shaped(Words(LEVELS))
    track: str | None = shaped(Name("track"))

    def truth(self, situation: Situation) -> Truth:
        party = situation.roles.who(self.party)
        sent = situation.process.delegations.values()
        return either(
            every((one_of(each.status, self.status), one_of(each.level, self.level)))
            for each in sent
            if party in (None, each.party) and self.track in (None, each.track)
        )
