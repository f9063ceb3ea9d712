"""Numbers as reports give them: exact, over, under, about, or unknown; never more than was said."""

import math
import re
from functools import cached_property
from reprlib import repr as shortened

import attrs

from negotiations.model.bounds import Bounds, Compared
from negotiations.problems import did_you_mean

LARGEST = 1e15
UNITS = {
    "min": ("time", 1.0),
    "h": ("time", 60.0),
    "d": ("time", 1440.0),
    "m": ("length", 0.001),
    "km": ("length", 1.0),
    "%": ("share", 1.0),
    "points": ("index", 1.0),
    "persons": ("people", 1.0),
    "USD": ("money", 1.0),
    "USD/bbl": ("price of oil", 1.0),
}
"""What each unit measures, and its size in the first unit of that."""

_OPS = {"": "=", "=": "=", ">=": "≥", "<=": "≤", "~": "≈", **{op: op for op in ">≥<≤≈"}}
_WRITTEN = re.compile(
    r"(>=|<=|[=><≥≤≈~]?) *([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?) *(\+?)([^\s\d+.,-][^\s]*)?", re.ASCII
)


def _float(value: float | str) -> float:
    """As a float, -0 as 0; infinite for a whole number too large for one."""
    try:
        return float(value) + 0.0
    except OverflowError:
        return math.inf


@attrs.frozen
class Quantity(Compared):
    """A number with its bound: *op* is one of = > ≥ < ≤ ≈ or "unknown", which has no value.

    A *whole* one is a count, so >40 is 41 or more. Only a *signed* one, a change, goes below zero.
    ≈ reaches *tolerance*, a share of the value, to either side; for a count, out to whole numbers.
    Raises ValueError for a value that can't be, in one line.

    >>> Quantity("<", 120, "min").at_least(120), Quantity("<", 120, "min").at_most(60)
    (False, None)
    """

    op: str
    value: float | None = attrs.field(converter=attrs.converters.optional(_float))
    unit: str | None = None
    whole: bool = False
    signed: bool = False
    tolerance: float = 0.10

    def __attrs_post_init__(self) -> None:
        if self.op != "unknown" and self.op not in _OPS.values():
            raise ValueError(f"unknown bound {shortened(self.op)}; known are: = > ≥ < ≤ ≈ unknown")
        if (self.value is None) != (self.op == "unknown"):
            raise ValueError("a quantity has a value, unless it is unknown")
        if self.unit is not None and self.unit not in UNITS:
            known = did_you_mean(self.unit, UNITS)
            raise ValueError(f"unknown unit {shortened(self.unit)}{known}")
        if self.value is not None:
            self._refuse_impossible(self.value)

    def _refuse_impossible(self, value: float) -> None:
        what = "count" if self.whole else "change" if self.signed else "measure"
        if math.isnan(value):
            raise ValueError("not a number: nan")
        if abs(value) > LARGEST:
            raise ValueError(f"a {what} can't be over 1e15 in size: {value:g}")
        if self.whole and not value.is_integer():
            raise ValueError(f"a {what} is a whole number: {value}")
        if not self.signed and (value < 0 or (value == 0 and self.op == "<")):
            raise ValueError(f"a {what} can't be negative: {self}")

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @cached_property
    def bounds(self) -> Bounds:
        """The numbers it may be, in its own unit."""
        least = -math.inf if self.signed else 0.0
        if self.value is None:
            return Bounds(least, whole=self.whole)
        value = self.value + self._step
        low = least if self.op in "<≤" else max(least, value - self._margin)
        high = math.inf if self.op in ">≥" else value + self._margin
        low_open, high_open = (self.op == end and not self.whole for end in "><")
        return Bounds(low, high, low_open, high_open, self.whole)

    @property
    def _step(self) -> int:
        """From the value to the nearest count inside the bound: more than 40 begins at 41."""
        return {">": 1, "<": -1}.get(self.op, 0) if self.whole else 0

    @property
    def _margin(self) -> float:
        if self.op != "≈" or self.value is None:
            return 0.0
        margin = abs(self.value) * self.tolerance
        return math.ceil(round(margin, 9)) if self.whole else margin

    def __str__(self) -> str:
        if self.value is None:
            return "unknown"
        number = int(self.value) if self.value.is_integer() else self.value
        return f"{self.op.strip('=')}{number}" + (f" {self.unit}" if self.unit else "")


UNKNOWN = Quantity("unknown", None)


def agrees(a: Quantity, b: Quantity) -> bool:
    """Whether one number can be both; an unknown one agrees with all.

    Raises ValueError for units that measure different things.
    """
    if a.value is None or b.value is None:
        return True
    return a.bounds.meets(b.bounds.scaled(_factor(b.unit, a.unit)))


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether both measure one sort of thing, so that either can be put in the other's unit."""
    return _measured(a.unit)[0] == _measured(b.unit)[0]


def _measured(unit: str | None) -> tuple[str, float]:
    """What a unit measures, and its size in the first unit of that."""
    return UNITS.get(unit or "", ("no unit", 1.0))


def _factor(unit: str | None, wanted: str | None) -> float:
    """How many of the *wanted* unit make one *unit*."""
    if unit == wanted:
        return 1.0
    kind, size = _measured(unit)
    wanted_kind, wanted_size = _measured(wanted)
    if kind != wanted_kind:
        raise ValueError(f"{unit or kind} can't be compared with {wanted or wanted_kind}")
    return size / wanted_size


def read_count(raw: object) -> Quantity:
    """How many: 52, ">40", "≥41", "<=3", "~1000", "unknown".

    Raises ValueError for anything but a whole number from 0 to 1e15 with a bound.
    """
    return _read(raw, whole=True)


def read_measure(raw: object, unit: str | None = None) -> Quantity:
    """How much: 3.5, "<120 min", "≈1000 km", "unknown"; in *unit* if that is given.

    A number without a unit is taken to be in *unit*; another unit of the same kind is converted.
    Raises ValueError for a negative number, and for a unit that is unknown or of another kind.
    """
    return _in(_read(raw), unit)


def read_change(raw: object, unit: str | None = None) -> Quantity:
    """By how much something rose, or fell if negative: "+2 points", "-3.5 %", "unknown".

    Raises ValueError as `read_measure` does, but for negative numbers.
    """
    return _in(_read(raw, signed=True), unit)


def _read(raw: object, whole: bool = False, signed: bool = False) -> Quantity:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise ValueError(f"not a number: {shortened(raw)}")
    if not isinstance(raw, str):
        return Quantity("=", raw, None, whole, signed)
    if raw.strip() == "unknown":
        return Quantity("unknown", None, signed=signed)
    found = _WRITTEN.fullmatch(raw.strip())
    if found is None:
        raise ValueError(f"not a number: {shortened(raw)}")
    op, number, plus, unit = found.groups()
    if plus:
        raise ValueError(f"{shortened(raw)} is not a bound: write ≥{number}")
    if whole and unit:
        raise ValueError(f"a count has no unit: write {op}{number}")
    return Quantity(_OPS[op], number, unit, whole, signed)


def _in(quantity: Quantity, unit: str | None) -> Quantity:
    """The same quantity in *unit*, if one is wanted."""
    if unit is None or quantity.value is None or quantity.unit == unit:
        return quantity
    value = quantity.value
    if quantity.unit is not None:
        value = round(value * _factor(quantity.unit, unit), 9)
    return attrs.evolve(quantity, value=value, unit=unit)
