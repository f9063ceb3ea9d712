"""The measures that count: how often, how much, rising or falling, and how long ago.

All count whole calendar days of the case's zone, leave the event itself out, and answer in three
values, since an event that may qualify is perhaps counted.
"""

import math
from typing import ClassVar

import attrs

from negotiations.model.bounds import Bounds
from negotiations.model.shapes import Text, Word, shaped
from negotiations.model.truth import Truth, agreed
from negotiations.parameters import Who, WholeDays
from negotiations.rulebook.counted import FOREVER, DaysOf
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.tallies import Key, Tally
from negotiations.rulebook.words import Test, numbers_in


@attrs.frozen
class Counting:
    """What the counting measures share: what is counted, by whom, on whom, and in which window."""

    name: ClassVar[str]
    plain: ClassVar[str | None] = None
    reads: ClassVar[tuple[str, ...] | None] = None
    needs: ClassVar[tuple[str, ...]] = ()
    by: str | None = shaped(Who())
    on: str | None = shaped(Who())
    within: int | None = shaped(WholeDays())
    bound: Test | None = None
    tally: Tally = Tally(())

    def truth(self, situation: Situation) -> Truth:
        """Whether it holds: yes, no, or not known."""
        raise NotImplementedError

    def steady(self, situation: Situation) -> int:
        """The last day on which the truth is surely the same, if nothing more is counted."""
        return self.days(situation).steady(situation.day, self.within)

    def key(self, situation: Situation) -> Key:
        """The part of the tally that belongs to the parties and shared fields of a situation."""
        roles, tally = situation.roles, self.tally
        by = roles.who(self.by) if tally.by else None
        on = roles.who(self.on) if tally.on else None
        if not tally.same:
            return (by, on)
        return (by, on, *(getattr(situation.event, field, None) for field in tally.same))

    def days(self, situation: Situation) -> DaysOf:
        """What was counted for the parties and the shared fields of this situation."""
        return situation.tallies.read(self.tally, self.key(situation))

    def compare(self, value: Bounds | None, situation: Situation) -> Truth:
        if value is None or self.bound is None:
            return None
        return self.bound.truth(value, situation.event.moment)


@attrs.frozen
class Count(Counting):
    """`count: {of: strike, by: actor, within: 7 days, at_least: 2}`, or of a rule's firings."""

    name: ClassVar[str] = "count"

    def truth(self, situation: Situation) -> Truth:
        return self.compare(self.days(situation).total(situation.day, self.within), situation)


@attrs.frozen
class Sum(Counting):
    """`sum: {of: ground_fighting, field: deaths, within: 30 days, at_least: 100}`."""

    name: ClassVar[str] = "sum"
    needs: ClassVar[tuple[str, ...]] = ("field",)
    field: str | None = shaped(Text())

    def truth(self, situation: Situation) -> Truth:
        return self.compare(self.days(situation).total(situation.day, self.within), situation)


@attrs.frozen
class Trend(Counting):
    """`trend: {of: ground_fighting, field: deaths, within: 30 days, is: rising}`.

    This window against the one before: rising, falling or level; or a bound on the ratio of the
    two, which is unknown when the window before holds nothing.
    """

    name: ClassVar[str] = "trend"
    needs: ClassVar[tuple[str, ...]] = ("within",)
    field: str | None = shaped(Text())
    is_: str | None = shaped(Word(("rising", "falling", "level")))

    def truth(self, situation: Situation) -> Truth:
        days, window = self.days(situation), self.within or 1
        now = days.total(situation.day, window)
        before = days.total(situation.day - window, window)
        if self.is_ is not None:
            return _direction(now, before, self.is_)
        if before.low <= 0:
            return None
        ratio = Bounds(
            now.low / before.high if before.high < math.inf else 0.0, now.high / before.low
        )
        return self.compare(ratio, situation)

    def steady(self, situation: Situation) -> int:
        days, day, window = self.days(situation), situation.day, self.within or 1
        return min(days.steady(day, window), days.steady(day - window, window) + window)


def _direction(now: Bounds, before: Bounds, wanted: str) -> Truth:
    rising, falling = _surely_above(now, before), _surely_above(before, now)
    if wanted == "level":
        if rising or falling:
            return False
        return True if rising is False and falling is False else None
    return rising if wanted == "rising" else falling


def _surely_above(one: Bounds, other: Bounds) -> Truth:
    """Whether one is greater, whatever the two may be within their bounds."""
    if one.low > other.high:
        return True
    return False if one.high <= other.low else None


@attrs.frozen
class DaysSince(Counting):
    """`days_since: {of: round, status: convened, at_least: 14}`: calendar days since the last one.

    If there never was one, no bound holds. Where the last ones may or may not qualify, it is true
    or false only if it is so with whichever of them was the last.
    """

    name: ClassVar[str] = "days_since"

    def truth(self, situation: Situation) -> Truth:
        return agreed(
            self._told(day, situation) for day in self.days(situation).last(situation.day)
        )

    def steady(self, situation: Situation) -> int:
        days, day = self.days(situation), situation.day
        ends = (each + self._same(day - each) for each in days.last(day) if each is not None)
        return min([days.unmoved(day), *ends])

    def _same(self, since: int) -> int:
        """Up to how many days the bound says what it says of so many."""
        numbers = () if self.bound is None else numbers_in(self.bound)
        if since in numbers:
            return since
        return min((math.ceil(n) - 1 for n in numbers if n > since), default=FOREVER)

    def _told(self, last: int | None, situation: Situation) -> Truth:
        """What the bound says if the last one was on that day; None for never."""
        if last is None:
            return False
        since = float(situation.day - last)
        return self.compare(Bounds(since, since), situation)
