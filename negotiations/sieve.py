"""The sieve: which rules an event may fire, by its own fields alone, as one number.

Each rule on a kind has a bit, and each value of a field a mask: the rules whose test of that field
it passes. The masks of an event's fields, and-ed, are the rules whose `when` holds; what a rulebook
counts has bits of its own. A whole number is looked up by where it lies among the thresholds of the
rules, with one bisect. For each kind a function is written out that does this and reads no more
fields than the rules do.
"""

from bisect import bisect
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from math import ceil, floor
from typing import Any, TypeAlias

import attrs

from negotiations.log.fit import UNSET
from negotiations.log.forms import Form, Forms
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Change, Count, Measure, Number, shapes
from negotiations.model.truth import Truth
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.tallies import Tally
from negotiations.rulebook.words import Both, Bound, Test, is_timed

Key: TypeAlias = tuple[Hashable, ...]
Sift: TypeAlias = Callable[[Form, "Grade"], Key]
MOST = 65_536
NUMBERS = Count | Measure | Change | Number
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class Grade:
    """What the sources of a record add to it: its quality, and whether the case accepts it."""

    quality: float
    credibility: int
    accepted: bool


@attrs.frozen
class Asks:
    """What one bit asks of one field; *surely* if it must be true, else if it must not be false."""

    bit: int
    test: Test
    surely: bool = True

    def passed(self, value: Any) -> bool:
        truth: Truth = self.test.truth(value, NO_TIME)
        return truth is True if self.surely else truth is not False


