"""What is disputed, and what rules have concluded."""

from typing import ClassVar

import attrs

from negotiations.model.shapes import Key, Name, Text, shaped
from negotiations.model.truth import Truth
from negotiations.parameters import Who
from negotiations.rulebook.situation import Situation


@attrs.frozen
class OpenConflict:
    """`open_conflict: {field: starts}`: claims about such a field stand against each other."""

    name: ClassVar[str] = "open_conflict"
    reads: ClassVar[tuple[str, ...] | None] = ("conflicts",)
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
    """`concluded: {name: talks-stalling, party: each}`: a rule concluded so, and it stands."""

    name: ClassVar[str] = "concluded"
    reads: ClassVar[tuple[str, ...] | None] = None
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
