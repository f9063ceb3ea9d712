"""What was counted, by calendar day of the case's zone: as bounds, in memory that days bound."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from math import inf
from typing import TypeAlias

import attrs

from negotiations.model.bounds import ZERO, Bounds

FOREVER = 1 << 31
"""Later than any day."""

EXACT = 2.0**36
"""Whole numbers up to it add up exactly, in any order, over as many days as there are."""

Sum: TypeAlias = tuple[float, float, int, int, int, int, int]
"""Low and high as far as they are whole numbers, and how many days are more than that: those with
no upper end, with an open lower or upper end, not of whole things alone, and with other numbers.
"""

EMPTY: Sum = (0.0, 0.0, 0, 0, 0, 0, 0)


@attrs.define
class DaysOf:
    """The amounts of one part of a tally, by day: packed, since every checkpoint copies them.

    *marks* keeps what a pair of bounds does not say: which ends are open, and whether all is whole.
    *changes* says how often something was added. *sums* are those of the first 0, 1, 2 … days,
    as far as they were asked for: a window's sum is the difference of two of them.
    """

    days: "array[int]" = attrs.field(factory=lambda: array("i"))
    lows: "array[float]" = attrs.field(factory=lambda: array("d"))
    highs: "array[float]" = attrs.field(factory=lambda: array("d"))
    marks: "array[int]" = attrs.field(factory=lambda: array("b"))
    changes: int = attrs.field(default=0, eq=False)
    sums: list[Sum] = attrs.field(factory=lambda: [EMPTY], eq=False, repr=False)

    def add(self, day: int, amount: Bounds) -> None:
        """Add to what was counted on a day."""
        self.changes += 1
        days = self.days
        if days and day == days[-1]:
            self._set(len(days) - 1, self._on(len(days) - 1) + amount)
            return
        at = bisect_left(days, day)
        if at == len(days) or days[at] != day:
            days.insert(at, day)
            self._insert(at, amount)
        else:
            self._set(at, self._on(at) + amount)

    def total(self, day: int, window: int | None) -> Bounds:
        """The sum over the *window* days that end with *day*; all up to it without a window."""
        days = self.days
        end = bisect_right(days, day)
        if end == 0 or (window is not None and days[end - 1] <= day - window):
            return ZERO
        start, last = 0 if window is None else bisect_right(days, day - window), end - 1
        low, high, endless, low_open, high_open, parted, _ = self._sum(start, last)
        mark = self.marks[last]
        return Bounds(
            low + self.lows[last],
            inf if endless else high + self.highs[last],
            low_open > 0 or mark & 1 > 0,
            high_open > 0 or mark & 2 > 0,
            parted == 0 and mark & 4 > 0,
        )

    def steady(self, day: int, window: int | None) -> int:
        """The last day up to which the total stays as it is on *day*, if nothing is added."""
        last = self.unmoved(day)
        if window is None:
            return last
        start = bisect_right(self.days, day - window)
        if start == len(self.days) or self.days[start] > day:
            return last
        return min(last, self.days[start] + window - 1)

    def unmoved(self, day: int) -> int:
        """The day before the first one later than *day* that holds anything."""
        end = bisect_right(self.days, day)
        return FOREVER if end == len(self.days) else self.days[end] - 1

    def last(self, day: int) -> Iterator[int | None]:
        """The days up to *day* that may hold the last one counted; None if perhaps none does."""
        for at in reversed(range(bisect_right(self.days, day))):
            if self.highs[at] > 0:
                yield self.days[at]
            if self.lows[at] > 0:
                return
        yield None

    def fork(self) -> "DaysOf":
        """An independent copy."""
        return DaysOf(
            self.days[:], self.lows[:], self.highs[:], self.marks[:], self.changes, self.sums[:]
        )

    def _sum(self, start: int, end: int) -> Sum:
        """The sum of some days, to the bit that of adding one after the other."""
        if start >= end:
            return EMPTY
        sums = self.sums
        while len(sums) <= end:
            sums.append(self._with(sums[-1], len(sums) - 1))
        before, all_of_it = sums[start], sums[end]
        if before[6] != all_of_it[6]:
            return self._added(start, end)
        return tuple([b - a for a, b in zip(before, all_of_it, strict=True)])  # type: ignore[return-value]

    def _with(self, so_far: Sum, at: int) -> Sum:
        """A sum with one day more."""
        low, high, endless, low_open, high_open, parted, others = so_far
        one, other, mark = self.lows[at], self.highs[at], self.marks[at]
        if not (_is_exact(one) and (other == inf or _is_exact(other))):
            return (low, high, endless, low_open, high_open, parted, others + 1)
        return (
            low + one,
            high if other == inf else high + other,
            endless + (other == inf),
            low_open + (mark & 1),
            high_open + (mark >> 1 & 1),
            parted + (not mark & 4),
            others,
        )

    def _added(self, start: int, end: int) -> Sum:
        low = high = 0.0
        marks = self.marks[start:end]
        for at in range(start, end):
            low += self.lows[at]
            high += self.highs[at]
        low_open, high_open = (sum(mark >> bit & 1 for mark in marks) for bit in (0, 1))
        return (low, high, 0, low_open, high_open, sum(not mark & 4 for mark in marks), 0)

    def _on(self, at: int) -> Bounds:
        mark = self.marks[at]
        return Bounds(self.lows[at], self.highs[at], bool(mark & 1), bool(mark & 2), bool(mark & 4))

    def _set(self, at: int, amount: Bounds) -> None:
        del self.sums[at + 1 :]
        self.lows[at], self.highs[at], self.marks[at] = amount.low, amount.high, _mark(amount)

    def _insert(self, at: int, amount: Bounds) -> None:
        del self.sums[at + 1 :]
        self.lows.insert(at, amount.low)
        self.highs.insert(at, amount.high)
        self.marks.insert(at, _mark(amount))


def _is_exact(number: float) -> bool:
    return number.is_integer() and abs(number) <= EXACT


def _mark(amount: Bounds) -> int:
    return amount.low_open + 2 * amount.high_open + 4 * amount.whole
