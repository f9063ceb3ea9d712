"""The words that test a value: `at_least`, `present`, `includes` and their like, by its shape.

A test answers True, False, or None when what is known does not decide it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

import attrs

from negotiations.model.bounds import Bounds, Compared
from negotiations.model.events import missing
from negotiations.model.quantities import UNITS, Quantity, read_measure
from negotiations.model.shapes import (
    Change,
    Count,
    Flag,
    Measure,
    Name,
    Names,
    Number,
    Shape,
    Texts,
    Time,
    Words,
    listed,
    plain,
    read_number,
    said,
)
from negotiations.model.times import DAY, Interval, read_duration
from negotiations.model.truth import Truth, either, every
from negotiations.parameters import Days, some
from negotiations.problems import did_you_mean
from negotiations.structure import Wrong

NUMBER_WORDS = ("at_least", "at_most", "more_than", "less_than", "between")
PRESENCE = ("present", "absent")


class Test(Protocol):
    """A test of one value; *at* is the moment of the event it belongs to."""

    def truth(self, value: Any, at: datetime) -> Truth:
        """Whether the value passes: yes, no, or not known."""


@attrs.frozen
class Present:
    """Something is known of it (or, for `absent`, nothing is)."""

    wanted: bool = True

    def truth(self, value: Any, at: datetime) -> Truth:
        return missing(value) is not self.wanted


@attrs.frozen
class OneOf:
    """It is one of these words (or, for `not`, none of them)."""

    words: frozenset[str]
    wanted: bool = True

    def truth(self, value: Any, at: datetime) -> Truth:
        if missing(value):
            return None
        return (str(value) in self.words) is self.wanted


@attrs.frozen
class Includes:
    """A list holds any of these names; `all` asks for every one, `excludes` for none."""

    names: frozenset[str]
    how: str = "includes"

    def truth(self, value: Any, at: datetime) -> Truth:
        if missing(value):
            return None
        if self.how == "all":
            return self.names <= set(value)
        return (not self.names.isdisjoint(value)) is (self.how == "includes")


@attrs.frozen
class Says:
    """A text contains these words, whatever their case."""

    words: str

    def truth(self, value: Any, at: datetime) -> Truth:
        return None if missing(value) else self.words.casefold() in str(value).casefold()


@attrs.frozen
class Bound:
    """A number lies where the word says; what is known only within bounds may not decide it."""

    word: str
    numbers: tuple[float, ...]

    def truth(self, value: Any, at: datetime) -> Truth:
        if missing(value):
            return None
        compared = value if isinstance(value, Compared) else Bounds(value, value)
        truth: Truth = getattr(compared, self.word)(*self.numbers)
        return truth


@attrs.frozen
class Soon:
    """A planned time lies within so many days after the event's moment."""

    days: float

    def truth(self, value: Any, at: datetime) -> Truth:
        if not isinstance(value, Interval):
            return None
        latest = at + self.days * DAY
        if at <= value.start and value.end <= latest:
            return True
        return False if value.end < at or value.start > latest else None


@attrs.frozen
class Both:
    """All of several tests; or, for a list of values, any of them."""

    tests: tuple[Test, ...]
    any: bool = False

    def truth(self, value: Any, at: datetime) -> Truth:
        truths = [test.truth(value, at) for test in self.tests]
        return either(truths) if self.any else every(truths)


def is_timed(test: Test) -> bool:
    """Whether the answer depends on the moment of the event, and not on the value alone."""
    return isinstance(test, Soon) or (isinstance(test, Both) and any(map(is_timed, test.tests)))


def numbers_in(test: Test) -> tuple[float, ...]:
    """The numbers that a test compares with: only there may its answer for a number change."""
    if isinstance(test, Both):
        return tuple(number for each in test.tests for number in numbers_in(each))
    return test.numbers if isinstance(test, Bound) else ()


def read_test(shape: Shape, raw: Any) -> Test:
    """The test that *raw* asks of a field of that shape; raises Refused or ValueError."""
    if isinstance(raw, str) and raw in PRESENCE:
        return Present(raw == "present")
    if isinstance(raw, Mapping):
        return _several(shape, raw)
    return _plain_value(shape, raw)


