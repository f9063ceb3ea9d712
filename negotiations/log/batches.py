"""Batches: many records of a log at once, with their times in columns, ready to be told.

An item of a batch is a form (see `forms`) or, where no form takes a good record, its event.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from negotiations.log.fit import UNSET
from negotiations.log.forms import Form, Forms
from negotiations.log.records import WHOLES
from negotiations.model.events import Event
from negotiations.model.kinds import Interception
from negotiations.model.times import Clock, Micros, micros, stamps

Item: TypeAlias = Any  # Form | Event
MICROS_A_DAY = 86_400e6
NEWLINE = ord("\n")
KIND = len('{"kind":"')
APART = len('2025-06-02T10:00:00Z","occurred":"')


@attrs.define
class Batch:
    """Items in the one order of replay, whole groups of them.

    Times are columns: *known* in microseconds since 1970, UTC; *since* the same in days; *moments*
    in days; *days* the ordinals of the moments' dates in the case's zone.
    """

    items: list[Item]
    known: list[int]
    since: list[float]
    moments: list[float]
    days: list[int]

    def __len__(self) -> int:
        return len(self.items)

    def part(self, start: int, end: int) -> "Batch":
        """The items from one number up to another, which must not part a group."""
        cut = slice(start, end)
        return Batch(
            self.items[cut], self.known[cut], self.since[cut], self.moments[cut], self.days[cut]
        )

    def slices(self, most: int) -> Iterator["Batch"]:
        """The batch in parts of about so many items, none of which parts a group."""
        start, known = 0, self.known
        while start < len(known):
            last = min(start + most, len(known)) - 1
            end = bisect_right(known, known[last], last)
            yield self.part(start, end)
            start = end


@attrs.frozen
class Rows:
    """Items with their ids, their positions in the source, and their canonical content.

    Times in microseconds: when each became known, began and ended. *lines* are the ends of the
    contents, each of which is a line.
    """

    items: list[Item]
    known: Micros
    starts: Micros
    ends: Micros
    positions: NDArray[np.uint64]
    contents: bytes
    lines: Micros

    @classmethod
    def of(
        cls, items: list[Item], positions: NDArray[np.uint64], contents: bytes, clock: Clock
    ) -> "Rows":
        """The rows of items; raises ValueError where a form's time is none."""
        known, starts, ends = _times_of_any(items, clock)
        return cls(items, known, starts, ends, positions, contents, line_ends(contents))

    @classmethod
    def of_forms(
        cls,
        items: list[Form],
        positions: NDArray[np.uint64],
        contents: bytes,
        clock: Clock,
        heads: Micros,
    ) -> "Rows":
        """The rows of forms; raises ValueError where a time is none."""
        lines = line_ends(contents)
        both = _stamps(contents, lines, heads)
        if both is not None:
            known, starts = both
            return cls(items, known, starts, starts, positions, contents, lines)
        known = np.array(clock.ends([form.known_at for form in items]), np.int64)
        first, last = clock.spans([form.occurred for form in items])
        starts, ends = np.array(first, np.int64), np.array(last, np.int64)
        return cls(items, known, starts, ends, positions, contents, lines)

    @classmethod
    def none(cls) -> "Rows":
        """No rows."""
        empty = np.zeros(0, np.int64)
        return cls([], empty, empty, empty, np.zeros(0, np.uint64), b"", empty)

    def __len__(self) -> int:
        return len(self.items)

    def __add__(self, other: "Rows") -> "Rows":
        if not self.items or not other.items:
            return other if other.items else self
        return Rows(
            self.items + other.items,
            np.concatenate((self.known, other.known)),
            np.concatenate((self.starts, other.starts)),
            np.concatenate((self.ends, other.ends)),
            np.concatenate((self.positions, other.positions)),
            self.contents + other.contents,
            np.concatenate((self.lines, other.lines + len(self.contents))),
        )

    def part(self, start: int, end: int) -> "Rows":
        """The rows from one number up to another."""
        cut = slice(start, end)
        first = int(self.lines[start - 1]) if start else 0
        last = int(self.lines[end - 1]) if end else 0
        return Rows(
            self.items[cut],
            self.known[cut],
            self.starts[cut],
            self.ends[cut],
            self.positions[cut],
            self.contents[first:last],
            self.lines[cut] - first,
        )

    def are_in_order(self, last: int | None) -> bool:
        """Whether they stand in order of knowledge, after *last*, and none was known too early."""
        later = last is None or not len(self) or self.known[0] >= last
        in_order = (self.known[1:] >= self.known[:-1]).all()
        return bool(later and in_order and (self.starts <= self.known).all())

    def ranked(self, forms: Forms) -> "Rows":
        """The same in the one order of replay: among those known together it is not the file's."""
        ties = np.flatnonzero(self.known[1:] == self.known[:-1])
        if not len(ties):
            return self
        order = list(range(len(self)))
        for first, end in _runs(ties.tolist()):
            order[first:end] = sorted(order[first:end], key=lambda n: self._rank(n, forms))
        lines = self.contents.splitlines(keepends=True)
        contents = b"".join([lines[n] for n in order])
        return Rows(
            [self.items[n] for n in order],
            self.known,
            self.starts[order],
            self.ends[order],
            self.positions[order],
            contents,
            line_ends(contents),
        )

    def _rank(self, number: int, forms: Forms) -> tuple[int, int, int, str]:
        """By what those known together are told: start, end, stage of life, id."""
        item = self.items[number]
        rank = item.rank if isinstance(item, Event) else forms.rank(item)
        return int(self.starts[number]), int(self.ends[number]), rank, item.id

    def batch(self, clock: Clock) -> Batch:
        """The rows as a batch."""
        moments = np.minimum(self.known, self.ends)
        return Batch(
            self.items,
            self.known.tolist(),
            (self.known / MICROS_A_DAY).tolist(),
            (moments / MICROS_A_DAY).tolist(),
            clock.days(moments).tolist(),
        )


