"""The numbers that something may be, and what is so of all of them."""

import math

import attrs

from negotiations.model.truth import Truth, both, opposite


class Compared:
    """What can be compared with a number: True or False only if that is so of all it may be."""

    __slots__ = ()

    @property
    def bounds(self) -> "Bounds":
        """The numbers it may be."""
        raise NotImplementedError

    def at_least(self, x: float) -> Truth:
        may_be = self.bounds
        if may_be.low >= x:
            return True
        return False if may_be.high < x or (may_be.high == x and may_be.high_open) else None

    def more_than(self, x: float) -> Truth:
        may_be = self.bounds
        if may_be.low > x or (may_be.low == x and may_be.low_open):
            return True
        return False if may_be.high <= x else None

    def at_most(self, x: float) -> Truth:
        return opposite(self.more_than(x))

    def less_than(self, x: float) -> Truth:
        return opposite(self.at_least(x))

    def equals(self, x: float) -> Truth:
        return self.between(x, x)

    def between(self, a: float, b: float) -> Truth:
        """Whether it lies from *a* to *b*, both included; nothing does if a > b."""
        if self.bounds.whole:
            a, b = math.ceil(a), math.floor(b)
        return both(self.at_least(a), self.at_most(b)) if a <= b else False


@attrs.frozen
class Bounds(Compared):
    """The numbers from *low* to *high*, without an end that is open; only whole ones if *whole*.

    Adding bounds gives the bounds of the sum, as for the count of a window.

    >>> Bounds(41, whole=True) + Bounds(52, 52, whole=True)
    Bounds(low=93, high=inf, low_open=False, high_open=False, whole=True)
    """

    low: float = 0.0
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False
    whole: bool = False

    @property
    def bounds(self) -> "Bounds":
        return self

    def __add__(self, other: "Bounds") -> "Bounds":
        return Bounds(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
            self.whole and other.whole,
        )

    def meets(self, other: "Bounds") -> bool:
        """Whether some number lies in both."""
        return self._reaches(other) and other._reaches(self)

    def _reaches(self, other: "Bounds") -> bool:
        if self.high == other.low:
            return not (self.high_open or other.low_open)
        return self.high > other.low

    def scaled(self, factor: float) -> "Bounds":
        """The same in a unit *factor* times as small, to 9 decimals."""
        if factor == 1:
            return self
        low, high = round(self.low * factor, 9), round(self.high * factor, 9)
        return attrs.evolve(self, low=low, high=high)


ZERO = Bounds(0.0, 0.0, whole=True)
"""The sum of nothing."""
