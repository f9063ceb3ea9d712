"""The shapes a field can have: how it is read from a log, and what words may test it.

An event class declares each field once, through the makers at the foot of this module; the log
reader, the rule reader and the schema all read the same declaration.
"""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import wraps
from sys import intern
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

import attrs

from negotiations.model.quantities import Quantity, read_change, read_count, read_measure
from negotiations.model.times import Interval, read_interval
from negotiations.problems import did_you_mean

SHAPE = "shape"
T = TypeVar("T")


class Shape(Protocol):
    """How one field is read; `read` raises ValueError with one line that says what is wrong."""

    @property
    def about(self) -> str:
        """What the field holds, in a few words."""

    def read(self, raw: Any, zone: tzinfo | None) -> Any:
        """The value that *raw* (text, or JSON's numbers and lists) stands for."""


def plain(raw: Any) -> str:
    """*raw* as one word of text; refuses everything that is not text or a number."""
    if isinstance(raw, str) and raw.strip():
        return raw.strip()
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    raise ValueError(f"text is wanted here, not {said(raw)}")


def said(raw: Any) -> str:
    """*raw* in a few characters, for a message."""
    if raw is None or raw == "":
        return "nothing"
    if isinstance(raw, Mapping):
        return "a mapping"
    if isinstance(raw, list):
        return "a list"
    shown = repr(raw)
    return shown if len(shown) <= 60 else shown[:57] + "..."


@attrs.frozen
class Text:
    """Free text."""

    about: str = "text"

    def read(self, raw: Any, zone: tzinfo | None) -> str:
        return plain(raw)


@attrs.frozen
class Word:
    """One word of a closed list."""

    choices: tuple[str, ...]

    @property
    def about(self) -> str:
        return "one of: " + ", ".join(self.choices)

    def read(self, raw: Any, zone: tzinfo | None) -> str:
        word = plain(raw)
        if word not in self.choices:
            raise ValueError(f"unknown word {said(raw)}{did_you_mean(word, self.choices)}")
        return word


@attrs.frozen
class Words:
    """A list of words of a closed list (one word alone is a list of one)."""

    choices: tuple[str, ...]

    @property
    def about(self) -> str:
        return "any of: " + ", ".join(self.choices)

    def read(self, raw: Any, zone: tzinfo | None) -> tuple[str, ...]:
        one = Word(self.choices)
        return tuple(one.read(each, zone) for each in listed(raw))


@attrs.frozen
class Name:
    """The name of something the case declares: an `issue`, a `track`."""

    of: str

    @property
    def about(self) -> str:
        return f"the name of one {self.of} of the case"

    def read(self, raw: Any, zone: tzinfo | None) -> str:
        return plain(raw)


@attrs.frozen
class Names:
    """A list of names of things the case declares, such as parties; one alone is a list of one."""

    of: str

    @property
    def about(self) -> str:
        return f"names: each a {self.of} of the case"

    def read(self, raw: Any, zone: tzinfo | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(intern(plain(each)) for each in listed(raw)))


@attrs.frozen
class Texts:
    """A list of texts; one alone is a list of one."""

    about: str = "a list of texts"

    def read(self, raw: Any, zone: tzinfo | None) -> tuple[str, ...]:
        return tuple(plain(each) for each in listed(raw))


@attrs.frozen
class Key:
    """The id of a thing that the log itself names: an agreement, a ceasefire, a precondition."""

    of: str

    @property
    def about(self) -> str:
        return f"the id of one {self.of}"

    def read(self, raw: Any, zone: tzinfo | None) -> str:
        return plain(raw)


@attrs.frozen
class Count:
    """How many: a whole number, with a bound or unknown."""

    about: str = "a count: 472, '>40', '≈1000' or unknown"

    def read(self, raw: Any, zone: tzinfo | None) -> Quantity:
        return read_count(raw)


@attrs.frozen
class Measure:
    """How much of a unit, with a bound or unknown."""

    unit: str | None = None

    @property
    def about(self) -> str:
        return f"a measure in {self.unit or 'no unit'}: '≈1000', '<120', or unknown"

    def read(self, raw: Any, zone: tzinfo | None) -> Quantity:
        return read_measure(raw, self.unit)


@attrs.frozen
class Change:
    """A signed difference, such as a price's."""

    about: str = "a signed number"

    def read(self, raw: Any, zone: tzinfo | None) -> Quantity:
        return read_change(raw)


@attrs.frozen
class Number:
    """An exact number between two ends."""

    low: float
    high: float
    whole: bool = False

    @property
    def about(self) -> str:
        return f"a {'whole ' if self.whole else ''}number from {self.low:g} to {self.high:g}"

    def read(self, raw: Any, zone: tzinfo | None) -> float:
        number = read_number(raw)
        if not self.low <= number <= self.high or (self.whole and number != int(number)):
            raise ValueError(f"{self.about} is wanted here, not {said(raw)}")
        return int(number) if self.whole else number


@attrs.frozen
class Flag:
    """True or false, in full words."""

    about: str = "true or false"

    def read(self, raw: Any, zone: tzinfo | None) -> bool:
        if isinstance(raw, bool):
            return raw
        if raw in ("true", "false"):
            return bool(raw == "true")
        raise ValueError(f"true or false is wanted here, not {said(raw)}")


@attrs.frozen
class Time:
    """An instant or an interval, of any precision."""

    about: str = "a time: 2025-06-02T13:00, 2025-06-02, 2025-06-02 morning, or A/B"

    def read(self, raw: Any, zone: tzinfo | None) -> Interval:
        return read_interval(plain(raw), zone)


def listed(raw: Any) -> list[Any]:
    """*raw* as a list: a list is itself, one thing alone is a list of one."""
    return raw if isinstance(raw, list) else [raw]


def read_number(raw: Any) -> float:
    """A finite number, from JSON or from text."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise ValueError(f"a number is wanted here, not {said(raw)}")
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        raise ValueError(f"not a number: {said(raw)}") from None
    if number != number or abs(number) == float("inf"):
        raise ValueError(f"a number must be finite: {said(raw)}")
    return number


def shaped(shape: Shape, **options: Any) -> Any:
    """An attrs field of that shape; absent unless given."""
    options.setdefault("default", () if isinstance(shape, Words | Names | Texts) else None)
    return attrs.field(metadata={SHAPE: shape}, **options)


def shape_of(field: "attrs.Attribute[Any]") -> Shape | None:
    """The shape a field was declared with, if it was."""
    found: Shape | None = field.metadata.get(SHAPE)
    return found


def per_class(make: Callable[[type[Any]], T]) -> Callable[[type[Any]], T]:
    """Remembers what *make* gives for each class."""
    made: dict[type[Any], T] = {}

    @wraps(make)
    def remembered(cls: type[Any]) -> T:
        if cls not in made:
            made[cls] = make(cls)
        return made[cls]

    return remembered


@per_class
def shapes(cls: type[Any]) -> Mapping[str, Shape]:
    """The shaped fields of an event class, by the name analysts write."""
    fields = {written(field.name): shape_of(field) for field in attrs.fields(cls)}
    return MappingProxyType({name: shape for name, shape in fields.items() if shape is not None})


def written(attribute: str) -> str:
    """The name in a log of an attribute: `class_` is written `class`."""
    return attribute.rstrip("_")