class Masks(dict[Any, int]):
    """The values of one field → the mask of those that it passes; made as values are met."""

    def __init__(self, asked: Iterable[Asks], read: Callable[[Any], Any], every: int) -> None:
        super().__init__()
        self.asked, self.every, self._read = tuple(asked), every, read

    def __missing__(self, raw: Any) -> int:
        mask = self._of(self._read(raw))
        if len(self) >= MOST:
            self.clear()
        self[raw] = mask
        return mask

    def _of(self, value: Any) -> int:
        mask = self.every
        for each in self.asked:
            if not each.passed(value):
                mask &= ~(1 << each.bit)
        return mask

    def bands(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The whole numbers at which the mask changes, and the masks between them."""
        numbers = {number for each in self.asked for number in _numbers(each.test)}
        cuts = sorted({ceil(n) for n in numbers} | {floor(n) + 1 for n in numbers})
        firsts = [cuts[0] - 1, *cuts] if cuts else [0]
        return tuple(cuts), tuple(self._of(number) for number in firsts)


@attrs.frozen
class Sieve:
    """The bits of one kind, and the function that sifts a form of it.

    A key is the mask, then the actors and recipients, then what tallies ask events to share.
    """

    kind: str
    rules: tuple[Rule, ...]
    tallies: tuple[Tally, ...]
    sift: Sift
    unplain: int
    """The bit of a record that is denied, expected, or not accepted: it must be told with care."""

    @property
    def of_rules(self) -> int:
        """The bits of the rules."""
        return (1 << len(self.rules)) - 1

    def counting(self, mask: int) -> Iterator[tuple[Tally, Truth]]:
        """The tallies that count the event, surely or perhaps."""
        first = len(self.rules)
        for number, tally in enumerate(self.tallies):
            if mask >> first + 2 * number + 1 & 1:
                yield tally, True if mask >> first + 2 * number & 1 else None


def sieve_of(
    kind: str, rules: Sequence[Rule], tallies: Sequence[Tally], forms: Forms
) -> Sieve | None:
    """The sieve of a kind; None where a test depends on the time, which no mask can tell."""
    if any(is_timed(test) for test in _tests_of(rules, tallies)):
        return None
    unplain = 1 << len(rules) + 2 * len(tallies)
    every = 2 * unplain - 1
    masks = {
        field: Masks(asked, _reader(forms, kind, field), every)
        for field, asked in _by_field(rules, tallies).items()
    }
    shared = sorted({field for tally in tallies for field in tally.same})
    sift = _written(kind, forms, masks, shared, unplain)
    return Sieve(kind, tuple(rules), tuple(tallies), sift, unplain)


def _tests_of(rules: Iterable[Rule], tallies: Iterable[Tally]) -> Iterator[Test]:
    yield from (condition.test for rule in rules for condition in rule.when)
    yield from (test for tally in tallies for _, test in tally.tests)


def _by_field(rules: Sequence[Rule], tallies: Sequence[Tally]) -> dict[str, list[Asks]]:
    found: dict[str, list[Asks]] = {}
    for number, rule in enumerate(rules):
        for condition in rule.when:
            found.setdefault(condition.field, []).append(Asks(number, condition.test))
    for number, tally in enumerate(tallies):
        bit = len(rules) + 2 * number
        for field, test in tally.tests:
            found.setdefault(field, []).append(Asks(bit, test))
            found.setdefault(field, []).append(Asks(bit + 1, test, surely=False))
    return found


def _reader(forms: Forms, kind: str, field: str) -> Callable[[Any], Any]:
    """From a form's value to what an event's field would hold."""
    if field == "credibility":
        return lambda raw: raw
    cls = forms.kinds[kind]
    absent = next(each.default for each in attrs.fields(cls.event) if each.name == field)
    read = cls.readers.get(field)
    return lambda raw: absent if raw is UNSET or read is None else read(raw)


def _numbers(test: Test) -> Iterator[float]:
    if isinstance(test, Both):
        for each in test.tests:
            yield from _numbers(each)
    elif isinstance(test, Bound):
        yield from test.numbers


def _written(
    kind: str, forms: Forms, masks: dict[str, Masks], shared: Sequence[str], unplain: int
) -> Sift:
    """The function of a kind, written out and compiled."""
    names: dict[str, Any] = {"UNSET": UNSET, "bisect": bisect}
    every = next(iter(masks.values())).every if masks else 2 * unplain - 1
    numbers, words = [], []
    for number, (field, each) in enumerate(sorted(masks.items())):
        if field != "credibility" and field not in forms.kinds[kind].readers:
            every &= each[UNSET]  # the case declares nothing that the field could name
            continue
        names[f"m{number}"] = each
        if field != "credibility" and _is_number(kind, field):
            names[f"cuts{number}"], names[f"bands{number}"] = each.bands()
            numbers.append((number, field))
        else:
            words.append((number, field))
    plain = dict.fromkeys((UNSET, "reported", "claimed", "assessed"), every & ~unplain)
    names["modalities"] = plain | dict.fromkeys(("denied", "expected"), every)
    given = forms.kinds[kind].readers
    key = [field if field in given else None for field in ("actor", "recipient", *shared)]
    exec(source(numbers, words, key, every, unplain), names)
    made: Sift = names["sift"]
    return made


def _is_number(kind: str, field: str) -> bool:
    return isinstance(shapes(KINDS[kind]).get(field), NUMBERS)


def source(
    numbers: Sequence[tuple[int, str]],
    words: Sequence[tuple[int, str]],
    key: Sequence[str | None],
    every: int,
    unplain: int,
) -> str:
    """The sifting of a kind as Python; None in the *key* is a field that no form can have.

    >>> key = ["actor", "recipient"]
    >>> print(source([(0, "launched")], [(1, "munition")], key, every=3, unplain=2))
    def sift(form, grade):
        v0 = form.launched
        mask = modalities[form.modality] & m1[form.munition] & (bands0[bisect(cuts0, v0)] if type(v0) is int else m0[v0])
        if not grade.accepted: mask |= 2
        return (mask, form.actor, form.recipient)
    """  # noqa: E501
    values = [f"    v{n} = form.{field}" for n, field in numbers]
    parts = [f"m{n}[{'grade' if field == 'credibility' else 'form'}.{field}]" for n, field in words]
    parts += [
        f"(bands{n}[bisect(cuts{n}, v{n})] if type(v{n}) is int else m{n}[v{n}])"
        for n, _ in numbers
    ]
    told = ", ".join("UNSET" if field is None else f"form.{field}" for field in key)
    return "\n".join([
        "def sift(form, grade):",
        *values,
        f"    mask = {' & '.join(['modalities[form.modality]', *parts])}",
        f"    if not grade.accepted: mask |= {unplain}",
        f"    return (mask, {told})",
    ])  # fmt: skip
