"""Blocks: runs of records that stand one after another in a source, taken as forms many at once."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from negotiations.log.fit import is_plain
from negotiations.log.forms import Form, Forms, Unfit
from negotiations.log.lines import BOM, BadLine, Line, split

Places = NDArray[np.uint64]

QUOTE, COLON, BACKSLASH, OPEN, CLOSE = b'":\\{}'
NEWLINE, RETURN, SPACE = b"\n\r "
BEYOND_ASCII = 0x80


@attrs.frozen
class Taken:
    """The records of a block: a form or, where no form takes it, None; and where each stands."""

    forms: Sequence[Form | None]
    positions: Places
    contents: bytes | None
    """The forms as canonical JSON, a line each; None if some record has no form."""


class Block(Protocol):
    """A run of records, in their order."""

    def take(self, forms: Forms) -> Taken:
        """The records as forms, as far as they are fit; what can't be a record has no form."""

    def start(self, number: int) -> tuple[int, int]:
        """Where to begin to read again so that the record of that number comes first."""


@attrs.define
class LineBlock:
    """Whole lines of JSON, from an offset and a line's number on."""

    name: str
    data: bytes
    offset: int
    number: int
    limit: int
    _starts: NDArray[np.int64] = attrs.field(init=False)
    _numbers: Sequence[int] = attrs.field(init=False)

    @_starts.default
    def _found(self) -> NDArray[np.int64]:
        ends = np.flatnonzero(np.frombuffer(self.data, np.uint8) == NEWLINE) + 1
        starts = np.concatenate((np.zeros(1, np.int64), ends))
        starts[0] = len(BOM) if self.data.startswith(BOM) and self.offset == 0 else 0
        return starts[starts < len(self.data)]

    @_numbers.default
    def _in_order(self) -> Sequence[int]:
        return range(self.number, self.number + len(self._starts))

    @property
    def count(self) -> int:
        """How many lines are not blank; certain once they have been taken."""
        return len(self._starts)

    def take(self, forms: Forms) -> Taken:
        """All of it at once if every line is fit, else line by line."""
        return self._at_once(forms) or self._one_by_one(forms)

    def start(self, number: int) -> tuple[int, int]:
        return int(self._starts[number]) + self.offset, int(self._numbers[number])

    def lines(self, first: int = 0) -> Iterator[Line | BadLine]:
        """The lines as the careful reader takes them, from the one of that number on."""
        if first and first == len(self._starts):
            return iter(())
        start, at = (self.start(first), int(self._starts[first])) if first else (self._origin, 0)
        return split(self.name, BytesIO(self.data[at:]).readline, self.limit, start)

    @property
    def _origin(self) -> tuple[int, int]:
        return self.offset, self.number

    def _at_once(self, forms: Forms) -> Taken | None:
        if not self._is_even():
            return None
        try:
            taken = forms.decode_lines(self.data[self._starts[0] :])
        except Unfit:
            return None
        contents = forms.contents(taken)
        if len(taken) != len(self._starts) or not _is_faithful(self.data, contents):
            return None
        return Taken(taken, (self._starts + self.offset).astype(np.uint64), contents)

    def _is_even(self) -> bool:
        """Whether every line begins and ends as one object does, and none is too long."""
        raw, starts = np.frombuffer(self.data, np.uint8), self._starts
        if not len(starts):
            return False
        ends = np.append(starts[1:], len(raw) + (raw[-1] != NEWLINE)) - 2
        ends -= raw[ends] == RETURN
        return bool(
            (raw[starts] == OPEN).all()
            and (raw[ends] == CLOSE).all()
            and (ends - starts).max() < self.limit - 2
        )

    def _one_by_one(self, forms: Forms) -> Taken:
        lines = list(self.lines())
        positions = np.array([line.offset for line in lines], np.uint64)
        self._starts = positions.astype(np.int64) - self.offset
        self._numbers = [line.place.line for line in lines]
        return Taken([_form_of(line, forms) for line in lines], positions, None)


def _form_of(line: Line | BadLine, forms: Forms) -> Form | None:
    if isinstance(line, BadLine):
        return None
    try:
        form = forms.decode(line.raw)
    except Unfit:
        return None
    content = forms.content(form)
    return form if _is_faithful(line.raw, content) else None


def _is_faithful(raw: bytes, content: bytes) -> bool:
    """Whether *content* says all that *raw* does: no key stood twice, and no text is blank.

    If as many keys are written as were read, none was read twice; a space between a key and its
    colon would hide it from the count.
    """
    quotes, after = _quotes(raw)
    written = np.count_nonzero(quotes & (after == COLON))
    if (quotes & (after <= SPACE)).any():
        return False
    quotes, after = _quotes(content)
    if np.count_nonzero(quotes & (after == COLON)) != written:
        return False
    doubtful = (after <= QUOTE) | (after == BACKSLASH) | (after >= BEYOND_ASCII)
    starts = np.flatnonzero(quotes & doubtful)
    return all(is_plain(content[at : at + 4]) for at in starts.tolist())


def _quotes(text: bytes) -> tuple[NDArray[np.bool_], NDArray[np.uint8]]:
    """Whether each byte is a quote that begins or ends a text, and the byte that follows it.

    Quotes within a text stand behind a backslash.
    """
    raw = np.frombuffer(text, np.uint8)
    quotes = raw == QUOTE
    quotes[1:] &= raw[:-1] != BACKSLASH
    return quotes[:-1], raw[1:]


@attrs.frozen
class RecordBlock:
    """Records at hand, as plain data; those that are no mapping have no form."""

    raws: Sequence[Mapping[str, Any]]
    first: int = 0

    def take(self, forms: Forms) -> Taken:
        found = [_taken(raw, forms) for raw in self.raws]
        positions = np.arange(self.first, self.first + len(found), dtype=np.uint64)
        whole = all(form is not None for form in found)
        return Taken(found, positions, forms.contents(found) if whole else None)

    def start(self, number: int) -> tuple[int, int]:
        return self.first + number, 1


def _taken(raw: Any, forms: Forms) -> Form | None:
    if not isinstance(raw, Mapping):
        return None
    try:
        return forms.take(raw)
    except Unfit:
        return None