def line_ends(contents: bytes) -> Micros:
    """Where each line of a text ends, its newline included."""
    return np.flatnonzero(np.frombuffer(contents, np.uint8) == NEWLINE) + 1


def _stamps(contents: bytes, lines: Micros, heads: Micros) -> tuple[Micros, Micros] | None:
    """When each became known and occurred, read off its content; None unless all are plain UTC."""
    text = np.frombuffer(contents, np.uint8)
    if not len(lines):
        return None
    begin = np.append(0, lines[:-1])
    letters = text[begin + KIND].astype(np.int64) << 8 | text[begin + KIND + 2]
    at = heads[letters]
    if not at.all():
        return None
    known = stamps(text, begin + at)
    return (
        None
        if known is None or (began := stamps(text, begin + at + APART)) is None
        else (known, began)
    )


def _runs(ties: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The runs, from and to, of which each number but the last ties with the next."""
    first = ties[0]
    for tie, following in zip(ties, [*ties[1:], -1], strict=True):
        if following != tie + 1:
            yield first, tie + 2
            first = following


def _times_of_any(items: Sequence[Item], clock: Clock) -> tuple[Micros, Micros, Micros]:
    def span(item: Item) -> tuple[int, int, int]:
        if isinstance(item, Event):
            return micros(item.known_at), micros(item.occurred.start), micros(item.occurred.end)
        [start], [end] = clock.spans([item.occurred])
        return clock.ends([item.known_at])[0], start, end

    known, starts, ends = np.array([span(item) for item in items], np.int64).reshape(-1, 3).T
    return known, starts, ends


def are_possible(items: Sequence[Item], forms: Forms) -> bool:
    """Whether no form says what can't be: parts above their whole, planned times that are none."""
    counted, timed = forms.kinds[Interception.kind].form, forms.timed
    return not any(_exceeds(item) for item in items if type(item) is counted) and all(
        forms.has_times(item) for item in items if type(item) in timed
    )


def _exceeds(form: Form) -> bool:
    """Whether a part may be more than its whole; what is no plain number is not decided here."""
    for part, whole in WHOLES.items():
        few, many = getattr(form, part), getattr(form, whole)
        if few is UNSET or many is UNSET:
            continue
        if type(few) is not int or type(many) is not int or few > many:
            return True
    return False
