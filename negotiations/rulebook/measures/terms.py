"""Where the parties stand: preconditions, stances, positions and the room between them."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

import attrs

from negotiations.model.kinds import STANCES
from negotiations.model.shapes import Flag, Name, Words, shaped
from negotiations.model.truth import Truth, either, every
from negotiations.parameters import Who, Whos
from negotiations.rulebook.measures.measure import holds_any, one_of
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.words import Test


@attrs.frozen
class OpenPrecondition:
    """`open_precondition: {held_by: recipient}`: some precondition is asserted and not answered."""

    name: ClassVar[str] = "open_precondition"
    reads: ClassVar[tuple[str, ...] | None] = ("preconditions",)
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
    """`stance: {party: other, issue: truce-terms, is: unwilling}`: a party's last word on it."""

    name: ClassVar[str] = "stance"
    reads: ClassVar[tuple[str, ...] | None] = ("stances",)
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

    reads: ClassVar[tuple[str, ...] | None] = ("positions",)
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("issue",)
    issue: str | None = shaped(Name("issue"))
    parties: tuple[str, ...] | None = shaped(Whos())
    bound: Test | None = None

    def pairs(self, situation: Situation) -> Iterator[tuple[str, str]]:
        if self.parties:
            one, other = (situation.roles.who(name) or "" for name in self.parties)
            yield one, other
            return
        names = tuple(situation.process.case.parties)
        yield from ((a, b) for i, a in enumerate(names) for b in names[i + 1 :])

    def compare(self, values: Iterable[float | None], situation: Situation) -> Truth:
        at, bound = situation.event.moment, self.bound
        return either(bound.truth(value, at) if bound else None for value in values)


@attrs.frozen
class Gap(Distance):
    """`gap: {issue: truce-terms, at_least: 40}`: how far, 0–100, some two are apart in public."""

    name: ClassVar[str] = "gap"

    def truth(self, situation: Situation) -> Truth:
        gap = situation.process.gap
        found = (gap(self.issue or "", *pair) for pair in self.pairs(situation))
        return self.compare(found, situation)


@attrs.frozen
class ZopaWidth(Distance):
    """`zopa: {issue: border, at_least: 0}`: there is room to agree; unknown if a reservation is."""

    name: ClassVar[str] = "zopa"

    def truth(self, situation: Situation) -> Truth:
        zopa = situation.process.zopa
        found = (zopa(self.issue or "", *pair) for pair in self.pairs(situation))
        return self.compare(found, situation)


@attrs.frozen
class PositionStands:
    """`position: {party: actor, issue: truce-terms, at_least: 50}`: where it stands in public."""

    name: ClassVar[str] = "position"
    reads: ClassVar[tuple[str, ...] | None] = ("positions",)
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
