"""What is disputed, and what rules have concluded."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from negotiations.model.process import ConclusionKey
from negotiations.model.shapes import Key, Name, Text, shaped
from negotiations.model.truth import Truth
from negotiations.parameters import Who
from negotiations.rulebook.counted import FOREVER
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
        process, at = situation.process, situation.event.moment
        return any(process.stands(key, at) for key in self.meant(situation))

    def meant(self, situation: Situation) -> Iterator[ConclusionKey]:
        """The conclusions it asks about that were drawn, whether they stand or have run out."""
        party = situation.roles.who(self.party)
        for key in situation.process.conclusions:
            if (
                key[0] == self.name_
                and (self.party is None or key[1] == party)
                and (self.issue is None or key[2] == self.issue)
            ):
                yield key

    def steady(self, situation: Situation) -> int:
        """The last day on which the truth is surely the same, if none is drawn or withdrawn."""
        drawn, at = situation.process.conclusions, situation.event.moment
        ends = (drawn[key] for key in self.meant(situation))
        ahead = (situation.on_day(end) - 1 for end in ends if end is not None and end > at)
        return max(situation.day, min(ahead, default=FOREVER))