def words_for(shape: Shape) -> dict[str, Callable[[Any], Test]]:
    """The condition words that a shape takes, each with the reading of its operand."""
    found: dict[str, Callable[[Any], Test]] = {
        "present": lambda raw: Present(_true(raw)),
        "absent": lambda raw: Present(not _true(raw)),
    }
    if isinstance(shape, Count | Measure | Change | Number):
        found |= {word: _bound(shape, word) for word in NUMBER_WORDS}
    elif isinstance(shape, Words | Names | Texts):
        found |= {how: _includes(shape, how) for how in ("includes", "excludes", "all")}
    elif isinstance(shape, Time):
        found |= {"within": lambda raw: Soon(Days().read(raw, None))}
    else:
        found |= {
            "any_of": lambda raw: _one_of(shape, raw, True),
            "not": lambda raw: _one_of(shape, raw, False),
        }
        if not hasattr(shape, "choices") and not isinstance(shape, Flag | Name):
            found |= {"includes": lambda raw: Says(plain(raw))}
    return found


def read_bound(name: str, shape: Shape, raw: Mapping[str, Any]) -> Test:
    """The number words in the mapping of the measure *name*, as one test of its number."""
    given = {word: raw[word] for word in NUMBER_WORDS if word in raw}
    if not given:
        raise ValueError(f"{name} needs a bound: {', '.join(NUMBER_WORDS)}")
    return _several(shape, given)


def _several(shape: Shape, raw: Mapping[str, Any]) -> Test:
    known, tests, wrong = words_for(shape), [], Wrong()
    for word, operand in raw.items():
        with wrong.at(word):
            if word not in known:
                hint = did_you_mean(word, known)
                raise ValueError(f"unknown condition word {said(word)}{hint}")
            tests.append(known[word](operand))
    if not raw:
        raise _nothing_asked(shape)
    wrong.refuse()
    return tests[0] if len(tests) == 1 else Both(tuple(tests))


def _nothing_asked(shape: Shape) -> ValueError:
    return ValueError(f"a condition is wanted here; known words: {', '.join(words_for(shape))}")


def _plain_value(shape: Shape, raw: Any) -> Test:
    if raw == []:
        raise _nothing_asked(shape)
    if isinstance(shape, Time):
        raise ValueError("a time is tested with within, present or absent")
    if isinstance(shape, Count | Measure | Change | Number):
        tests = tuple(_equals(shape, each) for each in listed(raw))
        return tests[0] if len(tests) == 1 else Both(tests, any=True)
    if isinstance(shape, Words | Names | Texts):
        return Includes(frozenset(shape.read(raw, None)))
    return _one_of(shape, raw, True)


def _equals(shape: Shape, raw: Any) -> Bound:
    value = shape.read(raw, None)
    if isinstance(value, Quantity) and value.op != "=":
        raise ValueError(f"a condition tests a number; for {said(raw)} write more_than or at_least")
    number = value.value if isinstance(value, Quantity) else value
    return Bound("equals", (float(number or 0.0),))


def _one_of(shape: Shape, raw: Any, wanted: bool) -> Test:
    return OneOf(frozenset(str(shape.read(each, None)) for each in listed(some(raw))), wanted)


def _includes(shape: Shape, how: str) -> Callable[[Any], Test]:
    return lambda raw: Includes(frozenset(shape.read(some(raw), None)), how)


def _bound(shape: Shape, word: str) -> Callable[[Any], Test]:
    def read(raw: Any) -> Test:
        many = word == "between"
        if many and (not isinstance(raw, list) or len(raw) != 2):
            raise ValueError(f"between takes two numbers: between: [10, 20], not {said(raw)}")
        numbers = tuple(_number(shape, each) for each in (raw if many else [raw]))
        if many and numbers[0] > numbers[1]:
            given = ", ".join(map(str, raw))
            raise ValueError(f"between takes the lower number first, not [{given}]")
        return Bound(word, numbers)

    return read


def _number(shape: Shape, raw: Any) -> float:
    """A plain number; where time is measured, also a length of time, in the shape's own unit."""
    unit = shape.unit if isinstance(shape, Measure) else None
    in_words = isinstance(raw, str) and raw.strip()[-1:].isalpha()
    if unit is None or UNITS[unit][0] != "time" or not in_words:
        return read_number(raw)
    return read_measure(f"{read_duration(raw)} d", unit).value or 0.0


def _true(raw: Any) -> bool:
    return Flag().read(raw, None)
