"""What was read of a story, held against what is written: numbers, words, times.

A number is the written one if it reads the same with as many digits: 85.63 is 85.6, and isn't 85.7.
"""

from collections.abc import Callable
from datetime import datetime, tzinfo
from decimal import Decimal

import attrs

from negotiations.bdd.unmet import Unmet
from negotiations.model.times import Interval, show, show_interval

SAME = 5e-10
"""Half of the last of nine decimals: a number that differs by less has not changed."""
MOST_DIGITS = 10


def digits(number: float) -> int:
    """How many digits a written number has behind its point.

    >>> digits(12), digits(85.6), digits(0.0001)
    (0, 1, 4)
    """
    exponent = Decimal(str(number)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def reads_as(number: float, written: float) -> bool:
    """Whether a number, told with as many digits as are written, is what is written.

    >>> reads_as(85.6000001, 85.6), reads_as(14.66, 14.7), reads_as(14.66, 14.6)
    (True, True, False)
    """
    places = digits(written)
    return float(f"{number:.{places}f}") == float(f"{written:.{places}f}")


def told(number: float, *beside: float) -> str:
    """A number with three digits or more: so many that it doesn't look like one *beside* it.

    >>> told(14.66213), told(14.69996, 14.7), told(70.0, 70)
    ('14.662', '14.69996', '70')
    """
    places = range(3, MOST_DIGITS)
    shown = (f"{number:.{each}f}" for each in places if each >= max(map(digits, beside), default=0))
    distinct = (each for each in shown if float(each) not in beside)
    short = next(distinct, f"{number:.{MOST_DIGITS}f}").rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


@attrs.frozen
class Reading:
    """A number that was read: what it is, in which unit, and what stands instead if it is none."""

    what: str
    value: float | None
    unit: str = ""
    missing: str = "it is not known"
    nearest: tuple[str, ...] = ()

    def reads(self, number: float) -> None:
        """Raises Unmet unless it is that, at the digits that are written."""
        self._holds(f"be {number}{self.unit}", lambda value: reads_as(value, number), number)

    def above(self, limit: float) -> None:
        """Raises Unmet unless it is more than that."""
        self._holds(f"be above {limit}{self.unit}", lambda value: value - limit > SAME, limit)

    def below(self, limit: float) -> None:
        """Raises Unmet unless it is less than that."""
        self._holds(f"be below {limit}{self.unit}", lambda value: limit - value > SAME, limit)

    def between(self, low: float, high: float) -> None:
        """Raises Unmet unless it lies from *low* to *high*, both included."""
        expected = f"be between {low}{self.unit} and {high}{self.unit}"
        self._holds(expected, lambda value: low - SAME <= value <= high + SAME, low, high)

    def about(self, number: float, tolerance: float) -> None:
        """Raises Unmet unless it is that, give or take the *tolerance*."""
        expected = f"be {number}{self.unit}, give or take {tolerance}"
        near = tolerance + SAME
        self._holds(expected, lambda value: abs(value - number) <= near, number)

    def unknown(self) -> None:
        """Raises Unmet if it is known."""
        if self.value is not None:
            raise Unmet(f"{self.what} not to be known", self._is(self.value), self.nearest)

    def _holds(self, expected: str, holds: Callable[[float], bool], *beside: float) -> None:
        if self.value is None or not holds(self.value):
            raise Unmet(f"{self.what} to {expected}", self._is(self.value, *beside), self.nearest)

    def _is(self, value: float | None, *beside: float) -> str:
        return self.missing if value is None else f"it is {told(value, *beside)}{self.unit}"


@attrs.frozen
class Course:
    """A number as it was before the last When began, and as it is now."""

    before: Reading
    now: Reading

    @property
    def difference(self) -> float | None:
        """By how much it has grown; None where it is, or was, not known."""
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value

    def grows(self, word: str) -> None:
        """Raises Unmet unless it has grown; *word* says so."""
        self._holds(word, lambda moved: moved > SAME)

    def shrinks(self, word: str) -> None:
        """Raises Unmet unless it has shrunk; *word* says so."""
        self._holds(word, lambda moved: moved < -SAME)

    def stays(self) -> None:
        """Raises Unmet if it has changed."""
        self._holds("not to change", lambda moved: abs(moved) <= SAME)

    def grows_by(self, word: str, size: float) -> None:
        """Raises Unmet unless it has grown by that much, at the digits that are written."""
        self._holds(f"{word} by {size}", lambda moved: reads_as(moved, size), size)

    def shrinks_by(self, word: str, size: float) -> None:
        """Raises Unmet unless it has shrunk by that much, at the digits that are written."""
        self._holds(f"{word} by {size}", lambda moved: reads_as(-moved, size), size)

    def _holds(self, expected: str, holds: Callable[[float], bool], *beside: float) -> None:
        moved = self.difference
        if moved is None or not holds(moved):
            raise Unmet(f"{self.now.what} {expected}", self.told(*beside), self.now.nearest)

    def told(self, *beside: float) -> str:
        """From where to where it went."""
        was, now, unit = self.before.value, self.now.value, self.now.unit
        if now is None:
            return self.now.missing
        if was is None:
            return f"it is {told(now, *beside)}{unit}, and was not known before"
        return f"it went from {told(was, *beside)} to {told(now, *beside)}{unit}"


def same(what: str, actual: str | None, wanted: str | None) -> None:
    """Raises Unmet unless a word is what is wanted; None is for what is not known."""
    if actual != wanted:
        expected = f"{what} to be {wanted}" if wanted else f"{what} not to be known"
        raise Unmet(expected, f"it is {actual}" if actual else "it is not known")


def within(
    expected: str, actual: Interval | datetime | None, wanted: Interval, zone: tzinfo
) -> None:
    """Raises Unmet unless a time is known, and lies within the one that is wanted."""
    if actual is None:
        raise Unmet(expected, "that is not known")
    whole = actual if isinstance(actual, Interval) else Interval(actual, actual)
    if not wanted.start <= whole.start <= whole.end <= wanted.end:
        told = show(actual, zone) if isinstance(actual, datetime) else show_interval(actual, zone)
        raise Unmet(expected, f"it is {told}")
